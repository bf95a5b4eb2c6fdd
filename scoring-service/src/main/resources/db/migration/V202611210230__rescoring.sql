CREATE TABLE run_cause (
    id            uuid    PRIMARY KEY,
    run_id        uuid    NOT NULL REFERENCES run,
    changed_month date    NOT NULL CHECK (extract(day FROM changed_month) = 1),
    registrar     integer NOT NULL CHECK (registrar >= 0),
    cause         text    NOT NULL CHECK (cause ~ '^[A-Z_]{1,40}$'),
    incidents     bigint  NOT NULL CHECK (incidents >= 0)
);
CREATE INDEX run_cause_run ON run_cause (run_id, registrar);
COMMENT ON TABLE run_cause IS 'What ingest told of changes, and the run that was made because of it. A fact: never changed';
COMMENT ON COLUMN run_cause.changed_month IS 'First day of the month whose facts changed; the run may be of a later month';
COMMENT ON COLUMN run_cause.registrar IS 'IANA ID; 0: of every registrar';
COMMENT ON COLUMN run_cause.cause IS 'In ingest''s words';
COMMENT ON COLUMN run_cause.incidents IS 'How many changed';

CREATE TABLE rescoring_progress (
    source      text        PRIMARY KEY CHECK (source ~ '^[A-Z]{1,20}$'),
    cursor      text        CHECK (length(cursor) BETWEEN 1 AND 500),
    read_at     timestamptz,
    not_before  timestamptz NOT NULL DEFAULT '-infinity',
    failures    integer     NOT NULL DEFAULT 0 CHECK (failures >= 0)
);
INSERT INTO rescoring_progress (source) VALUES ('TALLIES');
COMMENT ON TABLE rescoring_progress IS 'How far ingest''s changes have been read. Whoever reads on holds the row';
COMMENT ON COLUMN rescoring_progress.cursor IS 'Behind the last row that was noted; null: from the start';
COMMENT ON COLUMN rescoring_progress.read_at IS 'Real time of the last answer';
COMMENT ON COLUMN rescoring_progress.not_before IS 'Real time; after a failure ingest is left alone for a while';
COMMENT ON COLUMN rescoring_progress.failures IS 'In a row';

CREATE TABLE rescoring_due (
    id            bigint      GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    month         date        NOT NULL CHECK (extract(day FROM month) = 1),
    changed_month date        NOT NULL CHECK (extract(day FROM changed_month) = 1),
    registrar     integer     NOT NULL CHECK (registrar >= 0),
    cause         text        NOT NULL CHECK (cause ~ '^[A-Z_]{1,40}$'),
    incidents     bigint      NOT NULL CHECK (incidents >= 0),
    noted_at      timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX rescoring_due_month ON rescoring_due (month, id);
COMMENT ON TABLE rescoring_due IS 'Changes for which a month is to be scored again; gone once it was';
COMMENT ON COLUMN rescoring_due.month IS 'First day of the month to be scored again';
COMMENT ON COLUMN rescoring_due.changed_month IS 'First day of the month whose facts changed';
COMMENT ON COLUMN rescoring_due.registrar IS 'IANA ID; 0: of every registrar';
COMMENT ON COLUMN rescoring_due.noted_at IS 'Real time';

CREATE TABLE rescoring_month (
    month       date        PRIMARY KEY CHECK (extract(day FROM month) = 1),
    not_before  timestamptz NOT NULL DEFAULT '-infinity',
    failures    integer     NOT NULL DEFAULT 0 CHECK (failures >= 0)
);
COMMENT ON TABLE rescoring_month IS 'Months that were ever due. Whoever scores one again holds its row';
COMMENT ON COLUMN rescoring_month.not_before IS 'Real time: it was scored a moment ago, or failed';
COMMENT ON COLUMN rescoring_month.failures IS 'In a row';

GRANT SELECT, INSERT ON run_cause TO ${application};
GRANT SELECT, UPDATE ON rescoring_progress TO ${application};
GRANT SELECT, INSERT, DELETE ON rescoring_due TO ${application};
GRANT SELECT, INSERT, UPDATE ON rescoring_month TO ${application};

CREATE TABLE outcome_run (
    id            uuid        PRIMARY KEY,
    promotion_id  uuid        NOT NULL REFERENCES promotion,
    stage         text        NOT NULL CHECK (stage IN ('CREATES', 'ADD_GRACE_DELETES', 'DELETES', 'ABUSE', 'COUNTING', 'DONE')),
    month         text,
    cursor        text,
    pages         bigint      NOT NULL CHECK (pages >= 0),
    rows_kept     bigint      NOT NULL CHECK (rows_kept >= 0),
    as_of         timestamptz NOT NULL,
    run_by        text        NOT NULL,
    started_at    timestamptz NOT NULL,
    progressed_at timestamptz NOT NULL,
    runs_after    timestamptz NOT NULL,
    report_id     uuid        REFERENCES outcome_report,
    CHECK ((stage = 'ABUSE') = (month IS NOT NULL)),
    CHECK ((stage = 'DONE') = (report_id IS NOT NULL))
);
CREATE UNIQUE INDEX outcome_run_open ON outcome_run (promotion_id) WHERE stage <> 'DONE';
CREATE INDEX outcome_run_promotion ON outcome_run (promotion_id, id);
COMMENT ON TABLE outcome_run IS 'The making of a report after a promotion: what is read page by page, and how far it has come';
COMMENT ON COLUMN outcome_run.stage IS 'What is read now';
COMMENT ON COLUMN outcome_run.month IS 'Whose malicious names are read now';
COMMENT ON COLUMN outcome_run.cursor IS 'Of the next page in the ingest service; null for the first one of a stage or month';
COMMENT ON COLUMN outcome_run.rows_kept IS 'Of the rows read, those that the report needs';
COMMENT ON COLUMN outcome_run.as_of IS 'Business time up to which the report speaks';
COMMENT ON COLUMN outcome_run.runs_after IS 'Before it the schedule does not take the run up: somebody works on it';

CREATE TABLE outcome_create (
    run_id     uuid        NOT NULL REFERENCES outcome_run,
    roid       text        NOT NULL,
    name       text        NOT NULL,
    registrar  integer     NOT NULL,
    created_at timestamptz NOT NULL,
    years      integer,
    price      numeric,
    currency   text
);
CREATE INDEX outcome_create_run ON outcome_create (run_id, roid);
COMMENT ON TABLE outcome_create IS 'Creates that an unfinished run has read; removed with its report';

CREATE TABLE outcome_end (
    run_id   uuid        NOT NULL REFERENCES outcome_run,
    roid     text        NOT NULL,
    ended_at timestamptz NOT NULL,
    in_grace boolean     NOT NULL
);
CREATE INDEX outcome_end_run ON outcome_end (run_id, roid);
COMMENT ON TABLE outcome_end IS 'Deletes that an unfinished run has read; removed with its report';

CREATE TABLE outcome_abuse (
    run_id    uuid        NOT NULL REFERENCES outcome_run,
    roid      text        NOT NULL,
    opened_at timestamptz NOT NULL
);
CREATE INDEX outcome_abuse_run ON outcome_abuse (run_id, roid);
COMMENT ON TABLE outcome_abuse IS 'Malicious incidents that an unfinished run has read; removed with its report';

GRANT SELECT, INSERT ON outcome_run TO ${application};
GRANT UPDATE (stage, month, cursor, pages, rows_kept, progressed_at, runs_after, report_id) ON outcome_run TO ${application};
GRANT SELECT, INSERT, DELETE ON outcome_create, outcome_end, outcome_abuse TO ${application};

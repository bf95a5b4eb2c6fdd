CREATE TABLE watch_list (
    id         uuid        PRIMARY KEY,
    name       text        NOT NULL UNIQUE CHECK (name ~ '^[a-z0-9][a-z0-9-]{1,62}$'),
    title      text        NOT NULL,
    created_at timestamptz NOT NULL,
    created_by text        NOT NULL
);
COMMENT ON TABLE watch_list IS 'Lists of terms that new names are held against';

CREATE TABLE watch_version (
    id         uuid        PRIMARY KEY,
    list_id    uuid        NOT NULL REFERENCES watch_list,
    version    integer     NOT NULL CHECK (version > 0),
    terms      bigint      NOT NULL CHECK (terms > 0),
    created_at timestamptz NOT NULL,
    created_by text        NOT NULL,
    UNIQUE (list_id, version)
);
COMMENT ON TABLE watch_version IS 'The terms of a list at a time; the highest version is in force. Never changed';

CREATE TABLE watch_term (
    version_id uuid    NOT NULL REFERENCES watch_version,
    number     integer NOT NULL,
    term       text    NOT NULL,
    folded     text    NOT NULL,
    contains   boolean NOT NULL,
    max_edits  integer NOT NULL CHECK (max_edits BETWEEN 0 AND 2),
    PRIMARY KEY (version_id, number)
);
COMMENT ON TABLE watch_term IS 'Terms of a version';
COMMENT ON COLUMN watch_term.folded IS 'As folded when it was written, for people to see; comparing folds anew';
COMMENT ON COLUMN watch_term.contains IS 'Whether a name that holds it anywhere is a hit';

CREATE TABLE watch_progress (
    list_id  uuid   PRIMARY KEY REFERENCES watch_list,
    first    bigint NOT NULL,
    position bigint NOT NULL CHECK (position >= first)
);
COMMENT ON TABLE watch_progress IS 'How far registration events were held against a list. Whoever locks the row does the next batch';
COMMENT ON COLUMN watch_progress.first IS 'Number of the last event that the list does not watch';

CREATE TABLE watch_hit (
    id           uuid        PRIMARY KEY,
    list_id      uuid        NOT NULL REFERENCES watch_list,
    version      integer     NOT NULL,
    term         text        NOT NULL,
    kind         text        NOT NULL CHECK (kind IN ('EQUAL', 'CONTAINS', 'NEAR')),
    edits        integer     NOT NULL CHECK (edits BETWEEN 0 AND 2),
    name         text        NOT NULL,
    unicode_name text        NOT NULL,
    roid         text        NOT NULL,
    registrar    integer     NOT NULL,
    created_at   timestamptz NOT NULL,
    found_at     timestamptz NOT NULL,
    state        text        NOT NULL CHECK (state IN ('OPEN', 'IN_REVIEW', 'EVIDENCE_FOUND', 'NO_ABUSE', 'DISMISSED')),
    assignee     text,
    report_id    uuid,
    UNIQUE (list_id, term, roid),
    CHECK (report_id IS NULL OR state = 'EVIDENCE_FOUND'),
    CHECK ((state = 'OPEN') = (assignee IS NULL))
);
CREATE INDEX watch_hit_open ON watch_hit (id) WHERE state IN ('OPEN', 'IN_REVIEW');
COMMENT ON TABLE watch_hit IS 'New names that look like a term: tasks for a person. Nothing that counts abuse reads this table';
COMMENT ON COLUMN watch_hit.registrar IS 'IANA ID of the creator';
COMMENT ON COLUMN watch_hit.report_id IS 'Report that was made of the evidence, as entered by the person';

CREATE TABLE watch_hit_step (
    hit_id     uuid        NOT NULL REFERENCES watch_hit,
    number     integer     NOT NULL,
    at         timestamptz NOT NULL,
    by         text        NOT NULL,
    step       text        NOT NULL CHECK (step IN ('START', 'ASSIGN', 'FIND_EVIDENCE', 'FIND_NO_ABUSE', 'DISMISS')),
    from_state text        NOT NULL,
    to_state   text        NOT NULL,
    note       text,
    PRIMARY KEY (hit_id, number)
);
COMMENT ON TABLE watch_hit_step IS 'What was done about a hit';

CREATE TABLE watch_run (
    id         uuid        PRIMARY KEY,
    started_at timestamptz NOT NULL,
    ended_at   timestamptz NOT NULL,
    by         text        NOT NULL,
    names      bigint      NOT NULL,
    hits       bigint      NOT NULL
);
COMMENT ON TABLE watch_run IS 'Comparisons by a person, and those of the schedule that found something';

GRANT SELECT, INSERT ON watch_list, watch_version, watch_term, watch_hit_step, watch_run TO ${application};
GRANT SELECT, INSERT, UPDATE ON watch_progress, watch_hit TO ${application};

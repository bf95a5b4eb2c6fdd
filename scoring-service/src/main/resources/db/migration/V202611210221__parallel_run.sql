CREATE TABLE parallel_run (
    id              uuid        PRIMARY KEY,
    policy_id       uuid        NOT NULL REFERENCES policy,
    policy_version  integer     NOT NULL,
    month           date        NOT NULL CHECK (extract(day FROM month) = 1),
    run_id          uuid        NOT NULL REFERENCES run,
    run_version     integer     NOT NULL,
    snapshot_sha256 text        NOT NULL,
    mature          boolean     NOT NULL,
    registrars      integer     NOT NULL CHECK (registrars >= 0),
    changed         integer     NOT NULL CHECK (changed >= 0),
    comparison      text        NOT NULL,
    created_at      timestamptz NOT NULL,
    created_by      text        NOT NULL,
    UNIQUE (policy_id, run_id)
);
COMMENT ON TABLE parallel_run IS 'Months scored by a proposed policy beside the run that stood; decides nothing';
COMMENT ON COLUMN parallel_run.month IS 'First day (UTC) of the month';
COMMENT ON COLUMN parallel_run.run_id IS 'The run that stood, and whose snapshot was used';
COMMENT ON COLUMN parallel_run.mature IS 'Whether the month was mature by the proposed policy when the snapshot was taken';
COMMENT ON COLUMN parallel_run.changed IS 'Registrars of whom at least one gate says something else';
COMMENT ON COLUMN parallel_run.comparison IS 'What each gate says and would say, by registrar; canonical JSON';
COMMENT ON COLUMN parallel_run.created_at IS 'Business time';

GRANT SELECT, INSERT ON parallel_run TO ${application};

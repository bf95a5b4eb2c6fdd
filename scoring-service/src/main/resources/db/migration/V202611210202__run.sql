CREATE TABLE run (
    id                 uuid        PRIMARY KEY,
    month              date        NOT NULL CHECK (extract(day FROM month) = 1),
    version            integer     NOT NULL CHECK (version > 0),
    supersedes         uuid        UNIQUE REFERENCES run,
    snapshot_id        uuid        NOT NULL REFERENCES snapshot,
    snapshot_sha256    text        NOT NULL,
    policy_id          uuid        NOT NULL REFERENCES policy,
    policy_version     integer     NOT NULL,
    mature             boolean     NOT NULL,
    created_at         timestamptz NOT NULL,
    registrars         integer     NOT NULL CHECK (registrars >= 0),
    reward_holds       integer     NOT NULL CHECK (reward_holds >= 0),
    intervention_holds integer     NOT NULL CHECK (intervention_holds >= 0),
    not_assessable     integer     NOT NULL CHECK (not_assessable >= 0),
    UNIQUE (month, version),
    CHECK ((version = 1) = (supersedes IS NULL))
);
COMMENT ON TABLE run IS 'Versions of a month''s scores; a new version supersedes the one before, nothing is edited';
COMMENT ON COLUMN run.month IS 'First day (UTC) of the scored month';
COMMENT ON COLUMN run.supersedes IS 'The version before';
COMMENT ON COLUMN run.snapshot_sha256 IS 'Of the snapshot''s content, hexadecimal';
COMMENT ON COLUMN run.mature IS 'Whether the policy''s waiting time after the month had passed';
COMMENT ON COLUMN run.created_at IS 'Business time';
COMMENT ON COLUMN run.reward_holds IS 'Registrars whose reward gate holds, provisionally or not';
COMMENT ON COLUMN run.intervention_holds IS 'Registrars whose intervention gate holds';
COMMENT ON COLUMN run.not_assessable IS 'Registrars of whom at least one gate can say nothing';

CREATE TABLE score (
    id          uuid    PRIMARY KEY,
    run_id      uuid    NOT NULL REFERENCES run,
    month       date    NOT NULL,
    run_version integer NOT NULL,
    registrar   integer NOT NULL CHECK (registrar > 0),
    document    text    NOT NULL,
    UNIQUE (run_id, registrar)
);
CREATE INDEX score_by_month ON score (month, registrar, run_version);
COMMENT ON TABLE score IS 'One registrar''s score in a run';
COMMENT ON COLUMN score.month IS 'First day (UTC) of the scored month';
COMMENT ON COLUMN score.registrar IS 'IANA ID';
COMMENT ON COLUMN score.document IS 'The score as it is shown, canonical JSON';

GRANT SELECT, INSERT ON run, score TO ${application};

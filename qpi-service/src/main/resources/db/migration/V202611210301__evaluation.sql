CREATE TABLE evaluation (
    id                     uuid        PRIMARY KEY,
    month                  text        NOT NULL CHECK (month ~ '^\d{4}-(0[1-9]|1[0-2])$'),
    version                integer     NOT NULL CHECK (version > 0),
    supersedes             uuid        UNIQUE REFERENCES evaluation,
    policy_id              uuid        NOT NULL,
    policy_version         integer     NOT NULL,
    scoring_run_id         uuid        NOT NULL,
    scoring_policy_version integer     NOT NULL,
    inputs_sha256          text        NOT NULL CHECK (inputs_sha256 ~ '^[0-9a-f]{64}$'),
    created_at             timestamptz NOT NULL,
    created_by             text        NOT NULL,
    UNIQUE (month, version),
    CHECK ((version = 1) = (supersedes IS NULL))
);
COMMENT ON TABLE evaluation IS 'The index of every registrar for one month: a conclusion, never edited, superseded by a linked new version';
COMMENT ON COLUMN evaluation.month IS 'Calendar month in UTC, yyyy-MM';
COMMENT ON COLUMN evaluation.policy_id IS 'Version of the qpi-index policy that it was made from';
COMMENT ON COLUMN evaluation.scoring_run_id IS 'Run of the scoring service whose scores it was made from';
COMMENT ON COLUMN evaluation.scoring_policy_version IS 'Version of the scoring policy that holds the abuse gate for rewards';
COMMENT ON COLUMN evaluation.inputs_sha256 IS 'SHA-256 of evaluation_input.content, hexadecimal';

CREATE TABLE evaluation_input (
    evaluation_id uuid PRIMARY KEY REFERENCES evaluation,
    content       text NOT NULL
);
COMMENT ON TABLE evaluation_input IS 'What the peers said, frozen, so that the evaluation can be computed again';
COMMENT ON COLUMN evaluation_input.content IS 'Canonical JSON, byte for byte as digested';

CREATE TABLE evaluation_result (
    id             uuid    PRIMARY KEY,
    evaluation_id  uuid    NOT NULL REFERENCES evaluation,
    registrar      integer NOT NULL CHECK (registrar > 0),
    registrar_name text    NOT NULL,
    state          text    NOT NULL CHECK (state IN ('ASSESSED', 'VETOED', 'NOT_ASSESSABLE')),
    index_value    numeric CHECK (index_value BETWEEN 0 AND 100),
    kpis           text    NOT NULL,
    sentence       text    NOT NULL,
    UNIQUE (evaluation_id, registrar),
    CHECK ((state = 'ASSESSED') = (index_value IS NOT NULL))
);
CREATE INDEX evaluation_result_registrar ON evaluation_result (registrar);
COMMENT ON TABLE evaluation_result IS 'The index of one registrar';
COMMENT ON COLUMN evaluation_result.registrar IS 'IANA ID';
COMMENT ON COLUMN evaluation_result.index_value IS '0 to 100 with two decimals, rounded once, half up';
COMMENT ON COLUMN evaluation_result.kpis IS 'Canonical JSON array of the six indicators';
COMMENT ON COLUMN evaluation_result.sentence IS 'The reason in words and numbers';

GRANT SELECT, INSERT ON evaluation, evaluation_input, evaluation_result TO ${application};

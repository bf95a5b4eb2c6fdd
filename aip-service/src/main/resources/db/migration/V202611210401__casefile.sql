CREATE SEQUENCE case_reference AS integer;
GRANT USAGE ON SEQUENCE case_reference TO ${application};

CREATE TABLE casefile (
    id             uuid        PRIMARY KEY,
    version        integer     NOT NULL,
    reference      text        UNIQUE,
    registrar      integer     NOT NULL CHECK (registrar BETWEEN 1 AND 99999999),
    registrar_name text        NOT NULL,
    state          text        NOT NULL CHECK (state IN (
        'CANDIDATE', 'DISMISSED', 'CONFIRMED', 'NOTIFIED', 'ACKNOWLEDGED', 'PLAN_FILED', 'PLAN_AGREED', 'MONITORING',
        'LIMIT_PROPOSED', 'LIMIT_IN_FORCE', 'REVIEW', 'RESTORED', 'CLOSED')),
    created_at     timestamptz NOT NULL,
    opened_at      timestamptz,
    opened_by      text,
    acknowledge_by date,
    plan_by        date,
    ended_at       timestamptz,
    CHECK ((state IN ('CANDIDATE', 'DISMISSED')) = (opened_at IS NULL)),
    CHECK ((reference IS NULL) = (opened_at IS NULL)),
    CHECK ((opened_by IS NULL) = (opened_at IS NULL)),
    CHECK ((state IN ('DISMISSED', 'RESTORED', 'CLOSED')) = (ended_at IS NOT NULL))
);
CREATE UNIQUE INDEX casefile_one_open_per_registrar ON casefile (registrar)
    WHERE state NOT IN ('DISMISSED', 'RESTORED', 'CLOSED');
COMMENT ON TABLE casefile IS 'A case from candidate to end; a registrar has at most one that has not ended';
COMMENT ON COLUMN casefile.version IS 'Counts changes, so that two at the same time cannot both win';
COMMENT ON COLUMN casefile.reference IS 'What people call the case; null until a person confirmed the candidate';
COMMENT ON COLUMN casefile.registrar IS 'IANA ID';
COMMENT ON COLUMN casefile.registrar_name IS 'Name at the time of the first finding';
COMMENT ON COLUMN casefile.created_at IS 'Business time of the first finding';
COMMENT ON COLUMN casefile.opened_at IS 'Business time at which a person confirmed it';
COMMENT ON COLUMN casefile.acknowledge_by IS 'Last day (UTC) to acknowledge the first notice';
COMMENT ON COLUMN casefile.plan_by IS 'Last day (UTC) to file a plan';
GRANT SELECT, INSERT, UPDATE ON casefile TO ${application};

CREATE TABLE finding (
    id                  uuid        PRIMARY KEY,
    case_id             uuid        NOT NULL REFERENCES casefile,
    registrar           integer     NOT NULL,
    scoring_run_id      uuid        NOT NULL,
    scoring_run_version integer     NOT NULL,
    month               text        NOT NULL CHECK (month ~ '^\d{4}-\d{2}$'),
    snapshot_sha256     text        NOT NULL CHECK (snapshot_sha256 ~ '^[0-9a-f]{64}$'),
    policy_version      integer     NOT NULL,
    summary             text        NOT NULL,
    score               text        NOT NULL CHECK (score IS JSON),
    found_at            timestamptz NOT NULL,
    UNIQUE (scoring_run_id, registrar)
);
CREATE INDEX finding_case ON finding (case_id);
COMMENT ON TABLE finding IS 'A registrar for whom the intervention gate of a scoring run held, with the inputs that made it hold';
COMMENT ON COLUMN finding.snapshot_sha256 IS 'SHA-256 of the canonical bytes of the snapshot that the run scored';
COMMENT ON COLUMN finding.policy_version IS 'Version of the scoring policy, which holds the thresholds';
COMMENT ON COLUMN finding.score IS 'The score as scoring gave it: numbers, and each clause of the gate with its sentence';
GRANT SELECT, INSERT ON finding TO ${application};

CREATE TABLE case_history (
    id          uuid        PRIMARY KEY,
    case_id     uuid        NOT NULL REFERENCES casefile,
    sequence    integer     NOT NULL CHECK (sequence > 0),
    event       text,
    from_state  text,
    to_state    text        NOT NULL,
    actor       text        NOT NULL,
    note        text,
    occurred_at timestamptz NOT NULL,
    UNIQUE (case_id, sequence),
    CHECK ((event IS NULL) = (from_state IS NULL))
);
COMMENT ON TABLE case_history IS 'Every transition of a case; the first row is its creation, which no event made';
COMMENT ON COLUMN case_history.actor IS 'Subject of the caller''s token, or bailiwick for the clock';
COMMENT ON COLUMN case_history.note IS 'Reason, acknowledgement, plan or whatever the event carries in words';
GRANT SELECT, INSERT ON case_history TO ${application};

CREATE TABLE notice (
    id                 uuid        PRIMARY KEY,
    case_id            uuid        NOT NULL REFERENCES casefile,
    subject            text        NOT NULL,
    reasons            text        NOT NULL CHECK (reasons <> ''),
    evidence_incidents uuid[]      NOT NULL CHECK (cardinality(evidence_incidents) > 0),
    respond_by         date        NOT NULL,
    appeal_text        text        NOT NULL CHECK (appeal_text <> ''),
    policy_id          uuid        NOT NULL,
    policy_version     integer     NOT NULL,
    sent_at            timestamptz NOT NULL,
    sent_by            text        NOT NULL
);
CREATE INDEX notice_case ON notice (case_id);
COMMENT ON TABLE notice IS 'What the registrar was told';
COMMENT ON COLUMN notice.evidence_incidents IS 'Identifiers of incidents in abuse-ingest-service, which the registrar may read there';
COMMENT ON COLUMN notice.respond_by IS 'Last day (UTC) on which an answer is in time';
GRANT SELECT, INSERT ON notice TO ${application};

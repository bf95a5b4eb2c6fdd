CREATE TABLE abuse_finding (
    incident_id  uuid        PRIMARY KEY,
    name         text        NOT NULL,
    roid         text        NOT NULL,
    threat       text        NOT NULL,
    opened_at    timestamptz NOT NULL,
    validated_at timestamptz NOT NULL,
    stands       boolean     NOT NULL
);
CREATE INDEX abuse_finding_roid ON abuse_finding (roid);
COMMENT ON TABLE abuse_finding IS 'Incidents that the ingest service said were malicious and validated, as last read: what a clawback rests on';
COMMENT ON COLUMN abuse_finding.validated_at IS 'When the change was recorded by which it came to this service''s notice as validated';
COMMENT ON COLUMN abuse_finding.stands IS 'False once it is no longer malicious and validated: a contest was accepted, a person corrected it';

CREATE TABLE ledger_reader (
    name   text PRIMARY KEY CHECK (name IN ('INCIDENT_CHANGES')),
    cursor text
);
COMMENT ON TABLE ledger_reader IS 'How far the lists of other services were read';
COMMENT ON COLUMN ledger_reader.cursor IS 'As the other service gave it; null before the first row';
INSERT INTO ledger_reader (name) VALUES ('INCIDENT_CHANGES');

CREATE TABLE ledger_run (
    id           uuid        PRIMARY KEY,
    kind         text        NOT NULL CHECK (kind IN ('ACCRUAL', 'MATURITY', 'CLAWBACK')),
    promotion_id uuid        NOT NULL,
    started_at   timestamptz NOT NULL,
    finished_at  timestamptz NOT NULL,
    run_by       text        NOT NULL,
    summary      text        NOT NULL
);
CREATE INDEX ledger_run_promotion ON ledger_run (promotion_id, id);
COMMENT ON TABLE ledger_run IS 'Runs that came to their end, with what they did; what a run that was killed had booked stands, and the next one goes on behind it';
COMMENT ON COLUMN ledger_run.summary IS 'Canonical JSON of what the run answered';

ALTER TABLE promotion_account ADD COLUMN runs_after timestamptz NOT NULL DEFAULT '-infinity';
COMMENT ON COLUMN promotion_account.runs_after IS 'Business time from which on the schedule takes the promotion up again; claimed with SKIP LOCKED';

GRANT SELECT, INSERT ON abuse_finding, ledger_run TO ${application};
GRANT UPDATE (stands, validated_at) ON abuse_finding TO ${application};
GRANT SELECT ON ledger_reader TO ${application};
GRANT UPDATE (cursor) ON ledger_reader TO ${application};
GRANT UPDATE (runs_after) ON promotion_account TO ${application};

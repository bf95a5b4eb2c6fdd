CREATE TABLE appeal (
    id              uuid          PRIMARY KEY,
    case_id         uuid          NOT NULL REFERENCES casefile,
    case_reference  text          NOT NULL,
    registrar       integer       NOT NULL,
    proposal_id     uuid          NOT NULL REFERENCES limit_proposal,
    step            text          NOT NULL CHECK (step IN ('INTERNAL', 'EXTERNAL')),
    grounds         text          NOT NULL CHECK (grounds <> ''),
    stay_asked      boolean       NOT NULL,
    filed_at        timestamptz   NOT NULL,
    filed_by        text          NOT NULL,
    policy_id       uuid          NOT NULL,
    policy_version  integer       NOT NULL,
    panel           text,
    fee             numeric(12,2) NOT NULL CHECK (fee >= 0),
    fee_of_registry numeric(12,2) NOT NULL CHECK (fee_of_registry BETWEEN 0 AND fee),
    currency        text          NOT NULL CHECK (currency ~ '^[A-Z]{3}$'),
    outcome         text          CHECK (outcome IN ('UPHELD', 'VARIED', 'REVERSED')),
    reasons         text          CHECK (reasons <> ''),
    decided_at      timestamptz,
    decided_by      text,
    refund          numeric(12,2),
    CONSTRAINT appeal_once UNIQUE (proposal_id, step),
    CONSTRAINT appeal_decided CHECK (
        (outcome IS NULL) = (reasons IS NULL) AND (outcome IS NULL) = (decided_at IS NULL)
        AND (outcome IS NULL) = (decided_by IS NULL) AND (outcome IS NULL) = (refund IS NULL)),
    CONSTRAINT appeal_refund CHECK (refund = CASE outcome WHEN 'UPHELD' THEN 0 ELSE fee - fee_of_registry END),
    CONSTRAINT appeal_internal_is_free CHECK (step = 'EXTERNAL' OR fee = 0),
    CONSTRAINT appeal_panel CHECK ((step = 'EXTERNAL') = (panel IS NOT NULL))
);
CREATE INDEX appeal_case ON appeal (case_id);
COMMENT ON TABLE appeal IS 'An appeal against a limit: one of each step for one decision';
COMMENT ON COLUMN appeal.proposal_id IS 'The decision that it is against';
COMMENT ON COLUMN appeal.stay_asked IS 'Whether the registrar asks that nothing be limited until it is decided';
COMMENT ON COLUMN appeal.panel IS 'Who hears the external step';
COMMENT ON COLUMN appeal.fee IS 'What the step costs; 0 for the internal one';
COMMENT ON COLUMN appeal.fee_of_registry IS 'The part that the registry pays; the rest is the registrar''s';
COMMENT ON COLUMN appeal.refund IS 'What of the fee the registrar gets back: its whole part where the appeal has success';
GRANT SELECT, INSERT, UPDATE ON appeal TO ${application};

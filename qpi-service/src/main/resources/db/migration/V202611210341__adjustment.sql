CREATE TABLE adjustment (
    id              uuid        PRIMARY KEY,
    promotion_id    uuid        NOT NULL REFERENCES promotion,
    registrar       integer     NOT NULL CHECK (registrar > 0),
    currency        text        NOT NULL CHECK (currency ~ '^[A-Z]{3}$'),
    amount          numeric     NOT NULL CHECK (amount <> 0),
    ground          text        NOT NULL CHECK (ground IN ('ERROR_CORRECTED', 'AGREED_PAYMENT', 'FRAUD', 'DISPUTE_DECIDED')),
    reason          text        NOT NULL CHECK (length(reason) >= 10),
    dispute_id      uuid,
    state           text        NOT NULL CHECK (state IN ('PROPOSED', 'APPROVED', 'REJECTED')),
    proposed_by     text        NOT NULL,
    proposed_at     timestamptz NOT NULL,
    decided_by      text,
    decided_at      timestamptz,
    decision_reason text        CHECK (decision_reason <> ''),
    transaction_id  uuid        UNIQUE,
    CONSTRAINT adjustment_by_two CHECK (decided_by IS NULL OR decided_by <> proposed_by),
    CONSTRAINT agreed_payments_pay CHECK (ground <> 'AGREED_PAYMENT' OR amount > 0),
    CONSTRAINT fraud_takes CHECK (ground <> 'FRAUD' OR amount < 0),
    CHECK ((ground = 'DISPUTE_DECIDED') = (dispute_id IS NOT NULL)),
    CHECK ((state = 'PROPOSED') = (decided_at IS NULL)),
    CHECK ((decided_at IS NULL) = (decided_by IS NULL) AND (decided_at IS NULL) = (decision_reason IS NULL)),
    CHECK ((state = 'APPROVED') = (transaction_id IS NOT NULL))
);
CREATE INDEX adjustment_registrar ON adjustment (registrar, id);
CREATE UNIQUE INDEX adjustment_dispute ON adjustment (dispute_id) WHERE state IN ('PROPOSED', 'APPROVED');
COMMENT ON TABLE adjustment IS 'A correction of what is owed that one person proposed and another approved or rejected';
COMMENT ON COLUMN adjustment.amount IS 'Above zero where the registrar gains';
COMMENT ON COLUMN adjustment.reason IS 'The ground in words, for the registrar';
COMMENT ON COLUMN adjustment.dispute_id IS 'The dispute that it settles; null for none';
COMMENT ON COLUMN adjustment.decided_by IS 'Another person than who proposed it';
COMMENT ON COLUMN adjustment.transaction_id IS 'What was booked';

GRANT SELECT, INSERT ON adjustment TO ${application};
GRANT UPDATE (state, decided_by, decided_at, decision_reason, transaction_id) ON adjustment TO ${application};

CREATE FUNCTION adjustment_decided_once() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'adjustment % was decided', OLD.id USING ERRCODE = 'check_violation';
END
$$;
COMMENT ON FUNCTION adjustment_decided_once IS 'Refuses a second decision';
CREATE TRIGGER adjustment_decided_once BEFORE UPDATE ON adjustment
    FOR EACH ROW WHEN (OLD.state <> 'PROPOSED') EXECUTE FUNCTION adjustment_decided_once();

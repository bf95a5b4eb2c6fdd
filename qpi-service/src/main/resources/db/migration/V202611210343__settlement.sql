CREATE TABLE settlement (
    id              uuid        PRIMARY KEY,
    number          bigint      NOT NULL UNIQUE CHECK (number > 0),
    settlement_date date        NOT NULL,
    currency        text        NOT NULL CHECK (currency ~ '^[A-Z]{3}$'),
    state           text        NOT NULL CHECK (state IN ('PROPOSED', 'APPROVED', 'REJECTED')),
    total           numeric     NOT NULL CHECK (total > 0),
    carried         numeric     NOT NULL,
    proposed_by     text        NOT NULL,
    proposed_at     timestamptz NOT NULL,
    decided_by      text,
    decided_at      timestamptz,
    decision_reason text        CHECK (decision_reason <> ''),
    document        text,
    sha256          text,
    exported_by     text,
    exported_at     timestamptz,
    CONSTRAINT settlement_by_two CHECK (decided_by IS NULL OR decided_by <> proposed_by),
    CONSTRAINT settlement_digest CHECK (sha256 = encode(sha256(convert_to(document, 'UTF8')), 'hex')),
    CHECK ((state = 'PROPOSED') = (decided_at IS NULL)),
    CHECK ((decided_at IS NULL) = (decided_by IS NULL) AND (decided_at IS NULL) = (decision_reason IS NULL)),
    CHECK ((state = 'APPROVED') = (document IS NOT NULL) AND (document IS NULL) = (sha256 IS NULL)),
    CHECK ((exported_at IS NULL) = (exported_by IS NULL)),
    CHECK (exported_at IS NULL OR state = 'APPROVED')
);
CREATE UNIQUE INDEX settlement_open ON settlement (currency) WHERE state = 'PROPOSED';
COMMENT ON TABLE settlement IS 'What is paid on a settlement date in one currency; proposed by one person, approved by another';
COMMENT ON COLUMN settlement.number IS 'Counts from 1 without gaps';
COMMENT ON COLUMN settlement.total IS 'Paid out in all';
COMMENT ON COLUMN settlement.carried IS 'Carried over to the next settlement; below zero where more is claimed back than owed';
COMMENT ON COLUMN settlement.document IS 'The export as JSON in one spelling, written when it was approved';
COMMENT ON COLUMN settlement.sha256 IS 'Of the document';
COMMENT ON COLUMN settlement.exported_at IS 'When it was first marked as handed to billing';

CREATE TABLE settlement_part (
    settlement_id  uuid    NOT NULL REFERENCES settlement,
    registrar      integer NOT NULL CHECK (registrar > 0),
    promotion_id   uuid    NOT NULL REFERENCES promotion,
    way            text    NOT NULL CHECK (way IN ('INVOICE_CREDIT', 'DEPOSIT', 'EPP_DISCOUNT')),
    amount         numeric NOT NULL,
    taxable        boolean NOT NULL,
    lines          integer NOT NULL CHECK (lines > 0),
    carried        text    CHECK (carried IN ('BELOW_MINIMUM', 'NOTHING_OWED', 'NOT_ITS_DATE')),
    minimum        numeric CHECK (minimum > 0),
    transaction_id uuid    UNIQUE,
    PRIMARY KEY (settlement_id, registrar, promotion_id),
    CHECK (carried IS NOT NULL OR (amount > 0 AND amount >= coalesce(minimum, 0))),
    CHECK (carried IS NULL OR transaction_id IS NULL)
);
COMMENT ON TABLE settlement_part IS 'What a settlement pays a registrar under a promotion, or why it carries it over';
COMMENT ON COLUMN settlement_part.amount IS 'What its lines come to';
COMMENT ON COLUMN settlement_part.carried IS 'Why it is carried over; null where it is paid';
COMMENT ON COLUMN settlement_part.minimum IS 'The promotion''s minimum payout; null for none';
COMMENT ON COLUMN settlement_part.transaction_id IS 'What was booked; null before the approval';

CREATE TABLE settlement_item (
    settlement_id  uuid    NOT NULL,
    registrar      integer NOT NULL,
    promotion_id   uuid    NOT NULL,
    transaction_id uuid    NOT NULL,
    PRIMARY KEY (settlement_id, transaction_id),
    FOREIGN KEY (settlement_id, registrar, promotion_id) REFERENCES settlement_part
);
CREATE INDEX settlement_item_part ON settlement_item (settlement_id, registrar, promotion_id);
COMMENT ON TABLE settlement_item IS 'The transactions that a part pays: chosen when it is proposed';

-- What was booked is what is exported, to the cent.
CREATE FUNCTION settlement_part_booked() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
    SET search_path = public, pg_temp SET plan_cache_mode = force_custom_plan SET enable_seqscan = off AS $$
BEGIN
    IF NOT EXISTS (
        SELECT FROM ledger_transaction t
        JOIN settlement s ON s.id = NEW.settlement_id
        WHERE t.id = NEW.transaction_id AND t.kind = 'SETTLEMENT'
          AND (t.registrar, t.promotion_id, t.currency) = (NEW.registrar, NEW.promotion_id, s.currency)
          AND NEW.amount = (SELECT sum(CASE e.account WHEN 'SETTLEMENT_CLEARING' THEN e.amount ELSE -e.amount END)
                            FROM ledger_entry e WHERE e.transaction_id = t.id AND e.account IN ('SETTLEMENT_CLEARING', 'TAX'))) THEN
        RAISE EXCEPTION 'a part of settlement % is not what was booked', NEW.settlement_id USING ERRCODE = 'check_violation';
    END IF;
    RETURN NULL;
END
$$;
COMMENT ON FUNCTION settlement_part_booked IS 'A part that is paid is a transaction of the ledger with the same amount';
CREATE CONSTRAINT TRIGGER settlement_part_booked
    AFTER UPDATE ON settlement_part DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW EXECUTE FUNCTION settlement_part_booked();

CREATE FUNCTION settlement_paid() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
    SET search_path = public, pg_temp SET plan_cache_mode = force_custom_plan SET enable_seqscan = off AS $$
BEGIN
    IF NEW.state = 'APPROVED' AND EXISTS (
           SELECT FROM settlement_part p WHERE p.settlement_id = NEW.id AND p.carried IS NULL AND p.transaction_id IS NULL)
       OR NEW.total <> (SELECT coalesce(sum(p.amount), 0) FROM settlement_part p WHERE p.settlement_id = NEW.id AND p.carried IS NULL) THEN
        RAISE EXCEPTION 'settlement % does not add up', NEW.number USING ERRCODE = 'check_violation';
    END IF;
    RETURN NULL;
END
$$;
COMMENT ON FUNCTION settlement_paid IS 'A settlement is the sum of its parts, and once approved each of them is booked';
CREATE CONSTRAINT TRIGGER settlement_paid
    AFTER INSERT OR UPDATE ON settlement DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW EXECUTE FUNCTION settlement_paid();

CREATE FUNCTION settlement_final() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'settlement % was decided', OLD.number USING ERRCODE = 'check_violation';
END
$$;
COMMENT ON FUNCTION settlement_final IS 'Refuses to change what was decided or exported';
CREATE TRIGGER settlement_final BEFORE UPDATE ON settlement
    FOR EACH ROW WHEN (OLD.exported_at IS NOT NULL OR (OLD.state <> 'PROPOSED'
        AND (OLD.state, OLD.document, OLD.decided_by, OLD.decided_at, OLD.decision_reason)
            IS DISTINCT FROM (NEW.state, NEW.document, NEW.decided_by, NEW.decided_at, NEW.decision_reason)))
    EXECUTE FUNCTION settlement_final();

GRANT SELECT, INSERT ON settlement, settlement_part, settlement_item TO ${application};
GRANT UPDATE (state, decided_by, decided_at, decision_reason, document, sha256, exported_by, exported_at) ON settlement TO ${application};
GRANT UPDATE (transaction_id) ON settlement_part TO ${application};

CREATE TABLE promotion_account (
    promotion_id uuid    PRIMARY KEY REFERENCES promotion,
    budget       numeric CHECK (budget > 0),
    owed         numeric NOT NULL CHECK (owed >= 0),
    event_cursor bigint  NOT NULL CHECK (event_cursor >= 0),
    event_page   text,
    CHECK (owed <= budget)
);
COMMENT ON TABLE promotion_account IS 'What a promotion owes now; its row is locked while money is booked, so that the budget holds under parallel load';
COMMENT ON COLUMN promotion_account.budget IS 'Copy of the promotion''s budget, so that the database itself holds the limit';
COMMENT ON COLUMN promotion_account.event_cursor IS 'Sequence of the last registration event that was read';
COMMENT ON COLUMN promotion_account.event_page IS 'Cursor, as the ingest service gave it, of the page that the next reading starts with; null for the first page';

CREATE TABLE registrar_account (
    promotion_id uuid    NOT NULL REFERENCES promotion,
    registrar    integer NOT NULL CHECK (registrar > 0),
    name_cap     integer CHECK (name_cap > 0),
    owed_names   integer NOT NULL CHECK (owed_names >= 0),
    PRIMARY KEY (promotion_id, registrar),
    CHECK (owed_names <= name_cap)
);
COMMENT ON TABLE registrar_account IS 'For how many names a promotion owes a registrar now';
COMMENT ON COLUMN registrar_account.name_cap IS 'Copy of the promotion''s cap, so that the database itself holds the limit';

CREATE TABLE ledger_transaction (
    id             uuid        PRIMARY KEY,
    kind           text        NOT NULL CHECK (kind IN ('ACCRUAL', 'AGP_REVERSAL')),
    promotion_id   uuid        NOT NULL REFERENCES promotion,
    registrar      integer     NOT NULL CHECK (registrar > 0),
    event_sequence bigint      NOT NULL,
    name           text        NOT NULL,
    roid           text        NOT NULL,
    reverses       uuid        UNIQUE REFERENCES ledger_transaction,
    occurred_at    timestamptz NOT NULL,
    recorded_at    timestamptz NOT NULL,
    UNIQUE (promotion_id, event_sequence),
    CHECK ((kind = 'AGP_REVERSAL') = (reverses IS NOT NULL))
);
CREATE INDEX ledger_transaction_name ON ledger_transaction (promotion_id, roid);
COMMENT ON TABLE ledger_transaction IS 'Why money moved; append-only, one for a registration event and promotion';
COMMENT ON COLUMN ledger_transaction.registrar IS 'IANA ID of the registrar that the money is owed to';
COMMENT ON COLUMN ledger_transaction.event_sequence IS 'Sequence of the registration event in the ingest service';
COMMENT ON COLUMN ledger_transaction.roid IS 'Repository object identifier: a name that is registered again has another one';
COMMENT ON COLUMN ledger_transaction.reverses IS 'The accrual that this takes back; at most one does';
COMMENT ON COLUMN ledger_transaction.occurred_at IS 'When the registration event happened';

CREATE TABLE ledger_entry (
    sequence       bigint  GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    transaction_id uuid    NOT NULL REFERENCES ledger_transaction,
    account        text    NOT NULL CHECK (account IN ('INCENTIVE_EXPENSE', 'REGISTRAR_PAYABLE')),
    side           text    NOT NULL CHECK (side IN ('DEBIT', 'CREDIT')),
    amount         numeric NOT NULL CHECK (amount > 0),
    currency       text    NOT NULL CHECK (currency ~ '^[A-Z]{3}$')
);
CREATE INDEX ledger_entry_transaction ON ledger_entry (transaction_id);
COMMENT ON TABLE ledger_entry IS 'Double entry: one line of a transaction; append-only';
COMMENT ON COLUMN ledger_entry.amount IS 'Above zero; the side says which way';

-- Checked at commit, when all lines of a transaction are there.
CREATE FUNCTION ledger_must_balance() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    checked uuid;
BEGIN
    IF TG_TABLE_NAME = 'ledger_entry' THEN
        checked := NEW.transaction_id;
    ELSE
        checked := NEW.id;
    END IF;
    IF NOT EXISTS (SELECT FROM ledger_entry WHERE transaction_id = checked) THEN
        RAISE EXCEPTION 'ledger transaction % has no entries', checked USING ERRCODE = 'check_violation';
    END IF;
    IF EXISTS (
        SELECT FROM ledger_entry
        WHERE transaction_id = checked
        GROUP BY currency
        HAVING sum(CASE side WHEN 'DEBIT' THEN amount ELSE -amount END) <> 0
    ) THEN
        RAISE EXCEPTION 'ledger transaction % does not balance', checked USING ERRCODE = 'check_violation';
    END IF;
    RETURN NULL;
END
$$;
COMMENT ON FUNCTION ledger_must_balance IS 'Debits equal credits in each currency of a transaction, and a transaction has entries';

CREATE CONSTRAINT TRIGGER ledger_entry_balances
    AFTER INSERT ON ledger_entry DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW EXECUTE FUNCTION ledger_must_balance();
CREATE CONSTRAINT TRIGGER ledger_transaction_balances
    AFTER INSERT ON ledger_transaction DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW EXECUTE FUNCTION ledger_must_balance();

GRANT SELECT, INSERT ON ledger_transaction, ledger_entry TO ${application};
GRANT SELECT, INSERT ON promotion_account, registrar_account TO ${application};
GRANT UPDATE (owed, event_cursor, event_page) ON promotion_account TO ${application};
GRANT UPDATE (owed_names) ON registrar_account TO ${application};

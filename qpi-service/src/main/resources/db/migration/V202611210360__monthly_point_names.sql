-- A month of signed names is booked name by name; until now it was one line of a registrar without names.
DROP INDEX ledger_transaction_month;
CREATE UNIQUE INDEX ledger_transaction_month ON ledger_transaction (promotion_id, registrar, period, roid) NULLS NOT DISTINCT
    WHERE kind = 'ACCRUAL' AND event_sequence IS NULL;
COMMENT ON INDEX ledger_transaction_month IS 'A name earns the point of a month once';
CREATE INDEX accrual_month ON accrual (promotion_id, period, registrar, roid) WHERE event_sequence IS NULL;
COMMENT ON INDEX accrual_month IS 'The points of a month that are booked';

-- Caps and tiers count names that were registered, not months in which a name was signed.
DO $$
BEGIN
    EXECUTE replace(pg_get_functiondef('ledger_transaction_booked'::regproc), 'name IS NOT NULL', 'event_sequence IS NOT NULL');
END
$$;

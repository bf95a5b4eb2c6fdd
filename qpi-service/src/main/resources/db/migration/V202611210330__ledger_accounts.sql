-- The ledger, whole: a create is accrued first and payable once it is mature. What was booked before
-- is kept as accrued and not yet mature.
CREATE TEMPORARY TABLE earlier_transaction AS
    SELECT t.*, e.amount, e.currency
    FROM ledger_transaction t
    JOIN ledger_entry e ON e.transaction_id = t.id AND e.account = 'INCENTIVE_EXPENSE';
DROP TABLE ledger_entry, ledger_transaction;
DROP FUNCTION ledger_must_balance;

-- What is booked together. The functions below look up the rows of one booking by index, however large
-- the ledger and whatever is known of its tables: no plan is kept from when they were empty.
CREATE TABLE ledger_booking (
    id          uuid        PRIMARY KEY,
    recorded_at timestamptz NOT NULL,
    booked_by   text        NOT NULL,
    closed      boolean     NOT NULL DEFAULT false
);
COMMENT ON TABLE ledger_booking IS 'Transactions that are booked together. At commit they are checked and the booking is closed for good: so the check costs one query for a page of thousands';
COMMENT ON COLUMN ledger_booking.booked_by IS 'Person or machine; the name in its token, or the name of the schedule';
COMMENT ON COLUMN ledger_booking.closed IS 'Set by the check at commit; nothing is added to a closed one';

CREATE TABLE ledger_rule (
    kind    text NOT NULL,
    account text NOT NULL,
    side    text NOT NULL CHECK (side IN ('DEBIT', 'CREDIT')),
    PRIMARY KEY (kind, account, side)
);
COMMENT ON TABLE ledger_rule IS 'Which kind of transaction moves which account by which side; nothing else passes';
INSERT INTO ledger_rule (kind, account, side)
SELECT kind, account, side
FROM (VALUES
    ('ACCRUAL',              'INCENTIVE_EXPENSE +, ACCRUED_LIABILITY -'),
    ('TIER_ADJUSTMENT',      'INCENTIVE_EXPENSE +, INCENTIVE_EXPENSE -, ACCRUED_LIABILITY +, ACCRUED_LIABILITY -, REGISTRAR_PAYABLE +, REGISTRAR_PAYABLE -, CLAWBACK_RECEIVABLE +'),
    ('MATURITY',             'ACCRUED_LIABILITY +, REGISTRAR_PAYABLE -'),
    ('AGP_REVERSAL',         'ACCRUED_LIABILITY +, REGISTRAR_PAYABLE +, CLAWBACK_RECEIVABLE +, INCENTIVE_EXPENSE -'),
    ('TEST_OF_USE_REVERSAL', 'ACCRUED_LIABILITY +, REGISTRAR_PAYABLE +, CLAWBACK_RECEIVABLE +, INCENTIVE_EXPENSE -'),
    ('FRAUD_REVERSAL',       'ACCRUED_LIABILITY +, REGISTRAR_PAYABLE +, CLAWBACK_RECEIVABLE +, INCENTIVE_EXPENSE -'),
    ('ABUSE_CLAWBACK',       'ACCRUED_LIABILITY +, REGISTRAR_PAYABLE +, CLAWBACK_RECEIVABLE +, INCENTIVE_EXPENSE -'),
    ('PORTFOLIO_CLAWBACK',   'ACCRUED_LIABILITY +, REGISTRAR_PAYABLE +, CLAWBACK_RECEIVABLE +, INCENTIVE_EXPENSE -'),
    ('REINSTATEMENT',        'INCENTIVE_EXPENSE +, ACCRUED_LIABILITY -, REGISTRAR_PAYABLE -'),
    ('DISPUTE_HOLD',         'REGISTRAR_PAYABLE +, HELD_IN_DISPUTE -'),
    ('DISPUTE_RELEASE',      'HELD_IN_DISPUTE +, REGISTRAR_PAYABLE -'),
    ('ADJUSTMENT',           'INCENTIVE_EXPENSE +, INCENTIVE_EXPENSE -, REGISTRAR_PAYABLE +, REGISTRAR_PAYABLE -'),
    ('SETTLEMENT',           'REGISTRAR_PAYABLE +, TAX +, CLAWBACK_RECEIVABLE -, SETTLEMENT_CLEARING -'),
    ('WRITE_OFF',            'WRITE_OFF +, CLAWBACK_RECEIVABLE -')
) AS rule (kind, postings),
     regexp_split_to_table(postings, ', ') AS posting,
     split_part(posting, ' ', 1) AS account,
     LATERAL (SELECT CASE split_part(posting, ' ', 2) WHEN '+' THEN 'DEBIT' ELSE 'CREDIT' END AS side) AS sided;

CREATE TABLE ledger_transaction (
    id             uuid        PRIMARY KEY,
    booking_id     uuid        NOT NULL,
    kind           text        NOT NULL CHECK (kind IN ('ACCRUAL', 'TIER_ADJUSTMENT', 'MATURITY', 'AGP_REVERSAL',
                                   'TEST_OF_USE_REVERSAL', 'FRAUD_REVERSAL', 'ABUSE_CLAWBACK', 'PORTFOLIO_CLAWBACK',
                                   'REINSTATEMENT', 'DISPUTE_HOLD', 'DISPUTE_RELEASE', 'ADJUSTMENT', 'SETTLEMENT', 'WRITE_OFF')),
    promotion_id   uuid        NOT NULL,
    registrar      integer     NOT NULL CHECK (registrar > 0),
    currency       text        NOT NULL CHECK (currency ~ '^[A-Z]{3}$'),
    amount         numeric     NOT NULL CHECK (amount >= 0),
    taxable        boolean     NOT NULL,
    quantity       bigint      NOT NULL CHECK (quantity >= 0),
    basis          numeric     CHECK (basis >= 0),
    period         text,
    matures_at     timestamptz,
    event_sequence bigint,
    name           text,
    roid           text,
    accrual_id     uuid,
    reverses       uuid        REFERENCES ledger_transaction,
    ground         text        CHECK (ground IN ('ADD_GRACE_DELETE', 'TEST_OF_USE_FAILED', 'FRAUD', 'SUSPENDED_AS_MALICIOUS',
                                   'PORTFOLIO_CLAUSE', 'FINDING_WITHDRAWN', 'TIER_REACHED', 'TIER_LOST', 'DISPUTE_OPENED',
                                   'DISPUTE_DECIDED', 'ERROR_CORRECTED', 'AGREED_PAYMENT', 'UNCOLLECTABLE')),
    reason         text        CHECK (reason <> ''),
    reference      text        CHECK (reference <> ''),
    occurred_at    timestamptz NOT NULL,
    recorded_at    timestamptz NOT NULL,
    CHECK ((name IS NULL) = (roid IS NULL)),
    CHECK ((kind = 'ACCRUAL') = (matures_at IS NOT NULL AND period IS NOT NULL)),
    CHECK (kind <> 'ACCRUAL' OR (accrual_id IS NULL AND reverses IS NULL)),
    CONSTRAINT of_an_accrual CHECK ((kind IN ('TIER_ADJUSTMENT', 'MATURITY', 'AGP_REVERSAL', 'TEST_OF_USE_REVERSAL', 'FRAUD_REVERSAL',
                   'ABUSE_CLAWBACK', 'PORTFOLIO_CLAWBACK', 'REINSTATEMENT')) = (accrual_id IS NOT NULL)),
    CHECK ((kind IN ('AGP_REVERSAL', 'TEST_OF_USE_REVERSAL', 'FRAUD_REVERSAL', 'ABUSE_CLAWBACK', 'PORTFOLIO_CLAWBACK',
                     'REINSTATEMENT', 'DISPUTE_RELEASE')) = (reverses IS NOT NULL)),
    CHECK (kind NOT IN ('AGP_REVERSAL', 'TEST_OF_USE_REVERSAL', 'FRAUD_REVERSAL', 'ABUSE_CLAWBACK', 'PORTFOLIO_CLAWBACK')
           OR reverses = accrual_id),
    CONSTRAINT on_a_ground CHECK (kind IN ('ACCRUAL', 'MATURITY', 'SETTLEMENT') OR (ground IS NOT NULL AND reason IS NOT NULL)),
    CONSTRAINT with_a_reference CHECK (kind NOT IN ('DISPUTE_HOLD', 'DISPUTE_RELEASE', 'ADJUSTMENT', 'SETTLEMENT', 'WRITE_OFF')
                                       OR reference IS NOT NULL)
);
CREATE UNIQUE INDEX ledger_transaction_event ON ledger_transaction (promotion_id, event_sequence) WHERE kind = 'ACCRUAL';
CREATE UNIQUE INDEX ledger_transaction_month ON ledger_transaction (promotion_id, registrar, period)
    WHERE kind = 'ACCRUAL' AND event_sequence IS NULL;
CREATE UNIQUE INDEX ledger_transaction_once ON ledger_transaction (accrual_id, kind)
    WHERE kind IN ('MATURITY', 'AGP_REVERSAL', 'TEST_OF_USE_REVERSAL', 'FRAUD_REVERSAL', 'ABUSE_CLAWBACK', 'PORTFOLIO_CLAWBACK');
CREATE INDEX ledger_transaction_accrual ON ledger_transaction (accrual_id) WHERE accrual_id IS NOT NULL;
CREATE UNIQUE INDEX ledger_transaction_reversed ON ledger_transaction (reverses, kind) WHERE reverses IS NOT NULL;
CREATE UNIQUE INDEX ledger_transaction_reference ON ledger_transaction (promotion_id, registrar, currency, kind, reference)
    WHERE kind IN ('DISPUTE_HOLD', 'DISPUTE_RELEASE', 'ADJUSTMENT', 'SETTLEMENT', 'WRITE_OFF');
CREATE INDEX ledger_transaction_booking ON ledger_transaction (booking_id);
CREATE INDEX ledger_transaction_registrar ON ledger_transaction (registrar, recorded_at, id);
COMMENT ON TABLE ledger_transaction IS 'Why money moved; append-only';
COMMENT ON COLUMN ledger_transaction.kind IS 'What happened; ledger_rule says which accounts it moves';
COMMENT ON COLUMN ledger_transaction.registrar IS 'IANA ID of the registrar that the money is owed to';
COMMENT ON COLUMN ledger_transaction.amount IS 'Sum of its debits; zero, without entries, only for names of a tier that pays nothing yet';
COMMENT ON COLUMN ledger_transaction.taxable IS 'Whether the promotion says that tax applies to what is paid out';
COMMENT ON COLUMN ledger_transaction.quantity IS 'Names: one, or the signed names of a monthly point; zero where no name is meant';
COMMENT ON COLUMN ledger_transaction.basis IS 'Price that a percentage was taken of';
COMMENT ON COLUMN ledger_transaction.period IS 'Of an accrual: the period in which tiers count it, or the month of a monthly point';
COMMENT ON COLUMN ledger_transaction.matures_at IS 'Of an accrual: end of the add grace period';
COMMENT ON COLUMN ledger_transaction.event_sequence IS 'Sequence of the registration event in the ingest service; null where there was none';
COMMENT ON COLUMN ledger_transaction.roid IS 'Repository object identifier: a name that is registered again has another one';
COMMENT ON COLUMN ledger_transaction.accrual_id IS 'The accrual that it concerns';
COMMENT ON COLUMN ledger_transaction.reverses IS 'The transaction that this takes back; at most one of each kind does';
COMMENT ON COLUMN ledger_transaction.ground IS 'Stated ground, without which nothing earned is touched';
COMMENT ON COLUMN ledger_transaction.reason IS 'The ground in words, for the registrar';
COMMENT ON COLUMN ledger_transaction.reference IS 'Identifier elsewhere: an incident, a statement, an adjustment';
COMMENT ON COLUMN ledger_transaction.occurred_at IS 'When what it is about happened';
COMMENT ON COLUMN ledger_transaction.recorded_at IS 'Business time of the booking';

CREATE TABLE ledger_entry (
    sequence       bigint  GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    transaction_id uuid    NOT NULL,
    account        text    NOT NULL CHECK (account IN ('INCENTIVE_EXPENSE', 'ACCRUED_LIABILITY', 'REGISTRAR_PAYABLE', 'HELD_IN_DISPUTE',
                               'CLAWBACK_RECEIVABLE', 'SETTLEMENT_CLEARING', 'TAX', 'WRITE_OFF')),
    side           text    NOT NULL CHECK (side IN ('DEBIT', 'CREDIT')),
    amount         numeric NOT NULL CHECK (amount > 0),
    currency       text    NOT NULL CHECK (currency ~ '^[A-Z]{3}$')
);
CREATE INDEX ledger_entry_transaction ON ledger_entry (transaction_id);
COMMENT ON TABLE ledger_entry IS 'Double entry: one line of a transaction; append-only';
COMMENT ON COLUMN ledger_entry.transaction_id IS 'A transaction of a booking that is still open; held by a trigger on each statement';
COMMENT ON COLUMN ledger_entry.amount IS 'Above zero; the side says which way';

CREATE TABLE accrual (
    id             uuid        PRIMARY KEY,
    promotion_id   uuid        NOT NULL,
    registrar      integer     NOT NULL,
    currency       text        NOT NULL,
    period         text        NOT NULL,
    event_sequence bigint,
    name           text,
    roid           text,
    occurred_at    timestamptz NOT NULL,
    matures_at     timestamptz NOT NULL,
    matured        boolean     NOT NULL,
    counted        boolean     NOT NULL,
    taken_by       text,
    given          numeric     NOT NULL,
    taken          numeric     NOT NULL CHECK (taken >= 0),
    pending        numeric     NOT NULL CHECK (pending >= 0),
    payable        numeric     NOT NULL,
    settled        numeric     NOT NULL,
    CONSTRAINT never_more_taken_than_given CHECK (taken <= given),
    CONSTRAINT accrual_adds_up CHECK (pending + payable + settled = given - taken)
) WITH (fillfactor = 70);
CREATE INDEX accrual_name ON accrual (promotion_id, roid) WHERE roid IS NOT NULL;
CREATE INDEX accrual_any_name ON accrual (roid) WHERE roid IS NOT NULL;
CREATE INDEX accrual_period ON accrual (promotion_id, registrar, period);
CREATE INDEX accrual_due ON accrual (promotion_id, id) WHERE NOT matured AND taken_by IS NULL;
COMMENT ON TABLE accrual IS 'Where the money of each accrual is now; written by the triggers of the ledger and by nothing else';
COMMENT ON COLUMN accrual.id IS 'Of its transaction in the ledger';
COMMENT ON COLUMN accrual.matured IS 'Whether the add grace period, and a test of use where there is one, has been passed';
COMMENT ON COLUMN accrual.counted IS 'Whether it counts for caps and tiers: false once it is as if the name had never been';
COMMENT ON COLUMN accrual.taken_by IS 'Kind of the transaction that took it back; null while it stands';
COMMENT ON COLUMN accrual.given IS 'Accrued and adjusted upwards';
COMMENT ON COLUMN accrual.taken IS 'Of that, taken back and not given back';
COMMENT ON COLUMN accrual.pending IS 'Not yet mature';
COMMENT ON COLUMN accrual.payable IS 'Mature and not yet settled; below zero where what was settled was taken back before its settlement';
COMMENT ON COLUMN accrual.settled IS 'Settled and not claimed back';

CREATE TABLE ledger_settled (
    transaction_id uuid PRIMARY KEY,
    settlement_id  uuid NOT NULL
);
CREATE INDEX ledger_settled_settlement ON ledger_settled (settlement_id);
COMMENT ON TABLE ledger_settled IS 'Which settlement settled which transaction: each once';

ALTER TABLE promotion_account RENAME COLUMN owed TO committed;
ALTER TABLE promotion_account
    ADD COLUMN committed_names     integer NOT NULL DEFAULT 0 CHECK (committed_names >= 0),
    ADD COLUMN name_cap            integer CHECK (name_cap > 0),
    ADD COLUMN registrar_name_cap  integer CHECK (registrar_name_cap > 0),
    ADD COLUMN registrar_money_cap numeric CHECK (registrar_money_cap > 0),
    ADD CONSTRAINT promotion_names_within_cap CHECK (committed_names <= name_cap);
ALTER TABLE promotion_account ALTER COLUMN committed SET DEFAULT 0;
COMMENT ON TABLE promotion_account IS 'What a promotion has committed itself to; its row is locked while money is booked, so that budget and caps hold under parallel load';
COMMENT ON COLUMN promotion_account.committed IS 'Booked as expense, less what is as if it had never been. What was clawed back stays in: it may have to be given back';
COMMENT ON COLUMN promotion_account.committed_names IS 'Names of all registrars that count for caps';
COMMENT ON COLUMN promotion_account.name_cap IS 'Copy of the promotion''s cap on names in total, so that the database itself holds the limit';
COMMENT ON COLUMN promotion_account.registrar_name_cap IS 'Copy of the cap on names of one registrar';
COMMENT ON COLUMN promotion_account.registrar_money_cap IS 'Copy of the cap on money of one registrar';
ALTER TABLE registrar_account RENAME COLUMN owed_names TO committed_names;
ALTER TABLE registrar_account
    ADD COLUMN money_cap numeric CHECK (money_cap > 0),
    ADD COLUMN committed numeric NOT NULL DEFAULT 0 CHECK (committed >= 0),
    ADD CONSTRAINT registrar_money_within_cap CHECK (committed <= money_cap);
COMMENT ON TABLE registrar_account IS 'What a promotion has committed itself to towards one registrar; written by the triggers of the ledger';
COMMENT ON COLUMN registrar_account.committed IS 'As of the whole promotion, in its currency';
COMMENT ON COLUMN registrar_account.committed_names IS 'Names that count for caps';
COMMENT ON COLUMN registrar_account.money_cap IS 'Copy of the promotion''s cap on money of one registrar';
UPDATE promotion_account p SET registrar_name_cap = (SELECT max(r.name_cap) FROM registrar_account r WHERE r.promotion_id = p.promotion_id),
                               committed = 0;
DELETE FROM registrar_account;

CREATE TABLE registrar_period (
    promotion_id uuid    NOT NULL,
    registrar    integer NOT NULL,
    period       text    NOT NULL,
    names        integer NOT NULL CHECK (names >= 0),
    PRIMARY KEY (promotion_id, registrar, period)
);
COMMENT ON TABLE registrar_period IS 'How many names tiers count, where their period is not the whole promotion; written by the triggers of the ledger';

CREATE FUNCTION ledger_transaction_booked() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
    SET search_path = public, pg_temp SET plan_cache_mode = force_custom_plan SET enable_seqscan = off AS $$
BEGIN
    IF EXISTS (SELECT FROM fresh f LEFT JOIN ledger_booking b ON b.id = f.booking_id WHERE b.closed IS DISTINCT FROM false) THEN
        RAISE EXCEPTION 'a ledger transaction belongs to a booking that is open' USING ERRCODE = 'check_violation';
    END IF;
    INSERT INTO accrual (id, promotion_id, registrar, currency, period, event_sequence, name, roid, occurred_at, matures_at,
                         matured, counted, given, taken, pending, payable, settled)
    SELECT id, promotion_id, registrar, currency, period, event_sequence, name, roid, occurred_at, matures_at,
           false, name IS NOT NULL, amount, 0, amount, 0, 0
    FROM fresh WHERE kind = 'ACCRUAL';
    WITH lost AS (
        UPDATE accrual a SET counted = false FROM fresh f
        WHERE a.id = f.accrual_id AND a.counted AND f.kind IN ('AGP_REVERSAL', 'TEST_OF_USE_REVERSAL', 'FRAUD_REVERSAL')
        RETURNING a.promotion_id, a.registrar, a.period
    ), by_period AS (
        SELECT promotion_id, registrar, period, sum(n) AS names
        FROM (SELECT promotion_id, registrar, period, 1 AS n FROM fresh WHERE kind = 'ACCRUAL' AND name IS NOT NULL
              UNION ALL SELECT promotion_id, registrar, period, -1 FROM lost
              UNION ALL SELECT promotion_id, registrar, 'all', 0 FROM fresh) AS each_name
        GROUP BY promotion_id, registrar, period
    ), changes AS (
        SELECT promotion_id, registrar, sum(names) AS names FROM by_period GROUP BY promotion_id, registrar
    ), periods AS (
        INSERT INTO registrar_period (promotion_id, registrar, period, names)
        SELECT promotion_id, registrar, period, greatest(names, 0) FROM by_period WHERE period <> 'all'
        ORDER BY 1, 2, 3
        ON CONFLICT (promotion_id, registrar, period) DO UPDATE
            SET names = registrar_period.names + (SELECT c.names FROM by_period c
                WHERE c.promotion_id = excluded.promotion_id AND c.registrar = excluded.registrar AND c.period = excluded.period)
    ), known AS (
        INSERT INTO registrar_account (promotion_id, registrar, name_cap, money_cap, committed_names)
        SELECT c.promotion_id, c.registrar, p.registrar_name_cap, p.registrar_money_cap, greatest(c.names, 0)
        FROM changes c JOIN promotion_account p USING (promotion_id)
        ORDER BY 1, 2
        ON CONFLICT (promotion_id, registrar) DO UPDATE
            SET committed_names = registrar_account.committed_names + (SELECT c.names FROM changes c
                WHERE c.promotion_id = excluded.promotion_id AND c.registrar = excluded.registrar)
        RETURNING promotion_id
    )
    UPDATE promotion_account p SET committed_names = p.committed_names + c.names
    FROM (SELECT promotion_id, sum(names) AS names FROM changes GROUP BY promotion_id) c
    WHERE p.promotion_id = c.promotion_id;
    IF EXISTS (SELECT FROM fresh f LEFT JOIN promotion_account p USING (promotion_id) WHERE p.promotion_id IS NULL) THEN
        RAISE EXCEPTION 'the promotion has no account' USING ERRCODE = 'foreign_key_violation';
    END IF;
    IF NOT EXISTS (SELECT FROM fresh WHERE accrual_id IS NOT NULL OR reverses IS NOT NULL) THEN
        RETURN NULL;
    END IF;
    IF EXISTS (SELECT FROM fresh WHERE accrual_id IS NOT NULL AND kind <> 'TIER_ADJUSTMENT' GROUP BY accrual_id HAVING count(*) > 1) THEN
        RAISE EXCEPTION 'one thing at a time happens to an accrual' USING ERRCODE = 'check_violation';
    END IF;
    IF EXISTS (SELECT FROM fresh f
               JOIN ledger_transaction r ON r.id = f.reverses
               LEFT JOIN accrual a ON a.id = f.accrual_id
               WHERE f.kind IN ('REINSTATEMENT', 'DISPUTE_RELEASE')
                 AND ((r.promotion_id, r.registrar, r.currency, r.amount) <> (f.promotion_id, f.registrar, f.currency, f.amount)
                      OR f.kind = 'DISPUTE_RELEASE' AND r.kind <> 'DISPUTE_HOLD'
                      OR f.kind = 'REINSTATEMENT' AND (r.kind NOT IN ('ABUSE_CLAWBACK', 'PORTFOLIO_CLAWBACK')
                                                       OR r.accrual_id <> f.accrual_id OR a.taken_by IS DISTINCT FROM r.kind))) THEN
        RAISE EXCEPTION 'what is given back is what was taken or held, and nothing else' USING ERRCODE = 'check_violation';
    END IF;
    UPDATE accrual a
    SET matured = a.matured OR f.kind = 'MATURITY',
        taken_by = CASE f.kind WHEN 'MATURITY' THEN a.taken_by WHEN 'REINSTATEMENT' THEN NULL ELSE f.kind END
    FROM fresh f
    WHERE a.id = f.accrual_id AND f.kind <> 'TIER_ADJUSTMENT';
    IF EXISTS (SELECT FROM fresh f LEFT JOIN accrual a ON a.id = f.accrual_id
               WHERE f.accrual_id IS NOT NULL
                 AND (a.id IS NULL OR (a.promotion_id, a.registrar, a.currency) <> (f.promotion_id, f.registrar, f.currency))) THEN
        RAISE EXCEPTION 'a ledger transaction concerns an accrual of its own promotion, registrar and currency'
            USING ERRCODE = 'foreign_key_violation';
    END IF;
    RETURN NULL;
END
$$;
COMMENT ON FUNCTION ledger_transaction_booked IS 'Keeps accruals, names and caps in step with new transactions, once for each statement';
CREATE TRIGGER ledger_transaction_booked AFTER INSERT ON ledger_transaction
    REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION ledger_transaction_booked();

CREATE FUNCTION ledger_entry_booked() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
    SET search_path = public, pg_temp SET plan_cache_mode = force_custom_plan SET enable_seqscan = off AS $$
BEGIN
    IF EXISTS (SELECT FROM (SELECT DISTINCT transaction_id FROM fresh) f
               LEFT JOIN ledger_transaction t ON t.id = f.transaction_id
               LEFT JOIN ledger_booking b ON b.id = t.booking_id
               WHERE b.closed IS DISTINCT FROM false) THEN
        RAISE EXCEPTION 'a ledger entry belongs to a transaction of a booking that is open' USING ERRCODE = 'check_violation';
    END IF;
    UPDATE accrual a
    SET pending = a.pending + m.pending,
        payable = a.payable + m.payable,
        settled = a.settled + m.settled,
        given = a.given + CASE WHEN m.gives THEN m.pending + m.payable + m.settled ELSE 0 END,
        taken = a.taken - CASE WHEN m.gives THEN 0 ELSE m.pending + m.payable + m.settled END
    FROM (SELECT t.accrual_id, t.kind = 'TIER_ADJUSTMENT' AND t.ground = 'TIER_REACHED' AS gives,
                 sum(CASE WHEN e.account = 'ACCRUED_LIABILITY' THEN s.amount ELSE 0 END) AS pending,
                 sum(CASE WHEN e.account = 'REGISTRAR_PAYABLE' THEN s.amount ELSE 0 END) AS payable,
                 sum(CASE WHEN e.account = 'CLAWBACK_RECEIVABLE' THEN s.amount ELSE 0 END) AS settled
          FROM fresh e
          JOIN ledger_transaction t ON t.id = e.transaction_id
          CROSS JOIN LATERAL (SELECT CASE e.side WHEN 'CREDIT' THEN e.amount ELSE -e.amount END AS amount) s
          WHERE t.accrual_id IS NOT NULL
          GROUP BY t.accrual_id, gives) m
    WHERE a.id = m.accrual_id;
    WITH changes AS (
        SELECT t.promotion_id, t.registrar, sum(CASE e.side WHEN 'DEBIT' THEN e.amount ELSE -e.amount END) AS money
        FROM fresh e
        JOIN ledger_transaction t ON t.id = e.transaction_id
        WHERE e.account = 'INCENTIVE_EXPENSE' AND t.kind NOT IN ('ABUSE_CLAWBACK', 'PORTFOLIO_CLAWBACK', 'REINSTATEMENT')
        GROUP BY t.promotion_id, t.registrar
    ), of_registrars AS (
        UPDATE registrar_account r SET committed = r.committed + c.money
        FROM changes c WHERE r.promotion_id = c.promotion_id AND r.registrar = c.registrar
    )
    UPDATE promotion_account p SET committed = p.committed + c.money
    FROM (SELECT promotion_id, sum(money) AS money FROM changes GROUP BY promotion_id) c
    WHERE p.promotion_id = c.promotion_id;
    RETURN NULL;
END
$$;
COMMENT ON FUNCTION ledger_entry_booked IS 'Keeps accruals, budget and caps in step with new entries, once for each statement';
CREATE TRIGGER ledger_entry_booked AFTER INSERT ON ledger_entry
    REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION ledger_entry_booked();

CREATE FUNCTION ledger_settled_booked() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
    SET search_path = public, pg_temp SET plan_cache_mode = force_custom_plan SET enable_seqscan = off AS $$
BEGIN
    IF EXISTS (SELECT FROM fresh f
               LEFT JOIN ledger_transaction t ON t.id = f.transaction_id
               LEFT JOIN ledger_transaction s ON s.id = f.settlement_id AND s.kind = 'SETTLEMENT'
               LEFT JOIN ledger_booking b ON b.id = s.booking_id
               WHERE b.closed IS DISTINCT FROM false OR t.id IS NULL OR t.kind = 'SETTLEMENT'
                  OR (t.promotion_id, t.registrar, t.currency) <> (s.promotion_id, s.registrar, s.currency)) THEN
        RAISE EXCEPTION 'a settlement that is open settles transactions of its own promotion, registrar and currency'
            USING ERRCODE = 'check_violation';
    END IF;
    UPDATE accrual a SET payable = a.payable - m.amount, settled = a.settled + m.amount
    FROM (SELECT t.accrual_id, sum(CASE e.side WHEN 'CREDIT' THEN e.amount ELSE -e.amount END) AS amount
          FROM fresh f
          JOIN ledger_transaction t ON t.id = f.transaction_id
          JOIN ledger_entry e ON e.transaction_id = t.id AND e.account = 'REGISTRAR_PAYABLE'
          WHERE t.accrual_id IS NOT NULL
          GROUP BY t.accrual_id) m
    WHERE a.id = m.accrual_id;
    RETURN NULL;
END
$$;
COMMENT ON FUNCTION ledger_settled_booked IS 'Moves what a settlement settles, once for each statement';
CREATE TRIGGER ledger_settled_booked AFTER INSERT ON ledger_settled
    REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION ledger_settled_booked();

-- Checked at commit, when all lines of all its transactions are there; then the booking is closed.
CREATE FUNCTION ledger_must_balance() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
    SET search_path = public, pg_temp SET plan_cache_mode = force_custom_plan SET enable_seqscan = off AS $$
DECLARE
    fault record;
BEGIN
    SELECT t.id, t.kind, t.amount,
           count(e.sequence) AS entries,
           count(e.sequence) FILTER (WHERE r.kind IS NULL OR e.currency <> t.currency) AS stray,
           coalesce(sum(e.amount) FILTER (WHERE e.side = 'DEBIT'), 0) AS debits,
           coalesce(sum(e.amount) FILTER (WHERE e.side = 'CREDIT'), 0) AS credits
    INTO fault
    FROM ledger_transaction t
    LEFT JOIN ledger_entry e ON e.transaction_id = t.id
    LEFT JOIN ledger_rule r ON r.kind = t.kind AND r.account = e.account AND r.side = e.side
    WHERE t.booking_id = NEW.id
    GROUP BY t.id, t.kind, t.amount
    HAVING count(e.sequence) FILTER (WHERE r.kind IS NULL OR e.currency <> t.currency) > 0
        OR coalesce(sum(e.amount) FILTER (WHERE e.side = 'DEBIT'), 0) <> t.amount
        OR coalesce(sum(e.amount) FILTER (WHERE e.side = 'CREDIT'), 0) <> t.amount
        OR (t.amount = 0 AND t.accrual_id IS NULL AND t.kind <> 'ACCRUAL')
    LIMIT 1;
    IF FOUND THEN
        RAISE EXCEPTION '%', CASE
            WHEN fault.entries = 0 THEN format('ledger transaction %s has no entries', fault.id)
            WHEN fault.debits <> fault.credits THEN format('ledger transaction %s does not balance', fault.id)
            WHEN fault.stray > 0 THEN format('ledger transaction %s moves what %s does not move', fault.id, fault.kind)
            ELSE format('ledger transaction %s does not move its amount', fault.id) END
            USING ERRCODE = 'check_violation';
    END IF;
    SELECT s.id INTO fault
    FROM ledger_transaction s
    CROSS JOIN LATERAL (
        SELECT coalesce(sum(CASE e.side WHEN 'CREDIT' THEN e.amount ELSE -e.amount END)
                            FILTER (WHERE e.account = 'REGISTRAR_PAYABLE'), 0) AS payable,
               coalesce(sum(CASE e.side WHEN 'DEBIT' THEN e.amount ELSE -e.amount END)
                            FILTER (WHERE e.account = 'CLAWBACK_RECEIVABLE'), 0) AS receivable
        FROM ledger_settled l JOIN ledger_entry e ON e.transaction_id = l.transaction_id
        WHERE l.settlement_id = s.id) lines
    CROSS JOIN LATERAL (
        SELECT coalesce(sum(e.amount) FILTER (WHERE e.account = 'REGISTRAR_PAYABLE'), 0) AS payable,
               coalesce(sum(e.amount) FILTER (WHERE e.account = 'CLAWBACK_RECEIVABLE'), 0) AS receivable
        FROM ledger_entry e WHERE e.transaction_id = s.id) own
    WHERE s.booking_id = NEW.id AND s.kind = 'SETTLEMENT' AND (lines.payable, lines.receivable) <> (own.payable, own.receivable)
    LIMIT 1;
    IF FOUND THEN
        RAISE EXCEPTION 'settlement % is not the sum of what it settles', fault.id USING ERRCODE = 'check_violation';
    END IF;
    UPDATE ledger_booking SET closed = true WHERE id = NEW.id;
    RETURN NULL;
END
$$;
COMMENT ON FUNCTION ledger_must_balance IS 'Debits equal credits and the amount in each transaction of a booking, by accounts that its kind moves; a settlement is the sum of its lines';
CREATE CONSTRAINT TRIGGER ledger_booking_balances
    AFTER INSERT ON ledger_booking DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW EXECUTE FUNCTION ledger_must_balance();

-- What was booked before.
INSERT INTO ledger_booking (id, recorded_at, booked_by)
SELECT '00000000-0000-7000-8000-000000000330', max(recorded_at), 'migration' FROM earlier_transaction HAVING count(*) > 0;
INSERT INTO ledger_transaction (id, booking_id, kind, promotion_id, registrar, currency, amount, taxable, quantity, period, matures_at,
                                event_sequence, name, roid, accrual_id, reverses, ground, reason, occurred_at, recorded_at)
SELECT id, '00000000-0000-7000-8000-000000000330', kind, promotion_id, registrar, currency, amount, false, 1, 'all',
       occurred_at + interval '5 days', event_sequence, name, roid, NULL, NULL, NULL, NULL, occurred_at, recorded_at
FROM earlier_transaction WHERE kind = 'ACCRUAL';
INSERT INTO ledger_transaction (id, booking_id, kind, promotion_id, registrar, currency, amount, taxable, quantity, period, matures_at,
                                event_sequence, name, roid, accrual_id, reverses, ground, reason, occurred_at, recorded_at)
SELECT id, '00000000-0000-7000-8000-000000000330', kind, promotion_id, registrar, currency, amount, false, 1, NULL, NULL,
       event_sequence, name, roid, reverses, reverses, 'ADD_GRACE_DELETE', 'Deleted in the add grace period.', occurred_at, recorded_at
FROM earlier_transaction WHERE kind = 'AGP_REVERSAL';
INSERT INTO ledger_entry (transaction_id, account, side, amount, currency)
SELECT t.id, p.account, CASE WHEN (t.kind = 'ACCRUAL') = p.debit THEN 'DEBIT' ELSE 'CREDIT' END, t.amount, t.currency
FROM earlier_transaction t
CROSS JOIN (VALUES ('INCENTIVE_EXPENSE', true), ('ACCRUED_LIABILITY', false)) AS p (account, debit)
ORDER BY t.recorded_at, t.id;
DROP TABLE earlier_transaction;

REVOKE INSERT, UPDATE ON promotion_account, registrar_account FROM ${application};
REVOKE UPDATE (committed, event_cursor, event_page) ON promotion_account FROM ${application};
REVOKE UPDATE (committed_names) ON registrar_account FROM ${application};
GRANT SELECT, INSERT ON ledger_transaction, ledger_entry, ledger_settled TO ${application};
GRANT SELECT, INSERT (id, recorded_at, booked_by) ON ledger_booking TO ${application};
GRANT SELECT ON ledger_rule, accrual, registrar_account, registrar_period, promotion_account TO ${application};
GRANT INSERT (promotion_id, budget, name_cap, registrar_name_cap, registrar_money_cap, event_cursor, event_page) ON promotion_account TO ${application};
GRANT UPDATE (event_cursor, event_page) ON promotion_account TO ${application};

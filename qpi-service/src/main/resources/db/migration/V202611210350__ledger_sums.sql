-- What a transaction changes for its registrar stands in its own row, and the sums of a day in one row for
-- each promotion and registrar: a statement opens with the sums of days, not of the whole ledger.
ALTER TABLE ledger_transaction
    ADD COLUMN pending numeric NOT NULL DEFAULT 0,
    ADD COLUMN payable numeric NOT NULL DEFAULT 0,
    ADD COLUMN held    numeric NOT NULL DEFAULT 0,
    ADD COLUMN claimed numeric NOT NULL DEFAULT 0;
COMMENT ON COLUMN ledger_transaction.pending IS 'What its entries change of what is not mature; above zero where the registrar gains';
COMMENT ON COLUMN ledger_transaction.payable IS 'What its entries change of what is payable';
COMMENT ON COLUMN ledger_transaction.held IS 'What its entries change of what is held in disputes';
COMMENT ON COLUMN ledger_transaction.claimed IS 'What its entries change of what is claimed back; below zero where more is claimed';
UPDATE ledger_transaction t
SET pending = l.pending, payable = l.payable, held = l.held, claimed = l.claimed
FROM ledger_line l
WHERE l.transaction_id = t.id;
ALTER TABLE ledger_transaction
    ALTER COLUMN pending DROP DEFAULT,
    ALTER COLUMN payable DROP DEFAULT,
    ALTER COLUMN held DROP DEFAULT,
    ALTER COLUMN claimed DROP DEFAULT;

CREATE OR REPLACE VIEW ledger_line AS
SELECT id AS transaction_id, registrar, currency, promotion_id, kind, accrual_id, recorded_at,
       pending, payable, held, claimed
FROM ledger_transaction;

CREATE TABLE ledger_day (
    promotion_id uuid    NOT NULL,
    registrar    integer NOT NULL,
    currency     text    NOT NULL,
    day          date    NOT NULL,
    pending      numeric NOT NULL,
    payable      numeric NOT NULL,
    held         numeric NOT NULL,
    claimed      numeric NOT NULL,
    lines        bigint  NOT NULL,
    PRIMARY KEY (registrar, currency, day, promotion_id)
) WITH (fillfactor = 70);
COMMENT ON TABLE ledger_day IS 'Sums of the transactions of a day; written by the triggers of the ledger and of statements';
COMMENT ON COLUMN ledger_day.day IS 'Of booking, UTC; the first day of the period of a statement that a transaction from after it was added to by a correction';
COMMENT ON COLUMN ledger_day.lines IS 'Number of its transactions';

ALTER TABLE statement ADD CONSTRAINT statement_of_whole_days
    CHECK (from_at = date_trunc('day', from_at, 'UTC') AND until_at = date_trunc('day', until_at, 'UTC'));

INSERT INTO ledger_day (promotion_id, registrar, currency, day, pending, payable, held, claimed, lines)
SELECT t.promotion_id, t.registrar, t.currency, (d.at AT TIME ZONE 'UTC')::date,
       sum(t.pending), sum(t.payable), sum(t.held), sum(t.claimed), count(*)
FROM ledger_transaction t
LEFT JOIN stated o ON o.transaction_id = t.id
LEFT JOIN statement f ON f.id = o.first_id
CROSS JOIN LATERAL (SELECT CASE WHEN t.recorded_at >= f.from_at AND t.recorded_at < f.until_at THEN t.recorded_at
                                ELSE coalesce(f.from_at, t.recorded_at) END AS at) d
GROUP BY t.promotion_id, t.registrar, t.currency, (d.at AT TIME ZONE 'UTC')::date;
GRANT SELECT ON ledger_day TO ${application};

-- Not a column of the statement: setting it would digest the whole document a second time.
CREATE TABLE statement_seal (
    statement_id uuid PRIMARY KEY REFERENCES statement
);
COMMENT ON TABLE statement_seal IS 'Statements that were checked at commit; nothing is added to them';
INSERT INTO statement_seal (statement_id) SELECT id FROM statement WHERE sealed;
ALTER TABLE statement DROP COLUMN sealed;

-- The functions below find what they need by index, row by row: their cost is that of the new rows, however
-- large the tables are by then.
CREATE OR REPLACE FUNCTION ledger_transaction_booked() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
    SET search_path = public, pg_temp SET plan_cache_mode = force_custom_plan
    SET enable_seqscan = off SET enable_hashjoin = off SET enable_mergejoin = off AS $$
BEGIN
    IF EXISTS (SELECT FROM (SELECT DISTINCT booking_id FROM fresh) f LEFT JOIN ledger_booking b ON b.id = f.booking_id
               WHERE b.closed IS DISTINCT FROM false) THEN
        RAISE EXCEPTION 'a ledger transaction belongs to a booking that is open' USING ERRCODE = 'check_violation';
    END IF;
    IF EXISTS (SELECT FROM (SELECT DISTINCT promotion_id FROM fresh) f LEFT JOIN promotion_account p USING (promotion_id)
               WHERE p.promotion_id IS NULL) THEN
        RAISE EXCEPTION 'the promotion has no account' USING ERRCODE = 'foreign_key_violation';
    END IF;
    INSERT INTO ledger_day AS d (promotion_id, registrar, currency, day, pending, payable, held, claimed, lines)
    SELECT promotion_id, registrar, currency, (recorded_at AT TIME ZONE 'UTC')::date,
           sum(pending), sum(payable), sum(held), sum(claimed), count(*)
    FROM fresh
    GROUP BY 2, 3, 4, 1
    ORDER BY 2, 3, 4, 1
    ON CONFLICT (registrar, currency, day, promotion_id) DO UPDATE
        SET pending = d.pending + excluded.pending, payable = d.payable + excluded.payable,
            held = d.held + excluded.held, claimed = d.claimed + excluded.claimed, lines = d.lines + excluded.lines;
    INSERT INTO accrual (id, promotion_id, registrar, currency, period, event_sequence, name, roid, occurred_at, matures_at,
                         matured, counted, given, taken, pending, payable, settled)
    SELECT id, promotion_id, registrar, currency, period, event_sequence, name, roid, occurred_at, matures_at,
           false, name IS NOT NULL, amount, 0, amount, 0, 0
    FROM fresh WHERE kind = 'ACCRUAL';
    INSERT INTO registrar_account (promotion_id, registrar, name_cap, money_cap, committed_names)
    SELECT f.promotion_id, f.registrar, p.registrar_name_cap, p.registrar_money_cap, 0
    FROM (SELECT DISTINCT promotion_id, registrar FROM fresh) f
    JOIN promotion_account p USING (promotion_id)
    WHERE NOT EXISTS (SELECT FROM registrar_account r WHERE r.promotion_id = f.promotion_id AND r.registrar = f.registrar)
    ORDER BY 1, 2
    ON CONFLICT DO NOTHING;
    INSERT INTO registrar_period (promotion_id, registrar, period, names)
    SELECT f.promotion_id, f.registrar, f.period, 0
    FROM (SELECT DISTINCT promotion_id, registrar, period FROM fresh
          WHERE kind = 'ACCRUAL' AND name IS NOT NULL AND period <> 'all') f
    WHERE NOT EXISTS (SELECT FROM registrar_period r
                      WHERE r.promotion_id = f.promotion_id AND r.registrar = f.registrar AND r.period = f.period)
    ORDER BY 1, 2, 3
    ON CONFLICT DO NOTHING;
    WITH lost AS (
        UPDATE accrual a SET counted = false FROM fresh f
        WHERE a.id = f.accrual_id AND a.counted AND f.kind IN ('AGP_REVERSAL', 'TEST_OF_USE_REVERSAL', 'FRAUD_REVERSAL')
        RETURNING a.promotion_id, a.registrar, a.period
    ), by_period AS MATERIALIZED (
        SELECT promotion_id, registrar, period, sum(n) AS names
        FROM (SELECT promotion_id, registrar, period, 1 AS n FROM fresh WHERE kind = 'ACCRUAL' AND name IS NOT NULL
              UNION ALL SELECT promotion_id, registrar, period, -1 FROM lost) AS each_name
        GROUP BY promotion_id, registrar, period
    ), periods AS (
        UPDATE registrar_period r SET names = r.names + c.names
        FROM by_period c
        WHERE r.promotion_id = c.promotion_id AND r.registrar = c.registrar AND r.period = c.period
    ), registrars AS (
        UPDATE registrar_account r SET committed_names = r.committed_names + c.names
        FROM (SELECT promotion_id, registrar, sum(names) AS names FROM by_period GROUP BY promotion_id, registrar) c
        WHERE r.promotion_id = c.promotion_id AND r.registrar = c.registrar
    )
    UPDATE promotion_account p SET committed_names = p.committed_names + c.names
    FROM (SELECT promotion_id, sum(names) AS names FROM by_period GROUP BY promotion_id) c
    WHERE p.promotion_id = c.promotion_id;
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
COMMENT ON FUNCTION ledger_transaction_booked IS 'Keeps accruals, names, caps and the sums of days in step with new transactions, once for each statement';

ALTER FUNCTION ledger_entry_booked SET enable_hashjoin = off;
ALTER FUNCTION ledger_entry_booked SET enable_mergejoin = off;
ALTER FUNCTION ledger_settled_booked SET enable_hashjoin = off;
ALTER FUNCTION ledger_settled_booked SET enable_mergejoin = off;

CREATE OR REPLACE FUNCTION ledger_must_balance() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
    SET search_path = public, pg_temp SET plan_cache_mode = force_custom_plan
    SET enable_seqscan = off SET enable_hashjoin = off SET enable_mergejoin = off AS $$
DECLARE
    fault record;
BEGIN
    SELECT t.id, t.kind, e.entries, e.debits, e.credits, e.stray, e.debits = t.amount AND e.credits = t.amount AS moves_amount
    INTO fault
    FROM ledger_transaction t
    CROSS JOIN LATERAL (
        SELECT count(*) AS entries,
               count(*) FILTER (WHERE l.currency <> t.currency OR NOT EXISTS (
                   SELECT FROM ledger_rule r WHERE r.kind = t.kind AND r.account = l.account AND r.side = l.side)) AS stray,
               coalesce(sum(l.amount) FILTER (WHERE l.side = 'DEBIT'), 0) AS debits,
               coalesce(sum(l.amount) FILTER (WHERE l.side = 'CREDIT'), 0) AS credits,
               coalesce(sum(s.amount) FILTER (WHERE l.account = 'ACCRUED_LIABILITY'), 0) AS pending,
               coalesce(sum(s.amount) FILTER (WHERE l.account = 'REGISTRAR_PAYABLE'), 0) AS payable,
               coalesce(sum(s.amount) FILTER (WHERE l.account = 'HELD_IN_DISPUTE'), 0) AS held,
               coalesce(sum(s.amount) FILTER (WHERE l.account = 'CLAWBACK_RECEIVABLE'), 0) AS claimed
        FROM ledger_entry l
        CROSS JOIN LATERAL (SELECT CASE l.side WHEN 'CREDIT' THEN l.amount ELSE -l.amount END AS amount) s
        WHERE l.transaction_id = t.id) e
    WHERE t.booking_id = NEW.id
      AND (e.stray > 0 OR e.debits <> t.amount OR e.credits <> t.amount
           OR (t.pending, t.payable, t.held, t.claimed) <> (e.pending, e.payable, e.held, e.claimed)
           OR (t.amount = 0 AND t.accrual_id IS NULL AND t.kind <> 'ACCRUAL'))
    LIMIT 1;
    IF FOUND THEN
        RAISE EXCEPTION '%', CASE
            WHEN fault.entries = 0 THEN format('ledger transaction %s has no entries', fault.id)
            WHEN fault.debits <> fault.credits THEN format('ledger transaction %s does not balance', fault.id)
            WHEN fault.stray > 0 THEN format('ledger transaction %s moves what %s does not move', fault.id, fault.kind)
            WHEN NOT fault.moves_amount THEN format('ledger transaction %s does not move its amount', fault.id)
            ELSE format('ledger transaction %s is not the sum of its entries', fault.id) END
            USING ERRCODE = 'check_violation';
    END IF;
    SELECT s.id INTO fault
    FROM ledger_transaction s
    CROSS JOIN LATERAL (
        SELECT coalesce(sum(t.payable), 0) AS payable, coalesce(sum(t.claimed), 0) AS claimed
        FROM ledger_settled l JOIN ledger_transaction t ON t.id = l.transaction_id
        WHERE l.settlement_id = s.id) lines
    WHERE s.booking_id = NEW.id AND s.kind = 'SETTLEMENT' AND (lines.payable, lines.claimed) <> (-s.payable, -s.claimed)
    LIMIT 1;
    IF FOUND THEN
        RAISE EXCEPTION 'settlement % is not the sum of what it settles', fault.id USING ERRCODE = 'check_violation';
    END IF;
    UPDATE ledger_booking SET closed = true WHERE id = NEW.id;
    RETURN NULL;
END
$$;
COMMENT ON FUNCTION ledger_must_balance IS 'Debits equal credits and the amount in each transaction of a booking, by accounts that its kind moves, and are what it says to change; a settlement is the sum of its lines';

CREATE OR REPLACE FUNCTION statement_line_added() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
    SET search_path = public, pg_temp SET plan_cache_mode = force_custom_plan
    SET enable_seqscan = off SET enable_hashjoin = off SET enable_mergejoin = off AS $$
DECLARE
    added bigint;
BEGIN
    IF EXISTS (SELECT FROM (SELECT DISTINCT statement_id FROM fresh) f LEFT JOIN statement s ON s.id = f.statement_id
               WHERE s.id IS NULL OR EXISTS (SELECT FROM statement_seal x WHERE x.statement_id = s.id)) THEN
        RAISE EXCEPTION 'a line is added to a statement that is being issued' USING ERRCODE = 'check_violation';
    END IF;
    WITH added_now AS (
        INSERT INTO stated (transaction_id, first_id)
        SELECT f.transaction_id, s.first_id FROM fresh f JOIN statement s ON s.id = f.statement_id
        ON CONFLICT (transaction_id) DO NOTHING
        RETURNING transaction_id, first_id
    ), late AS (
        -- Corrections alone state what was booked after their period.
        SELECT t.*, (f.from_at AT TIME ZONE 'UTC')::date AS day
        FROM (SELECT DISTINCT s.first_id, s.from_at, s.until_at
              FROM (SELECT DISTINCT statement_id FROM fresh) d JOIN statement s ON s.id = d.statement_id
              WHERE s.corrects IS NOT NULL) f
        JOIN added_now a ON a.first_id = f.first_id
        JOIN ledger_transaction t ON t.id = a.transaction_id
        WHERE t.recorded_at < f.from_at OR t.recorded_at >= f.until_at
    ), moved AS (
        INSERT INTO ledger_day AS d (promotion_id, registrar, currency, day, pending, payable, held, claimed, lines)
        SELECT promotion_id, registrar, currency, day, sum(pending), sum(payable), sum(held), sum(claimed), sum(lines)
        FROM (SELECT promotion_id, registrar, currency, day, pending, payable, held, claimed, 1 AS lines FROM late
              UNION ALL
              SELECT promotion_id, registrar, currency, (recorded_at AT TIME ZONE 'UTC')::date,
                     -pending, -payable, -held, -claimed, -1 FROM late) m
        GROUP BY registrar, currency, day, promotion_id
        ORDER BY registrar, currency, day, promotion_id
        ON CONFLICT (registrar, currency, day, promotion_id) DO UPDATE
            SET pending = d.pending + excluded.pending, payable = d.payable + excluded.payable,
                held = d.held + excluded.held, claimed = d.claimed + excluded.claimed, lines = d.lines + excluded.lines
    )
    SELECT count(*) INTO added FROM added_now;
    IF added < (SELECT count(*) FROM fresh)
       AND EXISTS (SELECT FROM fresh f JOIN statement s ON s.id = f.statement_id
                   LEFT JOIN stated o ON o.transaction_id = f.transaction_id
                   WHERE o.first_id IS DISTINCT FROM s.first_id) THEN
        RAISE EXCEPTION 'a transaction is stated for one period' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NULL;
END
$$;
COMMENT ON FUNCTION statement_line_added IS 'Keeps a transaction on the statements of one period, the sums of days with it, and sealed statements as they are';

CREATE OR REPLACE FUNCTION statement_must_add_up() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
    SET search_path = public, pg_temp SET plan_cache_mode = force_custom_plan
    SET enable_seqscan = off SET enable_hashjoin = off SET enable_mergejoin = off AS $$
DECLARE
    entries record;
    days    record;
    said    jsonb;
BEGIN
    SELECT count(*) AS lines,
           count(*) FILTER (WHERE t.id IS NULL OR (t.registrar, t.currency) <> (NEW.registrar, NEW.currency)
               OR (t.pending, t.payable, t.held, t.claimed) <> (s.pending, s.payable, s.held, s.claimed)
               OR NEW.corrects IS NULL AND (t.recorded_at < NEW.from_at OR t.recorded_at >= NEW.until_at)) AS wrong,
           coalesce(sum(t.pending), 0) AS pending, coalesce(sum(t.payable), 0) AS payable,
           coalesce(sum(t.held), 0) AS held, coalesce(sum(t.claimed), 0) AS claimed
    INTO entries
    FROM statement_line s LEFT JOIN ledger_transaction t ON t.id = s.transaction_id
    WHERE s.statement_id = NEW.id;
    IF entries.lines <> NEW.lines OR entries.wrong > 0 THEN
        RAISE EXCEPTION 'the lines of statement % are not those of the ledger', NEW.number USING ERRCODE = 'check_violation';
    END IF;
    IF (NEW.opening_pending + entries.pending, NEW.opening_payable + entries.payable,
        NEW.opening_held + entries.held, NEW.opening_claimed + entries.claimed)
       <> (NEW.closing_pending, NEW.closing_payable, NEW.closing_held, NEW.closing_claimed) THEN
        RAISE EXCEPTION 'statement % does not add up', NEW.number USING ERRCODE = 'check_violation';
    END IF;
    IF EXISTS (SELECT FROM statement s
               WHERE s.registrar = NEW.registrar AND s.currency = NEW.currency AND s.first_id <> NEW.first_id
                 AND s.from_at < NEW.until_at AND s.until_at > NEW.from_at) THEN
        RAISE EXCEPTION 'statement % overlaps another', NEW.number USING ERRCODE = 'check_violation';
    END IF;
    SELECT coalesce(sum(d.pending) FILTER (WHERE NOT p.within), 0) AS pending,
           coalesce(sum(d.payable) FILTER (WHERE NOT p.within), 0) AS payable,
           coalesce(sum(d.held) FILTER (WHERE NOT p.within), 0) AS held,
           coalesce(sum(d.claimed) FILTER (WHERE NOT p.within), 0) AS claimed,
           coalesce(sum(d.lines) FILTER (WHERE p.within), 0) AS lines
    INTO days
    FROM ledger_day d
    CROSS JOIN LATERAL (SELECT d.day >= (NEW.from_at AT TIME ZONE 'UTC')::date AS within) p
    WHERE d.registrar = NEW.registrar AND d.currency = NEW.currency AND d.day < (NEW.until_at AT TIME ZONE 'UTC')::date;
    IF (days.pending, days.payable, days.held, days.claimed)
       <> (NEW.opening_pending, NEW.opening_payable, NEW.opening_held, NEW.opening_claimed) THEN
        RAISE EXCEPTION 'statement % does not open with what the ledger says', NEW.number USING ERRCODE = 'check_violation';
    END IF;
    -- Its lines are of the period, each once: as many as there are is all there are.
    IF days.lines <> NEW.lines THEN
        RAISE EXCEPTION 'statement % leaves something out', NEW.number USING ERRCODE = 'check_violation';
    END IF;
    IF NEW.corrects IS NOT NULL AND (
        EXISTS (SELECT FROM statement_line b WHERE b.statement_id = NEW.corrects
                AND NOT EXISTS (SELECT FROM statement_line s WHERE s.statement_id = NEW.id AND s.transaction_id = b.transaction_id))
        OR NOT EXISTS (SELECT FROM statement b WHERE b.id = NEW.corrects
                       AND (b.first_id, b.registrar, b.currency, b.period, b.from_at, b.until_at)
                         = (NEW.first_id, NEW.registrar, NEW.currency, NEW.period, NEW.from_at, NEW.until_at))) THEN
        RAISE EXCEPTION 'statement % is not a correction of the one before', NEW.number USING ERRCODE = 'check_violation';
    END IF;
    said := NEW.document::jsonb;
    IF (said -> 'opening' ->> 'total')::numeric IS DISTINCT FROM
           NEW.opening_pending + NEW.opening_payable + NEW.opening_held + NEW.opening_claimed
       OR (said -> 'closing' ->> 'total')::numeric IS DISTINCT FROM
           NEW.closing_pending + NEW.closing_payable + NEW.closing_held + NEW.closing_claimed
       OR jsonb_array_length(said -> 'lines') IS DISTINCT FROM NEW.lines THEN
        RAISE EXCEPTION 'the document of statement % says something else', NEW.number USING ERRCODE = 'check_violation';
    END IF;
    INSERT INTO statement_seal (statement_id) VALUES (NEW.id);
    RETURN NULL;
END
$$;
ALTER FUNCTION settlement_part_booked SET enable_hashjoin = off;
ALTER FUNCTION settlement_part_booked SET enable_mergejoin = off;

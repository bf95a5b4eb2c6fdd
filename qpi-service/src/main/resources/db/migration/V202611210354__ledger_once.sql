-- A transaction says what it changes and is held against its entries at commit, so accruals, budget and caps
-- follow from it at once, by one update each, and not from its entries a second time.
DO $$
DECLARE
    body   text := pg_get_functiondef('ledger_transaction_booked'::regproc);
    before text[] := ARRAY[
'    ), registrars AS (
        UPDATE registrar_account r SET committed_names = r.committed_names + c.names
        FROM (SELECT promotion_id, registrar, sum(names) AS names FROM by_period GROUP BY promotion_id, registrar) c
        WHERE r.promotion_id = c.promotion_id AND r.registrar = c.registrar
    )
    UPDATE promotion_account p SET committed_names = p.committed_names + c.names
    FROM (SELECT promotion_id, sum(names) AS names FROM by_period GROUP BY promotion_id) c
    WHERE p.promotion_id = c.promotion_id;',
'    UPDATE accrual a
    SET matured = a.matured OR f.kind = ''MATURITY'',
        taken_by = CASE f.kind WHEN ''MATURITY'' THEN a.taken_by WHEN ''REINSTATEMENT'' THEN NULL ELSE f.kind END
    FROM fresh f
    WHERE a.id = f.accrual_id AND f.kind <> ''TIER_ADJUSTMENT'';'];
    after text[] := ARRAY[
'    ), commitments AS MATERIALIZED (
        SELECT promotion_id, registrar, sum(names) AS names, sum(money) AS money
        FROM (SELECT promotion_id, registrar, names, 0 AS money FROM by_period
              UNION ALL
              SELECT promotion_id, registrar, 0, pending + payable + held + claimed FROM fresh
              WHERE kind NOT IN (''MATURITY'', ''ABUSE_CLAWBACK'', ''PORTFOLIO_CLAWBACK'', ''REINSTATEMENT'', ''SETTLEMENT'', ''WRITE_OFF'')) AS each_change
        GROUP BY promotion_id, registrar
        HAVING sum(names) <> 0 OR sum(money) <> 0
    ), registrars AS (
        UPDATE registrar_account r SET committed_names = r.committed_names + c.names, committed = r.committed + c.money
        FROM commitments c
        WHERE r.promotion_id = c.promotion_id AND r.registrar = c.registrar
    )
    UPDATE promotion_account p SET committed_names = p.committed_names + c.names, committed = p.committed + c.money
    FROM (SELECT promotion_id, sum(names) AS names, sum(money) AS money FROM commitments GROUP BY promotion_id) c
    WHERE p.promotion_id = c.promotion_id;',
'    UPDATE accrual a
    SET matured = a.matured OR m.kind IS NOT DISTINCT FROM ''MATURITY'',
        taken_by = CASE WHEN m.kind IS NULL OR m.kind = ''MATURITY'' THEN a.taken_by
                        WHEN m.kind = ''REINSTATEMENT'' THEN NULL ELSE m.kind END,
        pending = a.pending + m.pending,
        payable = a.payable + m.payable,
        settled = a.settled + m.claimed,
        given = a.given + m.given,
        taken = a.taken - m.other
    FROM (SELECT f.accrual_id, max(f.kind) FILTER (WHERE f.kind <> ''TIER_ADJUSTMENT'') AS kind,
                 sum(f.pending) AS pending, sum(f.payable) AS payable, sum(f.claimed) AS claimed,
                 sum(CASE WHEN g.gives THEN f.pending + f.payable + f.claimed ELSE 0 END) AS given,
                 sum(CASE WHEN g.gives THEN 0 ELSE f.pending + f.payable + f.claimed END) AS other
          FROM fresh f
          CROSS JOIN LATERAL (SELECT f.kind = ''TIER_ADJUSTMENT'' AND f.ground = ''TIER_REACHED'' AS gives) g
          WHERE f.accrual_id IS NOT NULL
          GROUP BY f.accrual_id) m
    WHERE a.id = m.accrual_id;'];
BEGIN
    FOR i IN 1 .. 2 LOOP
        IF position(before[i] IN body) = 0 THEN
            RAISE EXCEPTION 'ledger_transaction_booked is not what it was';
        END IF;
        body := replace(body, before[i], after[i]);
    END LOOP;
    EXECUTE body;
END
$$;
COMMENT ON FUNCTION ledger_transaction_booked IS 'Keeps accruals, names, budget, caps and the sums of days in step with new transactions, once for each statement';

CREATE OR REPLACE FUNCTION ledger_entry_booked() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
    SET search_path = public, pg_temp SET plan_cache_mode = force_custom_plan
    SET enable_seqscan = off SET enable_hashjoin = off SET enable_mergejoin = off AS $$
BEGIN
    IF EXISTS (SELECT FROM (SELECT DISTINCT transaction_id FROM fresh) f
               LEFT JOIN ledger_transaction t ON t.id = f.transaction_id
               LEFT JOIN ledger_booking b ON b.id = t.booking_id
               WHERE b.closed IS DISTINCT FROM false) THEN
        RAISE EXCEPTION 'a ledger entry belongs to a transaction of a booking that is open' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NULL;
END
$$;
COMMENT ON FUNCTION ledger_entry_booked IS 'Lets entries into bookings alone that are still checked at commit, once for each statement';

-- A check for each of hundreds of thousands of lines that the trigger on each statement of SQL makes, too.
ALTER TABLE statement_line DROP CONSTRAINT statement_line_statement_id_fkey;
ALTER TABLE stated DROP CONSTRAINT stated_first_id_fkey;
DROP INDEX stated_first;
COMMENT ON COLUMN statement_line.statement_id IS 'A statement that is being issued; held by a trigger on each statement of SQL';
COMMENT ON COLUMN stated.first_id IS 'The first statement of the period; written by that trigger';

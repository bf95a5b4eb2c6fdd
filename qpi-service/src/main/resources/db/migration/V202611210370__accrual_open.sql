-- What is neither mature nor taken back stands in a table of its own instead of an index that is about a state: an accrual
-- that changes its state touches none of its indexes then, and its page has room for the change.
CREATE TABLE accrual_open (
    promotion_id uuid        NOT NULL,
    accrual_id   uuid        NOT NULL,
    matures_at   timestamptz NOT NULL,
    PRIMARY KEY (promotion_id, accrual_id)
);
COMMENT ON TABLE accrual_open IS 'Accruals that are neither mature nor taken back; written by the triggers of the ledger';
COMMENT ON COLUMN accrual_open.matures_at IS 'As of the accrual';
INSERT INTO accrual_open (promotion_id, accrual_id, matures_at)
SELECT promotion_id, id, matures_at FROM accrual WHERE NOT matured AND taken_by IS NULL;
DROP INDEX accrual_due;
-- Half a page: within one transaction no room becomes free.
ALTER TABLE accrual SET (fillfactor = 50);
ALTER TABLE registrar_account SET (fillfactor = 50);
ALTER TABLE ledger_day SET (fillfactor = 50);
GRANT SELECT ON accrual_open TO ${application};

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
           false, event_sequence IS NOT NULL, amount, 0, amount, 0, 0
    FROM fresh WHERE kind = 'ACCRUAL';
    INSERT INTO accrual_open (promotion_id, accrual_id, matures_at)
    SELECT promotion_id, id, matures_at FROM fresh WHERE kind = 'ACCRUAL';
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
          WHERE kind = 'ACCRUAL' AND event_sequence IS NOT NULL AND period <> 'all') f
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
        FROM (SELECT promotion_id, registrar, period, 1 AS n FROM fresh WHERE kind = 'ACCRUAL' AND event_sequence IS NOT NULL
              UNION ALL SELECT promotion_id, registrar, period, -1 FROM lost) AS each_name
        GROUP BY promotion_id, registrar, period
    ), periods AS (
        UPDATE registrar_period r SET names = r.names + c.names
        FROM by_period c
        WHERE r.promotion_id = c.promotion_id AND r.registrar = c.registrar AND r.period = c.period
    ), commitments AS MATERIALIZED (
        SELECT promotion_id, registrar, sum(names) AS names, sum(money) AS money
        FROM (SELECT promotion_id, registrar, names, 0 AS money FROM by_period
              UNION ALL
              SELECT promotion_id, registrar, 0, pending + payable + held + claimed FROM fresh
              WHERE kind NOT IN ('MATURITY', 'ABUSE_CLAWBACK', 'PORTFOLIO_CLAWBACK', 'REINSTATEMENT', 'SETTLEMENT', 'WRITE_OFF')) AS each_change
        GROUP BY promotion_id, registrar
        HAVING sum(names) <> 0 OR sum(money) <> 0
    ), registrars AS (
        UPDATE registrar_account r SET committed_names = r.committed_names + c.names, committed = r.committed + c.money
        FROM commitments c
        WHERE r.promotion_id = c.promotion_id AND r.registrar = c.registrar
    )
    UPDATE promotion_account p SET committed_names = p.committed_names + c.names, committed = p.committed + c.money
    FROM (SELECT promotion_id, sum(names) AS names, sum(money) AS money FROM commitments GROUP BY promotion_id) c
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
    SET matured = a.matured OR m.kind IS NOT DISTINCT FROM 'MATURITY',
        taken_by = CASE WHEN m.kind IS NULL OR m.kind = 'MATURITY' THEN a.taken_by
                        WHEN m.kind = 'REINSTATEMENT' THEN NULL ELSE m.kind END,
        pending = a.pending + m.pending,
        payable = a.payable + m.payable,
        settled = a.settled + m.claimed,
        given = a.given + m.given,
        taken = a.taken - m.other
    FROM (SELECT f.accrual_id, max(f.kind) FILTER (WHERE f.kind <> 'TIER_ADJUSTMENT') AS kind,
                 sum(f.pending) AS pending, sum(f.payable) AS payable, sum(f.claimed) AS claimed,
                 sum(CASE WHEN g.gives THEN f.pending + f.payable + f.claimed ELSE 0 END) AS given,
                 sum(CASE WHEN g.gives THEN 0 ELSE f.pending + f.payable + f.claimed END) AS other
          FROM fresh f
          CROSS JOIN LATERAL (SELECT f.kind = 'TIER_ADJUSTMENT' AND f.ground = 'TIER_REACHED' AS gives) g
          WHERE f.accrual_id IS NOT NULL
          GROUP BY f.accrual_id) m
    WHERE a.id = m.accrual_id;
    DELETE FROM accrual_open o USING fresh f
    WHERE o.promotion_id = f.promotion_id AND o.accrual_id = f.accrual_id AND f.kind NOT IN ('TIER_ADJUSTMENT', 'REINSTATEMENT');
    INSERT INTO accrual_open (promotion_id, accrual_id, matures_at)
    SELECT a.promotion_id, a.id, a.matures_at
    FROM fresh f JOIN accrual a ON a.id = f.accrual_id
    WHERE f.kind = 'REINSTATEMENT' AND NOT a.matured;
    IF EXISTS (SELECT FROM fresh f LEFT JOIN accrual a ON a.id = f.accrual_id
               WHERE f.accrual_id IS NOT NULL
                 AND (a.id IS NULL OR (a.promotion_id, a.registrar, a.currency) <> (f.promotion_id, f.registrar, f.currency))) THEN
        RAISE EXCEPTION 'a ledger transaction concerns an accrual of its own promotion, registrar and currency'
            USING ERRCODE = 'foreign_key_violation';
    END IF;
    RETURN NULL;
END
$$;

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
    -- Lines of a first statement are all new; those of a correction are in part those of the statement it corrects.
    BEGIN
        INSERT INTO stated (transaction_id, first_id)
        SELECT f.transaction_id, s.first_id FROM fresh f JOIN statement s ON s.id = f.statement_id
        WHERE s.corrects IS NULL;
    EXCEPTION WHEN unique_violation THEN
        RAISE EXCEPTION 'a transaction is stated for one period' USING ERRCODE = 'check_violation';
    END;
    IF NOT EXISTS (SELECT FROM (SELECT DISTINCT statement_id FROM fresh) d JOIN statement s ON s.id = d.statement_id
                   WHERE s.corrects IS NOT NULL) THEN
        RETURN NULL;
    END IF;
    WITH added_now AS (
        INSERT INTO stated (transaction_id, first_id)
        SELECT f.transaction_id, s.first_id FROM fresh f JOIN statement s ON s.id = f.statement_id
        WHERE s.corrects IS NOT NULL
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
    IF EXISTS (SELECT FROM fresh f JOIN statement s ON s.id = f.statement_id
               LEFT JOIN stated o ON o.transaction_id = f.transaction_id
               WHERE o.first_id IS DISTINCT FROM s.first_id) THEN
        RAISE EXCEPTION 'a transaction is stated for one period' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NULL;
END
$$;

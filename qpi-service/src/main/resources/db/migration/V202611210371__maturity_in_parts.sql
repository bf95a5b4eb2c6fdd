-- What is due is booked by several connections at once, each with registrars of its own. And what is no longer open is
-- looked up: where statistics were taken of the table while it was empty, all that is open was held against all that is booked.
ALTER TABLE accrual_open ADD COLUMN registrar integer;
UPDATE accrual_open o SET registrar = a.registrar FROM accrual a WHERE a.id = o.accrual_id;
ALTER TABLE accrual_open ALTER COLUMN registrar SET NOT NULL;
COMMENT ON COLUMN accrual_open.registrar IS 'As of the accrual';
DO $$
DECLARE
    body   text := pg_get_functiondef('ledger_transaction_booked'::regproc);
    before text[] := ARRAY[
'    INSERT INTO accrual_open (promotion_id, accrual_id, matures_at)
    SELECT promotion_id, id, matures_at FROM fresh WHERE kind = ''ACCRUAL'';',
'    INSERT INTO accrual_open (promotion_id, accrual_id, matures_at)
    SELECT a.promotion_id, a.id, a.matures_at
    FROM fresh f',
'    DELETE FROM accrual_open o USING fresh f
    WHERE o.promotion_id = f.promotion_id AND o.accrual_id = f.accrual_id AND f.kind NOT IN (''TIER_ADJUSTMENT'', ''REINSTATEMENT'');'];
    after text[] := ARRAY[
'    INSERT INTO accrual_open (promotion_id, accrual_id, matures_at, registrar)
    SELECT promotion_id, id, matures_at, registrar FROM fresh WHERE kind = ''ACCRUAL'';',
'    INSERT INTO accrual_open (promotion_id, accrual_id, matures_at, registrar)
    SELECT a.promotion_id, a.id, a.matures_at, a.registrar
    FROM fresh f',
'    DELETE FROM accrual_open
    WHERE promotion_id = ANY (ARRAY(SELECT DISTINCT promotion_id FROM fresh))
      AND accrual_id = ANY (ARRAY(SELECT accrual_id FROM fresh
                                  WHERE accrual_id IS NOT NULL AND kind NOT IN (''TIER_ADJUSTMENT'', ''REINSTATEMENT'')));'];
BEGIN
    FOR i IN 1 .. 3 LOOP
        IF position(before[i] IN body) = 0 THEN
            RAISE EXCEPTION 'ledger_transaction_booked is not what it was';
        END IF;
        body := replace(body, before[i], after[i]);
    END LOOP;
    EXECUTE body;
END
$$;

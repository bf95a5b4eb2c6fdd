-- What is due is booked by several connections at once, each with registrars of its own.
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
    FROM fresh f'];
    after text[] := ARRAY[
'    INSERT INTO accrual_open (promotion_id, accrual_id, matures_at, registrar)
    SELECT promotion_id, id, matures_at, registrar FROM fresh WHERE kind = ''ACCRUAL'';',
'    INSERT INTO accrual_open (promotion_id, accrual_id, matures_at, registrar)
    SELECT a.promotion_id, a.id, a.matures_at, a.registrar
    FROM fresh f'];
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

-- Each accrual and each maturity is a row in every index here: one on names serves both ways of asking, and a
-- transaction that happens to an accrual at most once stands in the index that holds just that.
CREATE INDEX accrual_roid ON accrual (roid, promotion_id) WHERE roid IS NOT NULL;
DROP INDEX accrual_name, accrual_any_name;
CREATE INDEX ledger_transaction_often ON ledger_transaction (accrual_id) WHERE kind IN ('TIER_ADJUSTMENT', 'REINSTATEMENT');
DROP INDEX ledger_transaction_accrual;

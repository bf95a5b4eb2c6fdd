-- Claims and balances that are given up, and names taken back for fraud, are adjustments, too: proposed by one
-- person and approved by another.
ALTER TABLE adjustment
    ADD COLUMN kind text NOT NULL DEFAULT 'CORRECTION'
        CHECK (kind IN ('CORRECTION', 'CLAIM_WRITE_OFF', 'PAYABLE_WRITE_OFF', 'FRAUD_REVERSAL')),
    DROP CONSTRAINT adjustment_ground_check,
    ADD CONSTRAINT adjustment_ground_check
        CHECK (ground IN ('ERROR_CORRECTED', 'AGREED_PAYMENT', 'FRAUD', 'DISPUTE_DECIDED', 'UNCOLLECTABLE')),
    ADD CONSTRAINT write_offs_are_uncollectable
        CHECK ((kind IN ('CLAIM_WRITE_OFF', 'PAYABLE_WRITE_OFF')) = (ground = 'UNCOLLECTABLE')),
    ADD CONSTRAINT write_offs_go_one_way
        CHECK (kind <> 'CLAIM_WRITE_OFF' OR amount > 0),
    ADD CONSTRAINT payables_are_taken CHECK (kind <> 'PAYABLE_WRITE_OFF' OR amount < 0),
    ADD CONSTRAINT reversals_are_for_fraud CHECK (kind <> 'FRAUD_REVERSAL' OR ground = 'FRAUD');
ALTER TABLE adjustment ALTER COLUMN kind DROP DEFAULT;
COMMENT ON COLUMN adjustment.kind IS 'CORRECTION of what is payable; CLAIM_WRITE_OFF gives up what is claimed back, PAYABLE_WRITE_OFF what is payable; FRAUD_REVERSAL takes back the accruals of names';

CREATE TABLE adjustment_accrual (
    adjustment_id uuid NOT NULL REFERENCES adjustment,
    accrual_id    uuid NOT NULL,
    name          text NOT NULL,
    PRIMARY KEY (adjustment_id, accrual_id)
);
COMMENT ON TABLE adjustment_accrual IS 'The accruals that a reversal for fraud takes back; written when it is proposed';
COMMENT ON COLUMN adjustment_accrual.accrual_id IS 'Of its transaction in the ledger';
GRANT SELECT, INSERT ON adjustment_accrual TO ${application};

ALTER TABLE evaluation
    ADD COLUMN purpose     text NOT NULL DEFAULT 'PROVISIONAL' CHECK (purpose IN ('PROVISIONAL', 'QUALIFYING')),
    ADD COLUMN scores_read text NOT NULL DEFAULT 'NEWEST' CHECK (scores_read IN ('NEWEST', 'PUBLISHED'));
COMMENT ON COLUMN evaluation.purpose IS 'A look ahead, or to decide who qualifies';
COMMENT ON COLUMN evaluation.scores_read IS 'Which scores of the scoring service it was made from, by the policy';

ALTER TABLE evaluation_result
    ADD COLUMN index_exact text CHECK (index_exact ~ '^\d+(/\d+)?$'),
    ADD COLUMN gates       text NOT NULL DEFAULT '[]',
    DROP CONSTRAINT evaluation_result_state_check,
    ADD CONSTRAINT evaluation_result_state_check
        CHECK (state IN ('ASSESSED', 'VETOED', 'GATE_FAILED', 'NOT_ASSESSABLE'));
COMMENT ON COLUMN evaluation_result.index_exact IS 'The index before its one rounding, in lowest terms';
COMMENT ON COLUMN evaluation_result.gates IS 'Canonical JSON array of the gates, which come before the sum';
COMMENT ON COLUMN evaluation_result.kpis IS 'Canonical JSON array of the indicators';

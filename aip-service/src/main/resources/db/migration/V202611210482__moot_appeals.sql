ALTER TABLE appeal
    DROP CONSTRAINT appeal_outcome_check,
    ADD CONSTRAINT appeal_outcome CHECK (outcome IN ('UPHELD', 'VARIED', 'REVERSED', 'MOOT'));
COMMENT ON COLUMN appeal.outcome IS 'Null until decided; MOOT where its case ended first, in the registrar''s favour';
COMMENT ON COLUMN restriction_order.reversed_at IS 'When an appeal found that it should never have been, or its case had no ground; also after its end';

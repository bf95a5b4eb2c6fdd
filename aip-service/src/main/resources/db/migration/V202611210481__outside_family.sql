ALTER TABLE limit_proposal
    ADD COLUMN outside_family integer[] NOT NULL DEFAULT '{}',
    ADD COLUMN outside_family_reasons text CHECK (outside_family_reasons <> ''),
    ADD CONSTRAINT limit_proposal_outside_family CHECK (
        outside_family <@ registrars AND (cardinality(outside_family) > 0) = (outside_family_reasons IS NOT NULL));
COMMENT ON COLUMN limit_proposal.outside_family IS 'IANA IDs of these that were in no family with the case''s registrar when it was proposed, as abuse-ingest-service knew it';
COMMENT ON COLUMN limit_proposal.outside_family_reasons IS 'Why it is to hold for them all the same';

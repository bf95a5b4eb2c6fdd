-- An order holds for the registrars that it names, and includes special cases one by one.
ALTER TABLE limit_proposal
    DROP CONSTRAINT limit_proposal_transfers,
    ADD COLUMN registrars integer[] NOT NULL DEFAULT '{}',
    ADD COLUMN further_reasons text CHECK (further_reasons <> ''),
    ADD COLUMN includes text[] NOT NULL DEFAULT '{}';
UPDATE limit_proposal p
SET registrars = ARRAY[c.registrar], includes = CASE WHEN p.inbound_transfers THEN ARRAY['INBOUND_TRANSFER'] ELSE '{}' END
FROM casefile c WHERE c.id = p.case_id;
ALTER TABLE limit_proposal
    DROP COLUMN inbound_transfers,
    ALTER COLUMN registrars DROP DEFAULT,
    ADD CONSTRAINT limit_proposal_registrars CHECK (cardinality(registrars) BETWEEN 1 AND 50 AND array_position(registrars, NULL) IS NULL),
    ADD CONSTRAINT limit_proposal_further CHECK ((cardinality(registrars) > 1) = (further_reasons IS NOT NULL)),
    ADD CONSTRAINT limit_proposal_includes CHECK
        (includes <@ ARRAY['INBOUND_TRANSFER', 'CHECK', 'VARIANT', 'PREMIUM', 'PENDING_APPLICATION']);
ALTER TABLE restriction_order
    DROP CONSTRAINT restriction_order_transfers,
    ADD COLUMN registrars integer[] NOT NULL DEFAULT '{}',
    ADD COLUMN includes text[] NOT NULL DEFAULT '{}';
UPDATE restriction_order
SET registrars = ARRAY[registrar], includes = CASE WHEN inbound_transfers THEN ARRAY['INBOUND_TRANSFER'] ELSE '{}' END;
ALTER TABLE restriction_order
    DROP COLUMN inbound_transfers,
    ALTER COLUMN registrars DROP DEFAULT,
    ADD CONSTRAINT restriction_order_registrars CHECK (cardinality(registrars) BETWEEN 1 AND 50 AND registrar = ANY (registrars)),
    ADD CONSTRAINT restriction_order_includes CHECK
        (includes <@ ARRAY['INBOUND_TRANSFER', 'CHECK', 'VARIANT', 'PREMIUM', 'PENDING_APPLICATION']);
DROP INDEX restriction_order_decision;
CREATE INDEX restriction_order_registrars_index ON restriction_order USING gin (registrars);
CREATE INDEX restriction_order_end ON restriction_order (ends_at) WHERE lifted_at IS NULL;
COMMENT ON COLUMN limit_proposal.registrars IS 'IANA IDs that it is to hold for, the case''s registrar first';
COMMENT ON COLUMN limit_proposal.further_reasons IS 'Why it is to hold for more than the case''s registrar; null where it does not';
COMMENT ON COLUMN limit_proposal.includes IS 'Special cases that are to be limited, too';
COMMENT ON COLUMN restriction_order.registrar IS 'IANA ID of the case''s registrar';
COMMENT ON COLUMN restriction_order.registrars IS 'IANA IDs that it holds for, the case''s registrar first';
COMMENT ON COLUMN restriction_order.includes IS 'Special cases that are limited, too';

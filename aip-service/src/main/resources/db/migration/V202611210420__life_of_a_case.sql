-- The whole life of a case: longer watching, stays, reversals, and cases without a ground.
ALTER TABLE casefile
    DROP CONSTRAINT casefile_state_check,
    DROP CONSTRAINT casefile_check3,
    ADD CONSTRAINT casefile_state CHECK (state IN (
        'CANDIDATE', 'DISMISSED', 'CONFIRMED', 'NOTIFIED', 'ACKNOWLEDGED', 'PLAN_FILED', 'PLAN_AGREED', 'MONITORING',
        'EXTENDED', 'LIMIT_PROPOSED', 'LIMIT_IN_FORCE', 'STAYED', 'REVIEW', 'RESTORED', 'CLOSED', 'REVERSED', 'UNFOUNDED')),
    ADD CONSTRAINT casefile_ended CHECK (
        (state IN ('DISMISSED', 'RESTORED', 'CLOSED', 'REVERSED', 'UNFOUNDED')) = (ended_at IS NOT NULL));
DROP INDEX casefile_one_open_per_registrar;
CREATE UNIQUE INDEX casefile_one_open_per_registrar ON casefile (registrar)
    WHERE state NOT IN ('DISMISSED', 'RESTORED', 'CLOSED', 'REVERSED', 'UNFOUNDED');
ALTER TABLE casefile ADD COLUMN watch_until date;
COMMENT ON COLUMN casefile.watch_until IS 'Last day (UTC) of monitoring, with its extensions';

ALTER TABLE finding ADD COLUMN gate text NOT NULL DEFAULT 'INTERVENTION' CHECK (gate IN ('INTERVENTION', 'ACUTE'));
COMMENT ON COLUMN finding.gate IS 'The gate that held: INTERVENTION by published scores, ACUTE by names that a person looked at';
ALTER TABLE finding DROP CONSTRAINT finding_scoring_run_id_registrar_key;
ALTER TABLE finding ADD CONSTRAINT finding_once UNIQUE (scoring_run_id, registrar, gate);

ALTER TABLE limit_proposal
    DROP CONSTRAINT limit_proposal_outcome_check,
    DROP CONSTRAINT limit_proposal_check5,
    ADD COLUMN path text NOT NULL DEFAULT 'ORDINARY' CHECK (path IN ('ORDINARY', 'ACUTE')),
    ADD COLUMN second_decider text,
    ADD COLUMN review_days integer CHECK (review_days BETWEEN 1 AND 120),
    ADD COLUMN endorsed_by text,
    ADD COLUMN endorsed_at timestamptz,
    ADD COLUMN endorsement_reasons text,
    ADD CONSTRAINT limit_proposal_outcome CHECK (outcome IN ('APPROVED', 'REFUSED', 'WITHDRAWN')),
    ADD CONSTRAINT limit_proposal_second_decider CHECK (second_decider NOT IN (proposer, decider)),
    ADD CONSTRAINT limit_proposal_endorsed CHECK (
        (endorsed_by IS NULL) = (endorsed_at IS NULL) AND (endorsed_by IS NULL) = (endorsement_reasons IS NULL)
        AND (endorsed_by IS NULL OR second_decider IS NOT NULL)
        AND endorsed_by IN (decider, second_decider)),
    ADD CONSTRAINT limit_proposal_decided_by CHECK (
        decided_by IS NULL OR outcome = 'WITHDRAWN' OR decided_by = decider
        OR decided_by IS NOT DISTINCT FROM second_decider),
    ADD CONSTRAINT limit_proposal_approved_by_all CHECK (
        outcome <> 'APPROVED' OR second_decider IS NULL OR (endorsed_by IS NOT NULL AND endorsed_by <> decided_by));
COMMENT ON COLUMN limit_proposal.path IS 'ACUTE: higher approval, a shorter maximum and a review that it ends at';
COMMENT ON COLUMN limit_proposal.second_decider IS 'Who must approve, too; null where one decider is enough';
COMMENT ON COLUMN limit_proposal.review_days IS 'The limit ends after so many days unless a decider has reviewed it; null for the end that was decided';
COMMENT ON COLUMN limit_proposal.endorsed_by IS 'The first of two who approved';

ALTER TABLE restriction_order
    DROP CONSTRAINT restriction_order_proposal_id_key,
    ADD COLUMN stayed_at timestamptz CHECK (stayed_at >= starts_at);
CREATE UNIQUE INDEX restriction_order_one_per_proposal ON restriction_order (proposal_id) WHERE lifted_at IS NULL;
COMMENT ON COLUMN restriction_order.stayed_at IS 'Since when an appeal stays it: nothing is limited; null while it is not stayed. Its end stays where it is';

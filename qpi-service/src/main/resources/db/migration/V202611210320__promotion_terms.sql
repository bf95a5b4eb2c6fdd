ALTER TABLE promotion
    ADD COLUMN terms         text,
    ADD COLUMN terms_sha256  text CHECK (terms_sha256 ~ '^[0-9a-f]{64}$'),
    ADD COLUMN supersedes    uuid REFERENCES promotion,
    ADD COLUMN superseded_by uuid UNIQUE REFERENCES promotion,
    ADD COLUMN superseded_at timestamptz;

-- What was offered before keeps its meaning: creates alone, no further condition.
UPDATE promotion SET terms = jsonb_build_object(
    'startsAt', to_char(starts_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
    'endsAt', to_char(ends_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
    'zone', 'UTC',
    'operations', jsonb_build_array('CREATE'),
    'tlds', NULL,
    'years', to_jsonb(years),
    'names', 'BOTH',
    'abuseGate', 'REWARD',
    'rewardGatePolicyVersion', reward_gate_policy_version,
    'baseline', baseline,
    'notAssessable', 'DOES_NOT',
    'baselineLost', 'SUSPENDS',
    'aipLimit', 'NOTHING',
    'incentive', jsonb_build_object('model', 'PER_CREATE', 'currency', currency, 'amount', amount_per_create),
    'nameCap', name_cap,
    'moneyCap', NULL,
    'totalNameCap', NULL,
    'budget', CASE WHEN budget IS NULL THEN NULL ELSE jsonb_build_object('amount', budget, 'currency', currency) END,
    'addGraceDays', 5,
    'clawbackDays', 0,
    'portfolioClause', NULL,
    'testOfUseAt', NULL,
    'settlementDates', jsonb_build_array(),
    'minimumPayout', NULL,
    'taxable', false,
    'noticeDays', 30,
    'limitedDurationDisclosure', limited_duration_disclosure)::text;
UPDATE promotion SET terms_sha256 = encode(sha256(convert_to(terms, 'UTF8')), 'hex');

ALTER TABLE promotion
    ALTER COLUMN terms SET NOT NULL,
    ALTER COLUMN terms_sha256 SET NOT NULL,
    DROP COLUMN baseline,
    DROP COLUMN reward_gate_policy_version,
    DROP COLUMN amount_per_create,
    DROP COLUMN currency,
    DROP COLUMN years,
    DROP COLUMN name_cap,
    DROP COLUMN budget,
    DROP COLUMN limited_duration_disclosure,
    ADD CONSTRAINT promotion_supersedes_another CHECK (supersedes <> id AND superseded_by <> id),
    ADD CONSTRAINT promotion_superseded_whole CHECK ((superseded_by IS NULL) = (superseded_at IS NULL)),
    ADD CONSTRAINT promotion_superseded_published CHECK (superseded_by IS NULL OR state = 'PUBLISHED');
COMMENT ON COLUMN promotion.terms IS 'All terms as JSON, with the defaults of the policy of the day; never changed';
COMMENT ON COLUMN promotion.terms_sha256 IS 'SHA-256 of terms, hexadecimal';
COMMENT ON COLUMN promotion.supersedes IS 'Promotion whose place this one takes from its start on';
COMMENT ON COLUMN promotion.superseded_by IS 'The published promotion that takes its place';
COMMENT ON COLUMN promotion.superseded_at IS 'Start of that promotion: from it on this one earns nothing';
GRANT UPDATE (superseded_by, superseded_at) ON promotion TO ${application};

-- The owner of the table may do more than the application; terms stay as they are whoever asks.
CREATE FUNCTION promotion_terms_frozen() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'the terms of promotion % never change', OLD.id USING ERRCODE = 'check_violation';
END
$$;
COMMENT ON FUNCTION promotion_terms_frozen IS 'Refuses a change of what was written once';
CREATE TRIGGER promotion_terms_frozen BEFORE UPDATE ON promotion
    FOR EACH ROW WHEN (OLD.terms <> NEW.terms OR OLD.starts_at <> NEW.starts_at OR OLD.ends_at <> NEW.ends_at)
    EXECUTE FUNCTION promotion_terms_frozen();

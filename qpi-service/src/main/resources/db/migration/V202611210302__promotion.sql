CREATE TABLE promotion (
    id                          uuid        PRIMARY KEY,
    name                        text        NOT NULL UNIQUE CHECK (name ~ '^[a-z0-9]+(-[a-z0-9]+)*$'),
    title                       text        NOT NULL,
    starts_at                   timestamptz NOT NULL,
    ends_at                     timestamptz NOT NULL,
    baseline                    numeric     NOT NULL CHECK (baseline BETWEEN 0 AND 100),
    reward_gate_policy_version  integer     NOT NULL CHECK (reward_gate_policy_version > 0),
    amount_per_create           numeric     NOT NULL CHECK (amount_per_create > 0),
    currency                    text        NOT NULL CHECK (currency ~ '^[A-Z]{3}$'),
    years                       integer[]   NOT NULL CHECK (cardinality(years) > 0),
    name_cap                    integer     CHECK (name_cap > 0),
    budget                      numeric     CHECK (budget > 0),
    limited_duration_disclosure text        NOT NULL,
    state                       text        NOT NULL CHECK (state IN ('DRAFT', 'PUBLISHED', 'WITHDRAWN')),
    author                      text        NOT NULL,
    created_at                  timestamptz NOT NULL,
    decided_by                  text,
    decided_at                  timestamptz,
    CHECK (starts_at < ends_at),
    CHECK ((state = 'DRAFT') = (decided_at IS NULL)),
    CHECK ((decided_at IS NULL) = (decided_by IS NULL)),
    CHECK (state <> 'PUBLISHED' OR decided_by <> author)
);
COMMENT ON TABLE promotion IS 'An offer to registrars; its terms never change once written';
COMMENT ON COLUMN promotion.starts_at IS 'First instant that earns';
COMMENT ON COLUMN promotion.ends_at IS 'First instant that no longer earns';
COMMENT ON COLUMN promotion.baseline IS 'Index, 0 to 100, from which a registrar is pre-qualified';
COMMENT ON COLUMN promotion.reward_gate_policy_version IS 'Version of the scoring policy whose gate for rewards applies';
COMMENT ON COLUMN promotion.years IS 'Registration terms that earn';
COMMENT ON COLUMN promotion.name_cap IS 'Most names that one registrar is owed for; null for no cap';
COMMENT ON COLUMN promotion.budget IS 'Most money owed to all registrars together; null for no budget';
COMMENT ON COLUMN promotion.limited_duration_disclosure IS 'How registrars are told, when it is offered, that it ends';
COMMENT ON COLUMN promotion.decided_by IS 'Who published or withdrew it';

CREATE TABLE qualification (
    id             uuid        PRIMARY KEY,
    promotion_id   uuid        NOT NULL REFERENCES promotion,
    evaluation_id  uuid        NOT NULL REFERENCES evaluation,
    registrar      integer     NOT NULL CHECK (registrar > 0),
    registrar_name text        NOT NULL,
    state          text        NOT NULL CHECK (state IN ('PRE_QUALIFIED', 'NOT_QUALIFIED', 'NOT_ASSESSED')),
    index_value    numeric     CHECK (index_value BETWEEN 0 AND 100),
    sentence       text        NOT NULL,
    decided_at     timestamptz NOT NULL,
    UNIQUE (promotion_id, evaluation_id, registrar)
);
CREATE INDEX qualification_latest ON qualification (promotion_id, registrar, decided_at DESC);
COMMENT ON TABLE qualification IS 'Whether a registrar reaches the baseline; the latest one is in force from its instant on';
COMMENT ON COLUMN qualification.decided_at IS 'Business time from which it is in force';

CREATE TABLE enrolment (
    id           uuid        PRIMARY KEY,
    promotion_id uuid        NOT NULL REFERENCES promotion,
    registrar    integer     NOT NULL CHECK (registrar > 0),
    enrolled_at  timestamptz NOT NULL,
    enrolled_by  text        NOT NULL,
    UNIQUE (promotion_id, registrar)
);
COMMENT ON TABLE enrolment IS 'A registrar that accepted the terms of a promotion';
COMMENT ON COLUMN enrolment.enrolled_at IS 'Business time; nothing before it earns';

GRANT SELECT, INSERT ON promotion, qualification, enrolment TO ${application};
GRANT UPDATE (state, decided_by, decided_at) ON promotion TO ${application};

CREATE TABLE limit_proposal (
    id               uuid        PRIMARY KEY,
    version          integer     NOT NULL,
    case_id          uuid        NOT NULL REFERENCES casefile,
    mode             text        NOT NULL CHECK (mode IN ('FULL_STOP')),
    days             integer     NOT NULL CHECK (days > 0),
    maximum_days     integer     NOT NULL CHECK (maximum_days BETWEEN 1 AND 120),
    reasons          text        NOT NULL CHECK (reasons <> ''),
    measure          text        NOT NULL CHECK (measure <> ''),
    proposer         text        NOT NULL,
    decider          text        NOT NULL,
    policy_id        uuid        NOT NULL,
    policy_version   integer     NOT NULL,
    proposed_at      timestamptz NOT NULL,
    outcome          text        CHECK (outcome IN ('APPROVED', 'REFUSED')),
    decided_by       text,
    decided_at       timestamptz,
    decision_reasons text,
    CHECK (days <= maximum_days),
    CHECK (decider <> proposer),
    CHECK ((outcome IS NULL) = (decided_by IS NULL)),
    CHECK ((outcome IS NULL) = (decided_at IS NULL)),
    CHECK ((outcome IS NULL) = (decision_reasons IS NULL)),
    CHECK (decided_by IS NULL OR decided_by = decider)
);
CREATE UNIQUE INDEX limit_proposal_one_open_per_case ON limit_proposal (case_id) WHERE outcome IS NULL;
CREATE INDEX limit_proposal_case ON limit_proposal (case_id);
COMMENT ON TABLE limit_proposal IS 'A limit proposed by one person, and its decision by another whom the proposal names';
COMMENT ON COLUMN limit_proposal.maximum_days IS 'Longest order that the policy in force at the proposal allows';
COMMENT ON COLUMN limit_proposal.measure IS 'What is to be better at the end, and how it is measured';
COMMENT ON COLUMN limit_proposal.outcome IS 'Null until decided';
GRANT SELECT, INSERT, UPDATE ON limit_proposal TO ${application};

CREATE TABLE restriction_order (
    id             uuid        PRIMARY KEY,
    version        integer     NOT NULL,
    case_id        uuid        NOT NULL REFERENCES casefile,
    case_reference text        NOT NULL,
    proposal_id    uuid        NOT NULL UNIQUE REFERENCES limit_proposal,
    registrar      integer     NOT NULL,
    mode           text        NOT NULL CHECK (mode IN ('FULL_STOP')),
    starts_at      timestamptz NOT NULL,
    ends_at        timestamptz NOT NULL,
    maximum_days   integer     NOT NULL CHECK (maximum_days BETWEEN 1 AND 120),
    issued_by      text        NOT NULL,
    lifted_at      timestamptz,
    lifted_by      text,
    lift_reason    text,
    CONSTRAINT restriction_order_ends CHECK (ends_at > starts_at),
    CONSTRAINT restriction_order_within_maximum CHECK (ends_at <= starts_at + maximum_days * interval '24 hours'),
    CHECK ((lifted_at IS NULL) = (lifted_by IS NULL)),
    CHECK ((lifted_at IS NULL) = (lift_reason IS NULL)),
    CHECK (lifted_at IS NULL OR (lifted_at >= starts_at AND lifted_at < ends_at))
);
CREATE INDEX restriction_order_decision ON restriction_order (registrar, ends_at) WHERE lifted_at IS NULL;
CREATE INDEX restriction_order_case ON restriction_order (case_id);
COMMENT ON TABLE restriction_order IS 'What the EPP system enforces: from its start (inclusive) to its end (exclusive), unless lifted before';
COMMENT ON COLUMN restriction_order.ends_at IS 'Mandatory: an order lifts by itself by comparison with the clock';
COMMENT ON COLUMN restriction_order.maximum_days IS 'Longest order that the policy allowed when it was proposed';
GRANT SELECT, INSERT, UPDATE ON restriction_order TO ${application};

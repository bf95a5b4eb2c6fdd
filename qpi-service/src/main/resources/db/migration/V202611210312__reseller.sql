CREATE TABLE reseller_portfolio (
    id             uuid        PRIMARY KEY,
    registrar      integer     NOT NULL CHECK (registrar > 0),
    month          text        NOT NULL CHECK (month ~ '^\d{4}-(0[1-9]|1[0-2])$'),
    version        integer     NOT NULL CHECK (version > 0),
    supersedes     uuid        UNIQUE REFERENCES reseller_portfolio,
    sha256         text        NOT NULL CHECK (sha256 ~ '^[0-9a-f]{64}$'),
    accepted       integer     NOT NULL CHECK (accepted >= 0),
    rejected       integer     NOT NULL CHECK (rejected >= 0),
    resellers      integer     NOT NULL CHECK (resellers >= 0),
    policy_id      uuid        NOT NULL,
    policy_version integer     NOT NULL,
    uploaded_at    timestamptz NOT NULL,
    uploaded_by    text        NOT NULL,
    UNIQUE (registrar, month, version),
    CHECK ((version = 1) = (supersedes IS NULL))
);
COMMENT ON TABLE reseller_portfolio IS 'An upload of a registrar''s own resellers for a month; the newest version holds';
COMMENT ON COLUMN reseller_portfolio.registrar IS 'IANA ID of the registrar whose resellers they are';
COMMENT ON COLUMN reseller_portfolio.month IS 'Calendar month in UTC, yyyy-MM';
COMMENT ON COLUMN reseller_portfolio.sha256 IS 'SHA-256 of the bytes as they were sent, hexadecimal';
COMMENT ON COLUMN reseller_portfolio.policy_id IS 'Version of the qpi-index policy that the results were made by';

CREATE TABLE reseller_quantity (
    portfolio_id uuid    NOT NULL REFERENCES reseller_portfolio,
    reseller     text    COLLATE "C" NOT NULL,
    quantity     text    NOT NULL,
    value        numeric NOT NULL CHECK (value >= 0),
    PRIMARY KEY (portfolio_id, reseller, quantity)
);
COMMENT ON TABLE reseller_quantity IS 'What an upload says of one reseller';
COMMENT ON COLUMN reseller_quantity.quantity IS 'A quantity of indicators; ABUSE_GATE is 1 where the registrar states that abuse is clear';

CREATE TABLE reseller_result (
    portfolio_id uuid    NOT NULL REFERENCES reseller_portfolio,
    reseller     text    COLLATE "C" NOT NULL,
    state        text    NOT NULL CHECK (state IN ('ASSESSED', 'VETOED', 'GATE_FAILED', 'NOT_ASSESSABLE')),
    index_value  numeric CHECK (index_value BETWEEN 0 AND 100),
    index_exact  text    CHECK (index_exact ~ '^\d+(/\d+)?$'),
    gates        text    NOT NULL,
    kpis         text    NOT NULL,
    sentence     text    NOT NULL,
    PRIMARY KEY (portfolio_id, reseller),
    CHECK ((state = 'ASSESSED') = (index_value IS NOT NULL))
);
COMMENT ON TABLE reseller_result IS 'The index of one reseller, by the same policy and code as that of registrars';
COMMENT ON COLUMN reseller_result.index_value IS '0 to 100 with two decimals, rounded once, half up';

CREATE TABLE reseller_rejection (
    portfolio_id uuid   NOT NULL REFERENCES reseller_portfolio,
    line         bigint NOT NULL,
    reason       text   NOT NULL,
    detail       text   NOT NULL,
    PRIMARY KEY (portfolio_id, line)
);
COMMENT ON TABLE reseller_rejection IS 'Rows of an upload that were not accepted, with line and reason';

GRANT SELECT, INSERT ON reseller_portfolio, reseller_quantity, reseller_result, reseller_rejection TO ${application};

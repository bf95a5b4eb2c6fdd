CREATE TABLE policy (
    id              uuid        PRIMARY KEY,
    kind            text        NOT NULL,
    version         integer     NOT NULL CHECK (version > 0),
    document        text        NOT NULL,
    sha256          text        NOT NULL CHECK (sha256 ~ '^[0-9a-f]{64}$'),
    origin          text        NOT NULL CHECK (origin IN ('SHIPPED', 'REGISTRY')),
    state           text        NOT NULL CHECK (state IN ('PROPOSED', 'APPROVED', 'REJECTED')),
    effective_from  date        NOT NULL,
    proposed_by     text        NOT NULL,
    proposed_at     timestamptz NOT NULL,
    reason          text        NOT NULL,
    decided_by      text,
    decided_at      timestamptz,
    decision_reason text,
    first_used_at   timestamptz,
    row_version     integer     NOT NULL,
    UNIQUE (kind, version),
    CHECK ((state = 'PROPOSED') = (decided_by IS NULL)),
    CHECK (origin = 'SHIPPED' OR decided_by IS DISTINCT FROM proposed_by),
    CHECK (first_used_at IS NULL OR state = 'APPROVED')
);
COMMENT ON TABLE policy IS 'Versions of policy documents: proposed by one person, decided by another, never edited';
COMMENT ON COLUMN policy.document IS 'Canonical JSON';
COMMENT ON COLUMN policy.sha256 IS 'Of the document, hexadecimal';
COMMENT ON COLUMN policy.effective_from IS 'First day (UTC) in force';
COMMENT ON COLUMN policy.first_used_at IS 'When a result first named this version';

GRANT SELECT, INSERT ON policy TO ${application};
GRANT UPDATE (state, decided_by, decided_at, decision_reason, first_used_at, row_version) ON policy TO ${application};

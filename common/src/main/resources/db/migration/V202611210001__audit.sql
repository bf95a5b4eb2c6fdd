CREATE TABLE audit_entry (
    sequence       bigint      PRIMARY KEY CHECK (sequence > 0),
    at             timestamptz NOT NULL,
    actor          text        NOT NULL,
    action         text        NOT NULL,
    subject        text        NOT NULL,
    content_digest text        NOT NULL CHECK (content_digest ~ '^[0-9a-f]{64}$'),
    previous_hash  text        NOT NULL UNIQUE CHECK (previous_hash ~ '^[0-9a-f]{64}$'),
    hash           text        NOT NULL UNIQUE CHECK (hash ~ '^[0-9a-f]{64}$')
);
COMMENT ON TABLE audit_entry IS 'Append-only, hash-chained trail of what was done by whom; each entry names the hash of the one before';
COMMENT ON COLUMN audit_entry.sequence IS 'Without gaps from 1';
COMMENT ON COLUMN audit_entry.at IS 'Business time';
COMMENT ON COLUMN audit_entry.actor IS 'Subject of the caller''s token, or bailiwick for the suite itself';
COMMENT ON COLUMN audit_entry.content_digest IS 'SHA-256 of salt and content, hexadecimal';
COMMENT ON COLUMN audit_entry.hash IS 'SHA-256 over the canonical JSON array of the other columns in their order, hexadecimal';

CREATE TABLE audit_content (
    sequence bigint PRIMARY KEY REFERENCES audit_entry,
    salt     text   NOT NULL,
    content  text   NOT NULL
);
COMMENT ON TABLE audit_content IS 'Content of an entry, apart so that it can be erased without breaking the chain';
COMMENT ON COLUMN audit_content.salt IS 'Hexadecimal; keeps erased content from being guessed and confirmed';
COMMENT ON COLUMN audit_content.content IS 'Canonical JSON, byte for byte as digested';

GRANT SELECT, INSERT ON audit_entry TO ${application};
GRANT SELECT, INSERT, DELETE ON audit_content TO ${application};

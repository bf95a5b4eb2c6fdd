CREATE TABLE snapshot (
    id       uuid        PRIMARY KEY,
    month    date        NOT NULL CHECK (extract(day FROM month) = 1),
    content  bytea       NOT NULL,
    sha256   text        NOT NULL UNIQUE CHECK (sha256 ~ '^[0-9a-f]{64}$'),
    taken_at timestamptz NOT NULL
);
COMMENT ON TABLE snapshot IS 'Frozen inputs of runs; equal content is kept once';
COMMENT ON COLUMN snapshot.month IS 'First day (UTC) of the scored month';
COMMENT ON COLUMN snapshot.content IS 'Canonical JSON, UTF-8, as it was hashed';
COMMENT ON COLUMN snapshot.sha256 IS 'Of the content, hexadecimal';
COMMENT ON COLUMN snapshot.taken_at IS 'Business time';

GRANT SELECT, INSERT ON snapshot TO ${application};

-- Which formats there are is the service's matter; the table only keeps nonsense out.
ALTER TABLE feed DROP CONSTRAINT feed_format_check;
ALTER TABLE feed ADD CONSTRAINT feed_format_check CHECK (format ~ '^[A-Z][A-Z0-9_]{1,62}$');
COMMENT ON COLUMN feed.format IS 'Name of the format, described in docs/formats';

-- Several rows may begin on one line: objects of a JSON document without line breaks, names of a hosts file.
ALTER TABLE rejection ADD COLUMN part bigint NOT NULL DEFAULT 1 CHECK (part >= 1);
ALTER TABLE rejection ALTER COLUMN part DROP DEFAULT;
ALTER TABLE rejection DROP CONSTRAINT rejection_pkey;
ALTER TABLE rejection ADD PRIMARY KEY (payload_id, line, part);
COMMENT ON COLUMN rejection.part IS 'Which of the rows that begin on this line, from 1';

-- A list that really has become short is taken for truncated until a person says otherwise.
ALTER TABLE listing ADD doubted boolean NOT NULL DEFAULT false;
CREATE INDEX listing_doubted ON listing (feed_id) WHERE doubted;
COMMENT ON COLUMN listing.doubted IS 'Whether the newest payload of the list lacks it and was taken for truncated';

ALTER TABLE listing_state ADD refused integer NOT NULL DEFAULT 0 CHECK (refused >= 0);
ALTER TABLE listing_state ADD refused_at timestamptz CHECK ((refused = 0) = (refused_at IS NULL));
COMMENT ON COLUMN listing_state.refused IS 'How often the newest payload was fetched, where it was taken for truncated; 0 where it was not';
COMMENT ON COLUMN listing_state.refused_at IS 'The last of these fetches';
UPDATE listing_state s SET refused = 1, refused_at = p.received_at
FROM (SELECT DISTINCT ON (feed_id) feed_id, received_at, shrunken FROM payload ORDER BY feed_id, id DESC) p
WHERE p.feed_id = s.feed_id AND p.shrunken;

CREATE TABLE payload_acceptance (
    payload_id  uuid        PRIMARY KEY REFERENCES payload,
    reason      text        NOT NULL CHECK (length(reason) BETWEEN 1 AND 2000),
    accepted_at timestamptz NOT NULL,
    accepted_by text        NOT NULL,
    missing     bigint      NOT NULL,
    delisted    bigint      NOT NULL
);
COMMENT ON TABLE payload_acceptance IS 'Payloads that were taken for truncated and that a person has accepted as the whole list';
COMMENT ON COLUMN payload_acceptance.missing IS 'Listed entries that count as missing from the fetch of the payload on';
COMMENT ON COLUMN payload_acceptance.delisted IS 'Those of them that had been missing often enough by then, so that they left the list';

GRANT SELECT, INSERT ON payload_acceptance TO ${application};

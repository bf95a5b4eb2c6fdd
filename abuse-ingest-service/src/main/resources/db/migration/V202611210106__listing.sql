-- How an entry leaves a feed, and which bytes came in.
ALTER TABLE feed ADD delisting text NOT NULL DEFAULT 'NEVER' CHECK (delisting IN ('NEVER', 'BY_ABSENCE', 'BY_WITHDRAWAL'));
ALTER TABLE feed ADD absences integer CHECK (absences BETWEEN 1 AND 100);
ALTER TABLE feed ADD largest_drop_percent integer CHECK (largest_drop_percent BETWEEN 1 AND 100);
ALTER TABLE feed ADD keeps_content boolean NOT NULL DEFAULT true;
ALTER TABLE feed ADD CHECK ((delisting = 'BY_ABSENCE') = (absences IS NOT NULL) AND (absences IS NULL) = (largest_drop_percent IS NULL));
COMMENT ON COLUMN feed.delisting IS 'NEVER: the feed is a log. BY_ABSENCE: each payload is the whole list, and what is missing in some of them one after the other has left. BY_WITHDRAWAL: the source says so itself';
COMMENT ON COLUMN feed.absences IS 'In how many whole payloads in a row an entry is missing before it has left';
COMMENT ON COLUMN feed.largest_drop_percent IS 'A payload without more than this share of the listed entries is taken for truncated: what it holds counts, what it lacks does not';
COMMENT ON COLUMN feed.keeps_content IS 'Whether the bytes of its payloads are kept';

ALTER TABLE payload ADD parser text NOT NULL DEFAULT 'unknown';
ALTER TABLE payload ADD name_lists text NOT NULL DEFAULT '[]';
ALTER TABLE payload ADD rows_withdrawn bigint NOT NULL DEFAULT 0;
ALTER TABLE payload ADD shrunken boolean NOT NULL DEFAULT false;
ALTER TABLE payload ADD listed bigint NOT NULL DEFAULT 0;
ALTER TABLE payload ADD relisted bigint NOT NULL DEFAULT 0;
ALTER TABLE payload ADD delisted bigint NOT NULL DEFAULT 0;
ALTER TABLE payload DROP CONSTRAINT payload_check;
ALTER TABLE payload ADD CONSTRAINT payload_rows CHECK (rows_read = rows_accepted + rows_duplicate + rows_rejected + rows_withdrawn);
COMMENT ON COLUMN payload.parser IS 'Name and version of the parser';
COMMENT ON COLUMN payload.name_lists IS 'JSON array: platform and caution lists in force, with their versions';
COMMENT ON COLUMN payload.rows_withdrawn IS 'Rows by which the source takes an entry back';
COMMENT ON COLUMN payload.shrunken IS 'Whether it lacked so much that its gaps were not taken for delistings';
COMMENT ON COLUMN payload.listed IS 'Entries that came onto the list with it, relisted ones among them';
COMMENT ON COLUMN payload.relisted IS 'Entries among these that had been on the list before';
COMMENT ON COLUMN payload.delisted IS 'Entries that have left the list with it';

CREATE TABLE payload_content (
    payload_id uuid    NOT NULL REFERENCES payload DEFERRABLE INITIALLY DEFERRED,
    number     integer NOT NULL CHECK (number >= 0),
    packed     boolean NOT NULL,
    bytes      bytea   NOT NULL,
    PRIMARY KEY (payload_id, number)
);
-- What comes compressed does not get smaller, and the rest is packed before it comes here.
ALTER TABLE payload_content ALTER bytes SET STORAGE EXTERNAL;
COMMENT ON TABLE payload_content IS 'The bytes as received, in pieces';
COMMENT ON COLUMN payload_content.packed IS 'Whether they came unpacked and were packed with gzip here';

ALTER TABLE observation ADD part bigint NOT NULL DEFAULT 1;
ALTER TABLE observation ADD caution text;
ALTER TABLE observation ADD deep boolean NOT NULL DEFAULT false;
COMMENT ON COLUMN observation.part IS 'Which of the rows that begin on this line, from 1';
COMMENT ON COLUMN observation.caution IS 'Caution list that its name stands on: names that are often listed by mistake';
COMMENT ON COLUMN observation.deep IS 'Whether a page below the front page was listed';
-- Rows of a payload lie together, so a summary by block finds them and costs next to nothing to keep.
DROP INDEX observation_payload;
CREATE INDEX observation_payload ON observation USING brin (payload_id);

CREATE TABLE listing (
    id             bigint      PRIMARY KEY GENERATED ALWAYS AS IDENTITY,
    feed_id        uuid        NOT NULL REFERENCES feed,
    entry          uuid        NOT NULL,
    value          text        NOT NULL,
    domain         text        NOT NULL,
    unicode_domain text        NOT NULL,
    threat         text        NOT NULL CHECK (threat IN ('PHISHING', 'MALWARE', 'BOTNET', 'PHARMING', 'SPAM')),
    listed_at      timestamptz NOT NULL,
    listed_by      uuid        NOT NULL REFERENCES payload DEFERRABLE INITIALLY DEFERRED,
    relisted       boolean     NOT NULL,
    last_present   timestamptz NOT NULL,
    missing        integer     NOT NULL DEFAULT 0,
    missing_since  timestamptz,
    delisted_at    timestamptz,
    delisted_by    uuid        REFERENCES payload DEFERRABLE INITIALLY DEFERRED,
    CHECK ((delisted_at IS NULL) = (delisted_by IS NULL) AND (missing = 0) = (missing_since IS NULL))
);
CREATE UNIQUE INDEX listing_open ON listing (feed_id, entry) WHERE delisted_at IS NULL;
CREATE INDEX listing_entry ON listing (feed_id, entry);
CREATE INDEX listing_domain ON listing (domain, threat);
COMMENT ON TABLE listing IS 'An entry''s time on a feed that is a list. Entries that stay cost no writing';
COMMENT ON COLUMN listing.entry IS 'MD5 over feed, value and source time, as a UUID';
COMMENT ON COLUMN listing.listed_at IS 'Counting time of the first payload that held it; for a relisting the fetch time';
COMMENT ON COLUMN listing.last_present IS 'Fetch time of the last payload known to hold it; while it is open, of the payload that opened it or ended a gap';
COMMENT ON COLUMN listing.missing IS 'Whole payloads in a row without it';
COMMENT ON COLUMN listing.missing_since IS 'Fetch time of the first of them';
COMMENT ON COLUMN listing.delisted_at IS 'First fetch without it, or the time that the source says; null while it is listed';

CREATE TABLE name_list (
    sequence  bigint      PRIMARY KEY GENERATED ALWAYS AS IDENTITY,
    kind      text        NOT NULL CHECK (kind IN ('PUBLIC_SUFFIX', 'PLATFORM', 'CAUTION')),
    name      text        NOT NULL CHECK (name ~ '^[a-z0-9][a-z0-9-]{1,62}$'),
    version   text        NOT NULL,
    sha256    text        NOT NULL CHECK (sha256 ~ '^[0-9a-f]{64}$'),
    entries   integer     NOT NULL CHECK (entries >= 0),
    content   bytea       NOT NULL,
    loaded_at timestamptz NOT NULL,
    loaded_by text        NOT NULL
);
COMMENT ON TABLE name_list IS 'Lists that names are judged by, each version as it was loaded; the newest of a name is in force, one without entries puts it out of force';
COMMENT ON COLUMN name_list.content IS 'The names, one a line, packed with gzip; of PUBLIC_SUFFIX the list as published';

ALTER TABLE incident ADD compromised boolean NOT NULL DEFAULT false;
ALTER TABLE incident ADD platform text;
ALTER TABLE incident ADD caution text;
ALTER TABLE incident ADD deep boolean NOT NULL DEFAULT false;
ALTER TABLE incident ADD open_listings integer NOT NULL DEFAULT 0 CHECK (open_listings >= 0);
ALTER TABLE incident ADD confidence text NOT NULL DEFAULT 'LOW' CHECK (confidence IN ('LOW', 'MEDIUM', 'HIGH'));
ALTER TABLE incident DROP CONSTRAINT incident_state_check;
ALTER TABLE incident ADD CONSTRAINT incident_state_check CHECK (state IN ('ATTRIBUTED', 'UNATTRIBUTED', 'NOT_ATTRIBUTABLE', 'VOID'));
CREATE INDEX incident_registration ON incident (registration_id) WHERE registration_id IS NOT NULL AND merged_into IS NULL;
COMMENT ON COLUMN incident.compromised IS 'Whether a source says that the site is a victim''s';
COMMENT ON COLUMN incident.platform IS 'A suffix under which strangers get names, where all that was listed lies under one';
COMMENT ON COLUMN incident.caution IS 'Caution list that the name stands on';
COMMENT ON COLUMN incident.deep IS 'Whether a page below the front page was listed';
COMMENT ON COLUMN incident.open_listings IS 'Entries that still stand on a list; while there is one, the episode goes on';
COMMENT ON COLUMN incident.confidence IS 'How sure the judgement without a person is';
COMMENT ON COLUMN incident.state IS 'VOID: all its listings come from a feed that was muted for that time';

CREATE TABLE listed_registration (
    registration_id bigint      PRIMARY KEY REFERENCES registration,
    creator         integer     NOT NULL,
    created_at      timestamptz NOT NULL,
    burst           boolean     NOT NULL DEFAULT false
);
CREATE INDEX listed_registration_creation ON listed_registration (creator, created_at);
COMMENT ON TABLE listed_registration IS 'Lifetimes that an incident is bound to';
COMMENT ON COLUMN listed_registration.burst IS 'Whether the creations of at least so many of them by the same registrar lie within so many minutes, as the classification policy of the day of creation says';

GRANT SELECT, INSERT ON payload_content, name_list TO ${application};
GRANT SELECT, INSERT, UPDATE ON listing TO ${application};
GRANT SELECT, INSERT, UPDATE, DELETE ON listed_registration TO ${application};
GRANT MAINTAIN ON incident, listing TO ${application};

CREATE TABLE listing_state (
    feed_id          uuid        PRIMARY KEY REFERENCES feed,
    payload_id       uuid        NOT NULL REFERENCES payload DEFERRABLE INITIALLY DEFERRED,
    last_complete_at timestamptz NOT NULL
);
COMMENT ON TABLE listing_state IS 'Of a feed that is a whole list: its newest payload';
COMMENT ON COLUMN listing_state.last_complete_at IS 'Last fetch that was taken for the whole list, the same bytes again among them';

CREATE TABLE withdrawal (
    feed_id    uuid        NOT NULL REFERENCES feed,
    value      text        NOT NULL,
    at         timestamptz NOT NULL,
    payload_id uuid        NOT NULL REFERENCES payload DEFERRABLE INITIALLY DEFERRED,
    line       bigint      NOT NULL
);
CREATE UNIQUE INDEX withdrawal_value ON withdrawal (feed_id, md5(value), at);
COMMENT ON TABLE withdrawal IS 'A source''s word that an entry''s listing ended';

CREATE TABLE payload_replay (
    id                 uuid        PRIMARY KEY,
    payload_id         uuid        NOT NULL REFERENCES payload,
    replayed_at        timestamptz NOT NULL,
    replayed_by        text        NOT NULL,
    suffix_list        text        NOT NULL,
    name_lists         text        NOT NULL,
    parser             text        NOT NULL,
    rows_read          bigint      NOT NULL,
    rows_accepted      bigint      NOT NULL,
    rows_known         bigint      NOT NULL,
    rows_rejected      bigint      NOT NULL,
    rejected_by_reason text        NOT NULL,
    CHECK (rows_read = rows_accepted + rows_known + rows_rejected)
);
CREATE INDEX payload_replay_payload ON payload_replay (payload_id, id);
COMMENT ON TABLE payload_replay IS 'A payload judged again by later lists and a later clock; what was accepted stays as it is';

-- A list may come back to an earlier state, so the same bytes can be two payloads of it.
ALTER TABLE payload DROP CONSTRAINT payload_feed_id_sha256_key;
CREATE INDEX payload_content_of_feed ON payload (feed_id, sha256);

GRANT SELECT, INSERT, UPDATE ON listing_state TO ${application};
GRANT SELECT, INSERT ON withdrawal, payload_replay TO ${application};

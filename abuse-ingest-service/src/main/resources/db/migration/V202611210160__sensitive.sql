-- Reached by the role ${sensitive} and by nobody else: the application's ordinary role is granted nothing here, so no statement of
-- the ordinary service can read, count or join these tables. No foreign key leaves or enters the schema: an error of an ordinary
-- statement would tell what is referenced.
CREATE SCHEMA sensitive;
REVOKE ALL ON SCHEMA sensitive FROM PUBLIC;
GRANT USAGE ON SCHEMA sensitive TO ${sensitive};
COMMENT ON SCHEMA sensitive IS 'Sensitive listings as keyed digests, their matches, and the audit of every use. Never joined with ordinary tables';

CREATE TABLE sensitive.upload (
    id         uuid        PRIMARY KEY,
    list       text        NOT NULL CHECK (list IN ('DOMAIN_ALERT', 'TLD_HOPPING')),
    mode       text        NOT NULL CHECK (mode IN ('ADD', 'REPLACE')),
    key_id     text        NOT NULL,
    at         timestamptz NOT NULL,
    by         text        NOT NULL,
    rows_read  bigint      NOT NULL,
    added      bigint      NOT NULL,
    known      bigint      NOT NULL,
    elsewhere  bigint      NOT NULL,
    unusable   bigint      NOT NULL,
    removed    bigint      NOT NULL,
    CHECK (rows_read = added + known + elsewhere + unusable)
);
COMMENT ON TABLE sensitive.upload IS 'Lists as they were sent: counts only. The bytes were never kept, nor a digest of them';
COMMENT ON COLUMN sensitive.upload.known IS 'Rows whose entry was there already, or came twice';
COMMENT ON COLUMN sensitive.upload.elsewhere IS 'Rows of names that are not under a zone of this registry: not kept';
COMMENT ON COLUMN sensitive.upload.removed IS 'Entries that a REPLACE no longer holds';

CREATE TABLE sensitive.entry (
    list      text  NOT NULL CHECK (list IN ('DOMAIN_ALERT', 'TLD_HOPPING')),
    key_id    text  NOT NULL,
    digest    bytea NOT NULL CHECK (octet_length(digest) = 32),
    upload_id uuid  NOT NULL REFERENCES sensitive.upload DEFERRABLE INITIALLY DEFERRED,
    PRIMARY KEY (list, key_id, digest)
);
COMMENT ON TABLE sensitive.entry IS 'What is listed, as a keyed digest; no name, no address, no content';
COMMENT ON COLUMN sensitive.entry.key_id IS 'Which key made the digest: the first 8 bytes of HMAC-SHA-256 over the words "key id", hexadecimal';
COMMENT ON COLUMN sensitive.entry.digest IS 'HMAC-SHA-256 over list, NUL and the registrable domain in A-labels, or for a label list the label';
COMMENT ON COLUMN sensitive.entry.upload_id IS 'Newest upload that held it';

CREATE TABLE sensitive.progress (
    list        text   PRIMARY KEY CHECK (list IN ('DOMAIN_ALERT', 'TLD_HOPPING')),
    position    bigint NOT NULL,
    upload_seen uuid
);
COMMENT ON TABLE sensitive.progress IS 'How far registrations were compared. One row a list: whoever locks it compares the next batch';
COMMENT ON COLUMN sensitive.progress.position IS 'DOMAIN_ALERT: registration; TLD_HOPPING: registration event';
COMMENT ON COLUMN sensitive.progress.upload_seen IS 'Newest upload with new entries when the walk began; another one starts it again from the first registration';

CREATE TABLE sensitive.match (
    id              uuid        PRIMARY KEY,
    list            text        NOT NULL CHECK (list IN ('DOMAIN_ALERT', 'TLD_HOPPING')),
    registration_id bigint      NOT NULL,
    found_at        timestamptz NOT NULL,
    state           text        NOT NULL CHECK (state IN ('OPEN', 'HANDED_OVER', 'CLOSED')),
    note            text,
    changed_at      timestamptz,
    changed_by      text,
    UNIQUE (list, registration_id)
);
COMMENT ON TABLE sensitive.match IS 'A registration that a list names. A task for a cleared person, never a number of anything';
COMMENT ON COLUMN sensitive.match.registration_id IS 'Lifetime of the name in the ordinary tables; the name itself is not kept here';

CREATE TABLE sensitive.hand_over (
    id              uuid        PRIMARY KEY,
    match_id        uuid        NOT NULL REFERENCES sensitive.match,
    registrar       integer     NOT NULL,
    contact         text        NOT NULL,
    note            text        NOT NULL,
    handed_at       timestamptz NOT NULL,
    handed_by       text        NOT NULL,
    acknowledged_at timestamptz,
    UNIQUE (match_id, registrar, contact)
);
COMMENT ON TABLE sensitive.hand_over IS 'A match passed to a cleared contact of the registrar that sponsored the name at the time';
COMMENT ON COLUMN sensitive.hand_over.contact IS 'Subject of the contact''s tokens';

CREATE TABLE sensitive.break_glass (
    id           uuid        PRIMARY KEY,
    person       text        NOT NULL,
    purpose      text        NOT NULL,
    minutes      integer     NOT NULL CHECK (minutes BETWEEN 1 AND 60),
    requested_by text        NOT NULL,
    requested_at timestamptz NOT NULL,
    approved_by  text,
    approved_at  timestamptz,
    ends_at      timestamptz,
    CHECK (requested_by <> person AND approved_by <> person AND approved_by <> requested_by),
    CHECK ((approved_by IS NULL) = (approved_at IS NULL) AND (approved_by IS NULL) = (ends_at IS NULL))
);
COMMENT ON TABLE sensitive.break_glass IS 'Time-boxed leave of a person without clearance to read matches: asked for by one cleared person, given by another';

CREATE TABLE sensitive.day_of_use (
    person text NOT NULL,
    day    date NOT NULL,
    PRIMARY KEY (person, day)
);
COMMENT ON TABLE sensitive.day_of_use IS 'Days (UTC) on which the ordinary audit trail already says that the person used the store';

CREATE TABLE sensitive.audit_entry (
    sequence       bigint      PRIMARY KEY CHECK (sequence > 0),
    at             timestamptz NOT NULL,
    actor          text        NOT NULL,
    action         text        NOT NULL,
    subject        text        NOT NULL,
    salt           text        NOT NULL,
    content        text        NOT NULL,
    content_digest text        NOT NULL CHECK (content_digest ~ '^[0-9a-f]{64}$'),
    previous_hash  text        NOT NULL UNIQUE CHECK (previous_hash ~ '^[0-9a-f]{64}$'),
    hash           text        NOT NULL UNIQUE CHECK (hash ~ '^[0-9a-f]{64}$')
);
COMMENT ON TABLE sensitive.audit_entry IS 'Every use of the store with its purpose: append-only, hash-chained as the ordinary trail is, and apart from it';
COMMENT ON COLUMN sensitive.audit_entry.content IS 'Canonical JSON: purpose, case, and what was asked as a keyed digest; never a name';

GRANT SELECT, INSERT ON sensitive.upload, sensitive.audit_entry, sensitive.day_of_use TO ${sensitive};
GRANT SELECT, INSERT, UPDATE, DELETE ON sensitive.entry TO ${sensitive};
GRANT SELECT, INSERT, UPDATE ON sensitive.progress, sensitive.match, sensitive.hand_over, sensitive.break_glass TO ${sensitive};

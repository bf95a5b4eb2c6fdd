CREATE TABLE evidence_request (
    notice_id       uuid        PRIMARY KEY REFERENCES notice,
    case_id         uuid        NOT NULL REFERENCES casefile,
    case_reference  text        NOT NULL,
    registrar       integer     NOT NULL,
    incidents       uuid[]      NOT NULL,
    requested_at    timestamptz NOT NULL,
    attempts        integer     NOT NULL DEFAULT 0,
    next_attempt_at timestamptz,
    frozen_at       timestamptz,
    lack            text,
    CHECK (frozen_at IS NULL OR next_attempt_at IS NULL)
);
CREATE INDEX evidence_request_due ON evidence_request (next_attempt_at) WHERE next_attempt_at IS NOT NULL;
CREATE INDEX evidence_request_case ON evidence_request (case_id);
COMMENT ON TABLE evidence_request IS 'The evidence of a notice, to be frozen as it was when the notice was sent';
COMMENT ON COLUMN evidence_request.incidents IS 'Incidents in abuse-ingest-service';
COMMENT ON COLUMN evidence_request.next_attempt_at IS 'Real time; null: none';
COMMENT ON COLUMN evidence_request.frozen_at IS 'Business time at which every incident had its packet, or was missing for good';
GRANT SELECT, INSERT ON evidence_request TO ${application};
GRANT UPDATE (attempts, next_attempt_at, frozen_at, lack) ON evidence_request TO ${application};

CREATE TABLE evidence_packet (
    id          uuid        PRIMARY KEY,
    notice_id   uuid        NOT NULL REFERENCES evidence_request,
    case_id     uuid        NOT NULL REFERENCES casefile,
    registrar   integer     NOT NULL,
    incident_id uuid        NOT NULL,
    name        text        NOT NULL,
    sha256      text        NOT NULL CHECK (sha256 ~ '^[0-9a-f]{64}$'),
    size        integer     NOT NULL CHECK (size > 0),
    frozen_at   timestamptz NOT NULL,
    UNIQUE (notice_id, incident_id)
);
CREATE INDEX evidence_packet_case ON evidence_packet (case_id);
COMMENT ON TABLE evidence_packet IS 'What spoke for and against one name of a notice, as its registrar may read it; it never changes';
COMMENT ON COLUMN evidence_packet.sha256 IS 'Of the bytes of the document; it stays when the document is erased';
GRANT SELECT, INSERT ON evidence_packet TO ${application};

CREATE TABLE evidence_document (
    packet_id uuid  PRIMARY KEY REFERENCES evidence_packet,
    content   bytea NOT NULL
);
COMMENT ON TABLE evidence_document IS 'The bytes of packets, apart, so that they can be erased';
GRANT SELECT, INSERT, DELETE ON evidence_document TO ${application};

CREATE TABLE evidence_missing (
    notice_id   uuid NOT NULL REFERENCES evidence_request,
    incident_id uuid NOT NULL,
    reason      text NOT NULL CHECK (reason IN ('UNKNOWN', 'REFUSED')),
    PRIMARY KEY (notice_id, incident_id)
);
COMMENT ON TABLE evidence_missing IS 'Incidents of a notice without a packet. UNKNOWN: not known as the registrar''s. REFUSED: a kind of document that may not enter';
GRANT SELECT, INSERT ON evidence_missing TO ${application};

CREATE TABLE evidence_erasure (
    packet_id uuid        PRIMARY KEY REFERENCES evidence_packet,
    cause     text        NOT NULL CHECK (cause IN ('REDACTED', 'RETENTION')),
    reason    text        NOT NULL,
    erased_at timestamptz NOT NULL,
    erased_by text        NOT NULL
);
COMMENT ON TABLE evidence_erasure IS 'Packets whose document is gone: by a person, or since its time was over';
GRANT SELECT, INSERT ON evidence_erasure TO ${application};

CREATE TABLE evidence_hold (
    id             uuid        PRIMARY KEY,
    case_id        uuid        NOT NULL REFERENCES casefile,
    reason         text        NOT NULL,
    placed_at      timestamptz NOT NULL,
    placed_by      text        NOT NULL,
    released_at    timestamptz,
    released_by    text,
    release_reason text,
    CHECK ((released_at IS NULL) = (released_by IS NULL)),
    CHECK ((released_at IS NULL) = (release_reason IS NULL)),
    CHECK (released_by <> placed_by)
);
CREATE INDEX evidence_hold_case ON evidence_hold (case_id);
COMMENT ON TABLE evidence_hold IS 'While one stands nothing of the case''s evidence is erased';
GRANT SELECT, INSERT ON evidence_hold TO ${application};
GRANT UPDATE (released_at, released_by, release_reason) ON evidence_hold TO ${application};

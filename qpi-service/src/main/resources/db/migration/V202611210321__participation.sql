CREATE TABLE participation (
    id             uuid        PRIMARY KEY,
    promotion_id   uuid        NOT NULL REFERENCES promotion,
    registrar      integer     NOT NULL CHECK (registrar > 0),
    registrar_name text        NOT NULL,
    state          text        NOT NULL CHECK (state IN ('NOT_ASSESSED', 'NOT_QUALIFIED', 'PRE_QUALIFIED', 'TERMS_ACCEPTED', 'ENROLLED', 'ACTIVE', 'SUSPENDED', 'ENDED')),
    grounds        varchar[]   NOT NULL,
    reason         text        NOT NULL,
    since          timestamptz NOT NULL,
    actor          text        NOT NULL,
    accepted_at    timestamptz,
    accepted_by    text,
    UNIQUE (promotion_id, registrar),
    CHECK ((state = 'SUSPENDED') = (cardinality(grounds) > 0)),
    CHECK ((accepted_at IS NULL) = (accepted_by IS NULL)),
    CHECK (state NOT IN ('TERMS_ACCEPTED', 'ENROLLED', 'ACTIVE', 'SUSPENDED') OR accepted_at IS NOT NULL)
);
CREATE INDEX participation_registrar ON participation (registrar);
COMMENT ON TABLE participation IS 'How a registrar stands in a promotion now; participation_change says how it came there';
COMMENT ON COLUMN participation.registrar IS 'IANA ID';
COMMENT ON COLUMN participation.grounds IS 'Why it is suspended: BASELINE_LOST, AIP_LIMIT, FRAUD_FINDING';
COMMENT ON COLUMN participation.since IS 'Business time from which on it is in this state';
COMMENT ON COLUMN participation.accepted_at IS 'When the terms were accepted the last time';

CREATE TABLE participation_change (
    id           uuid        PRIMARY KEY,
    promotion_id uuid        NOT NULL,
    registrar    integer     NOT NULL,
    event        text        NOT NULL CHECK (event IN ('OFFER', 'NOT_ASSESSED', 'MISS', 'QUALIFY', 'ACCEPT_TERMS', 'ENROL', 'START', 'SUSPEND', 'DROP_GROUND', 'RESUME', 'LEAVE', 'END')),
    from_state   text,
    to_state     text        NOT NULL,
    grounds      varchar[]   NOT NULL,
    reason       text        NOT NULL,
    at           timestamptz NOT NULL,
    recorded_at  timestamptz NOT NULL,
    actor        text        NOT NULL,
    sequence     bigint      GENERATED ALWAYS AS IDENTITY UNIQUE,
    FOREIGN KEY (promotion_id, registrar) REFERENCES participation (promotion_id, registrar),
    CHECK ((event = 'OFFER') = (from_state IS NULL))
);
CREATE INDEX participation_change_time ON participation_change (promotion_id, registrar, at, sequence);
COMMENT ON TABLE participation_change IS 'Every change of a participation with its reason; append-only';
COMMENT ON COLUMN participation_change.grounds IS 'Grounds that stand from then on';
COMMENT ON COLUMN participation_change.at IS 'Business time from which on it holds: of a start or an end, its own instant, however late it is recorded';
COMMENT ON COLUMN participation_change.sequence IS 'Order of recording: several may hold from one instant on';

CREATE TABLE offer (
    id             uuid        PRIMARY KEY,
    promotion_id   uuid        NOT NULL REFERENCES promotion,
    registrar      integer     NOT NULL CHECK (registrar > 0),
    registrar_name text        NOT NULL,
    occasion       text        NOT NULL CHECK (occasion IN ('PUBLICATION', 'BECAME_ELIGIBLE')),
    offered_at     timestamptz NOT NULL,
    offered_by     text        NOT NULL,
    terms_sha256   text        NOT NULL CHECK (terms_sha256 ~ '^[0-9a-f]{64}$'),
    UNIQUE (promotion_id, registrar)
);
COMMENT ON TABLE offer IS 'When each eligible accreditation was offered what: all at once at publication, in one transaction; append-only';
COMMENT ON COLUMN offer.occasion IS 'BECAME_ELIGIBLE: accredited after the publication';
COMMENT ON COLUMN offer.terms_sha256 IS 'Digest of the terms that were offered: the same for all';

-- Who took part before there were offers in this log.
INSERT INTO participation (id, promotion_id, registrar, registrar_name, state, grounds, reason, since, actor, accepted_at, accepted_by)
SELECT e.id, e.promotion_id, e.registrar,
       coalesce((SELECT q.registrar_name FROM qualification q WHERE q.promotion_id = e.promotion_id AND q.registrar = e.registrar LIMIT 1),
                'registrar ' || e.registrar),
       'ENROLLED', '{}', 'Enrolled before states were kept.', e.enrolled_at, e.enrolled_by, e.enrolled_at, e.enrolled_by
FROM enrolment e;
INSERT INTO participation_change (id, promotion_id, registrar, event, from_state, to_state, grounds, reason, at, recorded_at, actor)
SELECT id, promotion_id, registrar, 'OFFER', NULL, 'ENROLLED', '{}', reason, since, since, actor FROM participation;

GRANT SELECT, INSERT ON participation, participation_change, offer TO ${application};
GRANT UPDATE (registrar_name, state, grounds, reason, since, actor, accepted_at, accepted_by) ON participation TO ${application};

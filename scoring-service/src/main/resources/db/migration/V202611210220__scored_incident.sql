CREATE TABLE scored_incident (
    snapshot_id    uuid     NOT NULL REFERENCES snapshot,
    registrar      integer  NOT NULL CHECK (registrar > 0),
    incident_id    uuid     NOT NULL,
    threat         text     NOT NULL,
    classification text     NOT NULL,
    evidence       smallint NOT NULL CHECK (evidence BETWEEN 1 AND 3),
    subject        integer  NOT NULL CHECK (subject > 0),
    PRIMARY KEY (snapshot_id, registrar, incident_id)
);
COMMENT ON TABLE scored_incident IS 'Which incidents of the scored month were counted when a snapshot was frozen; names stay in ingest';
COMMENT ON COLUMN scored_incident.registrar IS 'IANA ID of the sponsor at the opening, as it was known then';
COMMENT ON COLUMN scored_incident.incident_id IS 'In abuse-ingest-service';
COMMENT ON COLUMN scored_incident.evidence IS '1 listed, 2 corroborated, 3 validated, as it was known then';
COMMENT ON COLUMN scored_incident.subject IS 'The same number within the snapshot for incidents of the same domain: distinct ones give the tallies';

GRANT SELECT, INSERT ON scored_incident TO ${application};

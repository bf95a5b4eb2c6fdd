CREATE TABLE snapshot_incidents (
    snapshot_id uuid PRIMARY KEY REFERENCES snapshot,
    version     text NOT NULL
);
COMMENT ON TABLE snapshot_incidents IS 'The state of ingest at which the incidents of a snapshot were read, so that the next one need only read those of the registrars that have changed since';
COMMENT ON COLUMN snapshot_incidents.version IS 'As ingest names the tallies of the month';

CREATE TABLE scored_part (
    snapshot_id uuid    NOT NULL REFERENCES snapshot,
    registrar   integer NOT NULL CHECK (registrar > 0),
    kept_with   uuid    NOT NULL REFERENCES snapshot,
    PRIMARY KEY (snapshot_id, registrar)
);
COMMENT ON TABLE scored_part IS 'With which snapshot the incidents of a registrar are kept: with this one, or with the earlier one since which none of them has changed';
COMMENT ON COLUMN scored_part.kept_with IS 'The snapshot_id of the rows of scored_incident';

INSERT INTO scored_part (snapshot_id, registrar, kept_with)
SELECT DISTINCT snapshot_id, registrar, snapshot_id FROM scored_incident;

GRANT SELECT, INSERT ON snapshot_incidents, scored_part TO ${application};

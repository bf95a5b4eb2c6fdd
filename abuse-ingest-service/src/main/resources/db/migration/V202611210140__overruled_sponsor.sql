ALTER TABLE incident
    ADD COLUMN overruled_registrar integer,
    ADD COLUMN rightful_registrar  integer REFERENCES registrar,
    ADD COLUMN overruled_reason    text,
    ADD COLUMN overruled_by        text,
    ADD COLUMN overruled_at        timestamptz,
    ADD CHECK ((overruled_registrar IS NULL) = (overruled_reason IS NULL)
           AND (overruled_registrar IS NULL) = (overruled_by IS NULL)
           AND (overruled_registrar IS NULL) = (overruled_at IS NULL)
           AND (rightful_registrar IS NULL OR overruled_registrar IS NOT NULL));
CREATE INDEX incident_overruled ON incident (id) WHERE overruled_registrar IS NOT NULL;
COMMENT ON COLUMN incident.overruled_registrar IS 'IANA ID that registration data gives for the sponsor at the opening, and that a person found to be wrong. Where the data comes to say something else, the overruling no longer matters; it survives every re-computation';
COMMENT ON COLUMN incident.rightful_registrar IS 'Sponsor that the person named in its place; null: none, the incident is NOT_ATTRIBUTABLE';
COMMENT ON COLUMN incident.overruled_reason IS 'Why, with the correction that led to it';

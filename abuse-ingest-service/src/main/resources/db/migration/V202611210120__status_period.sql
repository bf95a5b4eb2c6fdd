CREATE TABLE status_period (
    registration_id bigint      NOT NULL REFERENCES registration NOT ENFORCED,
    status          text        NOT NULL,
    from_at         timestamptz NOT NULL,
    until_at        timestamptz,
    reason          text,
    PRIMARY KEY (registration_id, status, from_at),
    CHECK (until_at >= from_at)
);
COMMENT ON TABLE status_period IS 'Which statuses a registration had when, of those that take a name out of the zone or towards its end: clientHold, serverHold, inactive, pendingCreate, pendingDelete, redemptionPeriod, pendingRestore, pendingTransfer. Prohibitions and grace periods of money are not kept over time';
COMMENT ON COLUMN status_period.registration_id IS 'Not enforced: rows come from joins with the registrations, millions at a time';
COMMENT ON COLUMN status_period.status IS 'As EPP (RFC 5731) or the registry grace period (RFC 3915) names it. client… is set by the sponsor, server… by the registry';
COMMENT ON COLUMN status_period.from_at IS 'First instant at which it was seen or said to be set; what the first deposit shows already began by then, or before';
COMMENT ON COLUMN status_period.until_at IS 'Exclusive; null: until now';
COMMENT ON COLUMN status_period.reason IS 'As the registry wrote it beside the status';

ALTER TABLE registration_event
    DROP CONSTRAINT registration_event_type_check,
    ADD CONSTRAINT registration_event_type_check CHECK (type IN ('CREATE', 'RENEW', 'TRANSFER', 'DELETE', 'AGP_DELETE', 'RESTORE', 'DS_CHANGE', 'STATUS_CHANGE')),
    ADD COLUMN detail text;
COMMENT ON COLUMN registration_event.detail IS 'What changed, for a DS_CHANGE or STATUS_CHANGE; the reason as the registry wrote it, where it did';

GRANT SELECT, INSERT, UPDATE ON status_period TO ${application};

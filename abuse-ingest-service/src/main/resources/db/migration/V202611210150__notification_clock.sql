CREATE TABLE notification_clock (
    incident_id uuid        PRIMARY KEY REFERENCES incident,
    proven_at   timestamptz NOT NULL,
    channel     text        NOT NULL CHECK (channel IN ('EMAIL', 'WEBHOOK', 'PULL')),
    proof       text        NOT NULL CHECK (proof <> '')
);
COMMENT ON TABLE notification_clock IS 'When it was first proven that the sponsor had been told of an incident. No row: not known, and never guessed. Of incidents that were merged the earliest row counts';
COMMENT ON COLUMN notification_clock.proven_at IS 'Business time at which the mail server or the webhook took the notification, or the registrar fetched it; never the time of queueing';
COMMENT ON COLUMN notification_clock.channel IS 'Way on which that delivery was made';
COMMENT ON COLUMN notification_clock.proof IS 'What proves it: the answer of the mail server or webhook, or who fetched it';

GRANT SELECT, INSERT ON notification_clock TO ${application};

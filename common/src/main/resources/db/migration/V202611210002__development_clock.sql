CREATE TABLE development_clock (
    only_row            boolean PRIMARY KEY CHECK (only_row),
    offset_microseconds bigint  NOT NULL
);
COMMENT ON TABLE development_clock IS 'How far business time is from real time; empty outside development';
COMMENT ON COLUMN development_clock.offset_microseconds IS 'Business time minus real time';

GRANT SELECT, INSERT, UPDATE ON development_clock TO ${application};

CREATE TABLE series_import (
    id          uuid        PRIMARY KEY,
    series      text        NOT NULL CHECK (series ~ '^[a-z][a-z0-9-]{1,39}$'),
    version     integer     NOT NULL CHECK (version > 0),
    supersedes  uuid        UNIQUE REFERENCES series_import,
    sha256      text        NOT NULL CHECK (sha256 ~ '^[0-9a-f]{64}$'),
    accepted    integer     NOT NULL CHECK (accepted >= 0),
    rejected    integer     NOT NULL CHECK (rejected >= 0),
    imported_at timestamptz NOT NULL,
    imported_by text        NOT NULL,
    UNIQUE (series, version),
    CHECK ((version = 1) = (supersedes IS NULL))
);
COMMENT ON TABLE series_import IS 'One import of a series of the registry''s own; of each month the newest version that has it holds';
COMMENT ON COLUMN series_import.series IS 'As an indicator names it: series/NAME/numerator';
COMMENT ON COLUMN series_import.sha256 IS 'SHA-256 of the bytes as they were sent, hexadecimal';
COMMENT ON COLUMN series_import.accepted IS 'Rows in series_point';
COMMENT ON COLUMN series_import.rejected IS 'Rows in series_rejection';

CREATE TABLE series_point (
    import_id   uuid    NOT NULL REFERENCES series_import,
    month       text    NOT NULL CHECK (month ~ '^\d{4}-(0[1-9]|1[0-2])$'),
    registrar   integer NOT NULL CHECK (registrar > 0),
    numerator   numeric NOT NULL CHECK (numerator >= 0),
    denominator numeric CHECK (denominator >= 0),
    PRIMARY KEY (import_id, month, registrar)
);
COMMENT ON TABLE series_point IS 'What an import says of one registrar in one month';
COMMENT ON COLUMN series_point.month IS 'Calendar month in UTC, yyyy-MM';
COMMENT ON COLUMN series_point.registrar IS 'IANA ID';

CREATE TABLE series_rejection (
    import_id uuid   NOT NULL REFERENCES series_import,
    line      bigint NOT NULL,
    reason    text   NOT NULL,
    detail    text   NOT NULL,
    PRIMARY KEY (import_id, line)
);
COMMENT ON TABLE series_rejection IS 'Rows of an import that were not accepted, with line and reason';

GRANT SELECT, INSERT ON series_import, series_point, series_rejection TO ${application};

CREATE TABLE registrar_name (
    registrar integer     NOT NULL,
    from_at   timestamptz NOT NULL,
    name      text        NOT NULL,
    status    text        NOT NULL,
    PRIMARY KEY (registrar, from_at)
);
COMMENT ON TABLE registrar_name IS 'Names and statuses of registrars as deposits give them, each from the watermark of the deposit that first said so until the next row';
INSERT INTO registrar_name (registrar, from_at, name, status) SELECT iana_id, noted_at, name, status FROM registrar;

CREATE TABLE registrar_list (
    id          uuid        PRIMARY KEY,
    as_of       date        NOT NULL UNIQUE,
    sha256      text        NOT NULL CHECK (sha256 ~ '^[0-9a-f]{64}$'),
    entries     bigint      NOT NULL,
    received_at timestamptz NOT NULL,
    received_by text        NOT NULL
);
COMMENT ON TABLE registrar_list IS 'Dated snapshots of IANA''s list of registrar identifiers';
COMMENT ON COLUMN registrar_list.as_of IS 'Day (UTC) as of which the list speaks; it holds until the next one';

CREATE TABLE registrar_list_entry (
    list_id   uuid    NOT NULL REFERENCES registrar_list DEFERRABLE INITIALLY DEFERRED,
    registrar integer NOT NULL CHECK (registrar BETWEEN 1 AND 99999999),
    name      text    NOT NULL,
    status    text    NOT NULL CHECK (status IN ('ACCREDITED', 'TERMINATED', 'RESERVED')),
    rdap_base text,
    PRIMARY KEY (registrar, list_id)
);
COMMENT ON TABLE registrar_list_entry IS 'One identifier of one snapshot';
COMMENT ON COLUMN registrar_list_entry.rdap_base IS 'Base URL of the registrar''s RDAP service, as listed';

CREATE TABLE registrar_family (
    id         uuid        PRIMARY KEY,
    family     text        NOT NULL CHECK (family ~ '^[a-z0-9][a-z0-9-]{1,62}$'),
    registrar  integer     NOT NULL CHECK (registrar BETWEEN 1 AND 99999999),
    from_day   date        NOT NULL,
    until_day  date        CHECK (until_day > from_day),
    reason     text        NOT NULL,
    entered_by text        NOT NULL,
    entered_at timestamptz NOT NULL,
    EXCLUDE USING gist (int4range(registrar, registrar, '[]') WITH &&, daterange(from_day, until_day) WITH &&)
);
COMMENT ON TABLE registrar_family IS 'Which accreditations belong to one owner, entered by a person; a registrar is in one family at a time';
COMMENT ON COLUMN registrar_family.until_day IS 'Exclusive; null: until now';

CREATE TABLE registrar_exemption (
    id         uuid        PRIMARY KEY,
    registrar  integer     NOT NULL CHECK (registrar BETWEEN 1 AND 99999999),
    cause      text        NOT NULL CHECK (cause IN ('LAST_RESORT', 'TEST', 'OTHER')),
    from_day   date        NOT NULL,
    until_day  date        CHECK (until_day > from_day),
    reason     text        NOT NULL,
    entered_by text        NOT NULL,
    entered_at timestamptz NOT NULL,
    EXCLUDE USING gist (int4range(registrar, registrar, '[]') WITH &&, daterange(from_day, until_day) WITH &&)
);
COMMENT ON TABLE registrar_exemption IS 'Registrars that a person took out of the gates: shown, and not judged. What IANA reserves is exempt without a row';
COMMENT ON COLUMN registrar_exemption.until_day IS 'Exclusive; null: until now';

COMMENT ON COLUMN registrar.kind IS 'By the newest deposit alone; what a registrar was at a time says registrars_at';

CREATE FUNCTION registrars_at(at date)
RETURNS TABLE (iana_id integer, name text, client_id text, status text, kind text, family text, iana_name text, iana_status text)
LANGUAGE sql STABLE
AS $$
    SELECT r.iana_id, coalesce(d.name, r.name), r.client_id, coalesce(d.status, r.status),
           CASE WHEN r.iana_id IN (9998, 9999) THEN 'REGISTRY'
                WHEN i.status = 'RESERVED' OR x.id IS NOT NULL THEN 'EXEMPT'
                WHEN i.status = 'TERMINATED' OR coalesce(d.status, r.status) = 'terminated' THEN 'TERMINATED'
                ELSE 'ACCREDITED' END,
           f.family, i.name, i.status
    FROM registrar r
    CROSS JOIN (SELECT (at + 1)::timestamp AT TIME ZONE 'UTC' AS evening) e
    LEFT JOIN LATERAL (SELECT n.name, n.status FROM registrar_name n WHERE n.registrar = r.iana_id
                       ORDER BY n.from_at <= e.evening DESC, abs(extract(epoch FROM e.evening - n.from_at)) LIMIT 1) d ON true
    LEFT JOIN registrar_list_entry i ON i.registrar = r.iana_id
         AND i.list_id = (SELECT l.id FROM registrar_list l WHERE l.as_of <= at ORDER BY l.as_of DESC LIMIT 1)
    LEFT JOIN registrar_exemption x ON x.registrar = r.iana_id AND x.from_day <= at AND (x.until_day IS NULL OR at < x.until_day)
    LEFT JOIN registrar_family f ON f.registrar = r.iana_id AND f.from_day <= at AND (f.until_day IS NULL OR at < f.until_day)
$$;
COMMENT ON FUNCTION registrars_at(date) IS 'The registry''s registrars as they were at the end of a day (UTC): name, status, kind and family. Before the first deposit that names a registrar, the nearest one speaks';

GRANT SELECT, INSERT ON registrar_name, registrar_list, registrar_list_entry TO ${application};
GRANT SELECT, INSERT, UPDATE ON registrar_family, registrar_exemption TO ${application};
GRANT EXECUTE ON FUNCTION registrars_at(date) TO ${application};

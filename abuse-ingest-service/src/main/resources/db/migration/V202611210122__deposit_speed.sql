-- What a deposit of millions of names is loaded into, made lighter.

-- A foreign key is checked by a query per row: three for each name, the larger part of a load. The rows come from joins
-- with the very tables that they point to, in one transaction under a lock.
ALTER TABLE registration DROP CONSTRAINT registration_sponsor_fkey;
ALTER TABLE sponsorship DROP CONSTRAINT sponsorship_registration_id_fkey;
ALTER TABLE term DROP CONSTRAINT term_registration_id_fkey;
COMMENT ON COLUMN registration.sponsor IS 'IANA ID of the sponsoring registrar, one of registrar; without a foreign key, for the speed of deposits';
COMMENT ON COLUMN sponsorship.registration_id IS 'A registration; without a foreign key, for the speed of deposits';
COMMENT ON COLUMN term.registration_id IS 'A registration; without a foreign key, for the speed of deposits';

-- One index over the names instead of two: no name lives twice, and all lifetimes of a name are found by it. Two lifetimes
-- of a name do not end at one instant, either.
DROP INDEX registration_live;
DROP INDEX registration_name;
CREATE UNIQUE INDEX registration_name ON registration (name, deleted_at) NULLS NOT DISTINCT;

ALTER TABLE registration
    ADD COLUMN ds_records integer,
    ADD COLUMN ds_digest bigint;
COMMENT ON COLUMN registration.ds_records IS 'Records of DNSSEC data (DS or keys); null where it is not signed, or was not counted yet';
COMMENT ON COLUMN registration.ds_digest IS 'Sum of the 64-bit hashes of these records: another sum, other keys; null like the count';
GRANT USAGE ON SEQUENCE registration_id_seq TO ${application};

-- Names per registrar as of the newest deposit, kept by differences, so that a small deposit need not count all names.
CREATE TABLE live_names (
    tld           text    NOT NULL,
    registrar     integer NOT NULL,
    names         bigint  NOT NULL,
    signed_names  bigint  NOT NULL,
    unknown_names bigint  NOT NULL,
    PRIMARY KEY (tld, registrar)
);
COMMENT ON TABLE live_names IS 'Names per registrar after the newest deposit, whatever their status but pendingCreate: counted by each FULL, moved on by each DIFF and INCR';
COMMENT ON COLUMN live_names.unknown_names IS 'Names of which no deposit says whether they are signed';
INSERT INTO live_names (tld, registrar, names, signed_names, unknown_names)
SELECT tld, sponsor, count(*), count(*) FILTER (WHERE signed), count(*) FILTER (WHERE signed IS NULL)
FROM registration WHERE deleted_at IS NULL AND NOT 'pendingCreate' = ANY (statuses) GROUP BY tld, sponsor;
GRANT SELECT, INSERT, UPDATE, DELETE ON live_names TO ${application};

ALTER TABLE deposit
    DROP CONSTRAINT deposit_type_check,
    ADD CONSTRAINT deposit_type_check CHECK (type IN ('FULL', 'DIFF', 'INCR')),
    ADD COLUMN resend integer NOT NULL DEFAULT 0 CHECK (resend >= 0),
    ADD COLUMN model text NOT NULL DEFAULT 'CSV' CHECK (model IN ('CSV', 'XML')),
    ADD COLUMN ignored text NOT NULL DEFAULT '{}',
    ADD COLUMN steps text NOT NULL DEFAULT '[]';
COMMENT ON COLUMN deposit.resend IS 'How often it was made anew for its watermark; 0: the first time';
COMMENT ON COLUMN deposit.ignored IS 'JSON object: objects that are counted, but not read (hosts, contacts), by kind';
COMMENT ON COLUMN deposit.steps IS 'JSON array: what its loading did, and how many milliseconds each part took';

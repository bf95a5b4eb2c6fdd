CREATE TABLE legal_hold (
    id             uuid        PRIMARY KEY,
    name           text        CHECK (name ~ '^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z0-9-]{2,63}$'),
    registrar      integer,
    reason         text        NOT NULL CHECK (length(reason) BETWEEN 1 AND 2000),
    placed_by      text        NOT NULL,
    placed_at      timestamptz NOT NULL,
    released_by    text,
    released_at    timestamptz,
    release_reason text        CHECK (length(release_reason) BETWEEN 1 AND 2000),
    CHECK (num_nonnulls(name, registrar) = 1),
    CHECK (num_nulls(released_by, released_at, release_reason) IN (0, 3)),
    CHECK (released_by IS DISTINCT FROM placed_by)
);
CREATE UNIQUE INDEX legal_hold_name ON legal_hold (name) WHERE released_at IS NULL;
CREATE UNIQUE INDEX legal_hold_registrar ON legal_hold (registrar) WHERE released_at IS NULL;
COMMENT ON TABLE legal_hold IS 'Names and registrars of which nothing is erased, whatever the retention policy says, until another person releases them';
COMMENT ON COLUMN legal_hold.name IS 'Registrable domain in A-labels';
COMMENT ON COLUMN legal_hold.registrar IS 'IANA ID: what counts for this registrar is held';

CREATE TABLE erasure (
    what          text        NOT NULL CHECK (what IN ('REJECTED_LINES', 'REJECTED_DEPOSIT_LINES', 'REPORTED_VALUES', 'CONTENTS')),
    subject       uuid        NOT NULL,
    done_at       timestamptz,
    look_again_at timestamptz,
    PRIMARY KEY (what, subject),
    CHECK ((done_at IS NULL) = (look_again_at IS NOT NULL))
);
COMMENT ON TABLE erasure IS 'How far the erasure of a payload or deposit has come';
COMMENT ON COLUMN erasure.done_at IS 'When nothing was left to erase in it';
COMMENT ON COLUMN erasure.look_again_at IS 'Something in it is held or still open: not before this time again';

-- The application may not change facts. These functions run with the owner's rights and can do one thing: empty what is
-- due. Rows, line numbers, reasons and the digests of what was received stay, so that counts go on adding up.

CREATE FUNCTION erase_rejected_lines(of_payload uuid, most integer) RETURNS bigint
    LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS $$
  WITH due AS (
    SELECT r.line FROM rejection r
    WHERE r.payload_id = of_payload AND r.raw <> ''
      AND NOT EXISTS (SELECT 1 FROM legal_hold h
                      WHERE h.released_at IS NULL AND h.name IS NOT NULL
                        AND position(h.name IN lower(replace(replace(r.raw, '[.]', '.'), '(dot)', '.'))) > 0)
    LIMIT most
  ), erased AS (
    UPDATE rejection r SET raw = '' FROM due WHERE r.payload_id = of_payload AND r.line = due.line RETURNING 1
  )
  SELECT count(*) FROM erased
$$;

CREATE FUNCTION erase_rejected_deposit_lines(of_deposit uuid, most integer) RETURNS bigint
    LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS $$
  WITH due AS (
    SELECT r.number FROM deposit_rejection r
    WHERE r.deposit_id = of_deposit AND r.raw <> ''
      AND NOT EXISTS (SELECT 1 FROM legal_hold h
                      WHERE h.released_at IS NULL AND h.name IS NOT NULL AND position(h.name IN lower(r.raw)) > 0)
    LIMIT most
  ), erased AS (
    UPDATE deposit_rejection r SET raw = '' FROM due WHERE r.deposit_id = of_deposit AND r.number = due.number RETURNING 1
  )
  SELECT count(*) FROM erased
$$;

-- Of incidents that were last seen before a time, with no correction open; of what belongs to no incident by its own time.
CREATE FUNCTION erase_reported_values(of_payload uuid, seen_before timestamptz, most integer) RETURNS bigint
    LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS $$
  WITH due AS (
    SELECT o.key FROM observation o
    WHERE o.payload_id = of_payload AND o.value <> '' AND o.counted_at < seen_before
      AND NOT EXISTS (SELECT 1 FROM legal_hold h WHERE h.released_at IS NULL AND h.name = o.domain)
      AND NOT EXISTS (
        SELECT 1 FROM incident i
        WHERE i.domain = o.domain AND i.threat = o.threat AND i.merged_into IS NULL
          AND o.counted_at BETWEEN i.opened_at AND i.last_seen_at
          AND (i.last_seen_at >= seen_before OR i.open_listings > 0
               OR EXISTS (SELECT 1 FROM legal_hold h WHERE h.released_at IS NULL AND h.registrar = i.registrar)))
      AND NOT EXISTS (SELECT 1 FROM correction c
                      WHERE c.domain = o.domain AND c.state IN ('FILED', 'MORE_INFORMATION_ASKED'))
    LIMIT most
  ), erased AS (
    UPDATE observation o SET value = '' FROM due WHERE o.key = due.key RETURNING 1
  )
  SELECT count(*) FROM erased
$$;
CREATE INDEX correction_domain ON correction (domain) WHERE state IN ('FILED', 'MORE_INFORMATION_ASKED');

-- Bytes cannot be held line by line: they stay where anything is held that they may hold.
CREATE FUNCTION erase_contents(of_payload uuid) RETURNS bigint
    LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS $$
  WITH erased AS (
    DELETE FROM payload_content c
    WHERE c.payload_id = of_payload
      AND NOT EXISTS (
        SELECT 1 FROM legal_hold h
        WHERE h.released_at IS NULL
          AND (h.registrar IS NOT NULL
               OR EXISTS (SELECT 1 FROM observation o JOIN payload p ON p.feed_id = o.feed_id
                          WHERE o.domain = h.name AND p.id = of_payload)
               OR EXISTS (SELECT 1 FROM rejection r WHERE r.payload_id = of_payload AND r.raw <> ''
                            AND position(h.name IN lower(replace(replace(r.raw, '[.]', '.'), '(dot)', '.'))) > 0)))
    RETURNING 1
  )
  SELECT count(*) FROM erased
$$;

REVOKE EXECUTE ON FUNCTION erase_rejected_lines, erase_rejected_deposit_lines, erase_reported_values, erase_contents FROM PUBLIC;
GRANT EXECUTE ON FUNCTION erase_rejected_lines, erase_rejected_deposit_lines, erase_reported_values, erase_contents TO ${application};

GRANT SELECT, INSERT ON legal_hold TO ${application};
GRANT UPDATE (released_by, released_at, release_reason) ON legal_hold TO ${application};
GRANT SELECT, INSERT, UPDATE ON erasure TO ${application};

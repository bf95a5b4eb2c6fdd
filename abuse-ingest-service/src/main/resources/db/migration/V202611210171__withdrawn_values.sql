-- A value that was withdrawn is erased as listed ones are; its digest goes on telling that it was.
ALTER TABLE withdrawal ADD digest uuid;
UPDATE withdrawal SET digest = md5(value)::uuid;
ALTER TABLE withdrawal ALTER digest SET NOT NULL;
CREATE UNIQUE INDEX withdrawal_digest ON withdrawal (feed_id, digest, at);
DROP INDEX withdrawal_value;
COMMENT ON COLUMN withdrawal.value IS 'As the source wrote it; empty once its time is over';
COMMENT ON COLUMN withdrawal.digest IS 'MD5 of the value, as a UUID';

-- After the listings of the same value, to which all the rules of what is held apply.
CREATE FUNCTION erase_withdrawn_values(received_before timestamptz, most integer) RETURNS bigint
    LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS $$
  WITH due AS (
    SELECT w.feed_id, w.digest, w.at FROM withdrawal w JOIN payload p ON p.id = w.payload_id
    WHERE w.value <> '' AND p.received_at < received_before
      AND NOT EXISTS (SELECT 1 FROM listing l WHERE l.feed_id = w.feed_id AND l.value = w.value)
      AND NOT EXISTS (SELECT 1 FROM legal_hold h
                      WHERE h.released_at IS NULL AND h.name IS NOT NULL
                        AND position(h.name IN lower(replace(replace(w.value, '[.]', '.'), '(dot)', '.'))) > 0)
    LIMIT most
  ), erased AS (
    UPDATE withdrawal w SET value = '' FROM due
    WHERE w.feed_id = due.feed_id AND w.digest = due.digest AND w.at = due.at RETURNING 1
  )
  SELECT count(*) FROM erased
$$;
REVOKE EXECUTE ON FUNCTION erase_withdrawn_values FROM PUBLIC;
GRANT EXECUTE ON FUNCTION erase_withdrawn_values TO ${application};

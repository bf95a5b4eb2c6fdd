CREATE TABLE month_version (
    month   date   PRIMARY KEY,
    tallied bigint NOT NULL,
    changed bigint NOT NULL
);
COMMENT ON TABLE month_version IS 'Last change of the incidents of each month, so that who has read a month need not read it again to know that nothing has changed';
COMMENT ON COLUMN month_version.month IS 'First day';
COMMENT ON COLUMN month_version.tallied IS 'Sequence of the last change that may have changed a tally; 0: none';
COMMENT ON COLUMN month_version.changed IS 'Sequence of the last change, listings again with it';

CREATE FUNCTION note_month_versions() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO month_version AS v (month, tallied, changed)
  SELECT month, coalesce(max(sequence) FILTER (WHERE tallied), 0), max(sequence)
  FROM (SELECT month_after AS month, sequence, tallied FROM changes
        UNION ALL SELECT month_before, sequence, tallied FROM changes) c
  WHERE month IS NOT NULL GROUP BY month
  ON CONFLICT (month) DO UPDATE SET tallied = greatest(v.tallied, excluded.tallied), changed = greatest(v.changed, excluded.changed);
  RETURN NULL;
END
$$;
-- Who changes incidents holds a lock until its commit already, so that nobody waits for these rows.
CREATE TRIGGER month_versions AFTER INSERT ON incident_change
    REFERENCING NEW TABLE AS changes FOR EACH STATEMENT EXECUTE FUNCTION note_month_versions();

INSERT INTO month_version (month, tallied, changed)
SELECT month, coalesce(max(sequence) FILTER (WHERE tallied), 0), max(sequence)
FROM (SELECT month_after AS month, sequence, tallied FROM incident_change
      UNION ALL SELECT month_before, sequence, tallied FROM incident_change) c
WHERE month IS NOT NULL GROUP BY month;

GRANT SELECT, INSERT, UPDATE ON month_version TO ${application};

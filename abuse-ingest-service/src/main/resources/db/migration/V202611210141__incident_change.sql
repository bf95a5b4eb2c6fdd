CREATE TABLE incident_change (
    sequence         bigint      PRIMARY KEY GENERATED ALWAYS AS IDENTITY,
    incident_id      uuid        NOT NULL,
    cause            text        NOT NULL CHECK (cause IN ('OBSERVATIONS', 'REGISTRATION', 'PERSON', 'CORRECTION', 'MUTE')),
    at               timestamptz NOT NULL,
    month_before     date,
    month_after      date,
    registrar_before integer,
    registrar_after  integer,
    tallied          boolean     NOT NULL
);
CREATE INDEX incident_change_incident ON incident_change (incident_id);
COMMENT ON TABLE incident_change IS 'Every change of an incident, noted by triggers in the transaction that made it. Numbers become visible in their order: who changes incidents holds a lock until its commit, so that a reader that asks for what comes after the last number it saw misses nothing';
COMMENT ON COLUMN incident_change.at IS 'Business time';
COMMENT ON COLUMN incident_change.month_before IS 'First day of the month in which it was opened; null: there was no such incident, or another had taken it in';
COMMENT ON COLUMN incident_change.month_after IS 'The same afterwards; null: another incident took it in';
COMMENT ON COLUMN incident_change.registrar_before IS 'IANA ID of the registrar that it counted for; null: none';
COMMENT ON COLUMN incident_change.tallied IS 'Whether a tally may have changed by it: not where only listings were added';

CREATE FUNCTION business_time() RETURNS timestamptz LANGUAGE sql STABLE
    RETURN now() + coalesce((SELECT offset_microseconds FROM development_clock), 0) * interval '1 microsecond';
COMMENT ON FUNCTION business_time IS 'As the application''s clock has it: real time, in development shifted';

-- The key is that of the class Incidents. Taken before the statement touches a row, so that two who change the same
-- incident cannot wait for one another, one with the lock and one with the row.
CREATE FUNCTION wait_for_turn_at_incidents() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_advisory_xact_lock(7597118925727690356);
  RETURN NULL;
END
$$;

CREATE FUNCTION note_new_incidents() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO incident_change (incident_id, cause, at, month_after, registrar_after, tallied)
  SELECT id, 'OBSERVATIONS', (SELECT business_time()), date_trunc('month', opened_at AT TIME ZONE 'UTC')::date, registrar, true
  FROM incident_after;
  RETURN NULL;
END
$$;

-- EXECUTE, because a plan kept from a statement on few rows would join a hundred thousand by nested loops.
CREATE FUNCTION note_changed_incidents() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  EXECUTE $statement$
    INSERT INTO incident_change (incident_id, cause, at, month_before, month_after, registrar_before, registrar_after, tallied)
    SELECT id,
           coalesce(nullif(current_setting('bailiwick.change_cause', true), ''),
                    CASE WHEN (o.person_at, o.overruled_at) IS DISTINCT FROM (n.person_at, n.overruled_at) THEN 'PERSON'
                         WHEN (o.opened_at, o.last_seen_at, o.families, o.merged_into)
                                IS NOT DISTINCT FROM (n.opened_at, n.last_seen_at, n.families, n.merged_into)
                          AND (o.registration_id, o.registrar, o.state)
                                IS DISTINCT FROM (n.registration_id, n.registrar, n.state) THEN 'REGISTRATION'
                         ELSE 'OBSERVATIONS' END),
           (SELECT business_time()),
           CASE WHEN o.merged_into IS NULL THEN date_trunc('month', o.opened_at AT TIME ZONE 'UTC')::date END,
           CASE WHEN n.merged_into IS NULL THEN date_trunc('month', n.opened_at AT TIME ZONE 'UTC')::date END,
           CASE WHEN o.merged_into IS NULL THEN o.registrar END,
           CASE WHEN n.merged_into IS NULL THEN n.registrar END,
           (o.opened_at, o.registrar, o.state, o.classification, o.evidence, o.families, o.merged_into IS NULL)
             IS DISTINCT FROM
           (n.opened_at, n.registrar, n.state, n.classification, n.evidence, n.families, n.merged_into IS NULL)
    FROM incident_before o JOIN incident_after n USING (id)
    WHERE (o.change, o.person_at, o.overruled_at) IS DISTINCT FROM (n.change, n.person_at, n.overruled_at)
  $statement$;
  RETURN NULL;
END
$$;

CREATE TRIGGER incident_turn BEFORE INSERT OR UPDATE ON incident
    FOR EACH STATEMENT EXECUTE FUNCTION wait_for_turn_at_incidents();
CREATE TRIGGER incident_opened AFTER INSERT ON incident
    REFERENCING NEW TABLE AS incident_after FOR EACH STATEMENT EXECUTE FUNCTION note_new_incidents();
CREATE TRIGGER incident_changed AFTER UPDATE ON incident
    REFERENCING OLD TABLE AS incident_before NEW TABLE AS incident_after
    FOR EACH STATEMENT EXECUTE FUNCTION note_changed_incidents();

GRANT SELECT, INSERT ON incident_change TO ${application};

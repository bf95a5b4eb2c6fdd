CREATE VIEW incident_course AS
SELECT i.id AS incident_id,
       (SELECT min(c.proven_at) FROM notification_clock c
        WHERE c.incident_id = i.id OR c.incident_id IN (SELECT m.id FROM incident m WHERE m.merged_into = i.id)) AS notified_at,
       done.action, done.actor, done.mitigated_at
FROM incident i
LEFT JOIN LATERAL (
  SELECT * FROM (
    SELECT CASE WHEN s.status IN ('clientHold', 'serverHold') THEN 'HOLD' ELSE 'DELETE' END AS action,
           CASE WHEN s.status = 'serverHold' THEN 'REGISTRY' ELSE 'REGISTRAR' END AS actor, s.from_at AS mitigated_at
    FROM status_period s
    WHERE s.registration_id = i.registration_id AND (s.until_at IS NULL OR s.until_at > i.opened_at)
      AND s.status IN ('clientHold', 'serverHold', 'pendingDelete', 'redemptionPeriod')
    UNION ALL
    SELECT 'DELETE', 'REGISTRAR', coalesce(r.delete_noted_at, r.deleted_at) FROM registration r
    WHERE r.id = i.registration_id AND r.deleted_at IS NOT NULL) shown
  ORDER BY mitigated_at, action DESC LIMIT 1) done ON true;
COMMENT ON VIEW incident_course IS 'When the sponsor of an incident was provably told, and the first hold or deletion that registry data shows at its opening or after it. A hold that ended before does not count';

GRANT SELECT ON incident_course TO ${application};

-- What GET /v1/tallies tells of a month, by hand: one key and one number a row. Nothing is excluded in the generated registry.
WITH month AS MATERIALIZED (
  SELECT registrar, threat, classification, evidence, domain FROM incident
  WHERE merged_into IS NULL AND state = 'ATTRIBUTED' AND opened_at >= '2026-03-01Z' AND opened_at < '2026-04-01Z'
), level (number, name) AS (VALUES (1, 'LISTED'), (2, 'CORROBORATED'), (3, 'VALIDATED'))
SELECT concat_ws(' ', registrar, threat, classification, name), count(DISTINCT domain)
FROM month JOIN level ON evidence >= number GROUP BY registrar, threat, classification, name
UNION ALL
SELECT concat_ws(' ', registrar, 'TOTAL', classification, name), count(DISTINCT domain)
FROM month JOIN level ON evidence >= number GROUP BY registrar, classification, name;

WITH best AS MATERIALIZED (
  SELECT registrar, domain, max(evidence) AS evidence, bool_or(person_classification IS NOT NULL) AS validated,
         array_agg(DISTINCT family) AS families
  FROM incident CROSS JOIN unnest(families) AS f(family)
  WHERE merged_into IS NULL AND state = 'ATTRIBUTED' AND classification = 'MALICIOUS'
    AND opened_at >= '2026-03-01Z' AND opened_at < '2026-04-01Z'
  GROUP BY registrar, domain, threat
), level (number, name) AS (VALUES (1, 'LISTED'), (2, 'CORROBORATED'), (3, 'VALIDATED')
), known AS (
  SELECT registrar, domain, family, max(evidence) AS evidence,
         max(evidence) FILTER (WHERE family = ANY (families)) AS named,
         max(CASE WHEN validated THEN 3 ELSE least(2, cardinality(array_remove(families, family))) END) AS without
  FROM (SELECT DISTINCT registrar, domain, unnest(families) AS family FROM best) f JOIN best USING (registrar, domain)
  GROUP BY registrar, domain, family
), counted AS (
  SELECT registrar, family, name, count(*) FILTER (WHERE named >= number) AS domains,
         count(*) FILTER (WHERE without < number) AS only_by_it
  FROM known JOIN level ON evidence >= number GROUP BY registrar, family, name
)
SELECT concat_ws(' ', registrar, family, name), domains FROM counted WHERE domains > 0
UNION ALL
SELECT concat_ws(' ', registrar, family, name, 'only'), only_by_it FROM counted WHERE domains > 0;

WITH part AS (
  SELECT registration_id, creator, count(*) FILTER (WHERE first) OVER (PARTITION BY creator ORDER BY created_at, registration_id) AS part
  FROM (SELECT registration_id, creator, created_at,
               created_at - lag(created_at, 1, '-infinity') OVER (PARTITION BY creator ORDER BY created_at, registration_id)
                 > interval '10 minutes' AS first
        FROM listed_registration WHERE burst) b
), cluster AS (
  SELECT registration_id, min(registration_id) OVER (PARTITION BY creator, part) AS cluster FROM part
), level (number, name) AS (VALUES (1, 'LISTED'), (2, 'CORROBORATED'), (3, 'VALIDATED'))
SELECT concat_ws(' ', registrar, 'clusters', name), count(DISTINCT coalesce(cluster, registration_id, 0))
FROM incident LEFT JOIN cluster USING (registration_id) JOIN level ON evidence >= number
WHERE merged_into IS NULL AND state = 'ATTRIBUTED' AND classification = 'MALICIOUS'
  AND opened_at >= '2026-03-01Z' AND opened_at < '2026-04-01Z'
GROUP BY registrar, name;

SELECT concat_ws(' ', registrar, 'dum'), sum(names) FROM domains_under_management
WHERE day BETWEEN '2026-03-01' AND '2026-03-31' GROUP BY registrar;

SELECT concat_ws(' ', creator, 'creates'), count(*) FROM registration
WHERE created_at >= '2026-03-01Z' AND created_at < '2026-04-01Z' GROUP BY creator;

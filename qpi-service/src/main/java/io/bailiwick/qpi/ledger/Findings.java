package io.bailiwick.qpi.ledger;

import io.bailiwick.common.sql.Sql;
import io.bailiwick.qpi.ingest.IncidentChanges;
import io.bailiwick.qpi.ingest.IncidentChanges.Change;
import io.bailiwick.qpi.ingest.Incidents.Incident;
import io.bailiwick.qpi.ingest.IngestGateway;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Follows the changes of incidents and keeps those that were ever malicious and validated, so that
 * an accrual that comes later is held against them, too.
 */
@ApplicationScoped
class Findings {

  private static final int PAGE = 1000;

  private final Sql sql;
  private final IngestGateway ingest;

  @Inject
  Findings(Sql sql, IngestGateway ingest) {
    this.sql = sql;
    this.ingest = ingest;
  }

  /**
   * Reads all changes that have not been read; each page is one transaction, and of two readers at
   * once one does the page.
   *
   * @return how many changes this reader read
   */
  long readToTheEnd() {
    long read = 0;
    String after = QuarkusTransaction.requiringNew().call(this::cursor);
    while (true) {
      IncidentChanges page = ingest.incidentChanges(after, PAGE);
      if (page.items().isEmpty()) {
        return read;
      }
      String from = after;
      String to = page.items().getLast().cursor();
      Map<UUID, Instant> changedAt = changedAt(page.items());
      List<Incident> incidents = incidents(List.copyOf(changedAt.keySet()));
      boolean mine =
          QuarkusTransaction.requiringNew()
              .call(
                  () -> {
                    boolean moved = move(from, to);
                    if (moved) {
                      keep(incidents, changedAt);
                    }
                    return moved;
                  });
      read += mine ? page.items().size() : 0;
      if (page.next() == null) {
        return read;
      }
      after = to;
    }
  }

  /**
   * When each incident was last decided on in these changes; where nobody decided anything, when it
   * last changed.
   */
  static Map<UUID, Instant> changedAt(List<Change> changes) {
    Map<UUID, Instant> decided = new HashMap<>();
    Map<UUID, Instant> changed = new HashMap<>();
    for (Change change : changes) {
      changed.put(change.incidentId(), change.at());
      if (change.isDecision()) {
        decided.put(change.incidentId(), change.at());
      }
    }
    changed.putAll(decided);
    return changed;
  }

  private List<Incident> incidents(List<UUID> ids) {
    List<Incident> incidents = new ArrayList<>();
    for (int from = 0; from < ids.size(); from += IngestGateway.MOST_AT_ONCE) {
      incidents.addAll(
          ingest
              .incidents(ids.subList(from, Math.min(ids.size(), from + IngestGateway.MOST_AT_ONCE)))
              .items());
    }
    return incidents;
  }

  private @Nullable String cursor() {
    return sql
        .list(
            "SELECT cursor FROM ledger_reader WHERE name = 'INCIDENT_CHANGES'",
            row -> Objects.requireNonNullElse(row.textOrNull("cursor"), ""))
        .stream()
        .filter(cursor -> !cursor.isEmpty())
        .findFirst()
        .orElse(null);
  }

  private boolean move(@Nullable String from, String to) {
    return sql.update(
            """
            UPDATE ledger_reader SET cursor = ?
            WHERE name = 'INCIDENT_CHANGES' AND cursor IS NOT DISTINCT FROM ?::text
            """,
            to,
            from)
        == 1;
  }

  private void keep(List<Incident> incidents, Map<UUID, Instant> changedAt) {
    for (Incident incident : incidents) {
      String roid = incident.roid();
      Instant at = changedAt.get(incident.id());
      if (roid != null && incident.isValidatedMalicious()) {
        sql.update(
            """
            INSERT INTO abuse_finding (incident_id, name, roid, threat, opened_at, validated_at, stands)
            VALUES (?, ?, ?, ?, ?, ?, true)
            ON CONFLICT (incident_id) DO UPDATE
                SET stands = true,
                    validated_at = CASE WHEN abuse_finding.stands THEN abuse_finding.validated_at
                                        ELSE excluded.validated_at END
            """,
            incident.id(),
            incident.name(),
            roid,
            incident.threat(),
            incident.openedAt(),
            at == null ? incident.openedAt() : at);
      } else {
        sql.update("UPDATE abuse_finding SET stands = false WHERE incident_id = ?", incident.id());
      }
    }
    // An incident that another one took in stands through that one.
    sql.update(
        "UPDATE abuse_finding SET stands = false WHERE incident_id = ANY (?) AND NOT incident_id = ANY (?)",
        changedAt.keySet().toArray(UUID[]::new),
        incidents.stream().map(Incident::id).toArray(UUID[]::new));
  }
}

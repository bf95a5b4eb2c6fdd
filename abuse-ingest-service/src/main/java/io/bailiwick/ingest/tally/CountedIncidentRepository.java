package io.bailiwick.ingest.tally;

import io.bailiwick.common.page.Cursor;
import io.bailiwick.common.problem.ProblemException;
import io.bailiwick.common.security.RegistrarScope;
import io.bailiwick.common.sql.Sql;
import io.bailiwick.common.time.Month;
import io.bailiwick.ingest.incident.Classification;
import io.bailiwick.ingest.incident.Evidence;
import io.bailiwick.ingest.incident.Threat;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The incidents that the tallies are sums of. */
@ApplicationScoped
class CountedIncidentRepository {

  private final Sql sql;

  @Inject
  CountedIncidentRepository(Sql sql) {
    this.sql = sql;
  }

  /** Those in the tallies of a month, of some registrars, sorted by opening, then id. */
  List<CountedIncident> ofMonth(Month month, Part part, @Nullable String after, int limit) {
    List<@Nullable Object> parameters = new ArrayList<>(List.of(month.start(), month.end()));
    String behind = "";
    if (after != null) {
      List<String> key = Cursor.parts(after, 2);
      try {
        parameters.add(Instant.parse(key.get(0)));
        parameters.add(UUID.fromString(key.get(1)));
      } catch (DateTimeException | IllegalArgumentException e) {
        throw ProblemException.malformed("The cursor in 'after' is not one of this list.");
      }
      behind = "AND (i.opened_at, i.id) > (?, ?)";
    }
    parameters.add(limit);
    return sql.list(
        """
        SELECT i.id, i.opened_at, i.registrar, i.threat, i.classification, i.evidence, hashtextextended(i.domain, 0) AS subject
        FROM incident i
        WHERE i.merged_into IS NULL AND i.state = 'ATTRIBUTED' AND i.opened_at >= ? AND i.opened_at < ? AND %s%s %s
        ORDER BY i.opened_at, i.id LIMIT ?
        """
            .formatted(
                TallyRepository.counts("i.domain", "i.opened_at"), part.and("i.registrar"), behind),
        row ->
            new CountedIncident(
                row.id("id"),
                month,
                row.time("opened_at"),
                row.registrar("registrar"),
                row.constant("threat", Threat.class),
                row.constant("classification", Classification.class),
                Evidence.ofRank(row.number("evidence")),
                row.number("subject")),
        parameters.toArray());
  }

  static String key(CountedIncident incident) {
    return Cursor.key(incident.openedAt(), incident.id());
  }

  /** How incidents count now; those that the scope does not reach are left out. */
  List<IncidentToday> today(Collection<UUID> ids, RegistrarScope scope) {
    return sql.list(
        """
        SELECT asked.id AS asked, i.id, i.domain, i.opened_at, i.registrar, i.threat, i.classification, i.evidence, i.families,
               (i.state = 'ATTRIBUTED' AND %s) AS tallied
        FROM incident asked JOIN incident i ON i.id = coalesce(asked.merged_into, asked.id)
        WHERE asked.id = ANY (?::uuid[]) AND (? OR i.registrar = ANY (?))
        ORDER BY asked.id
        """
            .formatted(TallyRepository.counts("i.domain", "i.opened_at")),
        row -> {
          UUID asked = row.id("asked");
          UUID id = row.id("id");
          return new IncidentToday(
              asked,
              id.equals(asked) ? null : id,
              row.text("domain"),
              Month.of(row.time("opened_at")),
              row.registrarOrNull("registrar"),
              row.constant("threat", Threat.class),
              row.constant("classification", Classification.class),
              Evidence.ofRank(row.number("evidence")),
              row.texts("families"),
              row.flag("tallied"));
        },
        ids.stream().map(UUID::toString).toList(),
        scope.isAll(),
        scope.sqlIds());
  }
}

package io.bailiwick.ingest.sensitive;

import io.bailiwick.common.registrar.RegistrarId;
import io.bailiwick.common.sql.Columns;
import io.bailiwick.common.sql.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Names out of the ordinary tables, by the ordinary role. No name goes the other way: no statement
 * on an ordinary table ever carries a listed name or a digest.
 */
@ApplicationScoped
class RegistrationNames {
  private final Sql sql;

  @Inject
  RegistrationNames(Sql sql) {
    this.sql = sql;
  }

  /**
   * A name to compare.
   *
   * @param position where the walk stands after it
   */
  record Candidate(long position, long registration, String name) {}

  /** A lifetime of a name. */
  record Registration(
      long id, String name, RegistrarId sponsor, Instant createdAt, boolean ended) {}

  /** Registrations that live, in the order in which they came in. */
  List<Candidate> living(long after, int limit) {
    return sql.list(
        "SELECT id AS position, id, name FROM registration WHERE id > ? AND deleted_at IS NULL ORDER BY id LIMIT ?",
        RegistrationNames::candidate,
        after,
        limit);
  }

  /** Names that were created, in the order in which the registry was told. */
  List<Candidate> created(long after, int limit) {
    return sql.list(
        """
        SELECT e.sequence AS position, r.id, r.name FROM registration_event e JOIN registration r ON r.roid = e.roid
        WHERE e.sequence > ? AND e.type = 'CREATE' ORDER BY e.sequence LIMIT ?
        """,
        RegistrationNames::candidate,
        after,
        limit);
  }

  private static Candidate candidate(Columns row) throws SQLException {
    return new Candidate(row.number("position"), row.number("id"), row.text("name"));
  }

  Map<Long, Registration> of(Collection<Long> ids) {
    return sql
        .list(
            "SELECT id, name, sponsor, created_at, deleted_at FROM registration WHERE id = ANY (?::text[]::bigint[])",
            row ->
                new Registration(
                    row.number("id"),
                    row.text("name"),
                    row.registrar("sponsor"),
                    row.time("created_at"),
                    row.timeOrNull("deleted_at") != null),
            ids.stream().map(String::valueOf).toList())
        .stream()
        .collect(Collectors.toMap(Registration::id, Function.identity()));
  }
}

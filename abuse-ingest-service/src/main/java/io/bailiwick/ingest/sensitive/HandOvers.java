package io.bailiwick.ingest.sensitive;

import io.bailiwick.common.page.Cursor;
import io.bailiwick.common.page.Page;
import io.bailiwick.common.page.PageRequest;
import io.bailiwick.common.problem.ProblemException;
import io.bailiwick.common.registrar.RegistrarId;
import io.bailiwick.common.time.BusinessClock;
import io.bailiwick.ingest.sensitive.RegistrationNames.Registration;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What a registrar's cleared contact receives: its own registrar's, addressed to itself. */
@ApplicationScoped
class HandOvers {
  private static final String RECEIVED = "Received by the contact it was passed to";

  /** Rows, to be narrowed by a condition on h. */
  static final String ROWS =
      "SELECT h.*, m.list, m.registration_id FROM sensitive.hand_over h JOIN sensitive.match m ON m.id = h.match_id ";

  private final SensitiveStore store;
  private final SensitiveAudit audit;
  private final Clearance clearance;
  private final RegistrationNames registrations;
  private final BusinessClock clock;

  @Inject
  HandOvers(
      SensitiveStore store,
      SensitiveAudit audit,
      Clearance clearance,
      RegistrationNames registrations,
      BusinessClock clock) {
    this.store = store;
    this.audit = audit;
    this.clearance = clearance;
    this.registrations = registrations;
    this.clock = clock;
  }

  /** A hand-over as the store holds it: without the name. */
  record Row(
      UUID id,
      SensitiveList list,
      long registration,
      RegistrarId registrar,
      String contact,
      String note,
      Instant handedAt,
      @Nullable Instant acknowledgedAt) {

    static Row of(ResultSet row) throws SQLException {
      return new Row(
          row.getObject("id", UUID.class),
          SensitiveList.valueOf(row.getString("list")),
          row.getLong("registration_id"),
          RegistrarId.of(row.getInt("registrar")),
          row.getString("contact"),
          row.getString("note"),
          SensitiveStore.time(row, "handed_at"),
          SensitiveStore.timeOrNull(row, "acknowledged_at"));
    }

    HandOver named(Map<Long, Registration> names) {
      return new HandOver(
          id,
          Objects.requireNonNull(names.get(registration), "registration of a hand-over").name(),
          list,
          registrar,
          contact,
          note,
          handedAt,
          acknowledgedAt);
    }
  }

  private List<HandOver> named(List<Row> rows) {
    Map<Long, Registration> names =
        registrations.of(rows.stream().map(Row::registration).distinct().toList());
    return rows.stream().map(row -> row.named(names)).toList();
  }

  Page<HandOver> received(PageRequest request) {
    String contact = clearance.person();
    Integer[] registrars = clearance.registrars();
    return Page.of(
        request,
        HandOver.class,
        (after, limit) ->
            named(
                store.transaction(
                    db -> {
                      List<Row> rows =
                          db.list(
                              ROWS
                                  + """
                                  WHERE h.registrar = ANY (?) AND h.contact = ? AND (?::uuid IS NULL OR h.id > ?)
                                  ORDER BY h.id LIMIT ?
                                  """,
                              Row::of,
                              registrars,
                              contact,
                              Cursor.id(after),
                              Cursor.id(after),
                              limit);
                      audit.append(
                          db,
                          contact,
                          SensitiveAction.HAND_OVERS_READ,
                          "hand-overs",
                          Map.of(
                              "purpose",
                              RECEIVED,
                              "handOvers",
                              rows.stream().map(Row::id).toList()));
                      return rows;
                    })),
        handOver -> Cursor.key(handOver.id()));
  }

  HandOver acknowledge(UUID id) {
    String contact = clearance.person();
    Integer[] registrars = clearance.registrars();
    Row acknowledged =
        store.transaction(
            db -> {
              db.update(
                  """
                  UPDATE sensitive.hand_over SET acknowledged_at = coalesce(acknowledged_at, ?)
                  WHERE id = ? AND registrar = ANY (?) AND contact = ?
                  """,
                  clock.instant(),
                  id,
                  registrars,
                  contact);
              Row row =
                  db.first(
                          ROWS + "WHERE h.id = ? AND h.registrar = ANY (?) AND h.contact = ?",
                          Row::of,
                          id,
                          registrars,
                          contact)
                      .orElseThrow(() -> ProblemException.notFound("hand-over"));
              audit.append(
                  db,
                  contact,
                  SensitiveAction.HAND_OVER_ACKNOWLEDGED,
                  "hand-over/" + id,
                  Map.of("purpose", RECEIVED));
              return row;
            });
    return named(List.of(acknowledged)).getFirst();
  }
}

package io.bailiwick.ingest.sensitive;

import io.bailiwick.common.id.Ids;
import io.bailiwick.common.page.Cursor;
import io.bailiwick.common.page.Page;
import io.bailiwick.common.page.PageRequest;
import io.bailiwick.common.problem.ProblemException;
import io.bailiwick.common.time.BusinessClock;
import io.bailiwick.ingest.sensitive.RegistrationNames.Registration;
import io.bailiwick.ingest.sensitive.SensitiveStore.Statements;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Looking at matches, closing them, and passing them to the sponsor's cleared contact. */
@ApplicationScoped
class Matches {
  private final SensitiveStore store;
  private final SensitiveKey key;
  private final SensitiveAudit audit;
  private final Clearance clearance;
  private final RegistrationNames registrations;
  private final MatchWalk walk;
  private final BusinessClock clock;

  @Inject
  Matches(
      SensitiveStore store,
      SensitiveKey key,
      SensitiveAudit audit,
      Clearance clearance,
      RegistrationNames registrations,
      MatchWalk walk,
      BusinessClock clock) {
    this.store = store;
    this.key = key;
    this.audit = audit;
    this.clearance = clearance;
    this.registrations = registrations;
    this.walk = walk;
    this.clock = clock;
  }

  Refreshed refresh(String purpose) {
    String person = clearance.clearedPerson();
    var unused = key.digests();
    return walk.refresh(person, purpose);
  }

  private record Row(
      UUID id,
      SensitiveList list,
      long registration,
      Instant foundAt,
      MatchState state,
      @Nullable String note,
      long handOvers,
      long acknowledged) {

    static Row of(ResultSet row) throws SQLException {
      return new Row(
          row.getObject("id", UUID.class),
          SensitiveList.valueOf(row.getString("list")),
          row.getLong("registration_id"),
          SensitiveStore.time(row, "found_at"),
          MatchState.valueOf(row.getString("state")),
          row.getString("note"),
          row.getLong("hand_overs"),
          row.getLong("acknowledged"));
    }
  }

  private static final String ROWS =
      """
      SELECT m.id, m.list, m.registration_id, m.found_at, m.state, m.note,
             count(h.id) AS hand_overs, count(h.acknowledged_at) AS acknowledged
      FROM sensitive.match m LEFT JOIN sensitive.hand_over h ON h.match_id = m.id
      """;

  Page<Match> list(
      @Nullable SensitiveList list,
      @Nullable MatchState state,
      String purpose,
      PageRequest request) {
    return page(
        clearance.clearedPerson(),
        SensitiveAction.MATCHES_READ,
        "matches",
        list,
        state,
        purpose,
        request);
  }

  /** Every page is an entry of its own in the trail, with the matches that were shown. */
  Page<Match> page(
      String person,
      SensitiveAction action,
      String subject,
      @Nullable SensitiveList list,
      @Nullable MatchState state,
      String purpose,
      PageRequest request) {
    return Page.of(
        request,
        Match.class,
        (after, limit) ->
            named(
                store.transaction(
                    db -> {
                      List<Row> rows =
                          db.list(
                              ROWS
                                  + """
                                  WHERE (?::uuid IS NULL OR m.id > ?) AND (?::text IS NULL OR m.list = ?)
                                    AND (?::text IS NULL OR m.state = ?)
                                  GROUP BY m.id ORDER BY m.id LIMIT ?
                                  """,
                              Row::of,
                              Cursor.id(after),
                              Cursor.id(after),
                              list,
                              list,
                              state,
                              state,
                              limit);
                      audit.append(
                          db,
                          person,
                          action,
                          subject,
                          Map.of(
                              "purpose", purpose, "matches", rows.stream().map(Row::id).toList()));
                      return rows;
                    })),
        match -> Cursor.key(match.id()));
  }

  private List<Match> named(List<Row> rows) {
    Map<Long, Registration> names =
        registrations.of(rows.stream().map(Row::registration).distinct().toList());
    return rows.stream()
        .map(
            row -> {
              Registration registration =
                  Objects.requireNonNull(names.get(row.registration()), "registration of a match");
              return new Match(
                  row.id(),
                  row.list(),
                  registration.name(),
                  registration.sponsor(),
                  registration.createdAt(),
                  registration.ended(),
                  row.foundAt(),
                  row.state(),
                  row.note(),
                  row.handOvers(),
                  row.acknowledged());
            })
        .toList();
  }

  private static Row locked(Statements db, UUID id) {
    if (db.update("UPDATE sensitive.match SET state = state WHERE id = ?", id) == 0) {
      throw ProblemException.notFound("match");
    }
    return db.list(ROWS + "WHERE m.id = ? GROUP BY m.id", Row::of, id).getFirst();
  }

  private static void change(
      Statements db, UUID id, MatchState state, @Nullable String note, Instant at, String by) {
    db.update(
        """
        UPDATE sensitive.match SET state = ?, note = coalesce(?, note), changed_at = ?, changed_by = ? WHERE id = ?
        """,
        state,
        note,
        at,
        by,
        id);
  }

  Match close(UUID id, String note) {
    String person = clearance.clearedPerson();
    Row closed =
        store.transaction(
            db -> {
              Row before = locked(db, id);
              switch (before.state()) {
                case OPEN, HANDED_OVER ->
                    change(db, id, MatchState.CLOSED, note, clock.instant(), person);
                case CLOSED -> throw ProblemException.conflict("The match is closed already.");
              }
              audit.append(
                  db, person, SensitiveAction.MATCH_CLOSED, "match/" + id, Map.of("note", note));
              return locked(db, id);
            });
    return named(List.of(closed)).getFirst();
  }

  /**
   * @param fresh whether it was passed on now, and not before
   */
  record Passed(HandOver handOver, boolean fresh) {}

  Passed handOver(UUID id, String contact, String note) {
    String person = clearance.clearedPerson();
    long registrationId =
        store.transaction(
            db ->
                db.first(
                        "SELECT registration_id FROM sensitive.match WHERE id = ?",
                        row -> row.getLong(1),
                        id)
                    .orElseThrow(() -> ProblemException.notFound("match")));
    Registration registration =
        Objects.requireNonNull(registrations.of(List.of(registrationId)).get(registrationId));
    return store.transaction(
        db -> {
          Row match = locked(db, id);
          if (match.state() == MatchState.CLOSED) {
            throw ProblemException.conflict("The match is closed.");
          }
          Instant now = clock.instant();
          boolean fresh =
              db.update(
                      """
                      INSERT INTO sensitive.hand_over (id, match_id, registrar, contact, note, handed_at, handed_by)
                      VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (match_id, registrar, contact) DO NOTHING
                      """,
                      Ids.next(),
                      id,
                      registration.sponsor().ianaId(),
                      contact,
                      note,
                      now,
                      person)
                  == 1;
          change(db, id, MatchState.HANDED_OVER, null, now, person);
          Map<String, Object> content = new LinkedHashMap<>();
          content.put("registrar", registration.sponsor());
          content.put("contact", contact);
          content.put("note", note);
          content.put("fresh", fresh);
          audit.append(db, person, SensitiveAction.MATCH_HANDED_OVER, "match/" + id, content);
          HandOvers.Row passed =
              db.list(
                      HandOvers.ROWS + "WHERE h.match_id = ? AND h.registrar = ? AND h.contact = ?",
                      HandOvers.Row::of,
                      id,
                      registration.sponsor().ianaId(),
                      contact)
                  .getFirst();
          return new Passed(passed.named(Map.of(registration.id(), registration)), fresh);
        });
  }
}

package io.bailiwick.ingest.sensitive;

import io.bailiwick.common.id.Ids;
import io.bailiwick.common.page.Cursor;
import io.bailiwick.common.page.Page;
import io.bailiwick.common.page.PageRequest;
import io.bailiwick.common.problem.ProblemException;
import io.bailiwick.common.problem.Violation;
import io.bailiwick.common.time.BusinessClock;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;

/**
 * When a cleared person must have the help of one who is not: one cleared person asks, another
 * gives, a third reads for at most an hour. That it happened is reported to the ordinary trail.
 */
@ApplicationScoped
class BreakGlass {
  /** How long a request may wait for its approval. */
  private static final Duration PATIENCE = Duration.ofHours(1);

  private final SensitiveStore store;
  private final SensitiveAudit audit;
  private final Clearance clearance;
  private final Matches matches;
  private final BusinessClock clock;

  @Inject
  BreakGlass(
      SensitiveStore store,
      SensitiveAudit audit,
      Clearance clearance,
      Matches matches,
      BusinessClock clock) {
    this.store = store;
    this.audit = audit;
    this.clearance = clearance;
    this.matches = matches;
    this.clock = clock;
  }

  private static BreakGlassGrant grant(ResultSet row) throws SQLException {
    return new BreakGlassGrant(
        row.getObject("id", UUID.class),
        row.getString("person"),
        row.getString("purpose"),
        row.getInt("minutes"),
        row.getString("requested_by"),
        SensitiveStore.time(row, "requested_at"),
        row.getString("approved_by"),
        SensitiveStore.timeOrNull(row, "ends_at"));
  }

  BreakGlassGrant request(String person, String purpose, int minutes) {
    String requester = clearance.clearedPerson();
    if (person.equals(requester)) {
      throw ProblemException.invalid(
          "Nobody asks for a grant of one's own.", new Violation("person", "is somebody else"));
    }
    return store.transaction(
        db -> {
          UUID id = Ids.next();
          db.update(
              """
              INSERT INTO sensitive.break_glass (id, person, purpose, minutes, requested_by, requested_at) VALUES (?, ?, ?, ?, ?, ?)
              """,
              id,
              person,
              purpose,
              minutes,
              requester,
              clock.instant());
          audit.append(
              db,
              requester,
              SensitiveAction.BREAK_GLASS_REQUESTED,
              "break-glass/" + id,
              Map.of("person", person, "purpose", purpose, "minutes", minutes));
          return read(db, id);
        });
  }

  Page<BreakGlassGrant> list(String purpose, PageRequest request) {
    String person = clearance.clearedPerson();
    return Page.of(
        request,
        BreakGlassGrant.class,
        (after, limit) ->
            store.transaction(
                db -> {
                  audit.append(
                      db,
                      person,
                      SensitiveAction.BREAK_GLASS_READ,
                      "break-glass",
                      Map.of("purpose", purpose));
                  return db.list(
                      "SELECT * FROM sensitive.break_glass WHERE ?::uuid IS NULL OR id > ? ORDER BY id LIMIT ?",
                      BreakGlass::grant,
                      Cursor.id(after),
                      Cursor.id(after),
                      limit);
                }),
        grant -> Cursor.key(grant.id()));
  }

  private static BreakGlassGrant read(SensitiveStore.Statements db, UUID id) {
    return db.first("SELECT * FROM sensitive.break_glass WHERE id = ?", BreakGlass::grant, id)
        .orElseThrow(() -> ProblemException.notFound("grant"));
  }

  BreakGlassGrant approve(UUID id) {
    String approver = clearance.clearedPerson();
    Instant now = clock.instant();
    BreakGlassGrant approved =
        store.transaction(
            db -> {
              BreakGlassGrant asked =
                  db.first(
                          "SELECT * FROM sensitive.break_glass WHERE id = ? FOR UPDATE",
                          BreakGlass::grant,
                          id)
                      .orElseThrow(() -> ProblemException.notFound("grant"));
              if (asked.approvedBy() != null) {
                throw ProblemException.conflict("The grant is approved already.");
              }
              if (approver.equals(asked.requestedBy()) || approver.equals(asked.person())) {
                throw ProblemException.conflict(
                    "Whoever asked, and whoever it is for, cannot approve it.");
              }
              if (now.isAfter(asked.requestedAt().plus(PATIENCE))) {
                throw ProblemException.conflict("The request is older than an hour.");
              }
              db.update(
                  "UPDATE sensitive.break_glass SET approved_by = ?, approved_at = ?, ends_at = ? WHERE id = ?",
                  approver,
                  now,
                  now.plus(Duration.ofMinutes(asked.minutes())),
                  id);
              audit.append(
                  db,
                  approver,
                  SensitiveAction.SENSITIVE_BREAK_GLASS_GRANTED,
                  "break-glass/" + id,
                  Map.of("person", asked.person(), "purpose", asked.purpose()));
              // Before the commit: a grant that cannot be reported is not given.
              clearance.reportBreakGlass(id, asked.person(), asked.requestedBy(), asked.minutes());
              return read(db, id);
            });
    return approved;
  }

  /**
   * @throws ProblemException NOT_FOUND for everybody but the person of a grant that runs
   */
  Page<Match> matches(UUID id, PageRequest request) {
    String person = clearance.person();
    BreakGlassGrant grant =
        store.transaction(
            db ->
                db.first(
                        "SELECT * FROM sensitive.break_glass WHERE id = ? AND person = ? AND ends_at > ?",
                        BreakGlass::grant,
                        id,
                        person,
                        clock.instant())
                    .filter(running -> clearance.isOfRegistry())
                    .orElseThrow(() -> ProblemException.notFound("grant")));
    return matches.page(
        person,
        SensitiveAction.BREAK_GLASS_READ,
        "break-glass/" + id,
        null,
        null,
        grant.purpose(),
        request);
  }
}

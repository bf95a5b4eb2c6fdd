package io.bailiwick.ingest.retention;

import io.bailiwick.common.audit.AuditTrail;
import io.bailiwick.common.id.Ids;
import io.bailiwick.common.page.Cursor;
import io.bailiwick.common.page.Page;
import io.bailiwick.common.page.PageRequest;
import io.bailiwick.common.problem.ProblemException;
import io.bailiwick.common.problem.Violation;
import io.bailiwick.common.registrar.RegistrarId;
import io.bailiwick.common.security.Caller;
import io.bailiwick.common.sql.Columns;
import io.bailiwick.common.sql.Sql;
import io.bailiwick.common.time.BusinessClock;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Placing holds, and releasing them by another person. */
@ApplicationScoped
class LegalHoldService {
  private final Sql sql;
  private final Caller caller;
  private final BusinessClock clock;
  private final AuditTrail audit;

  @Inject
  LegalHoldService(Sql sql, Caller caller, BusinessClock clock, AuditTrail audit) {
    this.sql = sql;
    this.caller = caller;
    this.clock = clock;
    this.audit = audit;
  }

  Page<LegalHold> list(@Nullable Boolean inForce, PageRequest request) {
    return Page.of(
        request,
        LegalHold.class,
        (after, limit) ->
            sql.list(
                """
                SELECT * FROM legal_hold
                WHERE (?::boolean IS NULL OR (released_at IS NULL) = ?::boolean) AND (?::uuid IS NULL OR id > ?::uuid)
                ORDER BY id LIMIT ?
                """,
                LegalHoldService::hold,
                inForce,
                inForce,
                Cursor.id(after),
                Cursor.id(after),
                limit),
        hold -> Cursor.key(hold.id()));
  }

  @Transactional
  LegalHold place(@Nullable String name, @Nullable RegistrarId registrar, String reason) {
    if ((name == null) == (registrar == null)) {
      throw ProblemException.invalid(
          "A hold is on a name or on a registrar.",
          new Violation("name", "is given, or registrar, and not both"));
    }
    UUID id = Ids.next();
    long placed =
        sql.update(
            """
            INSERT INTO legal_hold (id, name, registrar, reason, placed_by, placed_at) VALUES (?, ?::text, ?::integer, ?, ?, ?)
            ON CONFLICT DO NOTHING
            """,
            id,
            name,
            registrar,
            reason,
            caller.name(),
            clock.instant());
    if (placed == 0) {
      throw ProblemException.conflict(
          "There is a hold on it already.", List.of("Look at it: /v1/legal-holds?inForce=true"));
    }
    audit.record(RetentionAction.HOLD_PLACED, "legal-hold/" + id, Map.of("reason", reason));
    return find(id);
  }

  @Transactional
  LegalHold release(UUID id, String reason) {
    LegalHold hold = find(id);
    if (hold.releasedAt() != null) {
      throw ProblemException.conflict("The hold was released on " + hold.releasedAt() + ".");
    }
    if (hold.placedBy().equals(caller.name())) {
      throw ProblemException.forbidden(
          "Who places a hold does not release it: somebody else must.");
    }
    Instant now = clock.instant();
    sql.update(
        """
        UPDATE legal_hold SET released_by = ?, released_at = ?, release_reason = ?
        WHERE id = ? AND released_at IS NULL
        """,
        caller.name(),
        now,
        reason,
        id);
    // What was left because of it is looked at again in the next night.
    sql.update("UPDATE erasure SET look_again_at = ? WHERE look_again_at > ?", now, now);
    audit.record(RetentionAction.HOLD_RELEASED, "legal-hold/" + id, Map.of("reason", reason));
    return find(id);
  }

  private LegalHold find(UUID id) {
    return sql.first("SELECT * FROM legal_hold WHERE id = ?", LegalHoldService::hold, id)
        .orElseThrow(() -> ProblemException.notFound("legal hold"));
  }

  private static LegalHold hold(Columns row) throws SQLException {
    return new LegalHold(
        row.id("id"),
        row.textOrNull("name"),
        row.registrarOrNull("registrar"),
        row.text("reason"),
        row.text("placed_by"),
        row.time("placed_at"),
        row.textOrNull("released_by"),
        row.timeOrNull("released_at"),
        row.textOrNull("release_reason"));
  }
}

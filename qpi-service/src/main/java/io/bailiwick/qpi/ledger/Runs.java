package io.bailiwick.qpi.ledger;

import io.bailiwick.common.audit.AuditTrail;
import io.bailiwick.common.id.Ids;
import io.bailiwick.common.json.CanonicalJson;
import io.bailiwick.common.outbox.Outbox;
import io.bailiwick.common.sql.Sql;
import io.bailiwick.common.time.BusinessClock;
import io.bailiwick.qpi.QpiAction;
import io.bailiwick.qpi.QpiEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Keeps what runs did. */
@ApplicationScoped
class Runs {

  private final Sql sql;
  private final BusinessClock clock;
  private final AuditTrail audit;
  private final Outbox outbox;

  @Inject
  Runs(Sql sql, BusinessClock clock, AuditTrail audit, Outbox outbox) {
    this.sql = sql;
    this.clock = clock;
    this.audit = audit;
    this.outbox = outbox;
  }

  /**
   * Keeps a run, in the caller's transaction.
   *
   * @param booked whether it moved money, which is audited and told
   */
  void keep(
      RunKind kind, UUID promotion, Instant startedAt, String by, Object summary, boolean booked) {
    sql.update(
        """
        INSERT INTO ledger_run (id, kind, promotion_id, started_at, finished_at, run_by, summary)
        VALUES (?, ?, ?, ?, ?, ?, ?)
        """,
        Ids.next(),
        kind,
        promotion,
        startedAt,
        clock.instant(),
        by,
        CanonicalJson.text(summary));
    if (booked) {
      audit.record(QpiAction.LEDGER_BOOKED, "promotion/" + promotion, CanonicalJson.map(summary));
      outbox.publish(QpiEvent.LEDGER_BOOKED, "promotion/" + promotion, summary);
    }
  }

  List<RunView> list(@Nullable UUID promotion, @Nullable RunKind kind, UUID after, int limit) {
    return sql.list(
        """
        SELECT * FROM ledger_run
        WHERE id > ? AND (?::uuid IS NULL OR promotion_id = ?) AND (?::text IS NULL OR kind = ?)
        ORDER BY id LIMIT ?
        """,
        row -> {
          try {
            return new RunView(
                row.id("id"),
                row.constant("kind", RunKind.class),
                row.id("promotion_id"),
                row.time("started_at"),
                row.time("finished_at"),
                row.text("run_by"),
                CanonicalJson.tree(row.text("summary")));
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        },
        after,
        promotion,
        promotion,
        kind,
        kind,
        limit);
  }
}

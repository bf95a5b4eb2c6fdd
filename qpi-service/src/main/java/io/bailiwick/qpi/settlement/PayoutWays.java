package io.bailiwick.qpi.settlement;

import io.bailiwick.common.audit.AuditTrail;
import io.bailiwick.common.id.Ids;
import io.bailiwick.common.idempotency.Idempotency;
import io.bailiwick.common.json.CanonicalJson;
import io.bailiwick.common.page.Cursor;
import io.bailiwick.common.page.Page;
import io.bailiwick.common.page.PageRequest;
import io.bailiwick.common.registrar.RegistrarId;
import io.bailiwick.common.security.Caller;
import io.bailiwick.common.sql.Columns;
import io.bailiwick.common.sql.Sql;
import io.bailiwick.common.time.BusinessClock;
import io.bailiwick.qpi.QpiAction;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** How registrars are paid where a settlement does not say. */
@ApplicationScoped
class PayoutWays {

  private final Sql sql;
  private final Idempotency idempotency;
  private final BusinessClock clock;
  private final Caller caller;
  private final AuditTrail audit;

  @Inject
  PayoutWays(
      Sql sql, Idempotency idempotency, BusinessClock clock, Caller caller, AuditTrail audit) {
    this.sql = sql;
    this.idempotency = idempotency;
    this.clock = clock;
    this.caller = caller;
    this.audit = audit;
  }

  @Transactional
  PayoutWayView set(PayoutWayDraft draft, @Nullable String key) {
    return idempotency.once(key, "payout-way", draft, PayoutWayView.class, () -> set(draft));
  }

  private PayoutWayView set(PayoutWayDraft draft) {
    PayoutWayView view =
        new PayoutWayView(
            Ids.next(),
            draft.registrar(),
            draft.way(),
            draft.reason(),
            caller.name(),
            clock.instant());
    sql.update(
        "INSERT INTO payout_way (id, registrar, way, reason, set_by, set_at) VALUES (?, ?, ?, ?, ?, ?)",
        view.id(),
        view.registrar(),
        view.way(),
        view.reason(),
        view.setBy(),
        view.setAt());
    audit.record(
        QpiAction.PAYOUT_WAY_SET, "registrar/" + view.registrar(), CanonicalJson.map(view));
    return view;
  }

  @Transactional
  Page<PayoutWayView> list(@Nullable RegistrarId registrar, PageRequest request) {
    return Page.of(
        request,
        PayoutWayView.class,
        (after, limit) ->
            sql.list(
                """
                SELECT * FROM payout_way
                WHERE (?::uuid IS NULL OR id > ?) AND (?::integer IS NULL OR registrar = ?)
                ORDER BY id LIMIT ?
                """,
                PayoutWays::view,
                Cursor.id(after),
                Cursor.id(after),
                registrar,
                registrar,
                limit),
        view -> Cursor.key(view.id()));
  }

  /** The way that holds for each registrar that has one. */
  Map<RegistrarId, PayoutWay> now() {
    Map<RegistrarId, PayoutWay> ways = new HashMap<>();
    sql.list(
            "SELECT DISTINCT ON (registrar) * FROM payout_way ORDER BY registrar, id DESC",
            PayoutWays::view)
        .forEach(view -> ways.put(view.registrar(), view.way()));
    return ways;
  }

  private static PayoutWayView view(Columns row) throws SQLException {
    UUID id = row.id("id");
    return new PayoutWayView(
        id,
        row.registrar("registrar"),
        row.constant("way", PayoutWay.class),
        row.text("reason"),
        row.text("set_by"),
        row.time("set_at"));
  }
}

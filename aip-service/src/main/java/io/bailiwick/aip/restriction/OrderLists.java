package io.bailiwick.aip.restriction;

import io.bailiwick.aip.policy.AipPolicyKind;
import io.bailiwick.aip.signing.SigningKeys;
import io.bailiwick.common.json.CanonicalJson;
import io.bailiwick.common.outbox.Outbox;
import io.bailiwick.common.policy.Policies;
import io.bailiwick.common.sql.Sql;
import io.bailiwick.common.time.BusinessClock;
import io.bailiwick.enforcement.OrderList;
import io.bailiwick.enforcement.OrderTerms;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/**
 * Issues signed lists of orders: one in the transaction of every change, and one when half the
 * validity of the last is over. Each is kept.
 */
@ApplicationScoped
class OrderLists {
  /** A longer list is not put into the event, which then only says that there is one. */
  private static final int LONGEST_IN_EVENT = 100_000;

  private final OrderRepository orders;
  private final SigningKeys keys;
  private final Policies policies;
  private final AipPolicyKind policyKind;
  private final Outbox outbox;
  private final Sql sql;
  private final BusinessClock clock;
  private final Event<Signed> issued;
  private final String issuer;

  @Inject
  OrderLists(
      OrderRepository orders,
      SigningKeys keys,
      Policies policies,
      AipPolicyKind policyKind,
      Outbox outbox,
      Sql sql,
      BusinessClock clock,
      Event<Signed> issued,
      @ConfigProperty(name = "bailiwick.signing.issuer") String issuer) {
    this.orders = orders;
    this.keys = keys;
    this.policies = policies;
    this.policyKind = policyKind;
    this.outbox = outbox;
    this.sql = sql;
    this.clock = clock;
    this.issued = issued;
    this.issuer = issuer;
  }

  /**
   * A list that was issued.
   *
   * @param text the JWS, compact serialization
   */
  record Signed(long serial, Instant issuedAt, Instant validUntil, String text) {}

  /** What subscribers are told: the list itself, unless it is long. */
  record ListIssued(
      long serial, Instant issuedAt, Instant validUntil, int orders, @Nullable String list) {}

  String issuer() {
    return issuer;
  }

  /**
   * The last list; a new one where half of its time is over, or where the clock was set back behind
   * it, as development may.
   */
  @Transactional
  Signed current() {
    return last().filter(this::isFresh).orElseGet(this::issueInTurn);
  }

  /** For those who are told of lists and never ask. */
  @Scheduled(identity = "restriction-list", every = "{bailiwick.restriction-list.every}")
  @Transactional
  void renew() {
    var unused = current();
  }

  private Signed issueInTurn() {
    outbox.takeTurn();
    // Somebody may have issued one meanwhile.
    return last().filter(this::isFresh).orElseGet(this::issue);
  }

  private boolean isFresh(Signed list) {
    Instant now = clock.instant();
    Duration half = Duration.between(list.issuedAt(), list.validUntil()).dividedBy(2);
    return !now.isBefore(list.issuedAt()) && now.isBefore(list.issuedAt().plus(half));
  }

  /** Issues a list in the transaction that has changed the orders. */
  @Transactional(Transactional.TxType.MANDATORY)
  Signed issue() {
    outbox.takeTurn();
    Instant now = clock.instant();
    Instant validUntil =
        now.plus(
            Duration.ofHours(
                policies.use(policyKind, clock.today()).document().orders().listValidHours()));
    // Not less than the seconds of the clock, so that it grows over a restore from a backup, too.
    long serial =
        Math.max(last().map(Signed::serial).orElse(0L) + 1, clock.instant().getEpochSecond());
    List<OrderTerms> terms =
        orders.running(now).stream()
            .map(RestrictionOrder::terms)
            .filter(order -> order.startsAt().isBefore(validUntil))
            .toList();
    OrderList list = new OrderList(issuer, serial, now, validUntil, terms);
    Signed signed =
        new Signed(
            serial, now, validUntil, keys.sign(OrderList.TYPE, CanonicalJson.bytes(list.toJson())));
    long rows =
        sql.update(
            """
            INSERT INTO order_list (serial, issued_at, valid_until, key_id, orders, signed)
            VALUES (?, ?, ?, ?, ?, ?)
            """,
            serial,
            now,
            validUntil,
            keys.keyId(),
            terms.size(),
            signed.text());
    if (rows != 1) {
      throw new IllegalStateException("the list was not kept");
    }
    outbox.publish(
        OrderEvent.LIST_ISSUED,
        "restriction-list/" + serial,
        new ListIssued(
            serial,
            now,
            validUntil,
            terms.size(),
            signed.text().length() <= LONGEST_IN_EVENT ? signed.text() : null));
    issued.fire(signed);
    return signed;
  }

  private Optional<Signed> last() {
    return sql.first(
        "SELECT serial, issued_at, valid_until, signed FROM order_list ORDER BY serial DESC LIMIT"
            + " 1",
        row ->
            new Signed(
                row.number("serial"),
                row.time("issued_at"),
                row.time("valid_until"),
                row.text("signed")));
  }
}

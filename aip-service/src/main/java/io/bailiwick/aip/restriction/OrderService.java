package io.bailiwick.aip.restriction;

import io.bailiwick.aip.visibility.UnfoundedCases;
import io.bailiwick.common.id.Ids;
import io.bailiwick.common.json.CanonicalJson;
import io.bailiwick.common.json.Hashes;
import io.bailiwick.common.page.Cursor;
import io.bailiwick.common.page.Page;
import io.bailiwick.common.page.PageRequest;
import io.bailiwick.common.problem.ProblemException;
import io.bailiwick.common.registrar.RegistrarId;
import io.bailiwick.common.security.Caller;
import io.bailiwick.common.security.Permission;
import io.bailiwick.common.security.RegistrarScope;
import io.bailiwick.common.time.BusinessClock;
import io.bailiwick.enforcement.Limit;
import io.bailiwick.enforcement.OrderState;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Issues, lifts and reads orders. */
@ApplicationScoped
public class OrderService {
  private final OrderRepository orders;
  private final OrderLists lists;
  private final UnfoundedCases unfounded;
  private final BusinessClock clock;
  private final Caller caller;

  @Inject
  OrderService(
      OrderRepository orders,
      OrderLists lists,
      UnfoundedCases unfounded,
      BusinessClock clock,
      Caller caller) {
    this.orders = orders;
    this.lists = lists;
    this.unfounded = unfounded;
    this.clock = clock;
    this.caller = caller;
  }

  /**
   * An order to issue.
   *
   * @param registrars whom it holds for, the case's registrar first
   * @param startsAt first instant in force, which is now
   * @param endsAt first instant no longer in force, at most the maximum after its start
   */
  public record NewOrder(
      UUID caseId,
      String caseReference,
      UUID proposalId,
      List<RegistrarId> registrars,
      Limit limit,
      Instant startsAt,
      Instant endsAt,
      int maximumDays) {}

  /** Issues an order in the caller's transaction, in the name of the caller. */
  @Transactional(Transactional.TxType.MANDATORY)
  public OrderView issue(NewOrder wanted) {
    RestrictionOrder order = new RestrictionOrder();
    order.id = Ids.next();
    order.caseId = wanted.caseId();
    order.caseReference = wanted.caseReference();
    order.proposalId = wanted.proposalId();
    order.registrar = wanted.registrars().getFirst().ianaId();
    order.limit = LimitColumns.of(wanted.limit(), wanted.registrars());
    order.startsAt = wanted.startsAt();
    order.endsAt = wanted.endsAt();
    order.maximumDays = wanted.maximumDays();
    order.issuedBy = caller.name();
    orders.persistAndFlush(order);
    var unused = lists.issue();
    return OrderView.of(order, clock.instant());
  }

  /**
   * Lifts an order that is in force, in the caller's transaction. Who may, and whether it still
   * runs, is for the case to say, whose row the caller has locked.
   */
  @Transactional(Transactional.TxType.MANDATORY)
  public OrderView lift(UUID id, String reason) {
    Instant now = clock.instant();
    RestrictionOrder order = orders.findById(id);
    order.liftedAt = now;
    order.liftedBy = caller.name();
    order.liftReason = reason;
    orders.flush();
    var unused = lists.issue();
    return OrderView.of(order, now);
  }

  /** Stays an order that is in force, in the caller's transaction: it limits nothing from now. */
  @Transactional(Transactional.TxType.MANDATORY)
  public OrderView stay(UUID id) {
    RestrictionOrder order = orders.findById(id);
    order.stayedAt = clock.instant();
    orders.flush();
    var unused = lists.issue();
    return OrderView.of(order, clock.instant());
  }

  /**
   * Ends an order that was stayed, at the instant since when it was: another one goes on in its
   * place, so that nobody takes the time between for limited.
   */
  @Transactional(Transactional.TxType.MANDATORY)
  public void endStayed(UUID id) {
    RestrictionOrder order = orders.findById(id);
    order.liftedAt = order.stayedAt;
    order.liftedBy = caller.name();
    order.liftReason = "Stayed on appeal; another order goes on in its place.";
    orders.flush();
  }

  /** An appeal found that the orders of a proposal should never have been. */
  @Transactional(Transactional.TxType.MANDATORY)
  public void reverse(UUID proposalId) {
    reverse(orders.list("proposalId", proposalId));
  }

  /** A case had no ground, and so none of its orders. */
  @Transactional(Transactional.TxType.MANDATORY)
  public void reverseCase(UUID caseId) {
    reverse(orders.ofCase(caseId));
  }

  private void reverse(List<RestrictionOrder> wrong) {
    Instant now = clock.instant();
    wrong.stream()
        .filter(order -> order.reversedAt == null)
        .forEach(order -> order.reversedAt = now);
    orders.flush();
  }

  /** All orders of a case, oldest first. */
  @Transactional
  public List<OrderView> ofCase(UUID caseId) {
    Instant now = clock.instant();
    return orders.ofCase(caseId).stream().map(order -> OrderView.of(order, now)).toList();
  }

  /** All orders that have not ended, are not lifted and not stayed. */
  @Transactional
  public List<OrderView> running() {
    Instant now = clock.instant();
    return orders.running(now).stream().map(order -> OrderView.of(order, now)).toList();
  }

  /** How long the orders of a case have limited, or will until they end. */
  @Transactional
  public Duration total(UUID caseId) {
    return orders.ofCase(caseId).stream()
        .map(
            order ->
                Duration.between(
                    order.startsAt, order.liftedAt == null ? order.endsAt : order.liftedAt))
        .reduce(Duration.ZERO, Duration::plus);
  }

  /** An order that the caller may see. */
  @Transactional
  public OrderView get(UUID id) {
    RestrictionOrder order =
        orders
            .findByIdOptional(id)
            .orElseThrow(() -> ProblemException.notFound("restriction order"));
    RegistrarScope scope = caller.scope();
    if (order.limit.registrars().stream().noneMatch(scope::includes)) {
      throw ProblemException.notFound("restriction order");
    }
    if (!all()) {
      unfounded.require(order.caseId, "restriction order");
    }
    return OrderView.of(order, clock.instant());
  }

  @Transactional
  Page<OrderView> list(@Nullable OrderState state, PageRequest request) {
    RegistrarScope scope = caller.scope();
    boolean all = all();
    Instant now = clock.instant();
    return Page.of(
        request,
        OrderView.class,
        (after, limit) ->
            orders.page(scope, all, state, now, Cursor.id(after), limit).stream()
                .map(order -> OrderView.of(order, now))
                .toList(),
        view -> Cursor.key(view.id()));
  }

  /**
   * Whether the caller is shown orders of cases without a ground, too: those who read the audit
   * trail, and other services, which have to learn that such an order should never have been.
   */
  private boolean all() {
    return unfounded.areShown() || caller.has(Permission.EVENT_READ);
  }

  /**
   * Changes whenever anything in the list changes, be it only that an order has ended by the clock.
   */
  @Transactional
  String fingerprint(@Nullable OrderState state) {
    Instant now = clock.instant();
    List<OrderView> all =
        orders.page(caller.scope(), all(), state, now, null, Integer.MAX_VALUE).stream()
            .map(order -> OrderView.of(order, now))
            .toList();
    return Hashes.sha256Hex(CanonicalJson.bytes(all)).substring(0, 32);
  }
}

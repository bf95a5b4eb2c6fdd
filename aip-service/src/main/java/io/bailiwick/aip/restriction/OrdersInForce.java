package io.bailiwick.aip.restriction;

import io.bailiwick.common.problem.ProblemException;
import io.bailiwick.common.sql.Sql;
import io.bailiwick.common.time.BusinessClock;
import io.bailiwick.enforcement.CommandAnswer;
import io.bailiwick.enforcement.CommandRequest;
import io.bailiwick.enforcement.OrderList;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The orders in memory, so that a decision asks no database. They are compared with it ten times a
 * second by one number, the serial of the last list, and read again when that has changed; the
 * replica that makes a change reads them before it answers. The end of an order waits for none of
 * this: it is compared with the clock at every decision.
 */
@Singleton
class OrdersInForce {
  private static final Logger LOG = Logger.getLogger(OrdersInForce.class);
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(100);

  /** Where the database could not be asked for so long, an order may have been lifted elsewhere. */
  private static final Duration BELIEVED = Duration.ofSeconds(10);

  private final OrderRepository orders;
  private final OrderLists lists;
  private final Sql sql;
  private final BusinessClock clock;
  private final ScheduledExecutorService looks =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("orders-in-force").factory());

  private volatile @Nullable OrderList list;
  private volatile long confirmed;
  private volatile boolean failing;

  @Inject
  OrdersInForce(OrderRepository orders, OrderLists lists, Sql sql, BusinessClock clock) {
    this.orders = orders;
    this.lists = lists;
    this.sql = sql;
    this.clock = clock;
  }

  void start(@Observes StartupEvent event) {
    var unused =
        looks.scheduleWithFixedDelay(
            this::look, 0, BETWEEN_LOOKS.toMillis(), TimeUnit.MILLISECONDS);
  }

  void stop(@Observes ShutdownEvent event) {
    var unused = looks.shutdownNow();
  }

  /** So that who has issued or lifted an order finds it so at once. */
  void changed(@Observes(during = TransactionPhase.AFTER_SUCCESS) OrderLists.Signed signed) {
    try {
      CompletableFuture.runAsync(this::look, looks).get(1, TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException e) {
      LOG.debug("the orders will be read at the next look", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * A decision, and the list by which it was made.
   *
   * @param at the instant for which it holds
   */
  record Decided(CommandAnswer answer, long serial, Instant at) {}

  /**
   * May this command be executed now?
   *
   * @throws ProblemException PEER_AWAY where the database has been away for ten seconds: the EPP
   *     system then goes by its own list
   */
  Decided decide(CommandRequest request) {
    OrderList current = list;
    if (current == null || System.nanoTime() - confirmed > BELIEVED.toNanos()) {
      throw ProblemException.peerAway("database", 2);
    }
    Instant now = clock.instant();
    return new Decided(current.decide(request, now), current.serial(), now);
  }

  /** On the one thread of the looks. */
  private void look() {
    try {
      long asked = System.nanoTime();
      // Before the orders: should they change in between, the next look reads them again.
      long serial = sql.number("SELECT coalesce(max(serial), 0) FROM order_list");
      OrderList held = list;
      if (held == null || held.serial() != serial) {
        list = QuarkusTransaction.requiringNew().call(() -> read(serial));
      }
      confirmed = asked;
      failing = false;
    } catch (RuntimeException e) {
      if (!failing) {
        LOG.warn("the orders in force cannot be compared with the database", e);
      }
      failing = true;
    }
  }

  private OrderList read(long serial) {
    Instant now = clock.instant();
    return new OrderList(
        lists.issuer(),
        serial,
        now,
        Instant.MAX,
        orders.running(now).stream().map(RestrictionOrder::terms).toList());
  }
}

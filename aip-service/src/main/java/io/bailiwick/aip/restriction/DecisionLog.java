package io.bailiwick.aip.restriction;

import io.bailiwick.aip.restriction.OrdersInForce.Decided;
import io.bailiwick.common.id.Ids;
import io.bailiwick.common.problem.ProblemException;
import io.bailiwick.common.sql.Sql;
import io.bailiwick.enforcement.CommandRequest;
import io.bailiwick.enforcement.OrderTerms;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * What the decision endpoint has decided. A refusal is a measure against somebody: it is written
 * before it is answered, together with the others that wait. What is allowed is counted per
 * registrar, minute and list, and added to the database every second: thousands a second that
 * nobody was hurt by need no row each.
 */
@Singleton
class DecisionLog {
  private static final Logger LOG = Logger.getLogger(DecisionLog.class);
  private static final Duration BETWEEN_COUNTS = Duration.ofSeconds(1);

  /** Nobody counts into a minute that is so long over. */
  private static final Duration KEPT = Duration.ofMinutes(3);

  /** Nobody decides by a list that was replaced so many looks ago: each is a second. */
  private static final int QUIET_LOOKS = 10;

  private static final int MOST_WAITING = 20_000;
  private static final int MOST_AT_A_TIME = 2_000;

  private final Sql sql;
  private final BlockingQueue<Refusal> waiting = new ArrayBlockingQueue<>(MOST_WAITING);
  private final Map<Minute, Counts> counts = new ConcurrentHashMap<>();
  private final ScheduledExecutorService counter =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("command-counts").factory());
  private volatile @Nullable Thread writer;

  @Inject
  DecisionLog(Sql sql) {
    this.sql = sql;
  }

  private record Refusal(
      UUID id,
      CommandRequest request,
      OrderTerms order,
      Decided decided,
      String askedBy,
      CompletableFuture<Void> written) {}

  /**
   * @param minute number of the minute since 1970, UTC: quickly compared
   */
  private record Minute(long minute, int registrar, long serial) {
    static Minute of(CommandRequest request, Decided decided) {
      return new Minute(
          Math.floorDiv(decided.at().getEpochSecond(), 60L), request.registrar(), decided.serial());
    }

    Instant from() {
      return Instant.ofEpochSecond(minute * 60);
    }
  }

  /**
   * @param quiet how many looks in a row found nothing new
   * @param since when it was begun, by System.nanoTime
   */
  private record Counts(LongAdder allowed, LongAdder warned, AtomicInteger quiet, long since) {}

  void start(@Observes StartupEvent event) {
    writer = Thread.ofPlatform().daemon().name("command-refusals").start(this::writeRefusals);
    var unused =
        counter.scheduleWithFixedDelay(
            this::writeCounts,
            BETWEEN_COUNTS.toMillis(),
            BETWEEN_COUNTS.toMillis(),
            TimeUnit.MILLISECONDS);
  }

  /** The last counts are written; whoever waits for a refusal to be written is told otherwise. */
  void stop(@Observes ShutdownEvent event) {
    counter.shutdown();
    writeCounts();
    Thread running = writer;
    if (running != null) {
      running.interrupt();
    }
  }

  /** Counts what was allowed. */
  void allowed(CommandRequest request, Decided decided) {
    Minute key = Minute.of(request, decided);
    Counts minute = counts.get(key);
    if (minute == null) {
      minute =
          counts.computeIfAbsent(
              key,
              added ->
                  new Counts(
                      new LongAdder(), new LongAdder(), new AtomicInteger(), System.nanoTime()));
    }
    minute.allowed().increment();
    if (!decided.answer().lacks().isEmpty()) {
      minute.warned().increment();
    }
  }

  /** Done when the refusal is in the database; fails where it cannot get there. */
  CompletableFuture<Void> refused(CommandRequest request, Decided decided, String askedBy) {
    Refusal refusal =
        new Refusal(
            Ids.next(),
            request,
            Objects.requireNonNull(decided.answer().order()),
            decided,
            askedBy,
            new CompletableFuture<>());
    if (!waiting.offer(refusal)) {
      throw ProblemException.peerAway("database", 1);
    }
    return refusal.written();
  }

  private void writeRefusals() {
    List<Refusal> batch = new ArrayList<>();
    try {
      while (!Thread.currentThread().isInterrupted()) {
        batch.clear();
        batch.add(waiting.take());
        waiting.drainTo(batch, MOST_AT_A_TIME - 1);
        try {
          write(batch);
          batch.forEach(refusal -> refusal.written().complete(null));
        } catch (RuntimeException e) {
          LOG.warnf(e, "%d refusals could not be written and were not answered", batch.size());
          batch.forEach(refusal -> refusal.written().completeExceptionally(e));
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void write(List<Refusal> batch) {
    long rows =
        sql.update(
            """
            INSERT INTO command_refusal
              (id, at, registrar, command, name, order_id, case_reference, list_serial, asked_by)
            SELECT * FROM unnest(?::uuid[], ?::timestamptz[], ?::integer[], ?::text[], ?::text[], ?::uuid[], ?::text[],
              ?::bigint[], ?::text[])
            """,
            column(batch, Refusal::id),
            column(batch, refusal -> refusal.decided().at()),
            column(batch, refusal -> refusal.request().registrar()),
            column(batch, refusal -> refusal.request().command().code()),
            column(batch, refusal -> refusal.request().name()),
            column(batch, refusal -> refusal.order().orderId()),
            column(batch, refusal -> refusal.order().caseReference()),
            column(batch, refusal -> refusal.decided().serial()),
            column(batch, Refusal::askedBy));
    if (rows != batch.size()) {
      throw new IllegalStateException(rows + " of " + batch.size() + " refusals were written");
    }
  }

  /** On one thread, and at the end on another when that one has stopped. */
  private synchronized void writeCounts() {
    List<Row> rows = new ArrayList<>();
    long newest = counts.keySet().stream().mapToLong(Minute::serial).max().orElse(0);
    counts.forEach(
        (key, kept) -> {
          // Warned first: who comes in between is warned of only when it is counted, too.
          long warned = kept.warned().sumThenReset();
          long allowed = kept.allowed().sumThenReset();
          if (allowed > 0 || warned > 0) {
            kept.quiet().set(0);
            rows.add(new Row(key, kept, allowed, warned));
          } else if (isOver(key, kept, newest)) {
            counts.remove(key);
          }
        });
    if (rows.isEmpty()) {
      return;
    }
    try {
      add(rows);
    } catch (RuntimeException e) {
      rows.forEach(Row::putBack);
      LOG.warn("counts of allowed commands are kept until the database takes them", e);
    }
  }

  private static boolean isOver(Minute key, Counts kept, long newest) {
    return System.nanoTime() - kept.since() > KEPT.toNanos()
        || (key.serial() < newest && kept.quiet().incrementAndGet() >= QUIET_LOOKS);
  }

  private record Row(Minute key, Counts kept, long allowed, long warned) {
    void putBack() {
      kept.allowed().add(allowed);
      kept.warned().add(warned);
    }
  }

  private void add(List<Row> rows) {
    var unused =
        sql.update(
            """
            INSERT INTO command_count AS c (minute, registrar, list_serial, allowed, warned)
            SELECT * FROM unnest(?::timestamptz[], ?::integer[], ?::bigint[], ?::bigint[], ?::bigint[]) ORDER BY 1, 2, 3
            ON CONFLICT (minute, registrar, list_serial)
            DO UPDATE SET allowed = c.allowed + excluded.allowed, warned = c.warned + excluded.warned
            """,
            column(rows, row -> row.key().from()),
            column(rows, row -> row.key().registrar()),
            column(rows, row -> row.key().serial()),
            column(rows, Row::allowed),
            column(rows, Row::warned));
  }

  /** One member of each, as PostgreSQL reads it. */
  private static <T> List<@Nullable String> column(
      List<T> rows, Function<T, @Nullable Object> member) {
    List<@Nullable String> column = new ArrayList<>(rows.size());
    for (T row : rows) {
      Object value = member.apply(row);
      column.add(value == null ? null : value.toString());
    }
    return column;
  }
}

package io.bailiwick.scoring.run;

import io.bailiwick.common.time.Month;
import io.bailiwick.common.trace.Traced;
import io.bailiwick.scoring.gate.History;
import io.bailiwick.scoring.ingest.FeedMonth;
import io.bailiwick.scoring.ingest.IngestGateway;
import io.bailiwick.scoring.ingest.MonthTallies;
import io.bailiwick.scoring.ingest.Reconciliation;
import io.bailiwick.scoring.ingest.ZoneMeasures;
import io.bailiwick.scoring.ingest.ZoneTallies;
import io.bailiwick.scoring.snapshot.Snapshot;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;

/**
 * What a snapshot asks, put to ingest: all at once, a few at a time, since some forty answers of
 * which most are short would otherwise wait for one another.
 */
final class MonthFacts implements Snapshot.Facts, AutoCloseable {

  /** Enough that the short ones go by beside the long ones, and few for ingest. */
  private static final int AT_A_TIME = 4;

  private final ExecutorService threads =
      Executors.newFixedThreadPool(AT_A_TIME, Thread.ofVirtual().name("facts-", 0).factory());
  private final Map<Month, Future<MonthTallies>> tallies = new HashMap<>();
  private final Map<Month, Future<FeedMonth>> feeds = new HashMap<>();
  private final Map<Month, Future<Reconciliation>> reconciliations = new HashMap<>();
  private final Map<Month, Future<ZoneTallies>> zoneTallies = new HashMap<>();
  private final Map<Month, Future<ZoneMeasures>> zoneMeasures = new HashMap<>();

  /**
   * Begins to ask.
   *
   * @param monthsJudged how many of the months the rules look at, the month itself among them
   */
  MonthFacts(IngestGateway ingest, Month month, int monthsJudged) {
    // The dearest first.
    ask(zoneMeasures, month, ingest::zoneMeasures);
    for (int back = 0; back <= History.MONTHS_BEFORE; back++) {
      Month asked = month.minus(back);
      ask(tallies, asked, ingest::tallies);
      ask(zoneTallies, asked, ingest::zoneTallies);
      if (back < monthsJudged) {
        ask(feeds, asked, ingest::feeds);
        ask(reconciliations, asked, ingest::reconciliation);
      }
    }
  }

  private <T> void ask(Map<Month, Future<T>> answers, Month month, Function<Month, T> question) {
    answers.put(month, threads.submit(Traced.here(() -> question.apply(month))));
  }

  @Override
  public MonthTallies tallies(Month month) {
    return answer(tallies, month);
  }

  @Override
  public FeedMonth feeds(Month month) {
    return answer(feeds, month);
  }

  @Override
  public Reconciliation reconciliation(Month month) {
    return answer(reconciliations, month);
  }

  @Override
  public ZoneTallies zoneTallies(Month month) {
    return answer(zoneTallies, month);
  }

  @Override
  public ZoneMeasures zoneMeasures(Month month) {
    return answer(zoneMeasures, month);
  }

  private static <T> T answer(Map<Month, Future<T>> answers, Month month) {
    Future<T> answer = answers.get(month);
    if (answer == null) {
      throw new IllegalStateException("nothing was asked of " + month);
    }
    try {
      return answer.get();
    } catch (ExecutionException e) {
      throw e.getCause() instanceof RuntimeException failure
          ? failure
          : new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while ingest was asked about " + month, e);
    }
  }

  /** Asks nothing more. */
  @Override
  public void close() {
    var unused = threads.shutdownNow();
  }
}

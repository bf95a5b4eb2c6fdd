package io.bailiwick.qpi.ledger;

import io.bailiwick.common.problem.ErrorCode;
import io.bailiwick.common.problem.ProblemException;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Lets a few runs at a time work in this process. A run holds one connection for its answer and up
 * to two for its pages: without turns, callers enough could take all connections and wait for each
 * other.
 */
@ApplicationScoped
class RunTurns {

  private static final int AT_A_TIME = 4;
  private static final int LONGEST_WAIT_SECONDS = 600;
  private static final int LONGEST_RUN_SECONDS = 3600;

  private final Semaphore turns = new Semaphore(AT_A_TIME, true);

  /** Runs it in a transaction of its own, once it is its turn. */
  <T> T take(Supplier<T> run) {
    try {
      if (!turns.tryAcquire(LONGEST_WAIT_SECONDS, TimeUnit.SECONDS)) {
        throw ProblemException.of(
            ErrorCode.CONTENDED, "Other runs take long; nothing was changed.");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
    try {
      return QuarkusTransaction.requiringNew().timeout(LONGEST_RUN_SECONDS).call(run::get);
    } finally {
      turns.release();
    }
  }
}

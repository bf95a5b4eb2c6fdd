package io.bailiwick.qpi;

import io.bailiwick.common.trace.Traced;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/**
 * One result that is made in a thread of its own while the caller does something else. The thread
 * has neither the caller's transaction nor its request, but its trace.
 */
public final class Ahead<T> implements AutoCloseable {

  private final FutureTask<T> task;

  private Ahead(Callable<T> work) {
    this.task = new FutureTask<>(work);
  }

  public static <T> Ahead<T> of(Callable<T> work) {
    Ahead<T> ahead = new Ahead<>(Traced.here(work));
    Thread unused = Thread.ofVirtual().name("ahead").start(ahead.task);
    return ahead;
  }

  /** Waits for the result, and fails as the work failed. */
  public T get() {
    try {
      return task.get();
    } catch (ExecutionException e) {
      switch (e.getCause()) {
        case RuntimeException failure -> throw failure;
        case Error failure -> throw failure;
        case null, default -> throw new IllegalStateException(e);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  /** Ends work that nobody waits for any more. */
  @Override
  public void close() {
    task.cancel(true);
  }
}

package io.bailiwick.scoring.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.function.IntFunction;

/**
 * Computes independent parts on several threads. The results come in the order of the parts, so
 * that the number of threads changes nothing but the time.
 */
final class Threads implements AutoCloseable {

  private static final int TENTHS = 10;

  private final ExecutorService pool;
  private final Consumer<String> progress;

  Threads(int threads, Consumer<String> progress) {
    this.pool = Executors.newFixedThreadPool(threads);
    this.progress = progress;
  }

  /** The results of the parts 0 to count - 1, each computed once. */
  <T> List<T> each(String what, int count, IntFunction<T> part) {
    List<Future<T>> futures = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      int number = i;
      futures.add(pool.submit(() -> part.apply(number)));
    }
    List<T> results = new ArrayList<>();
    try {
      for (Future<T> future : futures) {
        results.add(future.get());
        if (results.size() * TENTHS / count > (results.size() - 1) * TENTHS / count) {
          progress.accept("%s: %d of %d".formatted(what, results.size(), count));
        }
      }
    } catch (ExecutionException e) {
      futures.forEach(future -> future.cancel(true));
      throw new IllegalStateException(what + " failed", e.getCause());
    } catch (InterruptedException e) {
      futures.forEach(future -> future.cancel(true));
      Thread.currentThread().interrupt();
      throw new IllegalStateException(what + " was interrupted", e);
    }
    return results;
  }

  @Override
  public void close() {
    pool.shutdownNow();
  }
}

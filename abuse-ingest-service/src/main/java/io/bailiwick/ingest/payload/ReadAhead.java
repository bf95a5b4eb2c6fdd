package io.bailiwick.ingest.payload;

import io.bailiwick.ingest.format.FeedFormat;
import io.bailiwick.ingest.format.Lines;
import io.bailiwick.ingest.format.Row;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Expands and parses a text on a thread of its own while the caller judges and stages the rows
 * before: both take about as long. A bounded number of rows lies between the two.
 */
final class ReadAhead {
  private static final int BATCH = 500;
  private static final int BATCHES = 8;

  /** Rows that were read; the last batch has none, and the reader's failure where it failed. */
  private record Batch(List<Row> rows, @Nullable Throwable failure) {}

  private final BlockingQueue<Batch> between = new ArrayBlockingQueue<>(BATCHES);
  private List<Row> open = new ArrayList<>(BATCH);

  private ReadAhead() {}

  /**
   * Hands every row to the consumer, in order, on the caller's thread.
   *
   * @throws IOException what reading threw
   */
  static void read(FeedFormat format, Lines lines, Consumer<Row> rows) throws IOException {
    new ReadAhead().run(format, lines, rows);
  }

  private void run(FeedFormat format, Lines lines, Consumer<Row> rows) throws IOException {
    Thread reader = Thread.ofVirtual().name("read-ahead").start(() -> readAll(format, lines));
    try {
      for (Batch batch = between.take(); ; batch = between.take()) {
        batch.rows().forEach(rows);
        if (batch.rows().isEmpty()) {
          rethrow(batch.failure());
          return;
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while a payload was read");
    } finally {
      stop(reader);
    }
  }

  private void readAll(FeedFormat format, Lines lines) {
    Throwable failure = null;
    try {
      format.read(lines, this::add);
      hand(open);
    } catch (Stopped stopped) {
      return;
    } catch (Throwable thrown) { // whatever it is, the caller has to hear of it
      failure = thrown;
    }
    try {
      between.put(new Batch(List.of(), failure));
    } catch (InterruptedException _) {
      // The caller has given up.
    }
  }

  private void add(Row row) {
    open.add(row);
    if (open.size() == BATCH) {
      hand(open);
      open = new ArrayList<>(BATCH);
    }
  }

  private void hand(List<Row> rows) {
    if (rows.isEmpty()) {
      return;
    }
    try {
      between.put(new Batch(rows, null));
    } catch (InterruptedException e) {
      throw new Stopped();
    }
  }

  /** The text is closed after this: nobody may read it any more. */
  private static void stop(Thread reader) {
    reader.interrupt();
    boolean interrupted = false;
    while (reader.isAlive()) {
      try {
        reader.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private static void rethrow(@Nullable Throwable failure) throws IOException {
    switch (failure) {
      case null -> {}
      case IOException e -> throw e;
      case RuntimeException e -> throw e;
      case Error e -> throw e;
      default -> throw new IllegalStateException(failure);
    }
  }

  /** Ends the reading when the caller has given up. */
  private static final class Stopped extends RuntimeException {
    private static final long serialVersionUID = 1;

    Stopped() {
      super(null, null, false, false);
    }
  }
}

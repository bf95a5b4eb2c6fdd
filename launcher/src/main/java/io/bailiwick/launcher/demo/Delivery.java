package io.bailiwick.launcher.demo;

import java.nio.file.Path;
import java.time.Instant;
import java.time.YearMonth;
import java.util.Map;

/** A file and the instant at which it reaches the registry. */
sealed interface Delivery {
  /** The business time at which it is uploaded. */
  Instant at();

  Path file();

  /**
   * An escrow deposit.
   *
   * @param full FULL, else DIFF
   * @param domains names in the registry at the watermark
   */
  record Deposit(Instant at, Path file, Instant watermark, boolean full, int domains)
      implements Delivery {}

  /** The registry's own monthly report of registrars and transactions. */
  record Report(Instant at, Path file, YearMonth month) implements Delivery {}

  /** A fetch of a feed. */
  record Payload(Instant at, Path file, DemoFeed feed, RowCounts rows) implements Delivery {}

  /**
   * What must become of the rows: read = accepted + duplicates + rejected.
   *
   * @param platform accepted and known rows under the dynamic-DNS platform
   */
  record RowCounts(
      int read, int accepted, int duplicates, Map<String, Integer> rejected, int platform) {}
}

package io.bailiwick.scoring.statistics;

import java.util.Collection;

/**
 * How much clustering takes from a count: one actor's campaign of many names is not as many
 * independent events. With clusters of c events, deff = Σc²/Σc, and the effective number is the
 * count over it (Kish, Survey Sampling, 1965, with full correlation inside a cluster).
 *
 * @param events in all clusters
 * @param clusters how many clusters
 * @param sumOfSquares Σc²
 */
public record DesignEffect(long events, int clusters, long sumOfSquares) {

  /**
   * From the sizes of the clusters.
   *
   * @param sizes 1 or more each; a single event is a cluster of 1
   * @throws IllegalArgumentException if a size is below 1
   * @throws ArithmeticException if the squares do not fit into 64 bits
   */
  public static DesignEffect of(Collection<Long> sizes) {
    long events = 0;
    long squares = 0;
    for (long size : sizes) {
      if (size < 1) {
        throw new IllegalArgumentException("not the size of a cluster: " + size);
      }
      events = Math.addExact(events, size);
      squares = Math.addExact(squares, Math.multiplyExact(size, size));
    }
    return new DesignEffect(events, sizes.size(), squares);
  }

  /** The design effect, from 1 (only single events, or none) to the number of events. */
  public double deff() {
    return events == 0 ? 1 : (double) sumOfSquares / events;
  }

  /** As how many independent events they count; 0 where there are none. */
  public double effectiveEvents() {
    return events / deff();
  }
}

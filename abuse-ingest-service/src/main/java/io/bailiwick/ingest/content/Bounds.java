package io.bailiwick.ingest.content;

/**
 * How far content may expand.
 *
 * @param maxExpandedBytes most bytes after expansion
 * @param maxRatio most expanded bytes per packed byte; looked at only past {@link #RATIO_FLOOR},
 *     since small files of repeating lines pack extremely well
 */
public record Bounds(long maxExpandedBytes, int maxRatio) {

  /** Expanded size below which the ratio is not looked at. */
  public static final long RATIO_FLOOR = 8L << 20;

  public Bounds {
    if (maxExpandedBytes < 1 || maxRatio < 1) {
      throw new IllegalArgumentException("bounds must be positive");
    }
  }
}

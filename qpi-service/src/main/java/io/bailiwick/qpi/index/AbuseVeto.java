package io.bailiwick.qpi.index;

/**
 * What the reward gate of the scoring service says. Its threshold lives there and nowhere else; the
 * index only obeys.
 */
public enum AbuseVeto {
  /** The gate holds, provisionally or not. */
  CLEAR,
  /** The gate does not hold: nothing else counts. */
  VETOED,
  /** The gate could not be assessed, so that the veto can be neither raised nor ruled out. */
  UNKNOWN
}

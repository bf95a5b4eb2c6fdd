package io.bailiwick.qpi.index;

/**
 * What a gate of the scoring service means for the index. Its threshold lives there and nowhere
 * else; the index only obeys.
 */
public enum AbuseVeto {
  /** The gate speaks for the registrar, provisionally or not. */
  CLEAR,
  /** The gate speaks against the registrar: nothing else counts. */
  VETOED,
  /** The gate could not be assessed, so that the veto can be neither raised nor ruled out. */
  UNKNOWN
}

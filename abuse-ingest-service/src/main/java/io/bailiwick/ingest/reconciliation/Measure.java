package io.bailiwick.ingest.reconciliation;

/** What is compared with the report. */
public enum Measure {
  /**
   * Gross domains under management at the end of the month: every status but pendingCreate, before
   * exclusions. Blocks.
   */
  TOTAL_DOMAINS,
  /** Creates that outlived their add grace period, in the month in which it ended. Blocks. */
  NET_ADDS,
  /**
   * Transfers in, in the month in which their grace period ended. Shown only: back-end operators
   * count transfers in different ways.
   */
  TRANSFERS_GAINED,
  /** Transfers out. Shown only, as those in. */
  TRANSFERS_LOST,
  /** Purges of names that were deleted after their add grace period. Shown only. */
  DELETES,
  /** Deletes within the add grace period. Shown only. */
  GRACE_DELETES,
  /**
   * The report beside the one of the month before: names then, plus adds, plus transfers in, less
   * transfers out, less deletes, shifted by what stood in its grace period at both ends. Blocks for
   * the zone as a whole, where transfers cancel out; of one registrar it is shown only, since a
   * bulk transfer after a termination stands in no column.
   */
  MOVEMENT
}

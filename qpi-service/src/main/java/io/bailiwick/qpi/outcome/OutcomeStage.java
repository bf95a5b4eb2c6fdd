package io.bailiwick.qpi.outcome;

/** How far the making of a report has come; each stage follows the one before. */
public enum OutcomeStage {
  /** Reads the creates of the promotion and of its controls. */
  CREATES,
  /** Reads which names were deleted in the add grace period. */
  ADD_GRACE_DELETES,
  /** Reads which names were deleted later. */
  DELETES,
  /** Reads the malicious names, month by month. */
  ABUSE,
  /** All is read; counts, and writes the report. */
  COUNTING,
  DONE;

  OutcomeStage next() {
    return values()[ordinal() + 1];
  }
}

package io.bailiwick.qpi.promotion;

/** Why a participant is suspended. Several may stand at once. */
public enum SuspensionGround {
  /** A later index misses the baseline, and the terms say that this suspends. */
  BASELINE_LOST,
  /** A limit of the Abuse Intervention Program is in force, and the terms say that this pauses. */
  AIP_LIMIT,
  /** A person found fraud. */
  FRAUD_FINDING;

  /** Whether a person finds it; the others follow from policy. */
  boolean isFoundByAPerson() {
    return this == FRAUD_FINDING;
  }
}

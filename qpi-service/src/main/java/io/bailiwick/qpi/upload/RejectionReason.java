package io.bailiwick.qpi.upload;

/** Why a row was not accepted. */
public enum RejectionReason {
  /** It is not a row of this table: another number of cells, or no JSON object. */
  MALFORMED,
  /** A cell that is needed is empty. */
  MISSING,
  /** A cell does not have the form that is asked for. */
  INVALID,
  /** The month is not over, so that nothing of it can be final. */
  MONTH_NOT_OVER,
  /** An earlier row says it already. */
  DUPLICATE
}

package io.bailiwick.ingest.rejection;

/** Says that one row, or one object of a deposit, cannot be used. */
public final class Unfit extends Exception {
  private static final long serialVersionUID = 1L;
  private final RejectionReason reason;

  public Unfit(RejectionReason reason, String detail) {
    super(detail, null, false, false);
    this.reason = reason;
  }

  public RejectionReason reason() {
    return reason;
  }

  /** A sentence for the sender. */
  public String detail() {
    return String.valueOf(getMessage());
  }
}

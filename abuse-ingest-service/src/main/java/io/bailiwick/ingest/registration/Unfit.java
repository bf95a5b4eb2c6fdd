package io.bailiwick.ingest.registration;

import io.bailiwick.ingest.rejection.RejectionReason;

/** Says that one object of a deposit cannot be used. */
final class Unfit extends Exception {
  private static final long serialVersionUID = 1L;
  private final RejectionReason reason;

  Unfit(RejectionReason reason, String detail) {
    super(detail, null, false, false);
    this.reason = reason;
  }

  RejectionReason reason() {
    return reason;
  }

  /** A sentence for the sender. */
  String detail() {
    return String.valueOf(getMessage());
  }
}

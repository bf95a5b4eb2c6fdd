package io.bailiwick.ingest.register;

import io.bailiwick.ingest.rejection.RejectionReason;

/** Says that a row cannot be used. */
final class UnfitException extends Exception {
  private static final long serialVersionUID = 1L;

  private final RejectionReason reason;

  UnfitException(RejectionReason reason, String detail) {
    super(detail, null, false, false);
    this.reason = reason;
  }

  RejectionReason reason() {
    return reason;
  }

  String detail() {
    return String.valueOf(getMessage());
  }
}

package io.bailiwick.qpi.ledger;

/**
 * How many deletes in the add grace period a registry refunds a registrar for in a month: the
 * larger of 50 and a tenth of its net adds (ICANN's Add Grace Period Limits Policy).
 *
 * @param creates names created in the month, those deleted again included
 * @param deletes names deleted in their add grace period
 */
record AddGraceRefund(long creates, long deletes) {

  private static final long ALWAYS = 50;
  private static final long PART = 10;

  AddGraceRefund {
    if (creates < 0 || deletes < 0) {
      throw new IllegalArgumentException("counts are not below zero");
    }
  }

  /** Names created and not deleted in the add grace period. */
  long netAdds() {
    return creates - deletes;
  }

  /** Most deletes that are refunded; a part of a name is none. */
  long limit() {
    return Math.max(ALWAYS, netAdds() / PART);
  }

  long refunded() {
    return Math.min(deletes, limit());
  }

  long notRefunded() {
    return deletes - refunded();
  }
}

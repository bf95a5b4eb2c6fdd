package io.bailiwick.qpi.promotion;

/** EPP transform commands on a name that a promotion may pay for. */
public enum Operation {
  CREATE,
  RENEW,
  /** An inbound transfer: the gaining registrar's. */
  TRANSFER
}

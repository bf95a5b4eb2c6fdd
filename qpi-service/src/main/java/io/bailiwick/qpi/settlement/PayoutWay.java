package io.bailiwick.qpi.settlement;

/** How a registrar is paid. */
public enum PayoutWay {
  /** A credit on its next invoice. */
  INVOICE_CREDIT,
  /** Added to its deposit at the registry. */
  DEPOSIT,
  /** Taken off its next fees by the registry's EPP system. */
  EPP_DISCOUNT
}

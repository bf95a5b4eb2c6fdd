package io.bailiwick.qpi.reseller;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * One quantity of one reseller in a month.
 *
 * @param quantity a quantity of indicators, or {@link #ABUSE_GATE}
 * @param value null for the abuse gate
 * @param abuse whether the registrar states that abuse is clear; null for quantities
 */
record ResellerRow(
    String reseller, String quantity, @Nullable BigDecimal value, @Nullable Boolean abuse) {

  /** States the abuse gate: CLEAR or VETOED. No service scores resellers. */
  static final String ABUSE_GATE = "ABUSE_GATE";
}

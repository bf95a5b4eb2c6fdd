package io.bailiwick.qpi.kpi;

import java.util.Map;
import java.util.Optional;

/** What a definition leaves out of its numerator and its denominator. */
public enum Exclusion {
  /** Names that were created and deleted again within the add grace period. */
  ADD_GRACE_DELETES(
      "add-grace deletes",
      Map.of(
          Quantity.CREATES, Quantity.ADD_GRACE_DELETES,
          Quantity.TERM_YEARS, Quantity.ADD_GRACE_TERM_YEARS)),
  /** Names whose first period ended: they are renewed far less often than others. */
  FIRST_RENEWALS(
      "first renewals",
      Map.of(
          Quantity.RENEWALS_DUE, Quantity.FIRST_RENEWALS_DUE,
          Quantity.RENEWALS_DONE, Quantity.FIRST_RENEWALS_DONE));

  private final String words;
  private final Map<Quantity, Quantity> less;

  Exclusion(String words, Map<Quantity, Quantity> less) {
    this.words = words;
    this.less = less;
  }

  /** The exclusion inside a sentence. */
  public String words() {
    return words;
  }

  /** What is to be taken off the quantity; empty where it has nothing of the kind. */
  Optional<Quantity> lessOf(String quantity) {
    return QuantityName.builtIn(quantity).map(less::get);
  }
}

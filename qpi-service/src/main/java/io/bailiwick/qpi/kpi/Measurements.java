package io.bailiwick.qpi.kpi;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What is known of one registrar in one month. A quantity that is not known carries the reason, and
 * is never taken as zero.
 */
public final class Measurements {
  private final Map<String, Fraction> known = new HashMap<>();
  private final Map<String, String> missing = new HashMap<>();

  public Measurements know(String quantity, Fraction value) {
    known.put(quantity, value);
    missing.remove(quantity);
    return this;
  }

  public Measurements know(Quantity quantity, Fraction value) {
    return know(quantity.name(), value);
  }

  public Measurements know(Quantity quantity, long value) {
    return know(quantity, Fraction.of(value));
  }

  /**
   * Says why a quantity is not known.
   *
   * @param reason a sentence without its full stop
   */
  public Measurements miss(Quantity quantity, String reason) {
    known.remove(quantity.name());
    missing.put(quantity.name(), reason);
    return this;
  }

  /** All that is known, with some of it otherwise. */
  public Measurements with(Map<String, Fraction> others) {
    Measurements changed = new Measurements();
    changed.known.putAll(known);
    changed.missing.putAll(missing);
    others.forEach(changed::know);
    return changed;
  }

  public Optional<Fraction> of(String quantity) {
    return quantity.equals(Quantity.MONTHS.name())
        ? Optional.of(Fraction.of(1))
        : Optional.ofNullable(known.get(quantity));
  }

  public String whyMissing(String quantity) {
    String reason = missing.get(quantity);
    return reason != null
        ? reason
        : "the number of " + QuantityName.words(quantity) + " was not delivered";
  }
}

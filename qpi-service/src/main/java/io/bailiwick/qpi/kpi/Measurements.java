package io.bailiwick.qpi.kpi;

import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/**
 * What is known of one registrar in one month. A quantity that is not known carries the reason, and
 * is never taken as zero.
 */
public final class Measurements {
  private final Map<Quantity, Fraction> known = new EnumMap<>(Quantity.class);
  private final Map<Quantity, String> missing = new EnumMap<>(Quantity.class);

  public Measurements know(Quantity quantity, Fraction value) {
    known.put(quantity, value);
    missing.remove(quantity);
    return this;
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
    known.remove(quantity);
    missing.put(quantity, reason);
    return this;
  }

  public Optional<Fraction> of(Quantity quantity) {
    return Optional.ofNullable(known.get(quantity));
  }

  public String whyMissing(Quantity quantity) {
    String reason = missing.get(quantity);
    return reason != null ? reason : "the number of " + quantity.words() + " was not delivered";
  }
}

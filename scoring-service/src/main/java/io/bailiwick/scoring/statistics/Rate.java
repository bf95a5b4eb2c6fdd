package io.bailiwick.scoring.statistics;

import java.math.BigDecimal;

/**
 * A rate as it is counted: so many events on so many names, exact. It is divided only where a
 * formula needs a real number, and rounded only where it is shown.
 *
 * <p>The events are domains, creates or incidents; there may be more of them than names, since the
 * exposure is a mean over days. A rate on no names at all is allowed as a value and has no number:
 * ask {@link #exists()}.
 *
 * @param events how often it happened, 0 or more
 * @param exposure on how many names (times months)
 */
public record Rate(long events, Exposure exposure) {

  /** Nothing on no names. */
  public static final Rate NONE = new Rate(0, Exposure.NONE);

  /**
   * Takes the count as it is.
   *
   * @throws IllegalArgumentException if the number of events is negative
   */
  public Rate {
    if (events < 0) {
      throw new IllegalArgumentException("not a number of events: " + events);
    }
  }

  /** So many events on a whole number of names. */
  public static Rate of(long events, long names) {
    return new Rate(events, Exposure.of(names));
  }

  /** Whether there are names, so that the rate is a number. */
  public boolean exists() {
    return !exposure.isNone();
  }

  /**
   * Events per name, 0 or more; above 1 where there are more events than names.
   *
   * @throws IllegalArgumentException if there are no names
   */
  public double toDouble() {
    if (!exists()) {
      throw new IllegalArgumentException("no rate of %d events on no names".formatted(events));
    }
    return events / exposure.toDouble();
  }

  /** Both together: the sums of the events and of the exposures. */
  public Rate plus(Rate other) {
    return new Rate(Math.addExact(events, other.events), exposure.plus(other.exposure));
  }

  /**
   * What remains without a part of it: the rest of a zone without one registrar.
   *
   * @throws IllegalArgumentException if the part is larger than the whole
   */
  public Rate minus(Rate part) {
    return new Rate(events - part.events, exposure.minus(part.exposure));
  }

  /** Another number of events on the same names. */
  public Rate withEvents(long other) {
    return new Rate(other, exposure);
  }

  /** The same events on so many names more. */
  public Rate withMoreNames(long names) {
    return new Rate(events, exposure.plus(Exposure.of(names)));
  }

  /**
   * Whether the rate is above a threshold per name, compared exactly. False without names: a rate
   * that does not exist is above nothing.
   */
  public boolean isAbove(BigDecimal threshold) {
    return exists()
        && BigDecimal.valueOf(events)
                .multiply(BigDecimal.valueOf(exposure.denominator()))
                .compareTo(threshold.multiply(BigDecimal.valueOf(exposure.numerator())))
            > 0;
  }

  /** Whether there are more events than names, so that the rate is no proportion. */
  boolean isNoProportion() {
    return events > exposure.toDouble();
  }

  @Override
  public String toString() {
    return events + " on " + exposure.numerator() + "/" + exposure.denominator();
  }
}

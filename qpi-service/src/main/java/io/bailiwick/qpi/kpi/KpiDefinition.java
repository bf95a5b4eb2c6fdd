package io.bailiwick.qpi.kpi;

import static java.util.Objects.requireNonNull;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An indicator as data: what is divided by what, which way is better, and the points of each band.
 *
 * @param kpi which of the six
 * @param numerator what is counted
 * @param denominator among what
 * @param per the value is numerator / denominator × per: 100 for a share in percent, 10,000 for a
 *     rate per 10,000 names, 1 for an average
 * @param unit the unit of the value in words: "% of names due", "years"
 * @param direction which way is better
 * @param minimumDenominator below this the indicator is not assessable; at least 1
 * @param bands from the best to the worst; the last one has no bound
 */
public record KpiDefinition(
    Kpi kpi,
    Quantity numerator,
    Quantity denominator,
    int per,
    String unit,
    Direction direction,
    long minimumDenominator,
    List<Band> bands) {

  /** Decimals of a value inside a sentence. */
  private static final int SHOWN_PLACES = 2;

  private static final BigDecimal MOST_POINTS = new BigDecimal(100);

  public KpiDefinition {
    requireNonNull(kpi, "kpi");
    requireNonNull(numerator, "numerator");
    requireNonNull(denominator, "denominator");
    requireNonNull(unit, "unit");
    requireNonNull(direction, "direction");
    bands = List.copyOf(bands);
  }

  /** Applies the definition; never divides by zero and never takes a missing input as zero. */
  public KpiAssessment assess(Measurements measurements) {
    Optional<Fraction> above = measurements.of(numerator);
    Optional<Fraction> below = measurements.of(denominator);
    if (above.isEmpty() || below.isEmpty()) {
      Quantity missing = above.isEmpty() ? numerator : denominator;
      return notAssessable(measurements.whyMissing(missing));
    }
    if (below.get().compareTo(BigDecimal.valueOf(Math.max(1, minimumDenominator))) < 0) {
      return notAssessable(
          "%s %s are too few, at least %d are needed"
              .formatted(shown(below.get()), denominator.words(), Math.max(1, minimumDenominator)));
    }
    Fraction value = above.get().dividedBy(below.get()).times(per);
    BigDecimal points =
        bands.stream()
            .filter(band -> band.reachedBy(value, direction))
            .findFirst()
            .map(Band::points)
            .orElseThrow(() -> new IllegalStateException("no band takes the rest of " + kpi));
    String sentence =
        "%s %s of %s %s: %s %s, %s points."
            .formatted(
                shown(above.get()),
                numerator.words(),
                shown(below.get()),
                denominator.words(),
                value.rounded(SHOWN_PLACES).toPlainString(),
                unit,
                points.stripTrailingZeros().toPlainString());
    return new KpiAssessment.Assessed(kpi, above.get(), below.get(), value, points, sentence);
  }

  /** Everything wrong with the definition; empty when it can be used. */
  public List<Flaw> flaws() {
    List<Flaw> flaws = new ArrayList<>();
    if (numerator == denominator) {
      flaws.add(new Flaw("denominator", "must differ from the numerator"));
    }
    if (per < 1) {
      flaws.add(new Flaw("per", "must be at least 1"));
    }
    if (minimumDenominator < 1) {
      flaws.add(new Flaw("minimumDenominator", "must be at least 1"));
    }
    if (bands.isEmpty()) {
      flaws.add(new Flaw("bands", "must have at least one band"));
    }
    for (int i = 0; i < bands.size(); i++) {
      flawsOfBand(i).forEach(flaws::add);
    }
    return flaws;
  }

  private List<Flaw> flawsOfBand(int index) {
    List<Flaw> flaws = new ArrayList<>();
    Band band = bands.get(index);
    boolean last = index == bands.size() - 1;
    String at = "bands[" + index + "]";
    if (last != (band.bound() == null)) {
      flaws.add(new Flaw(at + ".bound", "only the last band, and it always, has no bound"));
    }
    if (band.points().signum() < 0 || band.points().compareTo(MOST_POINTS) > 0) {
      flaws.add(new Flaw(at + ".points", "must be between 0 and 100"));
    }
    if (index > 0) {
      Band better = bands.get(index - 1);
      if (band.points().compareTo(better.points()) > 0) {
        flaws.add(new Flaw(at + ".points", "must not be more than those of the band before"));
      }
      if (!inOrder(better.bound(), band.bound())) {
        flaws.add(new Flaw(at + ".bound", "must be worse than that of the band before"));
      }
    }
    return flaws;
  }

  private boolean inOrder(@Nullable BigDecimal better, @Nullable BigDecimal worse) {
    if (better == null || worse == null) {
      return true;
    }
    int compared = better.compareTo(worse);
    return switch (direction) {
      case HIGHER_IS_BETTER -> compared > 0;
      case LOWER_IS_BETTER -> compared < 0;
    };
  }

  private KpiAssessment notAssessable(String reason) {
    return new KpiAssessment.NotAssessable(kpi, "Not assessable: " + reason + ".");
  }

  private static String shown(Fraction number) {
    return number.rounded(SHOWN_PLACES).stripTrailingZeros().toPlainString();
  }
}

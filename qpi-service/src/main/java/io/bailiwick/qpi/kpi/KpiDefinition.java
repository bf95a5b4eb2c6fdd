package io.bailiwick.qpi.kpi;

import static java.util.Objects.requireNonNull;
import static java.util.Objects.requireNonNullElse;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * An indicator as data: what is divided by what, over how long, what is left out, which way is
 * better, and how a value becomes points.
 *
 * <p>Documents from before windows, exclusions, floors of events, scales and absence were data do
 * not have those members; they are read as what they meant.
 *
 * @param kpi one of {@link Kpi}, or an identifier of the registry's own: capitals, digits and
 *     underscores
 * @param measure what the value is; absent: as {@link Kpi} has it, AVERAGE for a registry's own
 * @param numerator what is counted, by its {@link QuantityName}
 * @param denominator among what
 * @param window over how many closed months both are summed, the evaluated one being the last; 1 to
 *     24, absent or 0: 1
 * @param exclusions what is left out of both
 * @param per the value is numerator / denominator × per: 100 for a share in percent, 10,000 for a
 *     rate per 10,000 names, 1 for an average
 * @param unit the unit of the value in words: "% of names due", "years"
 * @param direction which way is better
 * @param minimumDenominator below this the indicator is not assessable; at least 1
 * @param minimumEvents below this numerator the indicator is not assessable; 0: no such floor
 * @param scale how the value becomes points; absent: BANDS
 * @param bands of BANDS, from the best to the worst; the last one has no bound
 * @param line of LINEAR and LOGARITHMIC
 * @param absence what follows where it is not assessable; absent: SPREAD_WEIGHT
 */
public record KpiDefinition(
    String kpi,
    Measure measure,
    String numerator,
    String denominator,
    int window,
    List<Exclusion> exclusions,
    int per,
    String unit,
    Direction direction,
    long minimumDenominator,
    long minimumEvents,
    Scale scale,
    List<Band> bands,
    @Nullable Line line,
    Absence absence) {

  /** The longest window, in months. */
  public static final int LONGEST_WINDOW = 24;

  /** Decimals of a value and of points inside a sentence. */
  private static final int SHOWN_PLACES = 2;

  private static final BigDecimal MOST_POINTS = new BigDecimal(100);
  private static final Pattern ID = Pattern.compile("[A-Z][A-Z0-9_]{1,39}");
  private static final int MOST_BANDS = 200;
  private static final int MOST_PER = 1_000_000;

  public KpiDefinition {
    requireNonNull(kpi, "kpi");
    requireNonNull(numerator, "numerator");
    requireNonNull(denominator, "denominator");
    requireNonNull(unit, "unit");
    requireNonNull(direction, "direction");
    measure =
        requireNonNullElse(measure, Kpi.builtIn(kpi).map(Kpi::measure).orElse(Measure.AVERAGE));
    window = window == 0 ? 1 : window;
    exclusions = List.copyOf(requireNonNullElse(exclusions, List.of()));
    scale = requireNonNullElse(scale, Scale.BANDS);
    bands = List.copyOf(requireNonNullElse(bands, List.of()));
    absence = requireNonNullElse(absence, Absence.SPREAD_WEIGHT);
  }

  /** Applies the definition; never divides by zero and never takes a missing input as zero. */
  public KpiAssessment assess(History history, BigDecimal confidence) {
    return switch (summed(history)) {
      case Sums.Known known -> judge(known.numerator(), known.denominator(), confidence);
      case Sums.Missing missing -> notAssessable(missing.reason());
    };
  }

  /** What both sides of the fraction come to over the window. */
  public sealed interface Sums {
    /** Both are known. */
    record Known(Fraction numerator, Fraction denominator) implements Sums {}

    /**
     * One is not.
     *
     * @param reason a sentence without its full stop
     */
    record Missing(String reason) implements Sums {}
  }

  /** Sums both sides over the window, without what is left out. */
  public Sums summed(History history) {
    if (history.months().size() < window) {
      return new Sums.Missing(
          "%d of the %d months of its window are known".formatted(history.months().size(), window));
    }
    Fraction above = Fraction.of(0);
    Fraction below = Fraction.of(0);
    for (History.Month month : history.months().subList(0, window)) {
      for (String quantity : quantities()) {
        if (month.measurements().of(quantity).isEmpty()) {
          String reason = month.measurements().whyMissing(quantity);
          return new Sums.Missing(window == 1 ? reason : "in " + month.name() + ", " + reason);
        }
      }
      above = above.plus(net(month.measurements(), numerator));
      below = below.plus(net(month.measurements(), denominator));
    }
    return new Sums.Known(above, below);
  }

  /** Every quantity that it reads. */
  public List<String> quantities() {
    return Stream.of(numerator, denominator)
        .flatMap(
            quantity ->
                Stream.concat(
                    Stream.of(quantity),
                    exclusions.stream()
                        .flatMap(exclusion -> exclusion.lessOf(quantity).stream())
                        .map(Quantity::name)))
        .distinct()
        .toList();
  }

  private Fraction net(Measurements measurements, String quantity) {
    Fraction net = measurements.of(quantity).orElseThrow();
    for (Exclusion exclusion : exclusions) {
      Optional<Quantity> less = exclusion.lessOf(quantity);
      if (less.isPresent()) {
        net = net.minus(measurements.of(less.get().name()).orElseThrow());
      }
    }
    return net;
  }

  /** Judges two sums, whatever they come from. */
  public KpiAssessment judge(Fraction above, Fraction below, BigDecimal confidence) {
    if (above.signum() < 0) {
      return notAssessable("more is left out than there is");
    }
    if (below.compareTo(BigDecimal.valueOf(Math.max(1, minimumDenominator))) < 0) {
      return notAssessable(
          "%s %s are too few, at least %d are needed"
              .formatted(shown(below), words(denominator), Math.max(1, minimumDenominator)));
    }
    if (above.compareTo(BigDecimal.valueOf(minimumEvents)) < 0) {
      return notAssessable(
          "%s %s are too few, at least %d are needed"
              .formatted(shown(above), words(numerator), minimumEvents));
    }
    Fraction value = above.dividedBy(below).times(per);
    Fraction points = points(value);
    String sentence =
        "%s %s of %s %s%s: %s %s, %s points."
            .formatted(
                shown(above),
                words(numerator),
                shown(below),
                words(denominator),
                window == 1 ? "" : " in " + window + " months",
                value.rounded(SHOWN_PLACES).toPlainString(),
                unit,
                shown(points));
    return new KpiAssessment.Assessed(
        kpi,
        above,
        below,
        value,
        ValueInterval.of(measure, above, below, per, confidence),
        points,
        sentence);
  }

  /** 0 to 100. */
  Fraction points(Fraction value) {
    return switch (scale) {
      case BANDS ->
          bands.stream()
              .filter(band -> band.reachedBy(value, direction))
              .findFirst()
              .map(band -> Fraction.of(band.points()))
              .orElseThrow(() -> new IllegalStateException("no band takes the rest of " + kpi));
      case LINEAR -> requireNonNull(line, "a linear scale has a line").linear(value);
      case LOGARITHMIC -> requireNonNull(line, "a logarithmic scale has a line").logarithmic(value);
    };
  }

  /** The quantity in words, with what is left out of it. */
  private String words(String quantity) {
    List<String> without =
        exclusions.stream()
            .filter(exclusion -> exclusion.lessOf(quantity).isPresent())
            .map(Exclusion::words)
            .toList();
    return QuantityName.words(quantity)
        + (without.isEmpty() ? "" : " without " + String.join(" and ", without));
  }

  /** Everything wrong with the definition; empty when it can be used. */
  public List<Flaw> flaws() {
    List<Flaw> flaws = new ArrayList<>();
    if (!ID.matcher(kpi).matches()) {
      flaws.add(
          new Flaw("kpi", "must be 2 to 40 capitals, digits and underscores, for example MAIL"));
    }
    flawsOfQuantities(flaws);
    if (window < 1 || window > LONGEST_WINDOW) {
      flaws.add(new Flaw("window", "must be 1 to " + LONGEST_WINDOW + " months"));
    }
    if (per < 1 || per > MOST_PER) {
      flaws.add(new Flaw("per", "must be 1 to " + MOST_PER));
    }
    if (unit.isBlank() || unit.length() > 80) {
      flaws.add(new Flaw("unit", "must be 1 to 80 characters"));
    }
    if (minimumDenominator < 1) {
      flaws.add(new Flaw("minimumDenominator", "must be at least 1"));
    }
    if (minimumEvents < 0) {
      flaws.add(new Flaw("minimumEvents", "must not be negative"));
    }
    switch (scale) {
      case BANDS -> flawsOfBands(flaws);
      case LINEAR, LOGARITHMIC -> flawsOfLine(flaws);
    }
    return flaws;
  }

  private void flawsOfQuantities(List<Flaw> flaws) {
    if (!QuantityName.isKnown(numerator)) {
      flaws.add(new Flaw("numerator", "must be a quantity or series/NAME/numerator"));
    }
    if (!QuantityName.isKnown(denominator)) {
      flaws.add(new Flaw("denominator", "must be a quantity or series/NAME/denominator"));
    }
    if (numerator.equals(denominator)) {
      flaws.add(new Flaw("denominator", "must differ from the numerator"));
    }
    if (exclusions.stream().distinct().count() != exclusions.size()) {
      flaws.add(new Flaw("exclusions", "must name each only once"));
    }
    for (int i = 0; i < exclusions.size(); i++) {
      Exclusion exclusion = exclusions.get(i);
      if (exclusion.lessOf(numerator).isEmpty() && exclusion.lessOf(denominator).isEmpty()) {
        flaws.add(
            new Flaw(
                "exclusions[" + i + "]",
                "neither the numerator nor the denominator has any of it"));
      }
    }
  }

  private void flawsOfBands(List<Flaw> flaws) {
    if (line != null) {
      flaws.add(new Flaw("line", "belongs to a linear or logarithmic scale only"));
    }
    if (bands.isEmpty() || bands.size() > MOST_BANDS) {
      flaws.add(new Flaw("bands", "must have 1 to " + MOST_BANDS + " bands"));
    }
    for (int i = 0; i < bands.size(); i++) {
      flaws.addAll(flawsOfBand(i));
    }
  }

  private void flawsOfLine(List<Flaw> flaws) {
    if (!bands.isEmpty()) {
      flaws.add(new Flaw("bands", "belong to the scale BANDS only"));
    }
    if (line == null) {
      flaws.add(new Flaw("line", "must say where no points and all points are"));
      return;
    }
    int compared = line.fullAt().compareTo(line.zeroAt());
    boolean right =
        switch (direction) {
          case HIGHER_IS_BETTER -> compared > 0;
          case LOWER_IS_BETTER -> compared < 0;
        };
    if (!right) {
      flaws.add(new Flaw("line.fullAt", "must be better than zeroAt"));
    }
    if (scale == Scale.LOGARITHMIC
        && (line.zeroAt().signum() <= 0 || line.fullAt().signum() <= 0)) {
      flaws.add(new Flaw("line", "must lie above 0, where logarithms are"));
    }
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

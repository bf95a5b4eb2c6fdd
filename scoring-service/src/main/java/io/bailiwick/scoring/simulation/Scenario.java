package io.bailiwick.scoring.simulation;

import io.bailiwick.scoring.gate.ScoringPolicy;
import java.util.Arrays;
import java.util.function.IntToDoubleFunction;

/**
 * A kind of zone in which every registrar is average, or differs only by what the scenario says.
 * Months 0 to 11 lie before the year that is judged, months 12 to 23 are it.
 */
enum Scenario {
  AVERAGE(
      3,
      "average",
      "Every registrar has the zone's rate of 3 per 10,000; domains come one by one."),
  AVERAGE_HIGH(
      12,
      "average, high",
      "The same at 12 per 10,000, above T_a: only the comparison with the others protects anybody."),
  CAMPAIGNS(
      3,
      "campaigns",
      "At 3 per 10,000, in campaigns of one actor that spill over the ends of months."),
  CAMPAIGNS_HIGH(6, "campaigns, higher", "The same at 6 per 10,000."),
  CAMPAIGNS_LOOKED_AT(
      3,
      "campaigns, looked at",
      "As *campaigns*, and a person has looked at every domain and confirmed it, so that no result is fragile by a family."),
  LASTING_SPREAD(
      3,
      "lasting differences",
      "Each registrar has a rate of its own for good, spread as the published prior says. False is who is held although its"
          + " own rate is not above T_a, or not above twice that of the others together."),
  MONTHLY_SPREAD(
      3,
      "swings",
      "Each registrar's rate is drawn anew each month with the same spread; nobody differs in the long run."),
  SHOCK_OF_A_MONTH(
      6, "feed doubles for a month", "At 6 per 10,000, and in one month every count is doubled."),
  SHOCK_FOR_GOOD(
      6,
      "feed doubles for good",
      "At 6 per 10,000, and from the fifth month on every count is doubled."),
  BROKEN_FAMILY(
      3,
      "a family breaks",
      "For six months one source family names in error 50 of each 10,000 names of five registrars, and another copies it."),
  ZONE_CAMPAIGN(
      3,
      "campaign on the zone",
      "For three months every registrar's rate is four times as high, in campaigns."),
  EVERYTHING(
      6,
      "all at once",
      "At 6 per 10,000: campaigns, swings, and from the fifth month on every count is doubled.");

  static final int MONTHS_BEFORE = 12;
  static final int MONTHS = 24;

  private static final int FLOODED_REGISTRARS = 5;
  private static final long FLOODED_NAMES = 1000;
  private static final double FLOOD_PER_10K = 50;

  private final double zonePer10k;
  private final String label;
  private final String description;

  Scenario(double zonePer10k, String label, String description) {
    this.zonePer10k = zonePer10k;
    this.label = label;
    this.description = description;
  }

  double zonePer10k() {
    return zonePer10k;
  }

  String label() {
    return label;
  }

  String description() {
    return description;
  }

  /**
   * One zone over two years.
   *
   * <p>Where registrars differ, it is by factors of a gamma distribution with the shape of the
   * policy's published prior.
   */
  SimulatedZone zone(long seed, long year, long[] sizes, ScoringPolicy policy) {
    double shape = policy.prior().alpha().doubleValue();
    Draw draw = Draw.of(seed, ordinal(), year);
    double[] factors = new double[sizes.length];
    Abuse[] abuse = new Abuse[sizes.length];
    for (int i = 0; i < sizes.length; i++) {
      factors[i] = this == LASTING_SPREAD ? draw.factor(shape) : 1;
      abuse[i] = abuse(draw, sizes[i] * zonePer10k / 10_000 * factors[i], shape);
    }
    if (this == CAMPAIGNS_LOOKED_AT) {
      Arrays.stream(abuse).forEach(Abuse::lookAt);
    }
    if (this == BROKEN_FAMILY) {
      flood(draw, sizes, abuse);
    }
    return new SimulatedZone(draw, sizes, factors, abuse, zonePer10k, policy);
  }

  private Abuse abuse(Draw draw, double mean, double shape) {
    return switch (this) {
      case AVERAGE, AVERAGE_HIGH, LASTING_SPREAD, BROKEN_FAMILY ->
          Abuse.single(draw, MONTHS, _ -> mean);
      case CAMPAIGNS, CAMPAIGNS_HIGH, CAMPAIGNS_LOOKED_AT ->
          Abuse.clustered(draw, MONTHS, _ -> mean);
      case MONTHLY_SPREAD -> Abuse.single(draw, MONTHS, swings(draw, mean, shape));
      case SHOCK_OF_A_MONTH ->
          doubled(Abuse.single(draw, MONTHS, _ -> mean), MONTHS_BEFORE + 4, MONTHS_BEFORE + 5);
      case SHOCK_FOR_GOOD ->
          doubled(Abuse.single(draw, MONTHS, _ -> mean), MONTHS_BEFORE + 4, MONTHS);
      case ZONE_CAMPAIGN ->
          Abuse.clustered(
              draw,
              MONTHS,
              month -> month >= MONTHS_BEFORE + 4 && month < MONTHS_BEFORE + 7 ? 4 * mean : mean);
      case EVERYTHING ->
          doubled(
              Abuse.clustered(draw, MONTHS, swings(draw, mean, shape)), MONTHS_BEFORE + 4, MONTHS);
    };
  }

  private static IntToDoubleFunction swings(Draw draw, double mean, double shape) {
    double[] means = new double[MONTHS];
    for (int month = 0; month < MONTHS; month++) {
      means[month] = mean * draw.factor(shape);
    }
    return month -> means[month];
  }

  private static Abuse doubled(Abuse abuse, int from, int until) {
    for (int month = from; month < until; month++) {
      abuse.doubleIn(month);
    }
    return abuse;
  }

  private static void flood(Draw draw, long[] sizes, Abuse[] abuse) {
    int first = 0;
    while (first < sizes.length && sizes[first] < FLOODED_NAMES) {
      first++;
    }
    for (int i = 0; i < FLOODED_REGISTRARS; i++) {
      int registrar = first + draw.below(sizes.length - first);
      for (int month = MONTHS_BEFORE + 3; month < MONTHS_BEFORE + 9; month++) {
        double mean = sizes[registrar] * FLOOD_PER_10K / 10_000;
        abuse[registrar].floodIn(month, draw.poisson(mean).getAsInt());
      }
    }
  }
}

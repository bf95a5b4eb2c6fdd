package io.bailiwick.qpi.kpi;

import java.math.BigDecimal;
import java.util.List;

/** Definitions for tests: a renewal share in bands, and changes to it. */
public final class Definitions {
  public static final BigDecimal LEVEL = new BigDecimal("0.95");

  public static final KpiDefinition RENEWAL =
      of(
          Kpi.RENEWAL.name(),
          Measure.SHARE,
          Quantity.RENEWALS_DONE.name(),
          Quantity.RENEWALS_DUE.name(),
          100,
          "%",
          Direction.HIGHER_IS_BETTER,
          10,
          band("80", "100"),
          band("60.5", "50"),
          rest("0"));

  public static final KpiDefinition ABUSE =
      of(
          Kpi.ABUSE.name(),
          Measure.RATE,
          Quantity.ABUSIVE_DOMAINS.name(),
          Quantity.MEAN_DOMAINS.name(),
          10_000,
          "per 10,000 names",
          Direction.LOWER_IS_BETTER,
          1,
          band("40", "70"),
          rest("0"));

  private Definitions() {}

  public static KpiDefinition of(
      String kpi,
      Measure measure,
      String numerator,
      String denominator,
      int per,
      String unit,
      Direction direction,
      long minimum,
      Band... bands) {
    return new KpiDefinition(
        kpi,
        measure,
        numerator,
        denominator,
        1,
        List.of(),
        per,
        unit,
        direction,
        minimum,
        0,
        Scale.BANDS,
        List.of(bands),
        null,
        Absence.SPREAD_WEIGHT);
  }

  public static KpiDefinition over(KpiDefinition d, int months) {
    return new KpiDefinition(
        d.kpi(),
        d.measure(),
        d.numerator(),
        d.denominator(),
        months,
        d.exclusions(),
        d.per(),
        d.unit(),
        d.direction(),
        d.minimumDenominator(),
        d.minimumEvents(),
        d.scale(),
        d.bands(),
        d.line(),
        d.absence());
  }

  public static KpiDefinition without(KpiDefinition d, Exclusion... exclusions) {
    return new KpiDefinition(
        d.kpi(),
        d.measure(),
        d.numerator(),
        d.denominator(),
        d.window(),
        List.of(exclusions),
        d.per(),
        d.unit(),
        d.direction(),
        d.minimumDenominator(),
        d.minimumEvents(),
        d.scale(),
        d.bands(),
        d.line(),
        d.absence());
  }

  public static KpiDefinition atLeast(KpiDefinition d, long events) {
    return new KpiDefinition(
        d.kpi(),
        d.measure(),
        d.numerator(),
        d.denominator(),
        d.window(),
        d.exclusions(),
        d.per(),
        d.unit(),
        d.direction(),
        d.minimumDenominator(),
        events,
        d.scale(),
        d.bands(),
        d.line(),
        d.absence());
  }

  public static KpiDefinition scaled(KpiDefinition d, Scale scale, String zeroAt, String fullAt) {
    return new KpiDefinition(
        d.kpi(),
        d.measure(),
        d.numerator(),
        d.denominator(),
        d.window(),
        d.exclusions(),
        d.per(),
        d.unit(),
        d.direction(),
        d.minimumDenominator(),
        d.minimumEvents(),
        scale,
        List.of(),
        new Line(new BigDecimal(zeroAt), new BigDecimal(fullAt)),
        d.absence());
  }

  public static KpiDefinition when(KpiDefinition d, Absence absence) {
    return new KpiDefinition(
        d.kpi(),
        d.measure(),
        d.numerator(),
        d.denominator(),
        d.window(),
        d.exclusions(),
        d.per(),
        d.unit(),
        d.direction(),
        d.minimumDenominator(),
        d.minimumEvents(),
        d.scale(),
        d.bands(),
        d.line(),
        absence);
  }

  public static Band band(String bound, String points) {
    return new Band(new BigDecimal(bound), new BigDecimal(points));
  }

  public static Band rest(String points) {
    return new Band(null, new BigDecimal(points));
  }
}

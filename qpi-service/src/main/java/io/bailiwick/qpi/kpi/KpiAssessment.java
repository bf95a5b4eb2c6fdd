package io.bailiwick.qpi.kpi;

/** What an indicator says of one registrar and month. */
public sealed interface KpiAssessment {
  /** One of {@link Kpi}, or a registry's own. */
  String kpi();

  /** The reason in words and numbers, for the registrar. */
  String sentence();

  /**
   * A value and its points.
   *
   * @param numerator exact
   * @param denominator exact, at least the definition's minimum
   * @param value numerator / denominator × the definition's scale, exact
   * @param interval around the value; shown, decides nothing
   * @param points 0 to 100, exact; of a logarithm as rounded by {@link Line}
   */
  record Assessed(
      String kpi,
      Fraction numerator,
      Fraction denominator,
      Fraction value,
      ValueInterval interval,
      Fraction points,
      String sentence)
      implements KpiAssessment {}

  /** An input is missing, or there is too little of it; the definition says what follows. */
  record NotAssessable(String kpi, String sentence) implements KpiAssessment {}
}

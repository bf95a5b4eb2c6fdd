package io.bailiwick.qpi.kpi;

import java.math.BigDecimal;

/** What an indicator says of one registrar and month. */
public sealed interface KpiAssessment {
  Kpi kpi();

  /** The reason in words and numbers, for the registrar. */
  String sentence();

  /**
   * A value and its points.
   *
   * @param numerator exact
   * @param denominator exact, at least the definition's minimum
   * @param value numerator / denominator × the definition's scale, exact
   * @param points 0 to 100, from the definition's bands
   */
  record Assessed(
      Kpi kpi,
      Fraction numerator,
      Fraction denominator,
      Fraction value,
      BigDecimal points,
      String sentence)
      implements KpiAssessment {}

  /** An input is missing, or there is too little of it. It counts neither for nor against. */
  record NotAssessable(Kpi kpi, String sentence) implements KpiAssessment {}
}

package io.bailiwick.qpi.kpi;

import static org.assertj.core.api.Assertions.assertThat;

import io.bailiwick.qpi.kpi.KpiAssessment.Assessed;
import io.bailiwick.qpi.kpi.KpiAssessment.NotAssessable;
import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Test;

class KpiDefinitionTest {
  private static final KpiDefinition RENEWAL =
      new KpiDefinition(
          Kpi.RENEWAL,
          Quantity.RENEWALS_DONE,
          Quantity.RENEWALS_DUE,
          100,
          "%",
          Direction.HIGHER_IS_BETTER,
          10,
          List.of(band("80", "100"), band("60.5", "50"), rest("0")));

  private static final KpiDefinition ABUSE =
      new KpiDefinition(
          Kpi.ABUSE,
          Quantity.ABUSIVE_DOMAINS,
          Quantity.MEAN_DOMAINS,
          10_000,
          "per 10,000 names",
          Direction.LOWER_IS_BETTER,
          1,
          List.of(band("40", "70"), rest("0")));

  @Test
  void reachesABandWhoseBoundIsMetExactly() {
    assertThat(points(RENEWAL.assess(renewals(80, 100)))).isEqualByComparingTo("100");
    assertThat(points(RENEWAL.assess(renewals(799, 1000)))).isEqualByComparingTo("50");
    assertThat(points(RENEWAL.assess(renewals(121, 200)))).isEqualByComparingTo("50");
    assertThat(points(RENEWAL.assess(renewals(0, 100)))).isEqualByComparingTo("0");
  }

  /**
   * method.md section 1: names grow from 10,000 to 20,000, 60 abusive: 40 per 10,000, mean 15,000.
   */
  @Test
  void dividesByTheMeanOfTheDaysAndNotByTheClosingValue() {
    Measurements measurements =
        new Measurements()
            .know(Quantity.ABUSIVE_DOMAINS, 60)
            .know(Quantity.MEAN_DOMAINS, Fraction.of(450_000, 30));
    Assessed assessed = (Assessed) ABUSE.assess(measurements);
    assertThat(assessed.value()).isEqualTo(Fraction.of(40));
    assertThat(assessed.points()).isEqualByComparingTo("70");
    assertThat(assessed.sentence())
        .isEqualTo(
            "60 abusive names of 15000 mean daily names under management:"
                + " 40.00 per 10,000 names, 70 points.");
  }

  @Test
  void isNotAssessableWhereAnInputIsMissingAndSaysWhy() {
    Measurements measurements =
        new Measurements()
            .know(Quantity.RENEWALS_DUE, 100)
            .miss(Quantity.RENEWALS_DONE, "the auto-renew grace has not closed");
    assertThat(RENEWAL.assess(measurements))
        .isEqualTo(
            new NotAssessable(Kpi.RENEWAL, "Not assessable: the auto-renew grace has not closed."));
    assertThat(RENEWAL.assess(new Measurements()).sentence())
        .isEqualTo("Not assessable: the number of renewals was not delivered.");
  }

  @Test
  void isNotAssessableBelowTheMinimumAndNeverDividesByZero() {
    assertThat(RENEWAL.assess(renewals(9, 9))).isInstanceOf(NotAssessable.class);
    assertThat(RENEWAL.assess(renewals(0, 0))).isInstanceOf(NotAssessable.class);
    assertThat(RENEWAL.assess(renewals(10, 10))).isInstanceOf(Assessed.class);
  }

  @Test
  void findsBandsOutOfOrderAndPointsOutOfRange() {
    KpiDefinition broken =
        new KpiDefinition(
            Kpi.RENEWAL,
            Quantity.RENEWALS_DONE,
            Quantity.RENEWALS_DUE,
            0,
            "%",
            Direction.HIGHER_IS_BETTER,
            0,
            List.of(band("60", "50"), band("80", "101")));
    assertThat(broken.flaws())
        .extracting(Flaw::field)
        .containsExactly(
            "per",
            "minimumDenominator",
            "bands[1].bound",
            "bands[1].points",
            "bands[1].points",
            "bands[1].bound");
    assertThat(RENEWAL.flaws()).isEmpty();
    assertThat(ABUSE.flaws()).isEmpty();
  }

  private static Measurements renewals(long done, long due) {
    return new Measurements().know(Quantity.RENEWALS_DONE, done).know(Quantity.RENEWALS_DUE, due);
  }

  private static BigDecimal points(KpiAssessment assessment) {
    return ((Assessed) assessment).points();
  }

  private static Band band(String bound, String points) {
    return new Band(new BigDecimal(bound), new BigDecimal(points));
  }

  private static Band rest(String points) {
    return new Band(null, new BigDecimal(points));
  }
}

package io.bailiwick.qpi.kpi;

import static io.bailiwick.qpi.kpi.Definitions.ABUSE;
import static io.bailiwick.qpi.kpi.Definitions.LEVEL;
import static io.bailiwick.qpi.kpi.Definitions.RENEWAL;
import static io.bailiwick.qpi.kpi.Definitions.band;
import static org.assertj.core.api.Assertions.assertThat;

import io.bailiwick.qpi.kpi.KpiAssessment.Assessed;
import io.bailiwick.qpi.kpi.KpiAssessment.NotAssessable;
import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Test;

class KpiDefinitionTest {

  @Test
  void reachesABandWhoseBoundIsMetExactly() {
    assertThat(points(assess(RENEWAL, renewals(80, 100)))).isEqualTo(Fraction.of(100));
    assertThat(points(assess(RENEWAL, renewals(799, 1000)))).isEqualTo(Fraction.of(50));
    assertThat(points(assess(RENEWAL, renewals(121, 200)))).isEqualTo(Fraction.of(50));
    assertThat(points(assess(RENEWAL, renewals(0, 100)))).isEqualTo(Fraction.of(0));
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
    Assessed assessed = (Assessed) assess(ABUSE, measurements);
    assertThat(assessed.value()).isEqualTo(Fraction.of(40));
    assertThat(assessed.points()).isEqualTo(Fraction.of(70));
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
    assertThat(assess(RENEWAL, measurements))
        .isEqualTo(
            new NotAssessable("RENEWAL", "Not assessable: the auto-renew grace has not closed."));
    assertThat(assess(RENEWAL, new Measurements()).sentence())
        .isEqualTo("Not assessable: the number of renewals was not delivered.");
  }

  @Test
  void isNotAssessableBelowTheMinimumAndNeverDividesByZero() {
    assertThat(assess(RENEWAL, renewals(9, 9))).isInstanceOf(NotAssessable.class);
    assertThat(assess(RENEWAL, renewals(0, 0))).isInstanceOf(NotAssessable.class);
    assertThat(assess(RENEWAL, renewals(10, 10))).isInstanceOf(Assessed.class);
  }

  @Test
  void isNotAssessableBelowItsFloorOfEvents() {
    KpiDefinition five = Definitions.atLeast(RENEWAL, 5);
    assertThat(assess(five, renewals(4, 100)).sentence())
        .isEqualTo("Not assessable: 4 renewals are too few, at least 5 are needed.");
    assertThat(assess(five, renewals(5, 100))).isInstanceOf(Assessed.class);
  }

  /** By hand: (90 + 70 + 83) / (100 + 100 + 100) = 81 %, though the month alone has 90 %. */
  @Test
  void sumsBothSidesOverItsWindowOfClosedMonths() {
    KpiDefinition quarter = Definitions.over(RENEWAL, 3);
    History three = history(renewals(90, 100), renewals(70, 100), renewals(83, 100));
    Assessed assessed = (Assessed) quarter.assess(three, LEVEL);
    assertThat(assessed.numerator()).isEqualTo(Fraction.of(243));
    assertThat(assessed.denominator()).isEqualTo(Fraction.of(300));
    assertThat(assessed.value()).isEqualTo(Fraction.of(81));
    assertThat(assessed.sentence())
        .isEqualTo("243 renewals of 300 names due for renewal in 3 months: 81.00 %, 100 points.");
  }

  @Test
  void saysWhichMonthOfItsWindowIsNotKnown() {
    KpiDefinition quarter = Definitions.over(RENEWAL, 3);
    assertThat(
            quarter
                .assess(history(renewals(90, 100), new Measurements(), renewals(83, 100)), LEVEL)
                .sentence())
        .isEqualTo("Not assessable: in 2026-02, the number of renewals was not delivered.");
    assertThat(quarter.assess(history(renewals(90, 100)), LEVEL).sentence())
        .isEqualTo("Not assessable: 1 of the 3 months of its window are known.");
  }

  /** By hand: 100 due with 40 first ones, 70 renewed with 20 first ones: 50 of 60 are 83 1/3 %. */
  @Test
  void leavesFirstRenewalsOutOfBothSides() {
    KpiDefinition later = Definitions.without(RENEWAL, Exclusion.FIRST_RENEWALS);
    assertThat(later.flaws()).isEmpty();
    Measurements known =
        renewals(70, 100)
            .know(Quantity.FIRST_RENEWALS_DONE, 20)
            .know(Quantity.FIRST_RENEWALS_DUE, 40);
    Assessed assessed = (Assessed) assess(later, known);
    assertThat(assessed.value()).isEqualTo(Fraction.of(250, 3));
    assertThat(assessed.sentence())
        .isEqualTo(
            "50 renewals without first renewals of 60 names due for renewal without first"
                + " renewals: 83.33 %, 100 points.");
    assertThat(assess(later, renewals(70, 100))).isInstanceOf(NotAssessable.class);
  }

  /** By hand: 200 creates of 300 years, 50 of them of 50 years deleted: 250 / 150 = 5/3 years. */
  @Test
  void leavesAddGraceDeletesOutOfTermsAndCreates() {
    KpiDefinition term =
        Definitions.without(
            Definitions.of(
                Kpi.TERM.name(),
                Measure.AVERAGE,
                Quantity.TERM_YEARS.name(),
                Quantity.CREATES.name(),
                1,
                "years",
                Direction.HIGHER_IS_BETTER,
                10,
                band("1.5", "100"),
                Definitions.rest("0")),
            Exclusion.ADD_GRACE_DELETES);
    Assessed assessed =
        (Assessed)
            assess(
                term,
                new Measurements()
                    .know(Quantity.TERM_YEARS, 300)
                    .know(Quantity.CREATES, 200)
                    .know(Quantity.ADD_GRACE_DELETES, 50)
                    .know(Quantity.ADD_GRACE_TERM_YEARS, 50));
    assertThat(assessed.value()).isEqualTo(Fraction.of(5, 3));
    assertThat(assessed.interval().method()).isEqualTo(ValueInterval.Method.NONE);
    assertThat(assessed.interval().lower()).isNull();
  }

  @Test
  void refusesAnExclusionThatTouchesNeitherSide() {
    assertThat(Definitions.without(RENEWAL, Exclusion.ADD_GRACE_DELETES).flaws())
        .extracting(Flaw::field)
        .containsExactly("exclusions[0]");
    assertThat(
            Definitions.without(RENEWAL, Exclusion.FIRST_RENEWALS, Exclusion.FIRST_RENEWALS)
                .flaws())
        .extracting(Flaw::field)
        .containsExactly("exclusions");
  }

  @Test
  void isMadeOfAnImportedSeriesToo() {
    KpiDefinition mail =
        Definitions.of(
            "MAIL_HYGIENE",
            Measure.SHARE,
            "series/mail-hygiene/numerator",
            "series/mail-hygiene/denominator",
            100,
            "%",
            Direction.HIGHER_IS_BETTER,
            1,
            band("50", "100"),
            Definitions.rest("0"));
    assertThat(mail.flaws()).isEmpty();
    assertThat(assess(mail, new Measurements()).sentence())
        .isEqualTo(
            "Not assessable: the number of numerator of the series mail-hygiene was not"
                + " delivered.");
    Measurements known =
        new Measurements()
            .know("series/mail-hygiene/numerator", Fraction.of(new BigDecimal("2.5")))
            .know("series/mail-hygiene/denominator", Fraction.of(4));
    assertThat(((Assessed) assess(mail, known)).value()).isEqualTo(Fraction.of(125, 2));
  }

  /** By hand: (81.2 - 50) / (90 - 50) · 100 = 78. */
  @Test
  void givesPointsInProportionOnALinearScale() {
    KpiDefinition linear = Definitions.scaled(RENEWAL, Scale.LINEAR, "50", "90");
    assertThat(linear.flaws()).isEmpty();
    assertThat(points(assess(linear, renewals(812, 1000)))).isEqualTo(Fraction.of(78));
    assertThat(points(assess(linear, renewals(50, 100)))).isEqualTo(Fraction.of(0));
    assertThat(points(assess(linear, renewals(10, 100)))).isEqualTo(Fraction.of(0));
    assertThat(points(assess(linear, renewals(95, 100)))).isEqualTo(Fraction.of(100));
    // 200/3 % of the way are kept as a third.
    assertThat(points(assess(linear, renewals(2, 30)))).isEqualTo(Fraction.of(0));
    assertThat(points(assess(linear, renewals(200, 300)))).isEqualTo(Fraction.of(125, 3));
  }

  /** By mpmath with 40 digits: ln(5/10) / ln(1/10) · 100 = 30.10299956639811952…; */
  @Test
  void givesPointsOnTheScaleOfTheLogarithmRoundedOnceToTenPlaces() {
    KpiDefinition logarithmic = Definitions.scaled(ABUSE, Scale.LOGARITHMIC, "10", "1");
    assertThat(logarithmic.flaws()).isEmpty();
    assertThat(points(assess(logarithmic, abuse(5, 10_000))).rounded(12))
        .isEqualTo(new BigDecimal("30.102999566400"));
    assertThat(points(assess(logarithmic, abuse(2, 10_000))).rounded(12))
        .isEqualTo(new BigDecimal("69.897000433600"));
    // 10/3 per 10,000: log of a fraction that no decimal holds: 47.712125471966244…
    assertThat(points(assess(logarithmic, abuse(1, 3_000))).rounded(12))
        .isEqualTo(new BigDecimal("47.712125472000"));
    assertThat(points(assess(logarithmic, abuse(0, 10_000)))).isEqualTo(Fraction.of(100));
    assertThat(points(assess(logarithmic, abuse(1, 10_000)))).isEqualTo(Fraction.of(100));
    assertThat(points(assess(logarithmic, abuse(10, 10_000)))).isEqualTo(Fraction.of(0));
    assertThat(points(assess(logarithmic, abuse(11, 10_000)))).isEqualTo(Fraction.of(0));
  }

  /** The square root of 1 · 100 lies half-way on the scale of the logarithm: exactly 50. */
  @Test
  void findsTheMiddleOfALogarithmicScaleExactly() {
    KpiDefinition share = Definitions.scaled(RENEWAL, Scale.LOGARITHMIC, "1", "100");
    assertThat(points(assess(share, renewals(10, 100)))).isEqualTo(Fraction.of(50));
    assertThat(points(assess(share, renewals(0, 100)))).isEqualTo(Fraction.of(0));
  }

  @Test
  void refusesALineThatRunsTheWrongWayOrHasNoLogarithm() {
    assertThat(Definitions.scaled(RENEWAL, Scale.LINEAR, "90", "50").flaws())
        .extracting(Flaw::field)
        .containsExactly("line.fullAt");
    assertThat(Definitions.scaled(RENEWAL, Scale.LOGARITHMIC, "0", "50").flaws())
        .extracting(Flaw::field)
        .containsExactly("line");
  }

  @Test
  void findsBandsOutOfOrderAndPointsOutOfRange() {
    KpiDefinition broken =
        Definitions.of(
            Kpi.RENEWAL.name(),
            Measure.SHARE,
            Quantity.RENEWALS_DONE.name(),
            Quantity.RENEWALS_DUE.name(),
            0,
            "%",
            Direction.HIGHER_IS_BETTER,
            0,
            band("60", "50"),
            band("80", "101"));
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

  @Test
  void refusesQuantitiesThatNobodyKnows() {
    assertThat(
            Definitions.of(
                    "own",
                    Measure.SHARE,
                    "RENEWED",
                    "series/X/numerator",
                    1,
                    "%",
                    Direction.HIGHER_IS_BETTER,
                    1,
                    Definitions.rest("0"))
                .flaws())
        .extracting(Flaw::field)
        .containsExactly("kpi", "numerator", "denominator");
  }

  private static KpiAssessment assess(KpiDefinition definition, Measurements measurements) {
    return definition.assess(History.of(measurements), LEVEL);
  }

  private static History history(Measurements... months) {
    List<String> names = List.of("2026-03", "2026-02", "2026-01");
    return new History(
        java.util.stream.IntStream.range(0, months.length)
            .mapToObj(i -> new History.Month(names.get(i), months[i]))
            .toList());
  }

  private static Measurements renewals(long done, long due) {
    return new Measurements().know(Quantity.RENEWALS_DONE, done).know(Quantity.RENEWALS_DUE, due);
  }

  private static Measurements abuse(long abusive, long names) {
    return new Measurements()
        .know(Quantity.ABUSIVE_DOMAINS, abusive)
        .know(Quantity.MEAN_DOMAINS, names);
  }

  private static Fraction points(KpiAssessment assessment) {
    return ((Assessed) assessment).points();
  }
}

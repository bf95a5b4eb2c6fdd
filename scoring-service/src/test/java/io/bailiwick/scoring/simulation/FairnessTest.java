package io.bailiwick.scoring.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.bailiwick.scoring.gate.ScoringPolicy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FairnessTest {

  private static final ScoringPolicy POLICY = ScoringPolicy.shipped();
  private static final long[] SIZES = RegistrarSizes.realistic();
  private static final long[] SMALL = RegistrarSizes.of(80, 2_400_000);

  private static FalseStates falseStates(Scenario scenario, int years, int whole) {
    return falseStates(scenario, years, whole, SIZES);
  }

  private static FalseStates falseStates(Scenario scenario, int years, int whole, long[] sizes) {
    try (Threads threads = new Threads(2, _ -> {})) {
      return FalseStates.of(scenario, years, whole, FairnessPlan.SEED, sizes, POLICY, threads);
    }
  }

  private static String report(FairnessPlan plan, int threads) {
    return Fairness.simulate(plan, SMALL, POLICY, threads, _ -> {}).text();
  }

  @Test
  void theSameSeedGivesTheSameBytesWhateverTheNumberOfThreads() {
    FairnessPlan little = new FairnessPlan(5, 1);
    String one = report(little, 1);
    assertThat(report(little, 3)).isEqualTo(one);
    assertThat(one)
        .contains("from seed 5", "In 10 zone-years", "| average | 10 | 0 | 0 | 0 | 0.0000 |")
        .doesNotContain("%n", "null", "NaN");
  }

  /** Nobody in 200 years: the bound is -ln(0.05)/200. */
  @Test
  void holdsNobodyOfAnAverageZone() {
    FalseStates found = falseStates(Scenario.AVERAGE, 200, 0);
    assertThat(found.registrars()).isZero();
    assertThat(found.registrarMonths()).isZero();
    assertThat(found.acuteMonths()).isZero();
    assertThat(found.upperBound()).isCloseTo(2.995732274 / 200, within(1e-9));
    assertThat(falseStates(Scenario.AVERAGE_HIGH, 20, 0).registrars()).isZero();
  }

  @Test
  void findsTheSameWhetherEverybodyIsJudgedOrNot() {
    FalseStates screened = falseStates(Scenario.EVERYTHING, 3, 0, SMALL);
    FalseStates whole = falseStates(Scenario.EVERYTHING, 3, 1, SMALL);
    assertThat(screened.acuteMonths()).isPositive().isEqualTo(whole.acuteMonths());
    assertThat(screened.acuteRegistrars()).isEqualTo(whole.acuteRegistrars());
    assertThat(screened.registrarMonths()).isEqualTo(whole.registrarMonths());
    assertThat(screened.heldButForFragility()).isEqualTo(whole.heldButForFragility());
    assertThat(whole.bySize().values().stream().mapToLong(FalseStates.OfSize::months).sum())
        .isEqualTo(80 * 12);
    assertThat(screened.bySize().values().stream().mapToLong(FalseStates.OfSize::months).sum())
        .isZero();
  }

  /** All of what a broken family names would be lost without it: the clause on fragility holds. */
  @Test
  void aFamilyThatBreaksBringsNobodyIn() {
    FalseStates found = falseStates(Scenario.BROKEN_FAMILY, 4, 0);
    assertThat(found.registrars()).isZero();
    assertThat(found.heldButForFragility()).isPositive();
  }

  @Test
  void aDoubledFeedBringsNobodyIn() {
    assertThat(falseStates(Scenario.SHOCK_OF_A_MONTH, 20, 0).registrars()).isZero();
    assertThat(falseStates(Scenario.SHOCK_FOR_GOOD, 20, 0).registrars()).isZero();
  }

  @Test
  void findsALargeRegistrarAtTenTimesTheRateInTheThirdMonthOrTheFourth() {
    try (Threads threads = new Threads(2, _ -> {})) {
      Detection found =
          Detection.of(Detection.Setting.LOW, 8, FairnessPlan.SEED, SIZES, POLICY, threads);
      for (Detection.Cell cell : found.cells()) {
        assertThat(cell.foundIn()).hasSize(12);
        assertThat(cell.foundWithin(2).events()).isZero();
        assertThat(cell.foundWithin(12).of()).isEqualTo(8);
        if (cell.names() == 1_000_000 && cell.ratio() == 10) {
          assertThat(cell.foundWithin(4).events()).isEqualTo(8);
        }
        // Three times 3 per 10,000 is below T_a, which is 10.
        if (cell.ratio() == 3) {
          assertThat(cell.foundWithin(12).events()).isZero();
        }
      }
    }
  }

  @Test
  void refusesNobodyWithoutAbuseTheReward() {
    try (Threads threads = new Threads(2, _ -> {})) {
      Rewards rewards = Rewards.of(20, FairnessPlan.SEED, POLICY, threads);
      assertThat(rewards.cells())
          .filteredOn(cell -> cell.per10k() == 0)
          .hasSize(Rewards.SIZES.size())
          .allSatisfy(cell -> assertThat(cell.refused().events()).isZero());
      assertThat(rewards.cells())
          .allSatisfy(
              cell ->
                  assertThat(
                          cell.holds().events()
                              + cell.provisional().events()
                              + cell.refused().events())
                      .isEqualTo(20));
    }
  }

  private static boolean[] changesIn(int... months) {
    boolean[] track = new boolean[36];
    for (int month : months) {
      track[month] = true;
    }
    return track;
  }

  @Test
  void countsChangesByYearAndInAnyTwelveMonths() {
    Oscillation.Pattern pattern = Oscillation.Pattern.steady(10);
    // Years: 1, 2, 0 changes; months 11, 12 and 22 lie within twelve months.
    Oscillation.Cell cell =
        Oscillation.count(pattern, 5000, 2, List.of(changesIn(11, 12, 22), changesIn()));
    assertThat(cell.changes()).containsExactly(4L, 1L, 1L);
    assertThat(cell.most()).isEqualTo(3);
    assertThat(cell.years()).isEqualTo(6);
    assertThat(cell.moreThanOne()).isEqualTo(new Share(1, 6));
    assertThat(cell.meanChanges()).isCloseTo(0.5, within(1e-12));
    // A year apart is not within twelve months.
    assertThat(Oscillation.count(pattern, 5000, 2, List.of(changesIn(0, 12, 24))).most()).isOne();
  }

  @Test
  void aPatternTurnsAsItIsTold() {
    Oscillation.Pattern turns = new Oscillation.Pattern(Oscillation.Kind.A_HALF, 15, 2, 5, 1);
    assertThat(IntStream.range(0, 7).mapToDouble(turns::per10k).toArray())
        .containsExactly(15, 15, 5, 15, 15, 5, 15);
    assertThat(Oscillation.Pattern.steady(9).per10k(7)).isEqualTo(9);
  }

  /**
   * At the thresholds, and a fifth to either side, nobody changes its state twice within twelve
   * months; who really goes to and fro does, and a longer wait before the exit ends that.
   */
  @Test
  void nobodyGoesToAndFroAtTheThresholdsByChance() {
    try (Threads threads = new Threads(2, _ -> {})) {
      Oscillation found = Oscillation.of(2, FairnessPlan.SEED, SIZES, POLICY, threads);
      for (Oscillation.Cell cell : found.cells()) {
        assertThat(cell.years()).isEqualTo(2 * Oscillation.YEARS);
        switch (cell.pattern().kind()) {
          case STEADY, A_FIFTH -> assertThat(cell.most()).isLessThanOrEqualTo(1);
          case A_HALF, ON_AND_OFF -> {
            if (cell.exitMonths() == 12) {
              assertThat(cell.most()).isLessThanOrEqualTo(2);
            }
          }
        }
      }
      assertThat(found.cells())
          .anySatisfy(
              cell -> {
                assertThat(cell.exitMonths()).isEqualTo(2);
                assertThat(cell.most()).isGreaterThan(2);
              });
    }
  }

  @Test
  void aLongerExitChangesNothingElseOfThePolicy() {
    ScoringPolicy longer = Oscillation.leavingAfter(POLICY, 6);
    assertThat(longer.exit().months()).isEqualTo(6);
    assertThat(Oscillation.leavingAfter(longer, POLICY.exit().months())).isEqualTo(POLICY);
    assertThat(longer.faults()).isEmpty();
  }

  /**
   * A policy with other numbers needs another run: the committed report would be of the old one.
   */
  @Test
  void theCommittedReportIsOfTheShippedPolicy() throws IOException {
    assertThat(Files.readString(Path.of("../docs/fairness.md")))
        .startsWith(
            FairnessReport.head(POLICY, new FairnessPlan(FairnessPlan.SEED, FairnessPlan.YEARS)));
  }

  @Test
  void sharesComeWithWilsonsInterval() {
    // 1/200 of the method, per 10,000: 8.8317 to 277.7370.
    Share share = new Share(1, 200);
    assertThat(share.value()).isEqualTo(0.005);
    assertThat(share.interval().lower()).isCloseTo(0.00088317, within(1e-8));
    assertThat(share.interval().upper()).isCloseTo(0.02777370, within(1e-8));
    assertThat(Arrays.stream(SizeClass.values()).map(SizeClass::label)).doesNotHaveDuplicates();
    assertThat(SizeClass.of(99)).isEqualTo(SizeClass.BELOW_100);
    assertThat(SizeClass.of(100)).isEqualTo(SizeClass.BELOW_1_000);
    assertThat(SizeClass.of(3_000_000)).isEqualTo(SizeClass.LARGER);
  }
}

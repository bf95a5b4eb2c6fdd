package io.bailiwick.scoring.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.util.OptionalLong;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Scale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Expected values: the method's, SciPy's distributions, and exact rational sums. */
class CountModelTest {

  private static final double TARGET = 3e-4;

  /** The last two columns are SciPy's, by mid-P. */
  @ParameterizedTest
  @CsvSource({
    "150, 2, 2, 1, 2",
    "1000, 3, 4, 2, 4",
    "3000, 4, 6, 4, 6",
    "10000, 8, 11, 7, 10",
    "30000, 16, 21, 16, 20",
    "100000, 42, 49, 42, 49",
    "1000000, 335, 356, 335, 355"
  })
  void actsAtTheCountsOfTheMethod(long n, long alert, long alarm, long midAlert, long midAlarm) {
    Exposure names = Exposure.of(n);
    for (CountModel model : CountModel.values()) {
      assertThat(model.actionCount(names, TARGET, 0.025)).isEqualTo(alert);
      assertThat(model.actionCount(names, TARGET, 0.001)).isEqualTo(alarm);
    }
    assertThat(CountModel.BINOMIAL.midPActionCount(names, TARGET, 0.025)).isEqualTo(midAlert);
    assertThat(CountModel.BINOMIAL.midPActionCount(names, TARGET, 0.001)).isEqualTo(midAlarm);
  }

  /** The same counts: the line for drawing lies above the one below and not above the count. */
  @ParameterizedTest
  @CsvSource({
    "150, 2",
    "1000, 3",
    "3000, 4",
    "10000, 8",
    "30000, 16",
    "100000, 42",
    "1000000, 335"
  })
  void drawsTheLimitBetweenTheCountsThatItParts(long n, long alert) {
    double line = CountModel.BINOMIAL.actionPoint(Exposure.of(n), TARGET, 0.025);
    assertThat(line).isGreaterThan(alert - 1).isLessThanOrEqualTo(alert);
  }

  /** The sum of the first terms with x = 1: 1 - (1 - p)^n at p = 1e-6 is below both tails. */
  @Test
  void drawsNoLimitBelowOneDomainAndNoneWhereZeroIsUsual() {
    assertThat(CountModel.BINOMIAL.actionPoint(Exposure.of(10), 1e-6, 0.025)).isEqualTo(1);
    assertThat(CountModel.BINOMIAL.actionPoint(Exposure.NONE, TARGET, 0.025)).isEqualTo(1);
    assertThat(CountModel.BINOMIAL.lowActionPoint(Exposure.of(1_000), TARGET, 0.025)).isZero();
    assertThat(CountModel.BINOMIAL.lowActionPoint(Exposure.of(1_000_000), TARGET, 0.025))
        .isBetween(266.0, 267.0);
  }

  @ParameterizedTest
  @CsvSource({"30000, 3, 0", "100000, 19, 14", "1000000, 266, 247"})
  void actsOnLowCountsWhereThereAreEnoughNames(long n, long alert, long alarm) {
    Exposure names = Exposure.of(n);
    assertThat(CountModel.BINOMIAL.lowActionCount(names, TARGET, 0.025)).hasValue(alert);
    assertThat(CountModel.BINOMIAL.lowActionCount(names, TARGET, 0.001)).hasValue(alarm);
    assertThat(CountModel.BINOMIAL.lowActionCount(Exposure.of(10_000), TARGET, 0.025))
        .isEqualTo(OptionalLong.empty());
  }

  @Test
  void givesTheProbabilitiesOfTheMethod() {
    CountModel model = CountModel.BINOMIAL;
    assertThat(model.atLeast(5, Exposure.of(5000), TARGET)).isCloseTo(0.018558286, within(5.1e-10));
    assertThat(model.midP(5, Exposure.of(5000), TARGET)).isCloseTo(0.011503428, within(5.1e-10));
    assertThat(model.atLeast(3, Exposure.of(1000), TARGET)).isCloseTo(0.003590994, within(5.1e-10));
    assertThat(model.atLeast(25, Exposure.of(30_000), TARGET))
        .isCloseTo(8.6175e-6, within(5.1e-11));
  }

  @ParameterizedTest
  @CsvSource({"1, 1", "2, 2", "1, 150", "2, 150", "5, 150", "40, 150", "7, 1000"})
  void agreesWithExactSums(int x, int n) {
    double exact = exactTail(x, n);
    assertThat(CountModel.BINOMIAL.atLeast(x, Exposure.of(n), TARGET))
        .isCloseTo(exact, within(1e-12 * exact));
  }

  /** The sum over k of x..n of C(n,k) 3^k 9997^(n-k) / 10000^n, in whole numbers. */
  private static double exactTail(int x, int n) {
    BigInteger sum = BigInteger.ZERO;
    BigInteger choose = BigInteger.ONE;
    for (int k = 0; k <= n; k++) {
      if (k >= x) {
        sum =
            sum.add(
                choose
                    .multiply(BigInteger.valueOf(3).pow(k))
                    .multiply(BigInteger.valueOf(9997).pow(n - k)));
      }
      choose = choose.multiply(BigInteger.valueOf(n - k)).divide(BigInteger.valueOf(k + 1));
    }
    return new BigDecimal(sum)
        .divide(new BigDecimal(BigInteger.TEN.pow(4 * n)), MathContext.DECIMAL128)
        .doubleValue();
  }

  @Test
  void expectsNothingWithoutNamesOrRate() {
    for (CountModel model : CountModel.values()) {
      assertThat(model.atLeast(0, Exposure.NONE, TARGET)).isEqualTo(1);
      assertThat(model.atLeast(1, Exposure.NONE, TARGET)).isZero();
      assertThat(model.atLeast(1, Exposure.of(100), 0)).isZero();
      assertThat(model.atMost(-1, Exposure.of(100), TARGET)).isZero();
      assertThat(model.atMost(0, Exposure.NONE, TARGET)).isEqualTo(1);
      assertThat(model.actionCount(Exposure.NONE, TARGET, 0.001)).isEqualTo(1);
      assertThat(model.lowActionCount(Exposure.NONE, TARGET, 0.001)).isEmpty();
    }
    assertThat(CountModel.BINOMIAL.atLeast(7, Exposure.of(7), 1)).isEqualTo(1);
  }

  @Test
  void refusesWhatIsNoRateAndNoTail() {
    assertThatThrownBy(() -> CountModel.BINOMIAL.atLeast(1, Exposure.of(1), 1.1))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> CountModel.POISSON.atLeast(1, Exposure.of(1), Double.NaN))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> CountModel.POISSON.actionCount(Exposure.of(1), TARGET, 0.5))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Property(tries = 500)
  void moreEventsAreNeverLessSurprisingNorMoreNamesMoreSo(
      @ForAll CountModel model,
      @ForAll @LongRange(max = 60) long x,
      @ForAll @LongRange(max = 3000) long dumSum,
      @ForAll @DoubleRange(max = 1) @Scale(6) double rate) {
    Exposure names = Exposure.mean(dumSum, 30);
    double tail = model.atLeast(x, names, rate);
    assertThat(tail).isBetween(0.0, 1.0);
    assertThat(model.atLeast(x + 1, names, rate)).isLessThanOrEqualTo(tail + 1e-13);
    assertThat(model.atLeast(x, names.plus(Exposure.of(1)), rate) + 1e-13)
        .isGreaterThanOrEqualTo(tail);
    assertThat(model.midP(x, names, rate)).isLessThanOrEqualTo(tail);
  }

  @Property(tries = 300)
  void theActionCountIsTheSmallest(
      @ForAll CountModel model,
      @ForAll @LongRange(max = 10_000_000) long n,
      @ForAll @DoubleRange(max = 0.01) @Scale(6) double rate) {
    Exposure names = Exposure.of(n);
    long action = model.actionCount(names, rate, 0.001);
    assertThat(model.atLeast(action, names, rate)).isLessThanOrEqualTo(0.001);
    assertThat(model.atLeast(action - 1, names, rate)).isGreaterThan(0.001);
  }
}

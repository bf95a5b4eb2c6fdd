package io.bailiwick.qpi.kpi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.math.BigDecimal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The cases of the method's tables (x of n at 95 % two-sided), computed again with mpmath to thirty
 * digits; the tables print four to six of them.
 */
class ValueIntervalTest {
  private static final BigDecimal LEVEL = new BigDecimal("0.95");
  private static final double SIDE = 0.975;

  @ParameterizedTest
  @CsvSource({
    "0, 200, 0, 0.0188453263772666",
    "1, 200, 0.000883168715600978, 0.0277737043978929",
    "3, 1000, 0.00102078388113862, 0.00878301405350317",
    "5, 5000, 0.0004272134911088, 0.00233895305005821",
    "25, 30000, 0.000564543146185147, 0.00122994236643129",
    "500, 1000000, 0.000458061721272351, 0.00054577588134753",
    "8, 500, 0.00812925303338831, 0.0312511085333943",
    "5571, 77648, 0.069952793408959, 0.0735832934297725",
  })
  void givesWilsonsIntervalForShares(double x, double n, double lower, double upper) {
    assertThat(ValueInterval.wilsonLower(x, n, SIDE)).isCloseTo(lower, within(1e-9 * lower));
    assertThat(ValueInterval.wilsonUpper(x, n, SIDE)).isCloseTo(upper, within(1e-9 * upper));
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0, 3.68887945411394",
    "1, 0.0253178079842899, 5.5716433909389",
    "2, 0.242209278543965, 7.22468766772396",
    "5, 1.62348639011842, 11.6683320793227",
    "10, 4.79538869613243, 18.3903560420178",
    "25, 16.1786818478293, 36.9049316975304",
    "100, 81.3639912509231, 121.626793792426",
    "20000000, 19991235.721785624, 20008767.172739383",
    "100000000, 99980401.30732474, 100019601.58707914",
  })
  void givesTheExactPoissonIntervalForCounts(double x, double lower, double upper) {
    assertThat(ValueInterval.poissonLower(x, SIDE)).isCloseTo(lower, within(1e-9 * lower));
    assertThat(ValueInterval.poissonUpper(x, SIDE)).isCloseTo(upper, within(1e-9 * upper));
  }

  /** By hand from the values above: 5 of 5,000 names are 10 per 10,000, 3.246973 to 23.336664. */
  @Test
  void isInTheUnitOfTheValueAndRoundedOnce() {
    assertThat(of(Measure.RATE, 5, 5_000, 10_000))
        .isEqualTo(
            new ValueInterval(
                ValueInterval.Method.POISSON,
                LEVEL,
                new BigDecimal("3.2470"),
                new BigDecimal("23.3367")));
    assertThat(of(Measure.SHARE, 1, 200, 100))
        .isEqualTo(
            new ValueInterval(
                ValueInterval.Method.WILSON,
                LEVEL,
                new BigDecimal("0.0883"),
                new BigDecimal("2.7774")));
  }

  @Test
  void saysThatAnAverageHasNone() {
    assertThat(of(Measure.AVERAGE, 300, 200, 1))
        .isEqualTo(new ValueInterval(ValueInterval.Method.NONE, LEVEL, null, null));
  }

  @Test
  void takesMoreThanAllForACountAndIsCertainAtAll() {
    assertThat(of(Measure.SHARE, 6, 5, 1).method()).isEqualTo(ValueInterval.Method.POISSON);
    assertThat(of(Measure.SHARE, 5, 5, 1).upper()).isEqualTo(new BigDecimal("1.0000"));
    assertThat(of(Measure.SHARE, 0, 5, 1).lower()).isEqualTo(new BigDecimal("0.0000"));
  }

  private static ValueInterval of(Measure measure, long x, long n, int per) {
    return ValueInterval.of(measure, Fraction.of(x), Fraction.of(n), per, LEVEL);
  }
}

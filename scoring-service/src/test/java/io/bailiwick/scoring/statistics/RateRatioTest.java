package io.bailiwick.scoring.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Expected values: the method's worked zone, and SciPy. */
class RateRatioTest {

  private static RateRatio of(Rate own, Rate rest) {
    return RateRatio.of(own, rest, 0.95).orElseThrow();
  }

  /** P of F and L: SciPy. */
  @ParameterizedTest
  @CsvSource({
    "L, 10.0162, 8.2079, 12.2229, 1.3808387488303232e-70",
    "F, 6.7214, 3.7984, 11.8936, 4.6746524186186956e-07",
    "H, 2.3499, 1.5751, 3.5057, 0.00014638574679839923",
    "D, 8.2981, 2.6735, 25.7563, 0.00606891548388071"
  })
  void comparesWithTheRestOfTheZone(
      WorkedZone registrar, double ratio, double lower, double upper, double p) {
    RateRatio compared = of(registrar.rate, registrar.rest());
    assertThat(compared.ratio()).isCloseTo(ratio, within(5.1e-5));
    assertThat(compared.bounds().lower()).isCloseTo(lower, within(5.1e-5));
    assertThat(compared.bounds().upper()).isCloseTo(upper, within(5.1e-5));
    assertThat(compared.conditionalP()).isCloseTo(p, within(1e-9 * p));
  }

  /** SciPy, to all digits. */
  @Test
  void agreesToNineDigits() {
    RateRatio compared = of(WorkedZone.H.rate, WorkedZone.H.rest());
    assertThat(compared.ratio()).isCloseTo(2.349873310810811, within(2e-9));
    assertThat(compared.bounds().lower()).isCloseTo(1.5751338058986384, within(1e-9));
    assertThat(compared.bounds().upper()).isCloseTo(3.505673331486038, within(3e-9));
  }

  @Test
  void aZoneWideShockChangesNoRatio() {
    for (Rate own : WorkedZone.withoutA()) {
      Rate rest = WorkedZone.withoutA().stream().reduce(Rate.NONE, Rate::plus).minus(own);
      assertThat(of(twice(own), twice(rest)).ratio()).isEqualTo(of(own, rest).ratio());
    }
  }

  private static Rate twice(Rate rate) {
    return rate.withEvents(2 * rate.events());
  }

  /** Odds of the exact bounds 1 - 0.025^(1/50) and 0.025^(1/5) of the share, times 10 (SciPy). */
  @Test
  void boundsTheRatioExactlyWhereOneSideHasNoEvent() {
    RateRatio nothing = of(Rate.of(0, 100_000), Rate.of(50, 1_000_000));
    assertThat(nothing.ratio()).isZero();
    assertThat(nothing.bounds().lower()).isZero();
    assertThat(nothing.bounds().upper()).isCloseTo(0.765673385374211, within(1e-12));
    RateRatio alone = of(Rate.of(5, 100_000), Rate.of(0, 1_000_000));
    assertThat(alone.ratio()).isInfinite();
    assertThat(alone.bounds().lower()).isCloseTo(9.163558573154596, within(1e-11));
    assertThat(alone.bounds().upper()).isInfinite();
  }

  @Test
  void comparesNothingWithNothing() {
    assertThat(RateRatio.of(Rate.of(1, 0), Rate.of(5, 10), 0.95)).isEmpty();
    assertThat(RateRatio.of(Rate.of(1, 10), Rate.of(5, 0), 0.95)).isEmpty();
    assertThat(RateRatio.of(Rate.of(0, 10), Rate.of(0, 10), 0.95)).isEmpty();
    assertThat(RateRatio.conditionalP(Rate.of(0, 10), Rate.of(0, 10))).isEqualTo(1);
    assertThat(RateRatio.conditionalP(Rate.of(3, 10), Rate.NONE)).isEqualTo(1);
    assertThatThrownBy(() -> RateRatio.conditionalP(Rate.of(3, 0), Rate.of(1, 10)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void isDefinedWhereThereAreMoreEventsThanNames() {
    RateRatio compared = of(Rate.of(9, 5), Rate.of(30, 20));
    assertThat(compared.ratio()).isCloseTo(1.2, within(1e-12));
    double width = 1.959963984540054 * Math.sqrt(1 / 9.0 + 1 / 30.0);
    assertThat(compared.bounds().lower()).isCloseTo(1.2 * Math.exp(-width), within(1e-9));
    assertThat(compared.bounds().upper()).isCloseTo(1.2 * Math.exp(width), within(1e-9));
  }

  @Property(tries = 500)
  void containsTheRatioAndNeverFallsWithAnEventNorRisesWithAName(
      @ForAll @LongRange(max = 60) long x,
      @ForAll @LongRange(min = 1, max = 2000) long dumSum,
      @ForAll @LongRange(max = 500) long elsewhere,
      @ForAll @LongRange(min = 1, max = 1_000_000) long names) {
    Rate own = new Rate(x, Exposure.mean(dumSum, 30));
    Rate rest = Rate.of(elsewhere, names);
    RateRatio.of(own, rest, 0.95)
        .ifPresent(
            compared -> {
              assertThat(compared.bounds().contains(compared.ratio())).isTrue();
              assertThat(compared.conditionalP()).isBetween(0.0, 1.0);
              RateRatio more = of(own.withEvents(x + 1), rest);
              assertThat(more.bounds().lower() * (1 + 1e-12))
                  .isGreaterThanOrEqualTo(compared.bounds().lower());
              assertThat(more.conditionalP()).isLessThanOrEqualTo(compared.conditionalP() + 1e-12);
              RateRatio larger = of(own.withMoreNames(1), rest);
              assertThat(larger.bounds().lower())
                  .isLessThanOrEqualTo(compared.bounds().lower() * (1 + 1e-12));
              assertThat(larger.conditionalP() + 1e-12)
                  .isGreaterThanOrEqualTo(compared.conditionalP());
            });
  }
}

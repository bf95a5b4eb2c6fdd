package io.bailiwick.scoring.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Scale;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Expected values: the method's ten lifetimes in hours; intervals from SciPy's ecdf, log-log. */
class KaplanMeierTest {

  private static final KaplanMeier WORKED =
      KaplanMeier.of(
          Stream.concat(
                  Stream.of(2, 5, 8, 12, 40, 96).map(Lifetime::ended),
                  Stream.of(720, 72, 30, 720).map(Lifetime::censored))
              .toList());

  @ParameterizedTest
  @CsvSource({
    "0, 1, 10",
    "1.9, 1, 10",
    "2, 0.9, 10",
    "5, 0.8, 9",
    "8, 0.7, 8",
    "12, 0.6, 7",
    "24, 0.6, 6",
    "40, 0.48, 5",
    "96, 0.32, 3",
    "720, 0.32, 2",
    "721, 0.32, 0"
  })
  void givesTheCurveOfTheMethod(double hours, double survival, int atRisk) {
    assertThat(WORKED.survival(hours)).isCloseTo(survival, within(1e-15));
    assertThat(WORKED.atRisk(hours)).isEqualTo(atRisk);
  }

  @Test
  void givesTheTimesByWhichAShareHasEnded() {
    assertThat(WORKED.median()).hasValue(40);
    assertThat(WORKED.quantile(0.4)).hasValue(12);
    assertThat(WORKED.quantile(0.9)).isEmpty();
    // S is 0.6 of ten exactly where 0.4 have ended, whatever the product's last digit.
    assertThat(WORKED.quantile(0.1)).hasValue(2);
  }

  @Test
  void keepsWhatWasCensoredInItsSteps() {
    assertThat(WORKED.steps()).hasSize(9);
    assertThat(WORKED.steps().get(4))
        .isEqualTo(
            new KaplanMeier.Step(
                30, 6, 0, 1, WORKED.survival(30), WORKED.steps().get(3).standardError()));
    assertThat(WORKED.steps().getLast().censored()).isEqualTo(2);
  }

  /** By exact fractions: 0.9² / 90 and so on. */
  @ParameterizedTest
  @CsvSource({
    "2, 0.09486832980505137",
    "5, 0.12649110640673517",
    "8, 0.14491376746189438",
    "12, 0.15491933384829668",
    "40, 0.16395121225535358",
    "96, 0.17033300717516067"
  })
  void givesGreenwoodsStandardError(double hours, double expected) {
    assertThat(
            WORKED.steps().stream()
                .filter(step -> step.time() == hours)
                .findFirst()
                .orElseThrow()
                .standardError())
        .isCloseTo(expected, within(1e-12));
  }

  @ParameterizedTest
  @CsvSource({
    "2, 0.47300927136205023, 0.9852813933673431",
    "5, 0.4086907816334043, 0.9458726458389117",
    "8, 0.3287165932797346, 0.8919490412248442",
    "24, 0.2526688970038935, 0.8272209670285117",
    "40, 0.16085466911763846, 0.7446657267578025",
    "96, 0.05803958842954462, 0.6337587922501439"
  })
  void givesTheIntervalsOfTheCurve(double hours, double lower, double upper) {
    assertThat(WORKED.interval(hours, 0.95).lower()).isCloseTo(lower, within(1e-9));
    assertThat(WORKED.interval(hours, 0.95).upper()).isCloseTo(upper, within(1e-9));
  }

  @Test
  void boundsTheMedianByWhereTheIntervalCrossesOneHalf() {
    // Lower bounds 0.473 at 2 h; the upper bound never comes down to 0.5.
    assertThat(WORKED.quantileBounds(0.5, 0.95))
        .isEqualTo(new KaplanMeier.TimeBounds(OptionalDouble.of(2), OptionalDouble.empty()));
  }

  @Test
  void isNeverSureWhereNothingOrEverythingHasEnded() {
    // None of ten ended: at most 1 - 0.025^(1/10) may.
    assertThat(WORKED.interval(1, 0.95).upper()).isEqualTo(1);
    assertThat(WORKED.interval(1, 0.95).lower()).isCloseTo(Math.pow(0.025, 0.1), within(1e-12));
    KaplanMeier all = KaplanMeier.of(Collections.nCopies(10, Lifetime.ended(3)));
    assertThat(all.survival(3)).isZero();
    assertThat(all.interval(3, 0.95).lower()).isZero();
    assertThat(all.interval(3, 0.95).upper()).isCloseTo(1 - Math.pow(0.025, 0.1), within(1e-12));
    KaplanMeier twoSteps = KaplanMeier.of(List.of(Lifetime.ended(1), Lifetime.ended(2)));
    assertThat(twoSteps.interval(2, 0.95))
        .isEqualTo(new Interval(0, twoSteps.interval(1, 0.95).upper()));
  }

  @Test
  void isDefinedWithoutLifetimesAndWithoutEnds() {
    KaplanMeier nothing = KaplanMeier.of(List.of());
    assertThat(nothing.survival(24)).isEqualTo(1);
    assertThat(nothing.interval(24, 0.95)).isEqualTo(new Interval(0, 1));
    assertThat(nothing.atRisk(0)).isZero();
    assertThat(nothing.median()).isEmpty();
    KaplanMeier waiting = KaplanMeier.of(List.of(Lifetime.censored(5), Lifetime.censored(0)));
    assertThat(waiting.survival(24)).isEqualTo(1);
    assertThat(waiting.interval(24, 0.95)).isEqualTo(new Interval(0, 1));
    assertThat(waiting.median()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(doubles = {-1, Double.NaN, Double.POSITIVE_INFINITY})
  void refusesWhatIsNoDuration(double duration) {
    assertThatThrownBy(() -> Lifetime.ended(duration)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> WORKED.quantile(duration))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Property(tries = 200)
  void isTheShareStillThereWhereNothingIsCensored(
      @ForAll @Size(min = 1, max = 40) List<@IntRange(max = 50) Integer> hours) {
    KaplanMeier curve = KaplanMeier.of(hours.stream().map(Lifetime::ended).toList());
    int[] sorted = hours.stream().mapToInt(Integer::intValue).sorted().toArray();
    for (int time = 0; time <= 51; time++) {
      int at = time;
      long longer = Arrays.stream(sorted).filter(each -> each > at).count();
      assertThat(curve.survival(time)).isCloseTo((double) longer / sorted.length, within(1e-12));
    }
    // The lower of the middle two: by then at least half have ended.
    assertThat(curve.median()).hasValue(sorted[(sorted.length - 1) / 2]);
    assertThat(curve.quantile(1)).hasValue(sorted[sorted.length - 1]);
  }

  @Property(tries = 300)
  void fallsAndStaysWithinItsInterval(
      @ForAll @Size(max = 40) List<@DoubleRange(max = 100) Double> hours,
      @ForAll @IntRange(max = 1 << 20) int ends,
      @ForAll @DoubleRange(min = 0.5, max = 0.999) @Scale(3) double confidence) {
    List<Lifetime> lifetimes =
        IntStream.range(0, hours.size())
            .mapToObj(i -> new Lifetime(Math.rint(hours.get(i)), (ends >> (i % 20) & 1) == 1))
            .toList();
    KaplanMeier curve = KaplanMeier.of(lifetimes);
    double before = 1;
    for (int time = 0; time <= 101; time++) {
      double survival = curve.survival(time);
      assertThat(survival).isBetween(0.0, before);
      Interval interval = curve.interval(time, confidence);
      assertThat(interval.lower()).isBetween(0.0, survival);
      assertThat(interval.upper()).isBetween(survival, 1.0);
      before = survival;
    }
    KaplanMeier.TimeBounds bounds = curve.quantileBounds(0.5, confidence);
    curve
        .median()
        .ifPresent(
            median -> {
              assertThat(bounds.lower()).isPresent();
              assertThat(bounds.lower().getAsDouble()).isLessThanOrEqualTo(median);
              bounds.upper().ifPresent(upper -> assertThat(upper).isGreaterThanOrEqualTo(median));
            });
  }
}

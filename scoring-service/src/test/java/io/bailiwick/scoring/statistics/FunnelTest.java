package io.bailiwick.scoring.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Scale;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Expected values: the method's worked zone without the registrar with two names, and NumPy. */
class FunnelTest {

  private static final double WINSORISED = 0.1;
  private static final double ALARM = 0.001;

  private static Funnel zone() {
    return Funnel.of(WorkedZone.all(), 100, WINSORISED).orElseThrow();
  }

  @Test
  void estimatesHowMuchRegistrarsDifferAnyway() {
    Funnel zone = zone();
    assertThat(zone.peers()).isEqualTo(11);
    assertThat(10_000 * zone.target()).isCloseTo(3.630800012, within(4e-9));
    assertThat(zone.winsorLimits().lower()).isCloseTo(-2.452865, within(5.1e-7));
    assertThat(zone.winsorLimits().upper()).isCloseTo(4.236079, within(5.1e-7));
    assertThat(zone.dispersion()).isCloseTo(6.344518981, within(6e-9));
    assertThat(zone.tauSquared()).isCloseTo(1.563272094e-5, within(1e-14));
  }

  /** The last column is NumPy's where the method does not show it. */
  @ParameterizedTest
  @CsvSource({
    "B, -0.4668, -0.4646",
    "C, 1.4627, 1.4536",
    "D, 2.2606, 2.1931",
    "E, 0.7413, 0.6802",
    "F, 4.2361, 3.6973",
    "G, -1.3897, -0.9263",
    "H, 3.4003, 2.0050",
    "I, 0.5980, 0.2220",
    "J, -2.4529, -0.4318",
    "K, -5.8612, -0.7353",
    "L, 14.2975, 7.6410"
  })
  void measuresTheDistanceBeforeAndAfterAdjustment(
      WorkedZone registrar, double naive, double adjusted) {
    assertThat(zone().z(registrar.rate)).isCloseTo(naive, within(5.1e-5));
    assertThat(zone().adjustedZ(registrar.rate)).isCloseTo(adjusted, within(5.1e-5));
  }

  @Test
  void alarmsForFewerOnceItIsKnownHowMuchRegistrarsDiffer() {
    List<WorkedZone> naive = new ArrayList<>();
    List<WorkedZone> honest = new ArrayList<>();
    for (WorkedZone registrar : WorkedZone.values()) {
      Rate rate = registrar.rate;
      if (registrar != WorkedZone.A
          && !zone().naiveLimits(rate.exposure(), ALARM).contains(rate.toDouble())) {
        naive.add(registrar);
      }
      if (zone().isAbove(rate, ALARM) && registrar != WorkedZone.A) {
        honest.add(registrar);
      }
    }
    assertThat(naive).containsExactly(WorkedZone.F, WorkedZone.H, WorkedZone.K, WorkedZone.L);
    assertThat(honest).containsExactly(WorkedZone.F, WorkedZone.L);
  }

  /** NumPy, the whole computation repeated on the other ten. */
  @ParameterizedTest
  @CsvSource({
    "B, 0.0003631120527306968, 8.090447654936062, 1.8804509113188963e-05, -0.46417949728477126",
    "D, 0.00036152736479524246, 7.561769592087044, 1.744419494901127e-05, 2.188166216485699",
    "F, 0.0003570690825390268, 5.451918573159954, 1.1991551630251624e-05, 3.824490382498809",
    "H, 0.0003546290472339533, 6.716896501456171, 1.5921938897160115e-05, 2.0383527070849587",
    "J, 0.0003893775795222412, 6.827664942878035, 4.177000819238077e-05, -0.3710751005171435",
    "K, 0.0005104740115821835, 6.3544750061623505, 4.216777236188035e-05, -0.9934725684542737",
    "L, 0.0002995148702805315, 4.622957693454028, 1.0350612184891543e-05, 9.201957600544272"
  })
  void measuresARegistrarByTheOthers(
      WorkedZone registrar, double target, double phi, double tauSquared, double adjusted) {
    Funnel others =
        Funnel.leaveOneOut(WorkedZone.withoutA(), 100, WINSORISED)
            .get(registrar.place())
            .orElseThrow();
    assertThat(others.target()).isCloseTo(target, within(1e-9 * target));
    assertThat(others.dispersion()).isCloseTo(phi, within(1e-9 * phi));
    assertThat(others.tauSquared()).isCloseTo(tauSquared, within(1e-9 * tauSquared));
    assertThat(others.adjustedZ(registrar.rate)).isCloseTo(adjusted, within(1e-9 * 10));
  }

  /** Why limits at small sizes are counted: the method's 97.83 against 2 cases of 150 (133). */
  @Test
  void knowsThatItsLimitIsWrongWhereFewEventsAreExpected() {
    Exposure names = Exposure.of(150);
    assertThat(10_000 * zone().naiveLimits(names, 0.025).upper()).isCloseTo(97.83, within(0.0051));
    assertThat(CountModel.BINOMIAL.actionCount(names, zone().target(), 0.025)).isEqualTo(2);
  }

  @Test
  void drawsLimitsAtWhichTheAdjustedDistanceIsTheDeviate() {
    Exposure names = Exposure.of(10_000_000);
    Interval limits = zone().limits(names, ALARM);
    for (double limit : new double[] {limits.lower(), limits.upper()}) {
      long events = (long) (limit * names.toDouble());
      double below = zone().adjustedZ(new Rate(events, names));
      double above = zone().adjustedZ(new Rate(events + 1, names));
      assertThat(limit == limits.lower() ? -3.090232306167813 : 3.090232306167813)
          .isBetween(below, above);
    }
    assertThat(zone().limits(Exposure.of(10), ALARM).lower()).isZero();
    assertThat(zone().naiveLimits(Exposure.of(1), ALARM).upper()).isBetween(0.0, 1.0);
  }

  @Test
  void isDefinedAtItsEdges() {
    assertThat(Funnel.of(List.of(), 1, WINSORISED)).isEmpty();
    assertThat(Funnel.of(List.of(Rate.of(3, 0), Rate.of(1, 99)), 100, WINSORISED)).isEmpty();
    assertThat(Funnel.leaveOneOut(List.of(Rate.of(1, 100)), 100, WINSORISED))
        .containsExactly(Optional.empty());
    Funnel alone = Funnel.of(List.of(Rate.of(1, 100)), 1, WINSORISED).orElseThrow();
    assertThat(alone.tauSquared()).isZero();
    Funnel quiet = Funnel.of(List.of(Rate.of(0, 100), Rate.of(0, 50)), 1, WINSORISED).orElseThrow();
    assertThat(quiet.target()).isZero();
    assertThat(quiet.adjustedZ(Rate.of(0, 10))).isZero();
    assertThat(quiet.isAbove(Rate.of(9, 10), ALARM)).isTrue();
    assertThat(quiet.isAbove(Rate.of(9, 0), ALARM)).isFalse();
    assertThat(zone().adjustedZ(Rate.of(5, 2))).isEqualTo(zone().adjustedZ(Rate.of(2, 2)));
    Funnel beyond = Funnel.of(List.of(Rate.of(5, 2), Rate.of(9, 3)), 1, WINSORISED).orElseThrow();
    assertThat(beyond.target()).isEqualTo(1);
    assertThatThrownBy(() -> zone().z(Rate.NONE)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> zone().limits(Exposure.NONE, ALARM))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Funnel.of(List.of(), 0, WINSORISED))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Funnel.of(List.of(), 1, 0.5))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Property(tries = 200)
  void leavingOneOutEqualsTheFunnelOfTheListWithoutIt(
      @ForAll @Size(min = 1, max = 30) List<@LongRange(max = 400) Long> events,
      @ForAll @Size(min = 30, max = 30) List<@LongRange(max = 900_000) Long> dumSums) {
    List<Rate> rates = new ArrayList<>();
    for (int i = 0; i < events.size(); i++) {
      rates.add(new Rate(events.get(i), Exposure.mean(dumSums.get(i), 30)));
    }
    List<Optional<Funnel>> all = Funnel.leaveOneOut(rates, 100, WINSORISED);
    for (int i = 0; i < rates.size(); i++) {
      List<Rate> others = new ArrayList<>(rates);
      others.remove(i);
      assertThat(all.get(i)).isEqualTo(Funnel.of(others, 100, WINSORISED));
    }
  }

  @Property(tries = 300)
  void oneMoreEventNeverImprovesAPlaceAndOneMoreNameNeverWorsensIt(
      @ForAll @LongRange(max = 300) long events,
      @ForAll @LongRange(min = 1, max = 100_000) long names,
      @ForAll @DoubleRange(max = 1e-4) @Scale(8) double tauSquared) {
    Funnel fixed = new Funnel(3e-4, 1, tauSquared, new Interval(-2, 2), 10);
    Rate rate = Rate.of(events, names);
    double z = fixed.adjustedZ(rate);
    assertThat(fixed.adjustedZ(rate.withEvents(events + 1))).isGreaterThanOrEqualTo(z);
    boolean above = fixed.isAbove(rate, ALARM);
    assertThat(fixed.isAbove(rate.withEvents(events + 1), ALARM)).isIn(true, above);
    assertThat(fixed.isAbove(rate.withMoreNames(1), ALARM)).isIn(false, above);
  }

  @Property(tries = 300)
  void whatLiesAboveTheDrawnLimitIsAbove(
      @ForAll @LongRange(max = 300) long events,
      @ForAll @LongRange(min = 1, max = 100_000) long names,
      @ForAll @DoubleRange(max = 1e-4) @Scale(8) double tauSquared) {
    Funnel fixed = new Funnel(3e-4, 1, tauSquared, new Interval(-2, 2), 10);
    Rate rate = Rate.of(Math.min(events, names), names);
    double limit = fixed.upperLimit(rate.exposure(), ALARM);
    double room = 1e-9;
    if (rate.toDouble() > limit * (1 + room)) {
      assertThat(fixed.isAbove(rate, ALARM)).isTrue();
    } else if (rate.toDouble() < limit * (1 - room)) {
      assertThat(fixed.isAbove(rate, ALARM)).isFalse();
    }
    assertThat(fixed.lowerLimit(rate.exposure(), ALARM)).isBetween(0.0, limit);
  }
}

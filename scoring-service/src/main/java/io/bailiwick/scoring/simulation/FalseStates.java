package io.bailiwick.scoring.simulation;

import io.bailiwick.scoring.gate.Assessment;
import io.bailiwick.scoring.gate.Clause;
import io.bailiwick.scoring.gate.ClauseState;
import io.bailiwick.scoring.gate.Gate;
import io.bailiwick.scoring.gate.GateState;
import io.bailiwick.scoring.gate.ScoringPolicy;
import io.bailiwick.scoring.gate.Zone;
import io.bailiwick.scoring.statistics.Exposure;
import io.bailiwick.scoring.statistics.Rate;
import io.bailiwick.scoring.statistics.RateInterval;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * How often gates hold registrars who have done nothing but be unlucky, over many years of one
 * scenario's zones. Interventions and acute cases are looked for in every year, with a {@link
 * Screen} before the gates; in the first years everybody is judged, which gives the other gates'
 * shares and shows that the screen keeps back nobody.
 *
 * @param years simulated
 * @param yearsJudgedWhole of those, years in which every registrar was judged in every month
 * @param registrars who were held by the intervention gate in at least one month of a year, counted
 *     once a year
 * @param registrarMonths in which the intervention gate held somebody
 * @param yearsWithAny in which the intervention gate held anybody
 * @param heldButForFragility months in which every clause but that on fragility was met
 * @param acuteRegistrars who were held by the acute gate in at least one month of a year
 * @param acuteMonths in which the acute gate held somebody
 * @param bySize what was seen of each size
 */
record FalseStates(
    Scenario scenario,
    int years,
    int yearsJudgedWhole,
    long registrars,
    long registrarMonths,
    long yearsWithAny,
    long heldButForFragility,
    long acuteRegistrars,
    long acuteMonths,
    Map<SizeClass, OfSize> bySize) {

  /**
   * Registrars of one size, in the years that were judged whole, but for the first number.
   *
   * @param interventions registrars held by the intervention gate, in all years
   * @param months registrar-months judged
   * @param watched of them, months in which the watch gate held
   * @param rewarded of them, months in which the reward gate held
   * @param provisional of them, months in which the reward gate held provisionally
   */
  record OfSize(long interventions, long months, long watched, long rewarded, long provisional) {

    static final OfSize NONE = new OfSize(0, 0, 0, 0, 0);

    OfSize plus(OfSize other) {
      return new OfSize(
          interventions + other.interventions,
          months + other.months,
          watched + other.watched,
          rewarded + other.rewarded,
          provisional + other.provisional);
    }

    /** Months in which the reward gate did not hold. */
    long refused() {
      return months - rewarded - provisional;
    }
  }

  private static final double CONFIDENCE = 0.95;

  /** The one-sided upper bound of 95 % for the registrars held in a zone-year, exact Poisson. */
  double upperBound() {
    return upperBound(registrars, years);
  }

  /** The same for the acute gate. */
  double acuteUpperBound() {
    return upperBound(acuteRegistrars, years);
  }

  private static double upperBound(long events, int years) {
    return RateInterval.POISSON.upper(new Rate(events, Exposure.of(years)), CONFIDENCE);
  }

  private static FalseStates nothing(Scenario scenario) {
    return new FalseStates(scenario, 0, 0, 0, 0, 0, 0, 0, 0, Map.of());
  }

  private FalseStates plus(FalseStates other) {
    Map<SizeClass, OfSize> sizes = new EnumMap<>(SizeClass.class);
    for (SizeClass of : SizeClass.values()) {
      sizes.put(
          of,
          bySize.getOrDefault(of, OfSize.NONE).plus(other.bySize.getOrDefault(of, OfSize.NONE)));
    }
    return new FalseStates(
        scenario,
        years + other.years,
        yearsJudgedWhole + other.yearsJudgedWhole,
        registrars + other.registrars,
        registrarMonths + other.registrarMonths,
        yearsWithAny + other.yearsWithAny,
        heldButForFragility + other.heldButForFragility,
        acuteRegistrars + other.acuteRegistrars,
        acuteMonths + other.acuteMonths,
        sizes);
  }

  /**
   * Simulates.
   *
   * @param whole years, the first ones, in which everybody is judged
   */
  static FalseStates of(
      Scenario scenario,
      int years,
      int whole,
      long seed,
      long[] sizes,
      ScoringPolicy policy,
      Threads threads) {
    List<FalseStates> each =
        threads.each(
            "False states, " + scenario.label(),
            years,
            year -> new Year(scenario, sizes, policy, seed, year, year < whole).judge());
    return each.stream().reduce(nothing(scenario), FalseStates::plus);
  }

  /** One zone in one year. */
  private static final class Year {

    private final Scenario scenario;
    private final ScoringPolicy policy;
    private final SimulatedZone zone;
    private final Screen screen;
    private final Zone nobody;
    private final boolean whole;
    private final int[] held;
    private final int[] acute;
    private long heldButForFragility;
    private final Map<SizeClass, OfSize> bySize = new EnumMap<>(SizeClass.class);

    Year(
        Scenario scenario, long[] sizes, ScoringPolicy policy, long seed, int year, boolean whole) {
      this.scenario = scenario;
      this.policy = policy;
      this.zone = scenario.zone(seed, year, sizes, policy);
      this.screen = new Screen(policy);
      this.nobody = new Zone(List.of(), policy.peers());
      this.whole = whole;
      this.held = new int[sizes.length];
      this.acute = new int[sizes.length];
    }

    FalseStates judge() {
      for (int month = Scenario.MONTHS_BEFORE; month < Scenario.MONTHS; month++) {
        for (int registrar = 0; registrar < zone.registrars(); registrar++) {
          if (isInnocent(registrar)) {
            judge(registrar, month);
          }
        }
      }
      long registrars = 0;
      long months = 0;
      long acuteRegistrars = 0;
      long acuteMonths = 0;
      for (int registrar = 0; registrar < held.length; registrar++) {
        if (held[registrar] > 0) {
          registrars++;
          months += held[registrar];
          add(registrar, new OfSize(1, 0, 0, 0, 0));
        }
        acuteRegistrars += acute[registrar] > 0 ? 1 : 0;
        acuteMonths += acute[registrar];
      }
      return new FalseStates(
          scenario,
          1,
          whole ? 1 : 0,
          registrars,
          months,
          registrars > 0 ? 1 : 0,
          heldButForFragility,
          acuteRegistrars,
          acuteMonths,
          bySize);
    }

    /** Whether the registrar's own rate, not that of a month, gives no reason to hold it. */
    private boolean isInnocent(int registrar) {
      if (scenario != Scenario.LASTING_SPREAD) {
        return true;
      }
      double own = zone.ownPer10k(registrar);
      return own <= policy.intervention().thresholdPer10k().doubleValue()
          || own <= policy.intervention().minimumRatio().doubleValue() * zone.restPer10k(registrar);
    }

    private void judge(int registrar, int month) {
      boolean suspect = screen.intervention(zone, registrar, month);
      boolean acuteSuspect = screen.acute(zone.domains(registrar, month), zone.names(registrar));
      if (!whole && !suspect && !acuteSuspect) {
        return;
      }
      // The acute gate compares with nobody, so that it needs no zone.
      Zone judged = whole || suspect ? zone.zone(month) : nobody;
      Assessment assessment =
          Assessment.of(registrar, zone.history(registrar, month), judged, policy);
      if (whole || suspect) {
        if (assessment.intervention().state() == GateState.HOLDS) {
          requireScreened(suspect, registrar, month);
          held[registrar]++;
        }
        if (failsByFragilityAlone(assessment.intervention())) {
          requireScreened(suspect, registrar, month);
          heldButForFragility++;
        }
      }
      if (assessment.acute().state() == GateState.HOLDS) {
        requireScreened(acuteSuspect, registrar, month);
        acute[registrar]++;
      }
      if (whole) {
        GateState reward = assessment.reward().state();
        add(
            registrar,
            new OfSize(
                0,
                1,
                assessment.watch().state() == GateState.HOLDS ? 1 : 0,
                reward == GateState.HOLDS ? 1 : 0,
                reward == GateState.HOLDS_PROVISIONALLY ? 1 : 0));
      }
    }

    private void add(int registrar, OfSize seen) {
      bySize.merge(SizeClass.of(zone.names(registrar)), seen, OfSize::plus);
    }

    private void requireScreened(boolean suspect, int registrar, int month) {
      if (!suspect) {
        throw new IllegalStateException(
            "the screen kept back registrar %d in month %d of %s"
                .formatted(registrar, month, scenario));
      }
    }
  }

  /** Whether the gate would hold if fragile results could. */
  static boolean failsByFragilityAlone(Gate intervention) {
    return intervention.clauses().stream()
        .allMatch(
            result ->
                (result.clause() == Clause.FRAGILITY)
                        == (result.state() == ClauseState.DOES_NOT_HOLD)
                    && result.state() != ClauseState.NOT_ASSESSABLE);
  }
}

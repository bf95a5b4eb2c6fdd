package io.bailiwick.scoring.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.bailiwick.scoring.gate.Assessment;
import io.bailiwick.scoring.gate.Clause;
import io.bailiwick.scoring.gate.ClauseResult;
import io.bailiwick.scoring.gate.GateState;
import io.bailiwick.scoring.gate.ScoringPolicy;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class ScreenTest {

  private static final ScoringPolicy POLICY = ScoringPolicy.shipped();
  private static final int MONTHS = 18;
  private static final int JUDGED_FROM = 12;

  /** Registrars who differ much, at a rate at which many are held. */
  private static SimulatedZone zone(long key) {
    Draw draw = Draw.of(key);
    long[] names = RegistrarSizes.of(60, 900_000);
    double[] factors = new double[names.length];
    Abuse[] abuse = new Abuse[names.length];
    for (int i = 0; i < names.length; i++) {
      factors[i] = draw.factor(0.3);
      double mean = names[i] * 8 / 10_000.0 * factors[i];
      abuse[i] =
          i % 2 == 0
              ? Abuse.clustered(draw, MONTHS, month -> month < 15 ? mean : mean / 8)
              : Abuse.single(draw, MONTHS, month -> month < 15 ? mean : mean / 8);
    }
    return new SimulatedZone(draw, names, factors, abuse, 8, POLICY);
  }

  @Test
  void keepsBackNobodyWhomAGateWouldHold() {
    Screen screen = new Screen(POLICY);
    int judged = 0;
    int passed = 0;
    int interventions = 0;
    int acute = 0;
    for (long key = 1; key <= 8; key++) {
      SimulatedZone zone = zone(key);
      for (int month = JUDGED_FROM; month < MONTHS; month++) {
        for (int i = 0; i < zone.registrars(); i++) {
          Assessment assessment =
              Assessment.of(i, zone.history(i, month), zone.zone(month), POLICY);
          judged++;
          passed += screen.intervention(zone, i, month) ? 1 : 0;
          if (assessment.intervention().state() == GateState.HOLDS
              || FalseStates.failsByFragilityAlone(assessment.intervention())) {
            assertThat(screen.intervention(zone, i, month)).isTrue();
            interventions++;
          }
          if (assessment.acute().state() == GateState.HOLDS) {
            assertThat(screen.acute(zone.domains(i, month), zone.names(i))).isTrue();
            acute++;
          }
        }
      }
    }
    assertThat(interventions).isGreaterThan(20);
    assertThat(acute).isPositive();
    assertThat(passed).isLessThan(judged / 4);
  }

  @Test
  void keepsNobodyInWhomTheExitGateWouldLetOut() {
    SimulatedZone zone = zone(5);
    int out = 0;
    int kept = 0;
    for (int exitMonths : new int[] {1, 2, 4}) {
      ScoringPolicy policy = Oscillation.leavingAfter(POLICY, exitMonths);
      Screen screen = new Screen(policy);
      for (long names : new long[] {300, 3000, 30_000}) {
        for (double per10k : new double[] {1, 5, 8, 12}) {
          Draw draw = Draw.of(exitMonths, names, (long) per10k);
          Abuse abuse = Abuse.single(draw, MONTHS, _ -> names * per10k / 10_000);
          Outsider outsider = new Outsider(draw.bits(), names, abuse, 8);
          for (int month = JUDGED_FROM; month < MONTHS; month++) {
            if (outsider.judge(zone, month, policy).exit().state() == GateState.HOLDS) {
              assertThat(screen.exit(abuse, names, month)).isTrue();
              out++;
            }
            kept += screen.exit(abuse, names, month) ? 0 : 1;
          }
        }
      }
    }
    assertThat(out).isGreaterThan(20);
    assertThat(kept).isGreaterThan(20);
  }

  /** Whether it is one of the zone or stands beside it, a registrar is judged the same. */
  @Test
  void judgesBesideTheZoneAsWithinIt() {
    int held = 0;
    for (long key = 10; key < 14; key++) {
      Draw draw = Draw.of(key);
      long[] names = RegistrarSizes.of(101, 2_000_000);
      long[] others = Arrays.copyOf(names, 100);
      double[] ones = new double[101];
      Arrays.fill(ones, 1);
      Abuse[] abuse = new Abuse[101];
      for (int i = 0; i < 101; i++) {
        double mean = names[i] * 5 / 10_000.0 * (i == 100 ? 4 : 1);
        abuse[i] = Abuse.single(draw, MONTHS, _ -> mean);
      }
      long bits = draw.bits();
      SimulatedZone within = new SimulatedZone(Draw.of(key, 1), names, ones, abuse, 5, POLICY);
      SimulatedZone beside =
          new SimulatedZone(Draw.of(key, 1), others, ones, Arrays.copyOf(abuse, 100), 5, POLICY);
      Outsider outsider = new Outsider(bits, names[100], abuse[100], 5);
      for (int month = JUDGED_FROM; month < MONTHS; month++) {
        Assessment in = Assessment.of(100, within.history(100, month), within.zone(month), POLICY);
        Assessment out = outsider.judge(beside, month, POLICY);
        assertThat(value(out, Clause.RATE_RATIO, "ratio"))
            .isEqualByComparingTo(value(in, Clause.RATE_RATIO, "ratio"));
        assertThat(value(out, Clause.FUNNEL, "limitPer10k"))
            .isEqualByComparingTo(value(in, Clause.FUNNEL, "limitPer10k"));
        assertThat(clause(out, Clause.FALSE_DISCOVERY).state())
            .isEqualTo(clause(in, Clause.FALSE_DISCOVERY).state());
        assertThat(clause(out, Clause.PERSISTENCE).state())
            .isEqualTo(clause(in, Clause.PERSISTENCE).state());
        held += out.intervention().state() == GateState.HOLDS ? 1 : 0;
      }
    }
    assertThat(held).isPositive();
  }

  @Test
  void doublingEveryCountChangesNobodysRatio() {
    SimulatedZone once = average(1);
    SimulatedZone twice = average(2);
    int compared = 0;
    for (int i = 0; i < once.registrars(); i++) {
      Map<String, BigDecimal> ratio = ratio(once, i);
      assertThat(ratio(twice, i).get("ratio")).isEqualTo(ratio.get("ratio"));
      compared += ratio.containsKey("ratio") ? 1 : 0;
      // Twice as many domains make it more certain, and nobody's ratio higher.
      if (ratio.containsKey("ratio") && ratio.get("ratio").compareTo(new BigDecimal(2)) <= 0) {
        assertThat(ratio(twice, i).get("lowerBound")).isLessThan(new BigDecimal(2));
      }
    }
    assertThat(compared).isEqualTo(100);
  }

  private static SimulatedZone average(int times) {
    Draw draw = Draw.of(77);
    long[] names = RegistrarSizes.of(100, 2_000_000);
    double[] ones = new double[100];
    Arrays.fill(ones, 1);
    Abuse[] abuse = new Abuse[100];
    for (int i = 0; i < 100; i++) {
      double mean = names[i] * 5 / 10_000.0;
      abuse[i] = Abuse.single(draw, MONTHS, _ -> mean);
      for (int month = 0; times == 2 && month < MONTHS; month++) {
        abuse[i].doubleIn(month);
      }
    }
    return new SimulatedZone(draw, names, ones, abuse, 5, POLICY);
  }

  private static Map<String, BigDecimal> ratio(SimulatedZone zone, int registrar) {
    Assessment assessment =
        Assessment.of(
            registrar, zone.history(registrar, MONTHS - 1), zone.zone(MONTHS - 1), POLICY);
    return new TreeMap<>(clause(assessment, Clause.RATE_RATIO).values());
  }

  private static ClauseResult clause(Assessment assessment, Clause clause) {
    return assessment.intervention().clauses().stream()
        .filter(result -> result.clause() == clause)
        .findFirst()
        .orElseThrow();
  }

  private static BigDecimal value(Assessment assessment, Clause clause, String name) {
    BigDecimal value = clause(assessment, clause).values().get(name);
    assertThat(value).isNotNull();
    return value;
  }
}

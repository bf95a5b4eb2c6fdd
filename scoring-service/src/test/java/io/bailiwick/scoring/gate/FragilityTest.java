package io.bailiwick.scoring.gate;

import static io.bailiwick.scoring.gate.Histories.clause;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class FragilityTest {

  private static final ScoringPolicy POLICY = ScoringPolicy.shipped();

  private static Assessment assess(History history, Zone zone) {
    return Assessment.of(Histories.OUTSIDER, history, zone, POLICY);
  }

  private static History abuse(UnaryOperator<Breakdown> change) {
    return Histories.with(
        Histories.of(5000, 12, 12, 12, 12),
        month ->
            month.domains() == 0 ? month : Histories.with(month, change.apply(month.breakdown())));
  }

  private static Breakdown onlyBy(Breakdown of, long alpha) {
    return new Breakdown(
        new TreeMap<>(Map.of("alpha", alpha, "beta", 0L, "gamma", 0L)),
        of.clusters(),
        of.ofAllClasses(),
        0,
        0,
        of.creates(),
        of.cohort());
  }

  private static List<Sensitivity> flips(Assessment assessment) {
    return assessment.sensitivity().stream().filter(Sensitivity::flips).toList();
  }

  @Test
  void holdsWhereNoFamilyDecides() {
    Assessment assessment = assess(abuse(b -> b), Histories.ZONE);
    assertThat(assessment.intervention().state()).isEqualTo(GateState.HOLDS);
    assertThat(assessment.isFragile()).isFalse();
    assertThat(assessment.sensitivity())
        .extracting(Sensitivity::way, Sensitivity::family, Sensitivity::state)
        .containsExactly(
            tuple(Variant.Way.WITHOUT_FAMILY, "alpha", GateState.HOLDS),
            tuple(Variant.Way.WITHOUT_FAMILY, "beta", GateState.HOLDS),
            tuple(Variant.Way.WITHOUT_FAMILY, "gamma", GateState.HOLDS),
            tuple(Variant.Way.ALL_CLASSES, null, GateState.HOLDS),
            tuple(Variant.Way.NEW_REGISTRATIONS, null, GateState.NOT_ASSESSABLE));
  }

  /** Ten of the twelve are known by one family alone: without it two are left. */
  @Test
  void neverStartsOnWhatOneFamilyAloneKnows() {
    Assessment assessment = assess(abuse(b -> onlyBy(b, 10)), Histories.ZONE);
    assertThat(assessment.intervention().state()).isEqualTo(GateState.DOES_NOT_HOLD);
    assertThat(flips(assessment)).extracting(Sensitivity::family).containsExactly("alpha");
    ClauseResult result = clause(assessment.intervention(), Clause.FRAGILITY);
    assertThat(result.state()).isEqualTo(ClauseState.DOES_NOT_HOLD);
    assertThat(result.sentence())
        .isEqualTo(
            "The result is fragile: it would be the opposite when the source family alpha is left out.");
    assertThat(assessment.intervention().summary())
        .isEqualTo(
            "The intervention gate does not hold. Not met: stability when counted otherwise.");
    // Without the clause in use the mark is there all the same.
    Assessment unused =
        Assessment.of(
            Histories.OUTSIDER,
            abuse(b -> onlyBy(b, 10)),
            Histories.ZONE,
            Policies.withoutFragility());
    assertThat(unused.intervention().state()).isEqualTo(GateState.HOLDS);
    assertThat(unused.isFragile()).isTrue();
  }

  /** If everybody else's compromised sites counted, the rate would be ordinary. */
  @Test
  void seesAResultThatRestsOnTheClassesThatAreCounted() {
    List<Map<Integer, MonthTally>> months = new ArrayList<>();
    for (int back = 0; back < 4; back++) {
      Map<Integer, MonthTally> month = new TreeMap<>();
      int b = back;
      Histories.WORKED.forEach(
          (id, counts) -> {
            MonthTally tally =
                Histories.month(Histories.MARCH.minusMonths(b), counts[0], counts[1]);
            Breakdown of = tally.breakdown();
            month.put(
                id,
                Histories.with(
                    tally,
                    new Breakdown(
                        of.onlyByFamily(), of.clusters(), 10 * counts[0], 0, 0, 0, null)));
          });
      months.add(month);
    }
    Assessment assessment = assess(abuse(b -> b), new Zone(months, POLICY.peers()));
    assertThat(flips(assessment))
        .extracting(Sensitivity::way)
        .containsExactly(Variant.Way.ALL_CLASSES);
    assertThat(assessment.intervention().state()).isEqualTo(GateState.DOES_NOT_HOLD);
  }

  @Test
  void seesAResultThatNewRegistrationsDoNotShow() {
    Assessment assessment =
        assess(
            abuse(
                b ->
                    new Breakdown(b.onlyByFamily(), b.clusters(), b.ofAllClasses(), 0, 0, 900, 1L)),
            Histories.ZONE);
    assertThat(flips(assessment))
        .extracting(Sensitivity::way)
        .containsExactly(Variant.Way.NEW_REGISTRATIONS);
  }

  @Test
  void marksAlsoWhoWouldBeInIfCountedOtherwise() {
    History own =
        Histories.with(
            Histories.of(5000, 2, 2, 2, 2),
            month ->
                Histories.with(
                    month,
                    new Breakdown(
                        month.breakdown().onlyByFamily(),
                        month.breakdown().clusters(),
                        month.domains() == 0 ? 0 : 40,
                        0,
                        0,
                        0,
                        null)));
    Assessment assessment = assess(own, Histories.ZONE);
    assertThat(assessment.intervention().state()).isEqualTo(GateState.DOES_NOT_HOLD);
    assertThat(flips(assessment))
        .extracting(Sensitivity::way)
        .containsExactly(Variant.Way.ALL_CLASSES);
  }

  /** Whoever knows the additional domain. */
  @Property(tries = 200)
  void oneMoreMaliciousDomainNeverEndsIt(
      @ForAll @LongRange(min = 5, max = 200) long domains,
      @ForAll @LongRange(max = 200) long onlyByAlpha,
      @ForAll boolean alone,
      @ForAll @LongRange(min = 1, max = 100_000) long names) {
    long by = Math.min(domains, onlyByAlpha);
    History history = withFamily(names, domains, by);
    if (assess(history, Histories.ZONE).intervention().state() == GateState.HOLDS) {
      History worse = withFamily(names, domains + 1, alone ? by + 1 : by);
      assertThat(assess(worse, Histories.ZONE).intervention().state()).isEqualTo(GateState.HOLDS);
    }
  }

  private static History withFamily(long names, long domains, long onlyByAlpha) {
    return Histories.with(
        Histories.of(names, domains, 12, 12, 12),
        0,
        month -> Histories.with(month, onlyBy(month.breakdown(), onlyByAlpha)));
  }
}

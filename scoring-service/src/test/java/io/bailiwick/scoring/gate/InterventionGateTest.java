package io.bailiwick.scoring.gate;

import static io.bailiwick.scoring.gate.Histories.clause;
import static io.bailiwick.scoring.gate.Histories.counting;
import static io.bailiwick.scoring.gate.Histories.immature;
import static io.bailiwick.scoring.gate.Histories.missing;
import static io.bailiwick.scoring.gate.Histories.with;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InterventionGateTest {

  private static final ScoringPolicy POLICY = ScoringPolicy.shipped();

  private static Gate judge(History history) {
    return Assessment.of(history, POLICY).intervention();
  }

  /** The method's test set T1 at T_a = 10 per 10,000, with 8/500 beside it. */
  @ParameterizedTest
  @CsvSource({
    "A, 2, 2, false",
    "B, 0, 150, false",
    "C, 1, 200, false",
    "D, 3, 1000, false",
    "E, 2, 3000, false",
    "F, 12, 5000, true",
    "G, 4, 20000, false",
    "H, 25, 30000, false",
    "I, 40, 100000, false",
    "J, 150, 500000, false",
    "K, 260, 1000000, false",
    "L, 120, 40000, true",
    "small, 8, 500, true"
  })
  void passesTheSingleMonthClausesOnlyForThoseOfTheMethod(
      String id, long domains, long names, boolean passes) {
    Gate gate = judge(Histories.of(names, domains));
    boolean all =
        Stream.of(Clause.COUNT, Clause.SOURCE_FAMILIES, Clause.LOWER_BOUND)
            .allMatch(clause -> clause(gate, clause).state() == ClauseState.HOLDS);
    assertThat(all).as(id).isEqualTo(passes);
    assertThat(gate.state()).as("one month is never enough").isEqualTo(GateState.DOES_NOT_HOLD);
  }

  @Test
  void givesTheNumbersOfTheMethodWithTheClause() {
    ClauseResult bound = clause(judge(Histories.of(5000, 12)), Clause.LOWER_BOUND);
    assertThat(bound.values().get("lowerBoundPer10k")).isEqualByComparingTo("13.8541");
    assertThat(bound.values().get("ratePer10k")).isEqualByComparingTo("24");
    assertThat(bound.sentence())
        .isEqualTo(
            "12 domains on a mean of 5000 under management are 24 per 10,000; with 95 % confidence at"
                + " least 13.8541, which is above the threshold of 10.");
    assertThat(clause(judge(Histories.of(40_000, 120)), Clause.LOWER_BOUND).values())
        .hasEntrySatisfying(
            "lowerBoundPer10k", value -> assertThat(value).isEqualByComparingTo("25.6472"));
  }

  @ParameterizedTest
  @CsvSource({
    "12, 12, 12, 12, HOLDS",
    "12, 12, 12, 0, HOLDS",
    "12, 0, 12, 12, HOLDS",
    "12, 12, 0, 0, DOES_NOT_HOLD",
    "12, 0, 0, 0, DOES_NOT_HOLD",
    "0, 12, 12, 12, DOES_NOT_HOLD",
    "4, 12, 12, 12, DOES_NOT_HOLD"
  })
  void holdsOnlyWhenTheClausesLastForThreeOfFourMonths(
      long march, long february, long january, long december, GateState expected) {
    assertThat(judge(Histories.of(5000, march, february, january, december)).state())
        .isEqualTo(expected);
  }

  @Test
  void looksNoFurtherBackThanTheMonthsObserved() {
    assertThat(judge(Histories.of(5000, 12, 12, 0, 0, 12, 12, 12)).state())
        .isEqualTo(GateState.DOES_NOT_HOLD);
  }

  @Test
  void needsTwoIndependentFamilies() {
    History history = with(Histories.of(5000, 12, 12, 12, 12), 0, m -> counting(m, 12, 1));
    Gate gate = judge(history);
    assertThat(gate.state()).isEqualTo(GateState.DOES_NOT_HOLD);
    assertThat(gate.summary())
        .isEqualTo("The intervention gate does not hold. Not met: independent source families.");
  }

  @Test
  void isOpenWhileAMonthWithoutEvidenceCouldStillDecidePersistence() {
    History history =
        with(Histories.of(5000, 12, 12, 0, 0), 2, m -> missing(m, LocalDate.of(2026, 1, 7)));
    Gate gate = judge(history);
    assertThat(clause(gate, Clause.PERSISTENCE).state()).isEqualTo(ClauseState.NOT_ASSESSABLE);
    assertThat(gate.state()).isEqualTo(GateState.NOT_ASSESSABLE);
    assertThat(clause(gate, Clause.PERSISTENCE).sentence())
        .contains("2026-03 yes, 2026-02 yes, 2026-01 open, 2025-12 no");
  }

  @Test
  void isNotAssessableBeforeTheMonthIsMature() {
    Gate gate = judge(with(Histories.of(5000, 12, 12, 12, 12), 0, Histories::immature));
    assertThat(gate.state()).isEqualTo(GateState.NOT_ASSESSABLE);
    assertThat(gate.summary())
        .isEqualTo(
            "The intervention gate cannot be assessed. 2026-03 is not mature before 2026-05-01, 30 days"
                + " after its end.");
  }

  @Test
  void isNotAssessableWhereADayHasNoEvidence() {
    History history =
        with(Histories.of(5000, 12, 12, 12, 12), 0, m -> missing(m, LocalDate.of(2026, 3, 7)));
    Gate gate = judge(history);
    assertThat(gate.state()).isEqualTo(GateState.NOT_ASSESSABLE);
    assertThat(gate.summary()).contains("1 of 31 days: 2026-03-07");
    assertThat(Assessment.of(history, POLICY).figures().ratePer10k()).isNull();
  }

  @ParameterizedTest
  @CsvSource({"REGISTRY", "EXEMPT", "TERMINATED"})
  void neverJudgesWhoIsNotAccredited(RegistrarKind kind) {
    History history = new History(kind, Histories.of(5000, 12, 12, 12, 12).months());
    assertThat(judge(history).state()).isEqualTo(GateState.NOT_ASSESSABLE);
    assertThat(Assessment.of(history, POLICY).reward().state()).isEqualTo(GateState.NOT_ASSESSABLE);
  }

  @Test
  void saysThatThereIsNoRateWithoutNames() {
    Gate many = judge(Histories.of(0, 7, 7, 7, 7));
    assertThat(many.state()).isEqualTo(GateState.NOT_ASSESSABLE);
    assertThat(many.summary()).contains("hence no rate");
    assertThat(judge(Histories.of(0)).state()).isEqualTo(GateState.DOES_NOT_HOLD);
  }

  @Test
  void countsMoreAbusedDomainsThanNames() {
    assertThat(judge(Histories.of(3, 7, 7, 7, 7)).state()).isEqualTo(GateState.HOLDS);
  }

  @Test
  void namesTheClausesThatAreNotInUseYet() {
    assertThat(judge(Histories.of(200)).notInUse())
        .contains(Clause.RATE_RATIO, Clause.FUNNEL, Clause.FALSE_DISCOVERY, Clause.FRAGILITY)
        .doesNotContain(Clause.COUNT, Clause.PERSISTENCE, Clause.UPPER_BOUND);
  }

  @Property(tries = 300)
  void fewerThanFiveDomainsNeverTriggerWhateverTheSize(
      @ForAll @LongRange(max = 4) long domains, @ForAll @LongRange(max = 10_000_000) long names) {
    assertThat(judge(Histories.of(names, domains, domains, domains, domains)).state())
        .isNotEqualTo(GateState.HOLDS);
  }

  @Property(tries = 300)
  void oneMoreMaliciousDomainNeverEndsIt(
      @ForAll @LongRange(max = 400) long domains,
      @ForAll @LongRange(min = 1, max = 200_000) long names) {
    History history = Histories.of(names, domains, 12, 12, 12);
    if (judge(history).state() == GateState.HOLDS) {
      assertThat(judge(with(history, 0, m -> counting(m, m.domains() + 1, m.families()))).state())
          .isEqualTo(GateState.HOLDS);
    }
  }

  @Property(tries = 300)
  void oneMoreCleanNameNeverTriggersIt(
      @ForAll @LongRange(max = 400) long domains,
      @ForAll @LongRange(min = 1, max = 200_000) long names) {
    History history = Histories.of(names, domains, domains, domains, domains);
    if (judge(history).state() != GateState.HOLDS) {
      History more = with(history, 0, m -> Histories.withDumSum(m, m.dumSum() + 1));
      assertThat(judge(more).state()).isNotEqualTo(GateState.HOLDS);
    }
  }

  @Test
  void neverConvictsOnOneDomainOfTwoHundred() {
    assertThat(judge(Histories.of(200, 1, 1, 1, 1)).state()).isEqualTo(GateState.DOES_NOT_HOLD);
  }

  @Test
  void leavesAnImmatureMonthBeforeOpen() {
    History history = with(Histories.of(5000, 12, 12, 12, 0), 2, Histories::immature);
    assertThat(immature(history.scored()).mature()).isFalse();
    assertThat(judge(history).state()).isEqualTo(GateState.NOT_ASSESSABLE);
  }
}

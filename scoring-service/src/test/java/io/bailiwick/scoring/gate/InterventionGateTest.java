package io.bailiwick.scoring.gate;

import static io.bailiwick.scoring.gate.Histories.clause;
import static io.bailiwick.scoring.gate.Histories.counting;
import static io.bailiwick.scoring.gate.Histories.immature;
import static io.bailiwick.scoring.gate.Histories.missing;
import static io.bailiwick.scoring.gate.Histories.with;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InterventionGateTest {

  private static final ScoringPolicy POLICY = ScoringPolicy.shipped();

  /** In the method's zone, of which the registrar is no part. */
  private static Gate judge(History history) {
    return Histories.assess(history).intervention();
  }

  /** As one of the method's zone, by the place of its letter. */
  private static Gate member(int place) {
    long[] counts = Histories.WORKED.get(place);
    return Assessment.of(place, Histories.of(counts[1], counts[0]), Histories.ZONE, POLICY)
        .intervention();
  }

  private static final List<Clause> SINGLE_MONTH =
      List.of(
          Clause.COUNT,
          Clause.SOURCE_FAMILIES,
          Clause.LOWER_BOUND,
          Clause.RATE_RATIO,
          Clause.FUNNEL,
          Clause.FALSE_DISCOVERY);

  private static Set<Clause> notMet(Gate gate) {
    return SINGLE_MONTH.stream()
        .filter(clause -> clause(gate, clause).state() != ClauseState.HOLDS)
        .collect(Collectors.toCollection(() -> EnumSet.noneOf(Clause.class)));
  }

  /** The method's test set T1 at T_a = 10 per 10,000: who passes the clauses on a single month. */
  @ParameterizedTest
  @CsvSource({
    "2, B, false",
    "3, C, false",
    "4, D, false",
    "5, E, false",
    "6, F, true",
    "7, G, false",
    "8, H, false",
    "9, I, false",
    "10, J, false",
    "11, K, false",
    "12, L, true"
  })
  void passesTheSingleMonthClausesOnlyForThoseOfTheMethod(int place, String id, boolean passes) {
    Gate gate = member(place);
    assertThat(notMet(gate).isEmpty()).as(id).isEqualTo(passes);
    assertThat(gate.state()).as("one month is never enough").isEqualTo(GateState.DOES_NOT_HOLD);
  }

  @Test
  void failsTheOthersForTheReasonsOfTheMethod() {
    assertThat(notMet(member(4))).as("D").contains(Clause.COUNT, Clause.LOWER_BOUND, Clause.FUNNEL);
    assertThat(notMet(member(8)))
        .as("H: inside the adjusted limit, and less than twice the rest for certain")
        .containsExactly(Clause.LOWER_BOUND, Clause.RATE_RATIO, Clause.FUNNEL);
    assertThat(notMet(judge(Histories.of(2, 2)))).as("A").contains(Clause.COUNT);
    assertThat(notMet(judge(Histories.of(500, 8)))).as("8/500").isEmpty();
  }

  /** Leave-one-out ratios of the method, to the digits that it gives. */
  @ParameterizedTest
  @CsvSource({
    "12, 10.0162, 8.2079, 12.2229, HOLDS",
    "6, 6.7214, 3.7984, 11.8936, HOLDS",
    "8, 2.3499, 1.5751, 3.5057, DOES_NOT_HOLD",
    "4, 8.2981, 2.6735, 25.7563, HOLDS"
  })
  void comparesWithTheRestOfTheZone(
      int place, BigDecimal ratio, BigDecimal lower, BigDecimal upper, ClauseState state) {
    ClauseResult result = clause(member(place), Clause.RATE_RATIO);
    assertThat(result.values().get("ratio")).isEqualByComparingTo(ratio);
    assertThat(result.values().get("lowerBound")).isEqualByComparingTo(lower);
    assertThat(result.values().get("upperBound")).isEqualByComparingTo(upper);
    assertThat(result.state()).isEqualTo(state);
  }

  @Test
  void measuresByAFunnelThatTheRegistrarHasNotShaped() {
    ClauseResult result = clause(member(12), Clause.FUNNEL);
    // 617 - 120 domains on 1,699,350 - 40,000 names.
    assertThat(result.values().get("targetPer10k")).isEqualByComparingTo("2.9951");
    assertThat(result.values().get("peers")).isEqualByComparingTo("10");
    assertThat(result.sentence()).contains("Among 10 other registrars", "99.8 %");
  }

  /** At q = 5 % the method flags D, F, H and L. */
  @ParameterizedTest
  @CsvSource({
    "2, DOES_NOT_HOLD",
    "3, DOES_NOT_HOLD",
    "4, HOLDS",
    "5, DOES_NOT_HOLD",
    "6, HOLDS",
    "7, DOES_NOT_HOLD",
    "8, HOLDS",
    "9, DOES_NOT_HOLD",
    "10, DOES_NOT_HOLD",
    "11, DOES_NOT_HOLD",
    "12, HOLDS"
  })
  void controlsFalseDiscoveriesAmongAllRegistrars(int place, ClauseState state) {
    assertThat(clause(member(place), Clause.FALSE_DISCOVERY).state()).isEqualTo(state);
  }

  @Test
  void givesTheProbabilitiesOfTheMethodWithTheClause() {
    assertThat(clause(member(8), Clause.FALSE_DISCOVERY).values().get("p"))
        .isBetween(new BigDecimal("0.00014638"), new BigDecimal("0.00014640"));
    assertThat(clause(member(4), Clause.FALSE_DISCOVERY).values().get("p"))
        .isBetween(new BigDecimal("0.0060688"), new BigDecimal("0.0060690"));
  }

  /** A zone-wide campaign, or a feed that doubles, is no doing of any registrar. */
  @Test
  void bringsInNobodyWhenEveryCountDoubles() {
    Map<Integer, long[]> doubled = new TreeMap<>();
    Histories.WORKED.forEach(
        (id, counts) -> doubled.put(id, new long[] {2 * counts[0], counts[1]}));
    Zone zone = Histories.zone(doubled, POLICY);
    doubled.forEach(
        (id, counts) -> {
          long[] single = Histories.WORKED.get(id);
          double ratio =
              (double) single[0] / single[1] / ((617.0 - single[0]) / (1_699_350.0 - single[1]));
          if (ratio <= 2) {
            Gate gate =
                Assessment.of(id, Histories.of(counts[1], counts[0]), zone, POLICY).intervention();
            assertThat(clause(gate, Clause.RATE_RATIO).state())
                .as("registrar " + id)
                .isEqualTo(ClauseState.DOES_NOT_HOLD);
          }
        });
  }

  @Property(tries = 100)
  void aShockOfTheWholeZoneBringsInNobodyWhoseRatioIsTwoOrLess(
      @ForAll @LongRange(min = 1, max = 500) long domains,
      @ForAll @LongRange(min = 1_000, max = 2_000_000) long names,
      @ForAll @LongRange(min = 1, max = 10) long factor) {
    Assume.that((double) domains / names / (617 / 1_699_350.0) <= 2);
    Map<Integer, long[]> shocked = new TreeMap<>();
    Histories.WORKED.forEach(
        (id, counts) -> shocked.put(id, new long[] {factor * counts[0], counts[1]}));
    long own = factor * domains;
    Gate gate =
        Assessment.of(
                Histories.OUTSIDER,
                Histories.of(names, own, own, own, own),
                Histories.zone(shocked, POLICY),
                POLICY)
            .intervention();
    assertThat(gate.state()).isNotEqualTo(GateState.HOLDS);
  }

  @Test
  void countsACampaignThatSpillsOverTheEndOfAMonthOnce() {
    History own = Histories.of(5000, 12, 12, 12, 0);
    assertThat(judge(own).state()).isEqualTo(GateState.HOLDS);
    // February's domains are those of January's campaign: two months of their own are left.
    SortedMap<Long, Long> january = own.months().get(2).breakdown().clusters();
    History spilt = with(own, 1, m -> Histories.with(m, withClusters(m.breakdown(), january)));
    Gate gate = judge(spilt);
    assertThat(gate.state()).isEqualTo(GateState.DOES_NOT_HOLD);
    assertThat(gate.summary())
        .isEqualTo("The intervention gate does not hold. Not met: persistence over months.");
    assertThat(clause(gate, Clause.PERSISTENCE).sentence())
        .contains("in 3 of the last 4", "2 of those have a campaign of their own");
  }

  @Test
  void takesAnotherCampaignOfTheMonthWhereOneIsSpentAlready() {
    History own = Histories.of(5000, 12, 12, 12, 0);
    SortedMap<Long, Long> both = new TreeMap<>(own.months().get(2).breakdown().clusters());
    both.put(7L, 1L);
    assertThat(
            judge(with(own, 1, m -> Histories.with(m, withClusters(m.breakdown(), both)))).state())
        .isEqualTo(GateState.HOLDS);
  }

  /** Clusters of 60, 20, 10 and ten single domains: 41.1, and 2.433 of 100. */
  @Test
  void tellsTheDesignEffectWithTheCount() {
    SortedMap<Long, Long> clusters = new TreeMap<>(Map.of(1L, 60L, 2L, 20L, 3L, 10L));
    for (long single = 4; single <= 13; single++) {
      clusters.put(single, 1L);
    }
    History own = Histories.of(5000, 100);
    ClauseResult count =
        clause(
            judge(with(own, 0, m -> Histories.with(m, withClusters(m.breakdown(), clusters)))),
            Clause.COUNT);
    assertThat(count.values().get("designEffect")).isEqualByComparingTo("41.1");
    assertThat(count.values().get("effectiveDomains")).isEqualByComparingTo("2.4331");
  }

  private static Breakdown withClusters(Breakdown of, SortedMap<Long, Long> clusters) {
    return new Breakdown(
        of.onlyByFamily(),
        clusters,
        of.ofAllClasses(),
        of.validated(),
        of.validatedFamilies(),
        of.creates(),
        of.cohort());
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
    assertThat(Histories.assess(history).figures().ratePer10k()).isNull();
  }

  @ParameterizedTest
  @CsvSource({"REGISTRY", "EXEMPT", "TERMINATED"})
  void neverJudgesWhoIsNotAccredited(RegistrarKind kind) {
    History history = new History(kind, Histories.of(5000, 12, 12, 12, 12).months());
    assertThat(judge(history).state()).isEqualTo(GateState.NOT_ASSESSABLE);
    assertThat(Histories.assess(history).reward().state()).isEqualTo(GateState.NOT_ASSESSABLE);
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
  void namesTheClausesThatAreNotInUse() {
    assertThat(judge(Histories.of(200)).notInUse()).isEmpty();
    assertThat(
            Assessment.of(
                    Histories.OUTSIDER,
                    Histories.of(200),
                    Histories.ZONE,
                    Policies.withDataClauses())
                .intervention()
                .notInUse())
        .contains(Clause.FEED_HEALTH, Clause.FEED_EPOCH, Clause.DUM_RECONCILIATION)
        .doesNotContain(Clause.COUNT, Clause.FUNNEL, Clause.PERSISTENCE, Clause.UPPER_BOUND);
  }

  @Test
  void isOpenWhereThereIsNobodyToCompareWith() {
    Gate gate =
        Assessment.of(
                Histories.OUTSIDER,
                Histories.of(5000, 12, 12, 12, 12),
                new Zone(List.of(), POLICY.peers()),
                POLICY)
            .intervention();
    assertThat(gate.state()).isEqualTo(GateState.NOT_ASSESSABLE);
    assertThat(clause(gate, Clause.FUNNEL).sentence()).contains("No other registrar");
  }

  @Property(tries = 300)
  void oneOfTwoHundredNeverTriggersNorDoesOneFamily(
      @ForAll @LongRange(max = 100_000) long domains,
      @ForAll @LongRange(max = 10_000_000) long names) {
    assertThat(judge(Histories.of(200, 1, 1, 1, 1)).state()).isNotEqualTo(GateState.HOLDS);
    History oneFamily =
        with(Histories.of(names, domains, 12, 12, 12), 0, m -> counting(m, domains, 1));
    assertThat(judge(oneFamily).state()).isNotEqualTo(GateState.HOLDS);
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

package io.bailiwick.qpi.index;

import static java.util.Objects.requireNonNull;
import static java.util.Objects.requireNonNullElse;

import io.bailiwick.qpi.index.IndexResult.Counted;
import io.bailiwick.qpi.index.IndexResult.Part;
import io.bailiwick.qpi.kpi.Band;
import io.bailiwick.qpi.kpi.Flaw;
import io.bailiwick.qpi.kpi.Fraction;
import io.bailiwick.qpi.kpi.History;
import io.bailiwick.qpi.kpi.Kpi;
import io.bailiwick.qpi.kpi.KpiAssessment;
import io.bailiwick.qpi.kpi.KpiDefinition;
import io.bailiwick.qpi.kpi.Line;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The Quality Performance Index as data.
 *
 * <p>Gates come first: who fails one has no index. Index = Σ weight × points / Σ weight, over the
 * indicators that count. What is not assessable counts as its definition says; by default its
 * weight is spread over the others in proportion. Where less than {@code minimumAssessableShare} of
 * the weight is assessable, the index is not, however the gaps would be filled. The sum is exact
 * and rounded once, half up, to two decimals.
 *
 * <p>Documents from before gates, confidence, choice of scores and size classes were data do not
 * have those members; they are read as what they meant.
 *
 * @param statement whose numbers these are and what they are modelled on, for the method page
 * @param minimumAssessableShare percent of the weight, above 0 up to 100
 * @param kpis the six built-in indicators, each once, and any of the registry's own; the weights
 *     total exactly 100
 * @param confidence of the two-sided intervals beside the values; absent: 0.95
 * @param gates in the order in which they are told; at least one is an abuse gate; absent: the
 *     scoring policy's gate for rewards
 * @param scores which scores are read for what; absent: the newest for a look ahead, the published
 *     ones to qualify
 * @param sizeClasses bounds of the classes that registrars are compared in, by names at the end of
 *     the month: [1000, 10000] makes "under 1000", "1000 to 9999" and "10000 and more"; absent:
 *     1000, 10000, 100000
 */
public record IndexDefinition(
    String statement,
    BigDecimal minimumAssessableShare,
    List<WeightedKpi> kpis,
    BigDecimal confidence,
    List<Gate> gates,
    ScoreChoices scores,
    List<Long> sizeClasses) {

  static final int PLACES = 2;
  private static final BigDecimal HUNDRED = new BigDecimal(100);
  private static final BigDecimal USUAL_CONFIDENCE = new BigDecimal("0.95");
  private static final BigDecimal LEAST_CONFIDENCE = new BigDecimal("0.5");
  private static final BigDecimal MOST_CONFIDENCE = new BigDecimal("0.9999");
  private static final List<Long> USUAL_SIZES = List.of(1_000L, 10_000L, 100_000L);
  private static final int MOST_KPIS = 50;
  private static final int MOST_GATES = 20;
  private static final int MOST_SIZES = 10;
  private static final int MOST_DIGITS = 20;

  public IndexDefinition {
    requireNonNull(statement, "statement");
    requireNonNull(minimumAssessableShare, "minimumAssessableShare");
    kpis = List.copyOf(kpis);
    confidence = requireNonNullElse(confidence, USUAL_CONFIDENCE);
    gates = List.copyOf(requireNonNullElse(gates, List.of(Gate.reward())));
    scores = requireNonNullElse(scores, ScoreChoices.DEFAULT);
    sizeClasses = List.copyOf(requireNonNullElse(sizeClasses, USUAL_SIZES));
  }

  /** The longest window of its indicators, in months. */
  public int window() {
    return kpis.stream().mapToInt(kpi -> kpi.definition().window()).max().orElse(1);
  }

  /** The size class of a registrar with so many names, in words. */
  public String sizeClass(long names) {
    int index = 0;
    while (index < sizeClasses.size() && names >= sizeClasses.get(index)) {
      index++;
    }
    if (sizeClasses.isEmpty()) {
      return "any size";
    }
    if (index == 0) {
      return "under " + sizeClasses.getFirst() + " names";
    }
    return index == sizeClasses.size()
        ? sizeClasses.getLast() + " names and more"
        : sizeClasses.get(index - 1) + " to " + (sizeClasses.get(index) - 1) + " names";
  }

  /** The index of one registrar; never throws on missing input. */
  public IndexResult assess(History history, AbuseReadings abuse) {
    return assess(
        kpis.stream().map(kpi -> kpi.definition().assess(history, confidence)).toList(), abuse);
  }

  /**
   * The index of assessments that were made already.
   *
   * @param assessments one for each indicator, in the order of the definition
   */
  public IndexResult assess(List<KpiAssessment> assessments, AbuseReadings abuse) {
    Map<String, KpiDefinition> definitions = definitions();
    List<GateOutcome> outcomes =
        gates.stream().map(gate -> gate.judge(abuse, definitions, assessments)).toList();
    Optional<GateOutcome> veto =
        first(outcomes, each -> each.state() == GateState.FAILED && each.kind() == Gate.Kind.ABUSE);
    if (veto.isPresent()) {
      return without(
          IndexState.VETOED,
          assessments,
          outcomes,
          "Vetoed by the gate %s, so nothing else counts. %s"
              .formatted(veto.get().name(), veto.get().sentence()));
    }
    Optional<GateOutcome> failed = first(outcomes, each -> each.state() == GateState.FAILED);
    if (failed.isPresent()) {
      return without(
          IndexState.GATE_FAILED,
          assessments,
          outcomes,
          "The gate %s is not passed, so nothing else counts. %s"
              .formatted(failed.get().name(), failed.get().sentence()));
    }
    Optional<GateOutcome> open = first(outcomes, each -> each.state() == GateState.NOT_ASSESSABLE);
    if (open.isPresent()) {
      return without(
          IndexState.NOT_ASSESSABLE,
          assessments,
          outcomes,
          "Not assessable, because the gate %s is not. %s"
              .formatted(open.get().name(), open.get().sentence()));
    }
    return weigh(assessments, outcomes);
  }

  private static Optional<GateOutcome> first(
      List<GateOutcome> outcomes, Predicate<GateOutcome> wanted) {
    return outcomes.stream().filter(wanted).findFirst();
  }

  private IndexResult weigh(List<KpiAssessment> assessments, List<GateOutcome> outcomes) {
    BigDecimal assessable = BigDecimal.ZERO;
    BigDecimal counting = BigDecimal.ZERO;
    List<Entry> entries = new ArrayList<>();
    for (int i = 0; i < kpis.size(); i++) {
      WeightedKpi kpi = kpis.get(i);
      Entry entry = Entry.of(kpi, assessments.get(i));
      entries.add(entry);
      if (entry.counted == Counted.NO_INDEX) {
        return without(
            IndexState.NOT_ASSESSABLE,
            assessments,
            outcomes,
            "Not assessable, because by the policy there is no index without %s. %s"
                .formatted(Kpi.wordsOf(kpi.definition().kpi()), assessments.get(i).sentence()));
      }
      if (entry.counted == Counted.ASSESSED) {
        assessable = assessable.add(kpi.weight());
      }
      if (entry.points != null) {
        counting = counting.add(kpi.weight());
      }
    }
    String share = plain(assessable);
    if (assessable.signum() == 0 || assessable.compareTo(minimumAssessableShare) < 0) {
      return without(
          IndexState.NOT_ASSESSABLE,
          assessments,
          outcomes,
          "Not assessable: %s %% of the weight is assessable, %s %% is needed."
              .formatted(share, plain(minimumAssessableShare)));
    }
    Fraction all = Fraction.of(counting);
    Fraction sum = Fraction.of(0);
    List<Part> parts = new ArrayList<>();
    for (Entry entry : entries) {
      Fraction exact =
          entry.points == null
              ? null
              : entry.points.times(Fraction.of(entry.weight)).dividedBy(all);
      sum = exact == null ? sum : sum.plus(exact);
      parts.add(new Part(entry.assessment, entry.weight, entry.counted, entry.points, exact));
    }
    BigDecimal index = sum.rounded(PLACES);
    return new IndexResult(
        IndexState.ASSESSED,
        index,
        sum,
        parts,
        outcomes,
        "Index " + index + " of 100: " + how(assessable, counting) + ".");
  }

  private static String how(BigDecimal assessable, BigDecimal counting) {
    if (assessable.compareTo(HUNDRED) == 0) {
      return "all indicators are assessable";
    }
    List<String> rest = new ArrayList<>();
    if (counting.compareTo(HUNDRED) < 0) {
      rest.add("the rest is spread in proportion");
    }
    if (counting.compareTo(assessable) > 0) {
      rest.add(plain(counting.subtract(assessable)) + " % counts as the policy fills it in");
    }
    return plain(assessable) + " % of the weight is assessable, " + String.join(", ", rest);
  }

  private record Entry(
      KpiAssessment assessment, BigDecimal weight, Counted counted, @Nullable Fraction points) {

    static Entry of(WeightedKpi kpi, KpiAssessment assessment) {
      return switch (assessment) {
        case KpiAssessment.Assessed assessed ->
            new Entry(assessment, kpi.weight(), Counted.ASSESSED, assessed.points());
        case KpiAssessment.NotAssessable _ ->
            switch (kpi.definition().absence()) {
              case SPREAD_WEIGHT ->
                  new Entry(assessment, kpi.weight(), Counted.WEIGHT_SPREAD, null);
              case ZERO_POINTS ->
                  new Entry(assessment, kpi.weight(), Counted.AS_ZERO, Fraction.of(0));
              case FULL_POINTS ->
                  new Entry(assessment, kpi.weight(), Counted.AS_FULL, Fraction.of(100));
              case NO_INDEX -> new Entry(assessment, kpi.weight(), Counted.NO_INDEX, null);
            };
      };
    }
  }

  private IndexResult without(
      IndexState state,
      List<KpiAssessment> assessments,
      List<GateOutcome> outcomes,
      String sentence) {
    List<Part> parts = new ArrayList<>();
    for (int i = 0; i < kpis.size(); i++) {
      parts.add(new Part(assessments.get(i), kpis.get(i).weight(), Counted.NO_INDEX, null, null));
    }
    return new IndexResult(state, null, null, parts, outcomes, sentence);
  }

  private Map<String, KpiDefinition> definitions() {
    return kpis.stream()
        .map(WeightedKpi::definition)
        .collect(
            Collectors.toMap(
                KpiDefinition::kpi,
                Function.identity(),
                (first, second) -> first,
                LinkedHashMap::new));
  }

  /** Everything wrong with the definition; empty when it may come into force. */
  public List<Flaw> flaws() {
    List<Flaw> flaws = new ArrayList<>(flawsOfNumbers());
    if (!flaws.isEmpty()) {
      // Nothing is added up that might fill the memory.
      return flaws;
    }
    if (statement.isBlank()) {
      flaws.add(new Flaw("statement", "must say whose numbers these are"));
    }
    if (minimumAssessableShare.signum() <= 0 || minimumAssessableShare.compareTo(HUNDRED) > 0) {
      flaws.add(new Flaw("minimumAssessableShare", "must be above 0 and at most 100"));
    }
    if (confidence.compareTo(LEAST_CONFIDENCE) < 0 || confidence.compareTo(MOST_CONFIDENCE) > 0) {
      flaws.add(new Flaw("confidence", "must be from 0.5 to 0.9999"));
    }
    flawsOfKpis(flaws);
    flawsOfGates(flaws);
    flawsOfSizes(flaws);
    return flaws;
  }

  /** Numbers with so many digits or such exponents that exact arithmetic would not end. */
  private List<Flaw> flawsOfNumbers() {
    Map<String, @Nullable BigDecimal> numbers = new LinkedHashMap<>();
    numbers.put("minimumAssessableShare", minimumAssessableShare);
    numbers.put("confidence", confidence);
    for (int i = 0; i < kpis.size(); i++) {
      String at = "kpis[" + i + "]";
      numbers.put(at + ".weight", kpis.get(i).weight());
      KpiDefinition definition = kpis.get(i).definition();
      for (int j = 0; j < definition.bands().size(); j++) {
        Band band = definition.bands().get(j);
        numbers.put(at + ".definition.bands[" + j + "].bound", band.bound());
        numbers.put(at + ".definition.bands[" + j + "].points", band.points());
      }
      Line line = definition.line();
      if (line != null) {
        numbers.put(at + ".definition.line.zeroAt", line.zeroAt());
        numbers.put(at + ".definition.line.fullAt", line.fullAt());
      }
    }
    for (int i = 0; i < gates.size(); i++) {
      numbers.put("gates[" + i + "].threshold", gates.get(i).threshold());
    }
    return numbers.entrySet().stream()
        .filter(entry -> entry.getValue() != null && isTooLong(entry.getValue()))
        .map(entry -> new Flaw(entry.getKey(), "must have at most " + MOST_DIGITS + " digits"))
        .toList();
  }

  private static boolean isTooLong(BigDecimal number) {
    return number.precision() > MOST_DIGITS || Math.abs((long) number.scale()) > MOST_DIGITS;
  }

  private void flawsOfKpis(List<Flaw> flaws) {
    if (kpis.size() > MOST_KPIS) {
      flaws.add(new Flaw("kpis", "must be at most " + MOST_KPIS));
    }
    Map<String, Integer> seen = new LinkedHashMap<>();
    Stream.of(Kpi.values()).forEach(kpi -> seen.put(kpi.name(), 0));
    BigDecimal total = BigDecimal.ZERO;
    for (int i = 0; i < kpis.size(); i++) {
      String at = "kpis[" + i + "]";
      WeightedKpi each = kpis.get(i);
      seen.merge(each.definition().kpi(), 1, Integer::sum);
      total = total.add(each.weight());
      if (each.weight().signum() < 0) {
        flaws.add(new Flaw(at + ".weight", "must not be negative"));
      }
      each.definition().flaws().forEach(flaw -> flaws.add(flaw.under(at + ".definition")));
    }
    seen.forEach(
        (kpi, times) -> {
          if (times != 1) {
            flaws.add(
                new Flaw("kpis", kpi + " must be there exactly once, not " + times + " times"));
          }
        });
    if (total.compareTo(HUNDRED) != 0) {
      flaws.add(
          new Flaw("kpis", "the weights must total exactly 100, not " + total.toPlainString()));
    }
  }

  private void flawsOfGates(List<Flaw> flaws) {
    if (gates.size() > MOST_GATES) {
      flaws.add(new Flaw("gates", "must be at most " + MOST_GATES));
    }
    if (gates.stream().noneMatch(gate -> gate.kind() == Gate.Kind.ABUSE)) {
      flaws.add(new Flaw("gates", "must have an abuse gate: abuse is a veto"));
    }
    Map<String, Integer> names = new HashMap<>();
    for (int i = 0; i < gates.size(); i++) {
      String at = "gates[" + i + "]";
      gates.get(i).flaws(definitions()).forEach(flaw -> flaws.add(flaw.under(at)));
      if (names.merge(gates.get(i).name(), 1, Integer::sum) > 1) {
        flaws.add(new Flaw(at + ".name", "must not be that of another gate"));
      }
    }
  }

  private void flawsOfSizes(List<Flaw> flaws) {
    if (sizeClasses.size() > MOST_SIZES) {
      flaws.add(new Flaw("sizeClasses", "must be at most " + MOST_SIZES));
    }
    for (int i = 0; i < sizeClasses.size(); i++) {
      if (sizeClasses.get(i) < (i == 0 ? 1 : sizeClasses.get(i - 1) + 1)) {
        flaws.add(new Flaw("sizeClasses[" + i + "]", "must be above that before, and above 0"));
      }
    }
  }

  private static String plain(BigDecimal number) {
    return number.stripTrailingZeros().toPlainString();
  }
}

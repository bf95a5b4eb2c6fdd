package io.bailiwick.qpi.evaluation;

import io.bailiwick.common.json.CanonicalJson;
import io.bailiwick.common.page.Cursor;
import io.bailiwick.common.page.Page;
import io.bailiwick.common.page.PageRequest;
import io.bailiwick.common.policy.Policies;
import io.bailiwick.common.policy.PolicyVersion;
import io.bailiwick.common.problem.ProblemException;
import io.bailiwick.common.problem.Violation;
import io.bailiwick.common.registrar.RegistrarId;
import io.bailiwick.common.security.Caller;
import io.bailiwick.common.security.RegistrarScope;
import io.bailiwick.common.time.Month;
import io.bailiwick.qpi.index.IndexDefinition;
import io.bailiwick.qpi.index.IndexResult;
import io.bailiwick.qpi.index.IndexState;
import io.bailiwick.qpi.index.NearestWay;
import io.bailiwick.qpi.index.Quartiles;
import io.bailiwick.qpi.index.WeightedKpi;
import io.bailiwick.qpi.kpi.Fraction;
import io.bailiwick.qpi.kpi.History;
import io.bailiwick.qpi.kpi.KpiAssessment;
import io.bailiwick.qpi.kpi.KpiDefinition;
import io.bailiwick.qpi.kpi.QuantityName;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Explains results out of the frozen inputs and the policy that they were made by: the same for as
 * long as they are kept. Nothing here is stored.
 */
@ApplicationScoped
class ExplanationService {

  private static final int TREND_MONTHS = 24;
  private static final int MOST_DIGITS = 20;
  private static final BigDecimal LARGEST = new BigDecimal("1000000000000");
  private static final BigDecimal HUNDRED = new BigDecimal(100);

  private final EvaluationRepository evaluations;
  private final Policies policies;
  private final QpiIndexPolicy kind;
  private final Caller caller;

  @Inject
  ExplanationService(
      EvaluationRepository evaluations, Policies policies, QpiIndexPolicy kind, Caller caller) {
    this.evaluations = evaluations;
    this.policies = policies;
    this.kind = kind;
    this.caller = caller;
  }

  /** A result with all that it was made from. */
  private record Case(
      Evaluation evaluation,
      FrozenInputs inputs,
      PolicyVersion<IndexDefinition> policy,
      FrozenInputs.Registrar registrar) {

    IndexDefinition definition() {
      return policy.document();
    }
  }

  private Case open(UUID id, RegistrarId registrar) {
    // The same answer for what is not there and for what is another's.
    caller.scope().require(registrar, "result");
    Evaluation evaluation =
        evaluations.findByIdOptional(id).orElseThrow(() -> ProblemException.notFound("result"));
    FrozenInputs inputs = inputs(evaluation);
    return new Case(
        evaluation,
        inputs,
        policies.named(kind, evaluation.policyId),
        inputs.registrar(registrar).orElseThrow(() -> ProblemException.notFound("result")));
  }

  private FrozenInputs inputs(Evaluation evaluation) {
    try {
      return CanonicalJson.read(
          evaluations.getEntityManager().find(EvaluationInput.class, evaluation.id).content,
          FrozenInputs.class);
    } catch (IOException e) {
      throw new IllegalStateException(
          "the inputs of evaluation " + evaluation.id + " cannot be read", e);
    }
  }

  @Transactional
  ExplanationView explain(UUID id, RegistrarId registrar) {
    Case opened = open(id, registrar);
    IndexDefinition definition = opened.definition();
    IndexResult result = opened.registrar.assess(definition);
    List<ExplanationView.Indicator> indicators = new ArrayList<>();
    for (int i = 0; i < definition.kpis().size(); i++) {
      indicators.add(
          indicator(definition.kpis().get(i), result.parts().get(i), opened.registrar.history()));
    }
    Fraction exact = result.exact();
    return new ExplanationView(
        id,
        opened.evaluation.version,
        opened.inputs.month(),
        registrar,
        opened.registrar.name(),
        opened.policy.version(),
        definition.statement(),
        opened.evaluation.inputsSha256,
        result.state(),
        result.index(),
        exact == null ? null : exact.toString(),
        result.sentence(),
        arithmetic(result),
        result.gates().stream().map(GateView::of).toList(),
        indicators,
        trend(registrar, opened.inputs.month()),
        peers(opened),
        "/v1/runs/%s/scores/%s/incidents".formatted(opened.evaluation.scoringRunId, registrar));
  }

  private static @Nullable String arithmetic(IndexResult result) {
    Fraction exact = result.exact();
    if (exact == null) {
      return null;
    }
    List<String> products = new ArrayList<>();
    BigDecimal weights = BigDecimal.ZERO;
    for (IndexResult.Part part : result.parts()) {
      Fraction points = part.points();
      if (points != null && part.weight().signum() > 0) {
        products.add(plain(part.weight()) + " × " + points);
        weights = weights.add(part.weight());
      }
    }
    return "(%s) / %s = %s = %s"
        .formatted(String.join(" + ", products), plain(weights), exact, result.index());
  }

  private static ExplanationView.Indicator indicator(
      WeightedKpi kpi, IndexResult.Part part, History history) {
    KpiDefinition definition = kpi.definition();
    String formula =
        part.assessment() instanceof KpiAssessment.Assessed assessed
            ? "%s / %s%s = %s %s"
                .formatted(
                    bracketed(assessed.numerator()),
                    bracketed(assessed.denominator()),
                    definition.per() == 1 ? "" : " × " + definition.per(),
                    assessed.value(),
                    definition.unit())
            : null;
    List<ExplanationView.MonthQuantities> inputs =
        history.months().stream()
            .limit(definition.window())
            .map(month -> quantities(definition, month))
            .toList();
    return new ExplanationView.Indicator(
        KpiView.of(part), DefinitionView.of(definition), formula, inputs);
  }

  private static String bracketed(Fraction fraction) {
    String text = fraction.toString();
    return text.contains("/") ? "(" + text + ")" : text;
  }

  private static ExplanationView.MonthQuantities quantities(
      KpiDefinition definition, History.Month month) {
    SortedMap<String, String> known = new TreeMap<>();
    for (String quantity : definition.quantities()) {
      month.measurements().of(quantity).ifPresent(value -> known.put(quantity, value.toString()));
    }
    return new ExplanationView.MonthQuantities(month.name(), known);
  }

  private List<ExplanationView.TrendPoint> trend(RegistrarId registrar, Month upTo) {
    return evaluations
        .latestResults(
            registrar,
            null,
            RegistrarScope.all(),
            upTo.minus(TREND_MONTHS).toString(),
            registrar.ianaId(),
            TREND_MONTHS + 1)
        .stream()
        .filter(row -> row.evaluation().month.compareTo(upTo.toString()) <= 0)
        .map(
            row ->
                new ExplanationView.TrendPoint(
                    Month.fromString(row.evaluation().month),
                    row.evaluation().version,
                    row.evaluation().policyVersion,
                    row.result().state,
                    row.result().index))
        .toList();
  }

  /** The others of the same size class, of the same evaluation, as quartiles. */
  private static ExplanationView.PeerView peers(Case opened) {
    Long size = opened.registrar.size();
    if (size == null) {
      return new ExplanationView.PeerView(
          null,
          null,
          new TreeMap<>(),
          "There is no comparison: the names at the end of the month are not known.");
    }
    IndexDefinition definition = opened.definition();
    String sizeClass = definition.sizeClass(size);
    List<Fraction> indexes = new ArrayList<>();
    Map<String, List<Fraction>> values = new HashMap<>();
    for (FrozenInputs.Registrar other : opened.inputs.registrars()) {
      Long names = other.size();
      if (other.id().equals(opened.registrar.id())
          || names == null
          || !definition.sizeClass(names).equals(sizeClass)) {
        continue;
      }
      IndexResult result = other.assess(definition);
      if (result.state() == IndexState.ASSESSED) {
        indexes.add(Objects.requireNonNull(result.exact()));
      }
      for (IndexResult.Part part : result.parts()) {
        if (part.assessment() instanceof KpiAssessment.Assessed assessed) {
          values.computeIfAbsent(assessed.kpi(), kpi -> new ArrayList<>()).add(assessed.value());
        }
      }
    }
    SortedMap<String, ExplanationView.Spread> spreads = new TreeMap<>();
    values.forEach(
        (kpi, all) ->
            Quartiles.of(all)
                .ifPresent(quartiles -> spreads.put(kpi, ExplanationView.Spread.of(quartiles))));
    return new ExplanationView.PeerView(
        sizeClass,
        Quartiles.of(indexes).map(ExplanationView.Spread::of).orElse(null),
        spreads,
        indexes.size() < Quartiles.FEWEST
            ? "Fewer than five other registrars of the same size have an index, so theirs are not"
                + " shown."
            : "Quartiles of the other registrars of the same size, rounded to whole numbers.");
  }

  /** What would come out with other numbers in the month. */
  @Transactional
  WhatIfView whatIf(UUID id, RegistrarId registrar, Map<String, BigDecimal> quantities) {
    Case opened = open(id, registrar);
    Map<String, Fraction> others = new HashMap<>();
    List<Violation> violations = new ArrayList<>();
    quantities.forEach(
        (name, value) -> {
          if (!QuantityName.isKnown(name)) {
            violations.add(new Violation("quantities." + name, "is a quantity of an indicator"));
          } else if (value == null
              || value.signum() < 0
              || value.precision() > MOST_DIGITS
              || Math.abs((long) value.scale()) > MOST_DIGITS
              || value.compareTo(LARGEST) > 0) {
            violations.add(
                new Violation(
                    "quantities." + name,
                    "is from 0 to 1,000,000,000,000, with at most 20 digits"));
          } else {
            others.put(name, Fraction.of(value));
          }
        });
    if (!violations.isEmpty()) {
      throw ProblemException.invalid("The numbers cannot be used.", violations);
    }
    FrozenInputs.Registrar before = opened.registrar;
    return WhatIfView.of(
        before.assess(opened.definition()),
        opened.definition().assess(before.history().with(others), before.abuse()));
  }

  /** The least change of each indicator that reaches a baseline. */
  @Transactional
  NearestView nearest(UUID id, RegistrarId registrar, @Nullable BigDecimal baseline) {
    if (baseline == null
        || baseline.signum() < 0
        || baseline.precision() > MOST_DIGITS
        || Math.abs((long) baseline.scale()) > MOST_DIGITS
        || baseline.compareTo(HUNDRED) > 0) {
      throw ProblemException.invalid(
          "There is no baseline that could be reached.",
          new Violation("baseline", "is a number from 0 to 100"));
    }
    Case opened = open(id, registrar);
    return NearestView.of(
        baseline,
        NearestWay.of(
            opened.definition(), opened.registrar.history(), opened.registrar.abuse(), baseline));
  }

  /** What is otherwise than in the version before, by registrar; empty for a first version. */
  @Transactional
  Page<DifferenceView> differences(UUID id, PageRequest request) {
    Evaluation after =
        evaluations.findByIdOptional(id).orElseThrow(() -> ProblemException.notFound("evaluation"));
    RegistrarScope scope = caller.scope();
    List<DifferenceView> all = after.supersedes == null ? List.of() : differences(after, scope);
    return Page.of(
        request,
        DifferenceView.class,
        (key, limit) -> {
          long last = key == null ? 0 : Cursor.number(key);
          return all.stream()
              .filter(view -> view.registrar().ianaId() > last)
              .limit(limit)
              .toList();
        },
        view -> Cursor.key(view.registrar()));
  }

  private List<DifferenceView> differences(Evaluation after, RegistrarScope scope) {
    Evaluation before = evaluations.findById(Objects.requireNonNull(after.supersedes));
    List<DifferenceView.Cause> causes = causes(before, after);
    SortedMap<Integer, ResultView> earlier = results(before, scope);
    SortedMap<Integer, ResultView> later = results(after, scope);
    SortedMap<Integer, ResultView> either = new TreeMap<>(earlier);
    either.putAll(later);
    List<DifferenceView> differences = new ArrayList<>();
    either.forEach(
        (registrar, newest) -> {
          ResultView old = earlier.get(registrar);
          ResultView current = later.get(registrar);
          List<DifferenceView.KpiDifference> kpis = kpis(old, current);
          boolean same =
              old != null
                  && current != null
                  && old.state() == current.state()
                  && Objects.equals(old.index(), current.index())
                  && kpis.isEmpty();
          if (!same) {
            differences.add(
                new DifferenceView(
                    newest.registrar(),
                    newest.registrarName(),
                    old == null ? null : old.state(),
                    current == null ? null : current.state(),
                    old == null ? null : old.index(),
                    current == null ? null : current.index(),
                    kpis,
                    causes));
          }
        });
    return differences;
  }

  private SortedMap<Integer, ResultView> results(Evaluation evaluation, RegistrarScope scope) {
    SortedMap<Integer, ResultView> results = new TreeMap<>();
    evaluations
        .results(evaluation.id, scope, 0, Integer.MAX_VALUE)
        .forEach(row -> results.put(row.registrar, ResultView.of(evaluation, row)));
    return results;
  }

  private static List<DifferenceView.Cause> causes(Evaluation before, Evaluation after) {
    List<DifferenceView.Cause> causes = new ArrayList<>();
    if (!before.inputsSha256.equals(after.inputsSha256)) {
      causes.add(DifferenceView.Cause.INPUTS);
    }
    if (!before.scoringRunId.equals(after.scoringRunId) || before.scoresRead != after.scoresRead) {
      causes.add(DifferenceView.Cause.SCORES);
    }
    if (!before.policyId.equals(after.policyId)) {
      causes.add(DifferenceView.Cause.POLICY);
    }
    if (before.purpose != after.purpose) {
      causes.add(DifferenceView.Cause.PURPOSE);
    }
    return causes;
  }

  private static List<DifferenceView.KpiDifference> kpis(
      @Nullable ResultView before, @Nullable ResultView after) {
    Map<String, KpiView> old = byKpi(before);
    Map<String, KpiView> current = byKpi(after);
    SortedMap<String, KpiView> either = new TreeMap<>(old);
    either.putAll(current);
    List<DifferenceView.KpiDifference> differences = new ArrayList<>();
    for (String kpi : either.keySet()) {
      KpiView was = old.get(kpi);
      KpiView is = current.get(kpi);
      DifferenceView.KpiDifference difference =
          new DifferenceView.KpiDifference(
              kpi,
              was == null ? null : was.value(),
              is == null ? null : is.value(),
              was == null ? null : was.points(),
              is == null ? null : is.points(),
              was == null ? null : was.contribution(),
              is == null ? null : is.contribution());
      if (was == null
          || is == null
          || !Objects.equals(was.value(), is.value())
          || !Objects.equals(was.points(), is.points())
          || !Objects.equals(was.contribution(), is.contribution())) {
        differences.add(difference);
      }
    }
    return differences;
  }

  private static Map<String, KpiView> byKpi(@Nullable ResultView result) {
    Map<String, KpiView> kpis = new TreeMap<>();
    if (result != null) {
      result.kpis().forEach(kpi -> kpis.put(kpi.kpi(), kpi));
    }
    return kpis;
  }

  private static String plain(BigDecimal number) {
    return number.stripTrailingZeros().toPlainString();
  }
}

package io.bailiwick.qpi.index;

import static java.util.Objects.requireNonNull;

import io.bailiwick.qpi.index.IndexResult.Part;
import io.bailiwick.qpi.kpi.Flaw;
import io.bailiwick.qpi.kpi.Kpi;
import io.bailiwick.qpi.kpi.KpiAssessment;
import io.bailiwick.qpi.kpi.Measurements;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The Quality Performance Index as data.
 *
 * <p>Index = Σ weight × points / Σ weight, over the indicators that are assessable: the weight of
 * one that is not is spread over the others in proportion. Where less than {@code
 * minimumAssessableShare} of the weight is assessable, the index is not assessable. The sum is
 * exact and rounded once, half up, to two decimals.
 *
 * @param statement whose numbers these are and what they are modelled on, for the method page
 * @param minimumAssessableShare percent of the weight, above 0 up to 100
 * @param kpis the six indicators, each once; the weights total exactly 100
 */
public record IndexDefinition(
    String statement, BigDecimal minimumAssessableShare, List<WeightedKpi> kpis) {

  private static final BigDecimal HUNDRED = new BigDecimal(100);
  private static final int PLACES = 2;

  public IndexDefinition {
    requireNonNull(statement, "statement");
    requireNonNull(minimumAssessableShare, "minimumAssessableShare");
    kpis = List.copyOf(kpis);
  }

  /** The index of one registrar; never throws on missing input. */
  public IndexResult assess(Measurements measurements, AbuseVeto veto) {
    List<Weighed> weighed =
        kpis.stream()
            .map(kpi -> new Weighed(kpi.weight(), kpi.definition().assess(measurements)))
            .toList();
    return switch (veto) {
      case VETOED ->
          without(
              IndexState.VETOED,
              weighed,
              "Vetoed: the abuse gate for rewards does not hold, so nothing else counts.");
      case UNKNOWN ->
          without(
              IndexState.NOT_ASSESSABLE,
              weighed,
              "Not assessable: the abuse gate for rewards could not be assessed.");
      case CLEAR -> weigh(weighed);
    };
  }

  private IndexResult weigh(List<Weighed> weighed) {
    BigDecimal assessable =
        weighed.stream()
            .filter(each -> each.points() != null)
            .map(Weighed::weight)
            .reduce(BigDecimal.ZERO, BigDecimal::add);
    String share = assessable.stripTrailingZeros().toPlainString();
    if (assessable.signum() == 0 || assessable.compareTo(minimumAssessableShare) < 0) {
      return without(
          IndexState.NOT_ASSESSABLE,
          weighed,
          "Not assessable: %s %% of the weight is assessable, %s %% is needed."
              .formatted(share, minimumAssessableShare.stripTrailingZeros().toPlainString()));
    }
    BigDecimal sum = BigDecimal.ZERO;
    List<Part> parts = new ArrayList<>();
    for (Weighed each : weighed) {
      BigDecimal points = each.points();
      BigDecimal product = points == null ? null : points.multiply(each.weight());
      if (product != null) {
        sum = sum.add(product);
      }
      parts.add(
          new Part(
              each.assessment(),
              each.weight(),
              product == null ? null : product.divide(assessable, PLACES, RoundingMode.HALF_UP)));
    }
    BigDecimal index = sum.divide(assessable, PLACES, RoundingMode.HALF_UP);
    String spread =
        assessable.compareTo(HUNDRED) == 0
            ? "all six indicators are assessable"
            : share + " % of the weight is assessable, the rest is spread in proportion";
    return new IndexResult(
        IndexState.ASSESSED, index, parts, "Index " + index + " of 100: " + spread + ".");
  }

  private static IndexResult without(IndexState state, List<Weighed> weighed, String sentence) {
    return new IndexResult(
        state,
        null,
        weighed.stream().map(each -> new Part(each.assessment(), each.weight(), null)).toList(),
        sentence);
  }

  /** Everything wrong with the definition; empty when it may come into force. */
  public List<Flaw> flaws() {
    List<Flaw> flaws = new ArrayList<>();
    if (statement.isBlank()) {
      flaws.add(new Flaw("statement", "must say whose numbers these are"));
    }
    if (minimumAssessableShare.signum() <= 0 || minimumAssessableShare.compareTo(HUNDRED) > 0) {
      flaws.add(new Flaw("minimumAssessableShare", "must be above 0 and at most 100"));
    }
    Map<Kpi, Integer> seen = new EnumMap<>(Kpi.class);
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
    for (Kpi kpi : Kpi.values()) {
      int times = seen.getOrDefault(kpi, 0);
      if (times != 1) {
        flaws.add(new Flaw("kpis", kpi + " must be there exactly once, not " + times + " times"));
      }
    }
    if (total.compareTo(HUNDRED) != 0) {
      flaws.add(
          new Flaw("kpis", "the weights must total exactly 100, not " + total.toPlainString()));
    }
    return flaws;
  }

  private record Weighed(BigDecimal weight, KpiAssessment assessment) {
    @Nullable BigDecimal points() {
      return switch (assessment) {
        case KpiAssessment.Assessed assessed -> assessed.points();
        case KpiAssessment.NotAssessable _ -> null;
      };
    }
  }
}

package io.bailiwick.qpi.evaluation;

import io.bailiwick.common.policy.PolicyKind;
import io.bailiwick.common.problem.Violation;
import io.bailiwick.qpi.index.Gate;
import io.bailiwick.qpi.index.IndexDefinition;
import io.bailiwick.qpi.index.ScoreChoices;
import io.bailiwick.qpi.index.WeightedKpi;
import io.bailiwick.qpi.kpi.Absence;
import io.bailiwick.qpi.kpi.Band;
import io.bailiwick.qpi.kpi.Direction;
import io.bailiwick.qpi.kpi.Kpi;
import io.bailiwick.qpi.kpi.KpiDefinition;
import io.bailiwick.qpi.kpi.Measure;
import io.bailiwick.qpi.kpi.Quantity;
import io.bailiwick.qpi.kpi.Scale;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/**
 * The policy of kind {@code qpi-index}: gates, indicators, their bands and weights. Public Interest
 * Registry has published neither; the numbers that ship are ours and say so.
 */
@ApplicationScoped
public class QpiIndexPolicy implements PolicyKind<IndexDefinition> {

  private static final String STATEMENT =
      "Default of Bailiwick. The six indicators and their split into three core and three secondary"
          + " ones follow what Public Interest Registry has said of its Quality Performance Index;"
          + " weights, bands and minimum sizes are not public, so all of them are ours. Core"
          + " indicators carry 70 % of the weight. How long abuse stays up and how often it recurs"
          + " are shown beside with no weight.";

  @Override
  public String name() {
    return "qpi-index";
  }

  @Override
  public Class<IndexDefinition> documentType() {
    return IndexDefinition.class;
  }

  @Override
  public List<Violation> check(IndexDefinition document) {
    return document.flaws().stream()
        .map(flaw -> new Violation("document." + flaw.field(), flaw.message()))
        .toList();
  }

  @Override
  public IndexDefinition shippedDefault() {
    return new IndexDefinition(
        STATEMENT,
        new BigDecimal(50),
        List.of(
            weighted(
                30,
                definition(
                    Kpi.ABUSE.name(),
                    Measure.RATE,
                    Quantity.ABUSIVE_DOMAINS,
                    Quantity.MEAN_DOMAINS,
                    10_000,
                    "per 10,000 names",
                    Direction.LOWER_IS_BETTER,
                    1,
                    bands(at("1", 100), at("2.5", 80), at("5", 60), at("10", 30)))),
            weighted(
                20,
                share(
                    Kpi.RENEWAL,
                    Quantity.RENEWALS_DONE,
                    Quantity.RENEWALS_DUE,
                    10,
                    bands(at("80", 100), at("70", 80), at("60", 60), at("45", 30)))),
            weighted(
                20,
                share(
                    Kpi.USAGE,
                    Quantity.NAMES_IN_USE,
                    Quantity.NAMES_PROBED_FOR_USE,
                    10,
                    bands(at("70", 100), at("50", 75), at("30", 40)))),
            weighted(
                10,
                share(
                    Kpi.SSL,
                    Quantity.NAMES_WITH_TLS,
                    Quantity.NAMES_PROBED_FOR_TLS,
                    10,
                    bands(at("80", 100), at("60", 75), at("40", 40)))),
            weighted(
                10,
                share(
                    Kpi.DNSSEC,
                    Quantity.SIGNED_NAMES,
                    Quantity.CLOSING_DOMAINS,
                    1,
                    bands(at("60", 100), at("30", 75), at("10", 50)))),
            weighted(
                10,
                definition(
                    Kpi.TERM.name(),
                    Measure.AVERAGE,
                    Quantity.TERM_YEARS,
                    Quantity.CREATES,
                    1,
                    "years",
                    Direction.HIGHER_IS_BETTER,
                    10,
                    bands(at("2", 100), at("1.5", 75), at("1.2", 50), at("1", 25)))),
            weighted(
                0,
                definition(
                    "ABUSE_PERSISTENCE",
                    Measure.SHARE,
                    Quantity.INCIDENTS_UP_AFTER_96_HOURS,
                    Quantity.ABUSE_INCIDENTS,
                    100,
                    "% still up after 96 hours",
                    Direction.LOWER_IS_BETTER,
                    5,
                    bands(at("10", 100), at("25", 75), at("50", 40)))),
            weighted(
                0,
                definition(
                    "ABUSE_RECURRENCE",
                    Measure.SHARE,
                    Quantity.MONTHS_ABOVE_LINE,
                    Quantity.MONTHS_WITH_RATE,
                    100,
                    "% of the months",
                    Direction.LOWER_IS_BETTER,
                    3,
                    bands(at("0", 100), at("10", 75), at("25", 40))))),
        new BigDecimal("0.95"),
        List.of(Gate.reward()),
        ScoreChoices.DEFAULT,
        List.of(1_000L, 10_000L, 100_000L));
  }

  private static WeightedKpi weighted(int weight, KpiDefinition definition) {
    return new WeightedKpi(BigDecimal.valueOf(weight), definition);
  }

  private static KpiDefinition share(
      Kpi kpi, Quantity numerator, Quantity denominator, long minimum, List<Band> bands) {
    return definition(
        kpi.name(),
        Measure.SHARE,
        numerator,
        denominator,
        100,
        "% of " + denominator.words(),
        Direction.HIGHER_IS_BETTER,
        minimum,
        bands);
  }

  private static KpiDefinition definition(
      String kpi,
      Measure measure,
      Quantity numerator,
      Quantity denominator,
      int per,
      String unit,
      Direction direction,
      long minimum,
      List<Band> bands) {
    return new KpiDefinition(
        kpi,
        measure,
        numerator.name(),
        denominator.name(),
        1,
        List.of(),
        per,
        unit,
        direction,
        minimum,
        0,
        Scale.BANDS,
        bands,
        null,
        Absence.SPREAD_WEIGHT);
  }

  private static Band at(String bound, int points) {
    return new Band(new BigDecimal(bound), BigDecimal.valueOf(points));
  }

  /** These bands, and no points for the rest. */
  private static List<Band> bands(Band... reached) {
    List<Band> bands = new ArrayList<>(List.of(reached));
    bands.add(new Band(null, BigDecimal.ZERO));
    return bands;
  }
}

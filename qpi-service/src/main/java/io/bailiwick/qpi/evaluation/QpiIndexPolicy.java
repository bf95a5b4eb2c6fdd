package io.bailiwick.qpi.evaluation;

import io.bailiwick.common.policy.PolicyKind;
import io.bailiwick.common.problem.Violation;
import io.bailiwick.qpi.index.IndexDefinition;
import io.bailiwick.qpi.index.WeightedKpi;
import io.bailiwick.qpi.kpi.Band;
import io.bailiwick.qpi.kpi.Direction;
import io.bailiwick.qpi.kpi.Kpi;
import io.bailiwick.qpi.kpi.KpiDefinition;
import io.bailiwick.qpi.kpi.Quantity;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/**
 * The policy of kind {@code qpi-index}: six indicators, their bands and weights. Public Interest
 * Registry has published neither; the numbers that ship are ours and say so.
 */
@ApplicationScoped
public class QpiIndexPolicy implements PolicyKind<IndexDefinition> {

  private static final String STATEMENT =
      "Default of Bailiwick. The six indicators and their split into three core and three secondary"
          + " ones follow what Public Interest Registry has said of its Quality Performance Index;"
          + " weights, bands and minimum sizes are not public, so all of them are ours. Core"
          + " indicators carry 70 % of the weight.";

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
                new KpiDefinition(
                    Kpi.ABUSE,
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
                new KpiDefinition(
                    Kpi.TERM,
                    Quantity.TERM_YEARS,
                    Quantity.CREATES,
                    1,
                    "years",
                    Direction.HIGHER_IS_BETTER,
                    10,
                    bands(at("2", 100), at("1.5", 75), at("1.2", 50), at("1", 25))))));
  }

  private static WeightedKpi weighted(int weight, KpiDefinition definition) {
    return new WeightedKpi(BigDecimal.valueOf(weight), definition);
  }

  private static KpiDefinition share(
      Kpi kpi, Quantity numerator, Quantity denominator, long minimum, List<Band> bands) {
    return new KpiDefinition(
        kpi,
        numerator,
        denominator,
        100,
        "% of " + denominator.words(),
        Direction.HIGHER_IS_BETTER,
        minimum,
        bands);
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

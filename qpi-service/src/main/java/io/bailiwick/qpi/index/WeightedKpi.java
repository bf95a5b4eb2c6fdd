package io.bailiwick.qpi.index;

import static java.util.Objects.requireNonNull;

import io.bailiwick.qpi.kpi.KpiDefinition;
import java.math.BigDecimal;

/**
 * An indicator and its part in the index.
 *
 * @param weight percent, 0 to 100
 */
public record WeightedKpi(BigDecimal weight, KpiDefinition definition) {

  public WeightedKpi {
    requireNonNull(weight, "weight");
    requireNonNull(definition, "definition");
  }
}

package io.bailiwick.qpi.index;

import io.bailiwick.qpi.kpi.Band;
import io.bailiwick.qpi.kpi.Direction;
import io.bailiwick.qpi.kpi.Kpi;
import io.bailiwick.qpi.kpi.KpiDefinition;
import io.bailiwick.qpi.kpi.Measurements;
import io.bailiwick.qpi.kpi.Quantity;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** An index whose points are whatever a test wants: points = the numerator over 100, in percent. */
final class SampleIndex {
  private static final Map<Kpi, Quantity[]> MADE_OF = new EnumMap<>(Kpi.class);

  static {
    MADE_OF.put(Kpi.ABUSE, pair(Quantity.ABUSIVE_DOMAINS, Quantity.MEAN_DOMAINS));
    MADE_OF.put(Kpi.RENEWAL, pair(Quantity.RENEWALS_DONE, Quantity.RENEWALS_DUE));
    MADE_OF.put(Kpi.USAGE, pair(Quantity.NAMES_IN_USE, Quantity.NAMES_PROBED_FOR_USE));
    MADE_OF.put(Kpi.SSL, pair(Quantity.NAMES_WITH_TLS, Quantity.NAMES_PROBED_FOR_TLS));
    MADE_OF.put(Kpi.DNSSEC, pair(Quantity.SIGNED_NAMES, Quantity.CLOSING_DOMAINS));
    MADE_OF.put(Kpi.TERM, pair(Quantity.TERM_YEARS, Quantity.CREATES));
  }

  private SampleIndex() {}

  /** Weights in the order of the enum. */
  static IndexDefinition weighted(String minimumAssessableShare, String... weights) {
    List<WeightedKpi> kpis = new ArrayList<>();
    for (Kpi kpi : Kpi.values()) {
      Quantity[] parts = MADE_OF.get(kpi);
      List<Band> bands = new ArrayList<>();
      for (int points = 100; points > 0; points--) {
        bands.add(new Band(new BigDecimal(points), new BigDecimal(points)));
      }
      bands.add(new Band(null, BigDecimal.ZERO));
      kpis.add(
          new WeightedKpi(
              new BigDecimal(weights[kpi.ordinal()]),
              new KpiDefinition(
                  kpi, parts[0], parts[1], 100, "%", Direction.HIGHER_IS_BETTER, 1, bands)));
    }
    return new IndexDefinition("Ours.", new BigDecimal(minimumAssessableShare), kpis);
  }

  /** Points in the order of the enum; null where an input is missing. */
  static Measurements points(Integer... points) {
    Measurements measurements = new Measurements();
    for (Kpi kpi : Kpi.values()) {
      Integer wanted = points[kpi.ordinal()];
      if (wanted != null) {
        measurements.know(MADE_OF.get(kpi)[0], wanted).know(MADE_OF.get(kpi)[1], 100);
      }
    }
    return measurements;
  }

  private static Quantity[] pair(Quantity numerator, Quantity denominator) {
    return new Quantity[] {numerator, denominator};
  }
}

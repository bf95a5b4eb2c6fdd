package io.bailiwick.qpi.index;

import io.bailiwick.qpi.kpi.Absence;
import io.bailiwick.qpi.kpi.Band;
import io.bailiwick.qpi.kpi.Definitions;
import io.bailiwick.qpi.kpi.Direction;
import io.bailiwick.qpi.kpi.History;
import io.bailiwick.qpi.kpi.Kpi;
import io.bailiwick.qpi.kpi.Measure;
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
              Definitions.of(
                  kpi.name(),
                  Measure.SHARE,
                  parts[0].name(),
                  parts[1].name(),
                  100,
                  "%",
                  Direction.HIGHER_IS_BETTER,
                  1,
                  bands.toArray(Band[]::new))));
    }
    return with(minimumAssessableShare, kpis, List.of(Gate.reward()));
  }

  static IndexDefinition with(
      String minimumAssessableShare, List<WeightedKpi> kpis, List<Gate> gates) {
    return new IndexDefinition(
        "Ours.",
        new BigDecimal(minimumAssessableShare),
        kpis,
        Definitions.LEVEL,
        gates,
        ScoreChoices.DEFAULT,
        List.of(1_000L, 10_000L));
  }

  static IndexDefinition gated(IndexDefinition index, Gate... gates) {
    return new IndexDefinition(
        index.statement(),
        index.minimumAssessableShare(),
        index.kpis(),
        index.confidence(),
        List.of(gates),
        index.scores(),
        index.sizeClasses());
  }

  /** The same with what follows where the indicator is not assessable. */
  static IndexDefinition when(IndexDefinition index, Kpi kpi, Absence absence) {
    return with(
        index.minimumAssessableShare().toPlainString(),
        index.kpis().stream()
            .map(
                each ->
                    each.definition().kpi().equals(kpi.name())
                        ? new WeightedKpi(
                            each.weight(), Definitions.when(each.definition(), absence))
                        : each)
            .toList(),
        index.gates());
  }

  /** Points in the order of the enum; null where an input is missing. */
  static History points(Integer... points) {
    Measurements measurements = new Measurements();
    for (Kpi kpi : Kpi.values()) {
      Integer wanted = points[kpi.ordinal()];
      if (wanted != null) {
        measurements.know(MADE_OF.get(kpi)[0], wanted).know(MADE_OF.get(kpi)[1], 100);
      }
    }
    return History.of(measurements);
  }

  /** A score by version 3 of the scoring policy whose gate for rewards says this. */
  static AbuseReadings reward(AbuseVeto veto) {
    return new AbuseReadings(3, Map.of(AbuseGate.REWARD, veto));
  }

  static AbuseReadings clear() {
    return reward(AbuseVeto.CLEAR);
  }

  private static Quantity[] pair(Quantity numerator, Quantity denominator) {
    return new Quantity[] {numerator, denominator};
  }
}

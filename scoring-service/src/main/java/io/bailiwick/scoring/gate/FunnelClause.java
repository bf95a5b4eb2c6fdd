package io.bailiwick.scoring.gate;

import io.bailiwick.scoring.statistics.CountModel;
import io.bailiwick.scoring.statistics.Funnel;
import io.bailiwick.scoring.statistics.Rate;
import java.math.BigDecimal;
import java.time.YearMonth;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Whether a registrar lies above a limit of the funnel of all others. */
final class FunnelClause {

  private FunnelClause() {}

  static ClauseResult of(
      Clause clause,
      @Nullable Rate own,
      Optional<Funnel> others,
      BigDecimal tail,
      YearMonth month,
      Rounding rounding) {
    if (own == null || !own.exists() || others.isEmpty()) {
      return ClauseResult.of(
          clause,
          ClauseState.NOT_ASSESSABLE,
          own == null || !own.exists()
              ? "There is no rate in %s to compare.".formatted(month)
              : "No other registrar had names enough in %s to compare with.".formatted(month),
          Map.of("tail", tail));
    }
    Funnel funnel = others.get();
    boolean above = funnel.isAbove(own, tail.doubleValue());
    double limit = funnel.limits(own.exposure(), tail.doubleValue()).upper();
    double chance = CountModel.BINOMIAL.atLeast(own.events(), own.exposure(), funnel.target());
    BigDecimal coverage = BigDecimal.ONE.subtract(tail.add(tail));
    Map<String, BigDecimal> values = new TreeMap<>();
    values.put("adjustedZ", rounding.of(BigDecimal.valueOf(funnel.adjustedZ(own))));
    values.put("limitPer10k", rounding.per10k(limit));
    values.put("chance", Rounding.probability(chance));
    values.put("tail", tail);
    values.put(Disclosure.PEERS, BigDecimal.valueOf(funnel.peers()));
    values.put("targetPer10k", rounding.per10k(funnel.target()));
    values.put("tauSquared", Rounding.probability(funnel.tauSquared()));
    return ClauseResult.of(
        clause,
        ClauseState.of(above),
        ("Among %d other registrars, whose rate is %s per 10,000, the limit of %s for this size is %s with their own spread; by chance alone so many"
                + " domains or more would come with probability %s. The rate of %s is %s the limit.")
            .formatted(
                funnel.peers(),
                rounding.per10k(funnel.target()).toPlainString(),
                Rounding.percent(coverage),
                rounding.per10k(limit).toPlainString(),
                Rounding.probabilityText(chance),
                rounding.per10k(own.events(), own.exposure()).toPlainString(),
                above ? "above" : "not above"),
        values);
  }
}

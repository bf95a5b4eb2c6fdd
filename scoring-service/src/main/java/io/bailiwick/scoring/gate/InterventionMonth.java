package io.bailiwick.scoring.gate;

import io.bailiwick.scoring.statistics.DesignEffect;
import io.bailiwick.scoring.statistics.Exposure;
import io.bailiwick.scoring.statistics.Funnel;
import io.bailiwick.scoring.statistics.Interval;
import io.bailiwick.scoring.statistics.Rate;
import io.bailiwick.scoring.statistics.RateInterval;
import io.bailiwick.scoring.statistics.RateRatio;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The clauses of the intervention gate that look at one month, for one registrar and one way to
 * count.
 */
final class InterventionMonth {

  private final int registrar;
  private final MonthTally tally;
  private final Variant variant;
  private final ZoneMonth zone;
  private final ScoringPolicy.Intervention rules;
  private final Rounding rounding;
  private final @Nullable Rate rate;

  InterventionMonth(
      int registrar, MonthTally tally, Variant variant, ZoneMonth zone, ScoringPolicy policy) {
    this.registrar = registrar;
    this.tally = tally;
    this.variant = variant;
    this.zone = zone;
    this.rules = policy.intervention();
    this.rounding = new Rounding(policy.decimals());
    this.rate = variant.rate(tally);
  }

  private List<Clause> clauses() {
    return rules.clauses().stream()
        .filter(clause -> clause != Clause.PERSISTENCE && clause != Clause.FRAGILITY)
        .sorted()
        .toList();
  }

  /** Of all clauses in use together. */
  ClauseState state() {
    if (!variant.isKnown(tally)) {
      return ClauseState.NOT_ASSESSABLE;
    }
    ClauseState state = ClauseState.HOLDS;
    for (Clause clause : clauses()) {
      switch (state(clause)) {
        case HOLDS -> {}
        case DOES_NOT_HOLD -> {
          return ClauseState.DOES_NOT_HOLD;
        }
        case NOT_ASSESSABLE -> state = ClauseState.NOT_ASSESSABLE;
      }
    }
    return state;
  }

  /** Each clause in use, with its numbers. */
  List<ClauseResult> results() {
    return clauses().stream().map(this::result).toList();
  }

  private ClauseState state(Clause clause) {
    return switch (clause) {
      case COUNT -> ClauseState.of(variant.domains(tally) >= rules.minimumDomains());
      case SOURCE_FAMILIES -> ClauseState.of(variant.families(tally) >= rules.minimumFamilies());
      case LOWER_BOUND -> {
        Rate own = rate;
        yield own == null || !own.exists()
            ? ClauseState.NOT_ASSESSABLE
            : ClauseState.of(isAboveThreshold(lowerBound(own)));
      }
      case RATE_RATIO ->
          ratio()
              .map(ratio -> ClauseState.of(isAboveRatio(ratio)))
              .orElse(ClauseState.NOT_ASSESSABLE);
      case FUNNEL -> {
        Rate own = rate;
        yield own == null || !own.exists()
            ? ClauseState.NOT_ASSESSABLE
            : zone.funnel(registrar)
                .map(funnel -> ClauseState.of(funnel.isAbove(own, tail())))
                .orElse(ClauseState.NOT_ASSESSABLE);
      }
      case FALSE_DISCOVERY -> {
        OptionalDouble adjusted = adjustedP();
        yield adjusted.isEmpty()
            ? ClauseState.NOT_ASSESSABLE
            : ClauseState.of(adjusted.getAsDouble() <= rules.falseDiscoveries().doubleValue());
      }
      case ACCREDITED,
          MATURE_MONTH,
          DUM_EVIDENCE,
          FEED_HEALTH,
          FEED_EPOCH,
          DUM_RECONCILIATION,
          UPPER_BOUND,
          PROVISIONAL,
          PERSISTENCE,
          FRAGILITY,
          ALERT_FUNNEL,
          PROBABILITY_ABOVE,
          LOW_MONTHS ->
          throw new IllegalStateException(clause + " does not look at one month of abuse");
    };
  }

  private ClauseResult result(Clause clause) {
    return switch (clause) {
      case COUNT -> count();
      case SOURCE_FAMILIES -> families();
      case LOWER_BOUND -> lowerBound();
      case RATE_RATIO -> rateRatio();
      case FUNNEL -> funnel();
      case FALSE_DISCOVERY -> falseDiscovery();
      case ACCREDITED,
          MATURE_MONTH,
          DUM_EVIDENCE,
          FEED_HEALTH,
          FEED_EPOCH,
          DUM_RECONCILIATION,
          UPPER_BOUND,
          PROVISIONAL,
          PERSISTENCE,
          FRAGILITY,
          ALERT_FUNNEL,
          PROBABILITY_ABOVE,
          LOW_MONTHS ->
          throw new IllegalStateException(clause + " does not look at one month of abuse");
    };
  }

  private ClauseResult count() {
    long domains = variant.domains(tally);
    DesignEffect effect = DesignEffect.of(tally.breakdown().clusters().values());
    return ClauseResult.of(
        Clause.COUNT,
        state(Clause.COUNT),
        "%d malicious domains were first seen abused in %s; at least %d are needed."
            .formatted(domains, tally.month(), rules.minimumDomains()),
        Map.of(
            "domains", BigDecimal.valueOf(domains),
            "minimumDomains", BigDecimal.valueOf(rules.minimumDomains()),
            "designEffect", rounding.of(BigDecimal.valueOf(effect.deff())),
            "effectiveDomains", rounding.of(BigDecimal.valueOf(effect.effectiveEvents()))));
  }

  private ClauseResult families() {
    int families = variant.families(tally);
    return ClauseResult.of(
        Clause.SOURCE_FAMILIES,
        state(Clause.SOURCE_FAMILIES),
        "%d independent source families named them; at least %d are needed."
            .formatted(families, rules.minimumFamilies()),
        Map.of(
            "families", BigDecimal.valueOf(families),
            "minimumFamilies", BigDecimal.valueOf(rules.minimumFamilies())));
  }

  private double lowerBound(Rate own) {
    return RateInterval.CLOPPER_PEARSON.lower(own, rules.confidence().doubleValue());
  }

  private boolean isAboveThreshold(double bound) {
    return bound * 10_000 > variant.thresholdPer10k(rules).doubleValue();
  }

  private ClauseResult lowerBound() {
    Rate own = rate;
    BigDecimal threshold = variant.thresholdPer10k(rules);
    if (own == null || !own.exists()) {
      return ClauseResult.of(
          Clause.LOWER_BOUND,
          ClauseState.NOT_ASSESSABLE,
          noRate(own),
          Map.of("thresholdPer10k", threshold));
    }
    double bound = lowerBound(own);
    boolean above = isAboveThreshold(bound);
    Exposure exposure = own.exposure();
    BigDecimal shown = rounding.per10k(own.events(), exposure);
    return ClauseResult.of(
        Clause.LOWER_BOUND,
        ClauseState.of(above),
        ("%d domains on a mean of %s under management are %s per 10,000; with %s confidence at least %s,"
                + " which is %s the threshold of %s.")
            .formatted(
                own.events(),
                rounding.names(exposure).toPlainString(),
                shown.toPlainString(),
                Rounding.percent(rules.confidence()),
                rounding.per10k(bound).toPlainString(),
                above ? "above" : "not above",
                threshold.toPlainString()),
        Map.of(
            "domains", BigDecimal.valueOf(own.events()),
            "meanDum", rounding.names(exposure),
            "ratePer10k", shown,
            "lowerBoundPer10k", rounding.per10k(bound),
            "thresholdPer10k", threshold,
            "confidence", rules.confidence()));
  }

  private Optional<RateRatio> ratio() {
    Rate own = rate;
    return own == null
        ? Optional.empty()
        : RateRatio.of(own, zone.rest(registrar), rules.ratioConfidence().doubleValue());
  }

  private boolean isAboveRatio(RateRatio ratio) {
    return ratio.bounds().lower() > rules.minimumRatio().doubleValue();
  }

  private ClauseResult rateRatio() {
    Rate own = rate;
    Optional<RateRatio> found = ratio();
    if (own == null || found.isEmpty()) {
      return ClauseResult.of(
          Clause.RATE_RATIO,
          ClauseState.NOT_ASSESSABLE,
          own == null || !own.exists()
              ? noRate(own)
              : "There was no abuse, or no other registrar, to compare with in %s."
                  .formatted(tally.month()),
          Map.of("minimumRatio", rules.minimumRatio()));
    }
    RateRatio ratio = found.get();
    Rate rest = zone.rest(registrar);
    boolean above = isAboveRatio(ratio);
    Interval bounds = ratio.bounds();
    Map<String, BigDecimal> values = new TreeMap<>();
    putCompared(values);
    values.put("restDomains", BigDecimal.valueOf(rest.events()));
    values.put("restMeanDum", rounding.names(rest.exposure()));
    values.put("lowerBound", rounding.of(BigDecimal.valueOf(bounds.lower())));
    values.put("minimumRatio", rules.minimumRatio());
    values.put("confidence", rules.ratioConfidence());
    if (Double.isFinite(ratio.ratio())) {
      values.put("ratio", rounding.of(BigDecimal.valueOf(ratio.ratio())));
    }
    if (Double.isFinite(bounds.upper())) {
      values.put("upperBound", rounding.of(BigDecimal.valueOf(bounds.upper())));
    }
    String times =
        Double.isFinite(ratio.ratio())
            ? rounding.of(BigDecimal.valueOf(ratio.ratio())).toPlainString()
                + " times that of all other registrars together"
            : "not comparable with that of all other registrars, who had none";
    return ClauseResult.of(
        Clause.RATE_RATIO,
        ClauseState.of(above),
        ("The rate is %s (%d domains on %s names); with %s confidence it is at least %s times as high, which is"
                + " %s the %s times needed.")
            .formatted(
                times,
                rest.events(),
                rounding.names(rest.exposure()).toPlainString(),
                Rounding.percent(rules.ratioConfidence()),
                rounding.of(BigDecimal.valueOf(bounds.lower())).toPlainString(),
                above ? "above" : "not above",
                rules.minimumRatio().toPlainString()),
        values);
  }

  /** How many others stand behind the numbers; see {@link Disclosure}. */
  private void putCompared(Map<String, BigDecimal> values) {
    values.put(Disclosure.OTHERS, BigDecimal.valueOf(zone.others(registrar)));
    values.put(
        Disclosure.PEERS, BigDecimal.valueOf(zone.funnel(registrar).map(Funnel::peers).orElse(0)));
  }

  private double tail() {
    return rules.funnelTail().doubleValue();
  }

  private ClauseResult funnel() {
    return FunnelClause.of(
        Clause.FUNNEL, rate, zone.funnel(registrar), rules.funnelTail(), tally.month(), rounding);
  }

  private OptionalDouble adjustedP() {
    Rate own = rate;
    return own == null ? OptionalDouble.empty() : zone.adjustedP(registrar, own);
  }

  private ClauseResult falseDiscovery() {
    Rate own = rate;
    OptionalDouble adjusted = adjustedP();
    if (own == null || adjusted.isEmpty()) {
      return ClauseResult.of(
          Clause.FALSE_DISCOVERY,
          ClauseState.NOT_ASSESSABLE,
          noRate(own),
          Map.of("falseDiscoveries", rules.falseDiscoveries()));
    }
    ClauseState state = state(Clause.FALSE_DISCOVERY);
    double p = RateRatio.conditionalP(own, zone.rest(registrar));
    Map<String, BigDecimal> values = new TreeMap<>();
    putCompared(values);
    values.put("p", Rounding.probability(p));
    values.put("adjustedP", Rounding.probability(adjusted.getAsDouble()));
    values.put("falseDiscoveries", rules.falseDiscoveries());
    return ClauseResult.of(
        Clause.FALSE_DISCOVERY,
        state,
        ("At the rate of all other registrars so many domains or more would come with probability %s; adjusted for the"
                + " number of registrars that is %s, which is %s the share of %s allowed to be flagged by chance.")
            .formatted(
                Rounding.probabilityText(p),
                Rounding.probabilityText(adjusted.getAsDouble()),
                state == ClauseState.HOLDS ? "not above" : "above",
                Rounding.percent(rules.falseDiscoveries())),
        values);
  }

  private String noRate(@Nullable Rate own) {
    return own == null
        ? "There is no mean of the domains under management in %s, hence no rate."
            .formatted(tally.month())
        : "No domain was under management at the end of any day of %s, hence no rate."
            .formatted(tally.month());
  }
}

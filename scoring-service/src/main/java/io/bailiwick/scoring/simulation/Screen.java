package io.bailiwick.scoring.simulation;

import io.bailiwick.scoring.gate.ScoringPolicy;
import io.bailiwick.scoring.statistics.Rate;
import io.bailiwick.scoring.statistics.RateInterval;
import io.bailiwick.scoring.statistics.RateRatio;

/**
 * Who could possibly be held by a gate, so that nearly everybody need not be judged. Each condition
 * is implied by the gate: a lower bound is never above the rate itself, nor the bound of a ratio
 * above the ratio, nor an upper bound below the rate; whoever is left is asked for two of the
 * bounds themselves. Whoever passes is judged by the gate; whoever does not pass would not have
 * been held.
 */
final class Screen {

  /** A little wider than the rules, so that rounding never keeps anybody from being judged. */
  private static final double SLACK = 1e-9;

  private final ScoringPolicy policy;
  private final double threshold;
  private final double ratio;
  private final double acuteThreshold;
  private final double exitThreshold;

  Screen(ScoringPolicy policy) {
    this.policy = policy;
    this.threshold = perName(policy.intervention().thresholdPer10k().doubleValue());
    this.ratio = policy.intervention().minimumRatio().doubleValue() * (1 - SLACK);
    this.acuteThreshold =
        perName(
            policy.intervention().thresholdPer10k().doubleValue()
                * policy.acute().timesThreshold().doubleValue());
    this.exitThreshold = policy.intervention().exitThresholdPer10k().doubleValue() / 10_000;
  }

  private static double perName(double per10k) {
    return per10k / 10_000 * (1 - SLACK);
  }

  /** Whether the clauses on a single month could all hold. */
  boolean month(long domains, long names, long restDomains, long restNames) {
    return domains >= policy.intervention().minimumDomains()
        && domains > threshold * names
        && (double) domains * restNames > ratio * restDomains * names
        && bounds(Rate.of(domains, names), Rate.of(restDomains, restNames));
  }

  private boolean bounds(Rate own, Rate rest) {
    return RateInterval.CLOPPER_PEARSON.provesAbove(
            own, threshold, policy.intervention().confidence().doubleValue())
        && RateRatio.of(own, rest, policy.intervention().ratioConfidence().doubleValue())
            .map(found -> found.bounds().lower() > ratio)
            .orElse(false);
  }

  private boolean month(SimulatedZone zone, int registrar, int month) {
    long domains = zone.domains(registrar, month);
    long names = zone.names(registrar);
    return month(domains, names, zone.domains(month) - domains, zone.allNames() - names);
  }

  /** Whether the intervention gate could hold a registrar of the zone. */
  boolean intervention(SimulatedZone zone, int registrar, int month) {
    return lasting(month, of -> month(zone, registrar, of));
  }

  /** Whether it could hold somebody beside the zone. */
  boolean intervention(SimulatedZone zone, Abuse own, long names, int month) {
    return lasting(month, of -> month(own.domains(of), names, zone.domains(of), zone.allNames()));
  }

  private interface OfMonth {
    boolean could(int month);
  }

  /** The scored month must hold, and so many of those observed. */
  private boolean lasting(int month, OfMonth single) {
    if (!single.could(month)) {
      return false;
    }
    int held = 0;
    for (int back = 0; back < policy.intervention().monthsObserved(); back++) {
      held += single.could(month - back) ? 1 : 0;
    }
    return held >= policy.intervention().monthsRequired();
  }

  /** Whether the acute gate could hold, every malicious domain having been looked at. */
  boolean acute(long domains, long names) {
    return domains >= policy.acute().minimumDomains() && domains > acuteThreshold * names;
  }

  /** Whether the exit gate could hold. */
  boolean exit(Abuse own, long names, int month) {
    for (int back = 0; back < policy.exit().months(); back++) {
      int domains = own.domains(month - back);
      if (domains > policy.exit().maximumDomains() && domains > exitThreshold * names) {
        return false;
      }
    }
    return true;
  }
}

package io.bailiwick.scoring.gate;

import java.util.List;
import java.util.stream.Stream;

/** Policies that differ from the shipped one in one thing, for tests. */
final class Policies {

  static final ScoringPolicy SHIPPED = ScoringPolicy.shipped();

  private Policies() {}

  static ScoringPolicy with(ScoringPolicy.Data data) {
    return new ScoringPolicy(
        SHIPPED.basis(),
        SHIPPED.minimumEvidence(),
        SHIPPED.maturityDays(),
        SHIPPED.displayConfidence(),
        SHIPPED.decimals(),
        SHIPPED.prior(),
        data,
        SHIPPED.peers(),
        SHIPPED.reward(),
        SHIPPED.watch(),
        SHIPPED.intervention(),
        SHIPPED.acute(),
        SHIPPED.exit());
  }

  static ScoringPolicy with(ScoringPolicy.Reward reward, ScoringPolicy.Intervention rules) {
    return new ScoringPolicy(
        SHIPPED.basis(),
        SHIPPED.minimumEvidence(),
        SHIPPED.maturityDays(),
        SHIPPED.displayConfidence(),
        SHIPPED.decimals(),
        SHIPPED.prior(),
        SHIPPED.data(),
        SHIPPED.peers(),
        reward,
        SHIPPED.watch(),
        rules,
        SHIPPED.acute(),
        SHIPPED.exit());
  }

  static ScoringPolicy with(
      ScoringPolicy.Watch watch, ScoringPolicy.Acute acute, ScoringPolicy.Exit exit) {
    return new ScoringPolicy(
        SHIPPED.basis(),
        SHIPPED.minimumEvidence(),
        SHIPPED.maturityDays(),
        SHIPPED.displayConfidence(),
        SHIPPED.decimals(),
        SHIPPED.prior(),
        SHIPPED.data(),
        SHIPPED.peers(),
        SHIPPED.reward(),
        watch,
        SHIPPED.intervention(),
        acute,
        exit);
  }

  /** The shipped one with those clauses on the data only that always are, and these. */
  static ScoringPolicy withDataClauses(Clause... more) {
    return with(
        new ScoringPolicy.Data(
            Stream.concat(
                    Stream.of(Clause.ACCREDITED, Clause.MATURE_MONTH, Clause.DUM_EVIDENCE),
                    Stream.of(more))
                .toList(),
            26));
  }

  /** The intervention gate with other clauses in use. */
  static ScoringPolicy.Intervention using(List<Clause> clauses) {
    ScoringPolicy.Intervention rules = SHIPPED.intervention();
    return new ScoringPolicy.Intervention(
        rules.thresholdPer10k(),
        rules.exitThresholdPer10k(),
        rules.confidence(),
        rules.minimumDomains(),
        rules.minimumFamilies(),
        rules.monthsRequired(),
        rules.monthsObserved(),
        rules.minimumRatio(),
        rules.ratioConfidence(),
        rules.funnelTail(),
        rules.falseDiscoveries(),
        rules.newRegistrationsPer10k(),
        clauses);
  }

  /** The shipped one, but that a fragile result may hold. */
  static ScoringPolicy withoutFragility() {
    return with(
        SHIPPED.reward(),
        using(
            SHIPPED.intervention().clauses().stream()
                .filter(clause -> clause != Clause.FRAGILITY)
                .toList()));
  }
}

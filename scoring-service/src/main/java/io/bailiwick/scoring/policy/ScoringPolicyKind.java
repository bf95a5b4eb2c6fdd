package io.bailiwick.scoring.policy;

import io.bailiwick.common.policy.PolicyKind;
import io.bailiwick.common.problem.Violation;
import io.bailiwick.scoring.gate.ScoringPolicy;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** The policy kind {@code scoring}: the thresholds of abuse live here and nowhere else. */
@ApplicationScoped
public class ScoringPolicyKind implements PolicyKind<ScoringPolicy> {

  @Override
  public String name() {
    return "scoring";
  }

  @Override
  public Class<ScoringPolicy> documentType() {
    return ScoringPolicy.class;
  }

  @Override
  public List<Violation> check(ScoringPolicy document) {
    return document.faults().stream()
        .map(fault -> new Violation("document." + fault.field(), fault.message()))
        .toList();
  }

  @Override
  public ScoringPolicy shippedDefault() {
    return ScoringPolicy.shipped();
  }
}

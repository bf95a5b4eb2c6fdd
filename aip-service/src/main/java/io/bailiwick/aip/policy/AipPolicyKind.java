package io.bailiwick.aip.policy;

import io.bailiwick.aip.deadline.BusinessCalendar;
import io.bailiwick.common.policy.PolicyKind;
import io.bailiwick.common.problem.Violation;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;

/** The policy kind {@code aip}. */
@ApplicationScoped
public class AipPolicyKind implements PolicyKind<AipPolicy> {
  @Override
  public String name() {
    return "aip";
  }

  @Override
  public Class<AipPolicy> documentType() {
    return AipPolicy.class;
  }

  @Override
  public List<Violation> check(AipPolicy policy) {
    List<Violation> violations = new ArrayList<>();
    if (!BusinessCalendar.isKnown(policy.country())) {
      violations.add(
          new Violation("document.country", "names no country whose holidays are known"));
    }
    if (policy.planBusinessDays() < policy.acknowledgeBusinessDays()) {
      violations.add(
          new Violation("document.planBusinessDays", "is at least acknowledgeBusinessDays"));
    }
    if (policy.limitTotalMaximumDays() < policy.limitMaximumDays()) {
      violations.add(
          new Violation("document.limitTotalMaximumDays", "is at least limitMaximumDays"));
    }
    return violations;
  }

  @Override
  public AipPolicy shippedDefault() {
    return new AipPolicy(
        "Bailiwick's own default: no registry's numbers. Modelled on the clocks that ICANN (5 business days"
            + " to answer, 15 to cure), AFNIC (30 days for observations, at most four months) and .se"
            + " (30 days to correct) have published.",
        "US",
        5,
        15,
        15,
        30,
        120,
        false);
  }
}

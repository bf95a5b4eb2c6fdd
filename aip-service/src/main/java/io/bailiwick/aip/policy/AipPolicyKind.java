package io.bailiwick.aip.policy;

import io.bailiwick.aip.deadline.BusinessCalendar;
import io.bailiwick.common.policy.PolicyKind;
import io.bailiwick.common.problem.Violation;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

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
    if (!isRising(policy.monitoring().reviewDays())) {
      violations.add(
          new Violation("document.monitoring.reviewDays", "rises from one review to the next"));
    }
    if (policy.acute().limitMaximumDays() > policy.limitMaximumDays()) {
      violations.add(
          new Violation("document.acute.limitMaximumDays", "is at most limitMaximumDays"));
    }
    if (policy.acute().reviewDays() > policy.acute().limitMaximumDays()) {
      violations.add(
          new Violation("document.acute.reviewDays", "is at most the longest acute limit"));
    }
    if (policy.acute().approval() == AipPolicy.Approval.HIGHER_DECIDER
        && policy.acute().higherDeciders().isEmpty()) {
      violations.add(
          new Violation("document.acute.higherDeciders", "names those who may decide alone"));
    }
    if (policy.appeals().feeOfRegistry().compareTo(policy.appeals().fee()) > 0) {
      violations.add(new Violation("document.appeals.feeOfRegistry", "is at most the fee"));
    }
    return violations;
  }

  private static boolean isRising(List<Integer> days) {
    return IntStream.range(1, days.size()).allMatch(i -> days.get(i) > days.get(i - 1));
  }

  @Override
  public AipPolicy shippedDefault() {
    return AipPolicy.of(
        "Bailiwick's own default: no registry's numbers. Modelled on the clocks that ICANN (5 business days"
            + " to answer, 15 to cure), AFNIC (30 days for observations, at most four months) and .se"
            + " (30 days to correct) have published; the appeals on what Public Interest Registry has published for suspended"
            + " names (60 days to file, a panel that decides in 15, a fee of USD 1,200 of which the registry pays 700).",
        "US",
        5,
        15,
        15,
        30,
        120);
  }
}

package io.bailiwick.scoring.method;

import io.bailiwick.common.policy.Policies;
import io.bailiwick.common.policy.PolicyVersion;
import io.bailiwick.common.problem.ProblemException;
import io.bailiwick.common.time.BusinessClock;
import io.bailiwick.scoring.gate.ScoringPolicy;
import io.bailiwick.scoring.policy.ScoringPolicyKind;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.util.List;

/** The method by the policies that were approved, and no other. */
@ApplicationScoped
class MethodService {

  private final Policies policies;
  private final ScoringPolicyKind kind;
  private final BusinessClock clock;

  @Inject
  MethodService(Policies policies, ScoringPolicyKind kind, BusinessClock clock) {
    this.policies = policies;
    this.kind = kind;
    this.clock = clock;
  }

  /** By the policy in force today. */
  @Transactional
  MethodPage today() {
    PolicyVersion<ScoringPolicy> live = policies.inForce(kind, clock.today());
    return new MethodPage(live, true, policies.approved(kind));
  }

  /**
   * By an approved version.
   *
   * @throws ProblemException NOT_FOUND where there is none, or it is not approved
   */
  @Transactional
  MethodPage of(int version) {
    List<PolicyVersion<ScoringPolicy>> approved = policies.approved(kind);
    PolicyVersion<ScoringPolicy> live = policies.inForce(kind, clock.today());
    return approved.stream()
        .filter(policy -> policy.version() == version)
        .findFirst()
        .map(policy -> new MethodPage(policy, policy.version() == live.version(), approved))
        .orElseThrow(() -> ProblemException.notFound("version of the method"));
  }
}

package io.bailiwick.aip.evidence;

import io.bailiwick.common.policy.PolicyKind;
import jakarta.enterprise.context.ApplicationScoped;

/** The policy kind {@code aip-evidence}. */
@ApplicationScoped
public class EvidencePolicyKind implements PolicyKind<EvidencePolicy> {
  @Override
  public String name() {
    return "aip-evidence";
  }

  @Override
  public Class<EvidencePolicy> documentType() {
    return EvidencePolicy.class;
  }

  @Override
  public EvidencePolicy shippedDefault() {
    return new EvidencePolicy(
        "Bailiwick's own default: two years after the end of a case, which is longer than any time to appeal that ships.",
        730);
  }
}

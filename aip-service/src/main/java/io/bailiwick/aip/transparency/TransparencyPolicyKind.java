package io.bailiwick.aip.transparency;

import io.bailiwick.common.policy.PolicyKind;
import jakarta.enterprise.context.ApplicationScoped;

/** The policy kind {@code aip-transparency}. */
@ApplicationScoped
public class TransparencyPolicyKind implements PolicyKind<TransparencyPolicy> {
  @Override
  public String name() {
    return "aip-transparency";
  }

  @Override
  public Class<TransparencyPolicy> documentType() {
    return TransparencyPolicy.class;
  }

  @Override
  public TransparencyPolicy shippedDefault() {
    return new TransparencyPolicy(
        "Bailiwick's own default: no registry's number. Fewer than five is what scoring hides of peers, too.",
        5);
  }
}

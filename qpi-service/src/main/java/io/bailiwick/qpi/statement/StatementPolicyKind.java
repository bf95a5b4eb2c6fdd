package io.bailiwick.qpi.statement;

import io.bailiwick.common.policy.PolicyKind;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;

/** The policy of kind {@code qpi-statement}. */
@ApplicationScoped
class StatementPolicyKind implements PolicyKind<StatementPolicy> {

  private static final String STATEMENT =
      "Default of Bailiwick. The larger of 50 names and 10 % of net adds is what the add grace"
          + " period limits policy of ICANN says; the days to dispute are ours.";

  @Override
  public String name() {
    return "qpi-statement";
  }

  @Override
  public Class<StatementPolicy> documentType() {
    return StatementPolicy.class;
  }

  @Override
  public StatementPolicy shippedDefault() {
    return new StatementPolicy(STATEMENT, 30, 50, BigDecimal.TEN);
  }
}

package io.bailiwick.qpi.promotion;

import io.bailiwick.common.policy.PolicyKind;
import io.bailiwick.common.problem.Violation;
import io.bailiwick.qpi.promotion.PromotionPolicy.Fee;
import io.bailiwick.qpi.promotion.PromotionPolicy.SizeClass;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The policy of kind {@code qpi-promotion}; the numbers that ship are ours and say so. */
@ApplicationScoped
class PromotionPolicyKind implements PolicyKind<PromotionPolicy> {

  private static final String STATEMENT =
      "Default of Bailiwick. Thirty days of notice, five of add grace and 45 of auto-renew"
          + " grace are what registry agreements commonly say; clawback window, size classes, smallest cell and coaching"
          + " time and abuse window are ours, and the fees are placeholders until the registry enters its own.";

  @Override
  public String name() {
    return "qpi-promotion";
  }

  @Override
  public Class<PromotionPolicy> documentType() {
    return PromotionPolicy.class;
  }

  @Override
  public List<Violation> check(PromotionPolicy document) {
    List<Violation> violations = new ArrayList<>();
    long reached = 0;
    Set<String> names = new HashSet<>();
    for (int i = 0; i < document.sizeClasses().size(); i++) {
      SizeClass each = document.sizeClasses().get(i);
      boolean last = i == document.sizeClasses().size() - 1;
      Long below = each.below();
      String field = "document.sizeClasses[" + i + "]";
      if (!names.add(each.name())) {
        violations.add(new Violation(field + ".name", "is given once"));
      }
      if (last != (below == null)) {
        violations.add(new Violation(field + ".below", "is left out for the last class alone"));
      } else if (below != null && below <= reached) {
        violations.add(new Violation(field + ".below", "is more than that of the class before"));
      }
      reached = below == null ? reached : below;
    }
    Set<String> priced = new HashSet<>();
    for (Fee fee : document.fees()) {
      if (!priced.add(fee.operation() + "/" + fee.tld() + "/" + fee.currency())) {
        violations.add(
            new Violation("document.fees", "has one fee for an operation, TLD and currency"));
      }
    }
    return violations;
  }

  @Override
  public PromotionPolicy shippedDefault() {
    return new PromotionPolicy(
        STATEMENT,
        30,
        5,
        60,
        5,
        List.of(
            new SizeClass("small", 1_000L),
            new SizeClass("medium", 10_000L),
            new SizeClass("large", 100_000L),
            new SizeClass("very-large", null)),
        30,
        45,
        90,
        new BigDecimal("0.95"),
        List.of(
            new Fee(Operation.CREATE, null, "USD", BigDecimal.TEN),
            new Fee(Operation.RENEW, null, "USD", BigDecimal.TEN),
            new Fee(Operation.TRANSFER, null, "USD", BigDecimal.TEN)));
  }
}

package io.bailiwick.qpi.promotion;

import io.bailiwick.common.policy.Policies;
import io.bailiwick.qpi.promotion.PromotionPolicy.Fee;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What the policy {@code qpi-promotion} says, for the other features of this service. */
@ApplicationScoped
public class PromotionRules {

  private final Policies policies;
  private final PromotionPolicyKind kind;

  @Inject
  PromotionRules(Policies policies, PromotionPolicyKind kind) {
    this.policies = policies;
    this.kind = kind;
  }

  /**
   * What a report after a promotion goes by.
   *
   * @param autoRenewGraceDays after the end of a term, after which its renewal is known
   * @param abuseWindowDays after a create in which abuse counts
   * @param confidence of intervals, both sides together
   */
  public record AfterRules(
      int autoRenewGraceDays, int abuseWindowDays, BigDecimal confidence, List<Fee> fees) {

    /** What a year of a create costs in a TLD: its own fee, or the one for all others. */
    public Optional<BigDecimal> createFee(String tld, String currency) {
      return fee(tld, currency).or(() -> fee(null, currency));
    }

    private Optional<BigDecimal> fee(@Nullable String tld, String currency) {
      return fees.stream()
          .filter(each -> each.operation() == Operation.CREATE)
          .filter(each -> each.currency().equals(currency))
          .filter(each -> Objects.equals(each.tld(), tld))
          .map(Fee::perYear)
          .findFirst();
    }
  }

  /** The rules of a day, by an instant of it. */
  @Transactional
  public AfterRules after(Instant asOf) {
    PromotionPolicy policy =
        policies.use(kind, LocalDate.ofInstant(asOf, ZoneOffset.UTC)).document();
    return new AfterRules(
        policy.autoRenewGraceDays(),
        policy.abuseWindowDays(),
        policy.confidence(),
        List.copyOf(policy.fees()));
  }
}

package io.bailiwick.qpi.promotion;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;
import org.jspecify.annotations.Nullable;

/** A row of promotion: the terms never change; the decision is filled in once. */
@Entity
class Promotion {

  @Id UUID id;

  @Column(updatable = false)
  String name;

  @Column(updatable = false)
  String title;

  @Column(name = "starts_at", updatable = false)
  Instant startsAt;

  @Column(name = "ends_at", updatable = false)
  Instant endsAt;

  @Column(updatable = false)
  BigDecimal baseline;

  @Column(name = "reward_gate_policy_version", updatable = false)
  int rewardGatePolicyVersion;

  @Column(name = "amount_per_create", updatable = false)
  BigDecimal amountPerCreate;

  @Column(updatable = false)
  String currency;

  @JdbcTypeCode(SqlTypes.ARRAY)
  @Column(updatable = false)
  List<Integer> years;

  @Column(name = "name_cap", updatable = false)
  @Nullable Integer nameCap;

  @Column(updatable = false)
  @Nullable BigDecimal budget;

  @Column(name = "limited_duration_disclosure", updatable = false)
  String limitedDurationDisclosure;

  @Enumerated(EnumType.STRING)
  PromotionState state;

  @Column(updatable = false)
  String author;

  @Column(name = "created_at", updatable = false)
  Instant createdAt;

  @Column(name = "decided_by")
  @Nullable String decidedBy;

  @Column(name = "decided_at")
  @Nullable Instant decidedAt;

  Money amountPerCreate() {
    return money(amountPerCreate);
  }

  Optional<Money> budget() {
    return Optional.ofNullable(budget).map(this::money);
  }

  /** Never rounds: the amounts were checked against the currency's places when they came in. */
  private Money money(BigDecimal amount) {
    return Money.of(CurrencyUnit.of(currency), amount, RoundingMode.UNNECESSARY);
  }
}

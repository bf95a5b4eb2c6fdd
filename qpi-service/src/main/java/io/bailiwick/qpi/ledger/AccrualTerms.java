package io.bailiwick.qpi.ledger;

import io.bailiwick.qpi.incentive.IncentiveModel;
import io.bailiwick.qpi.incentive.MonthlyPoint;
import io.bailiwick.qpi.incentive.PerCreate;
import io.bailiwick.qpi.incentive.Percentage;
import io.bailiwick.qpi.incentive.TierPeriod;
import io.bailiwick.qpi.incentive.Tiered;
import io.bailiwick.qpi.promotion.NameTier;
import java.time.Instant;
import java.util.Set;
import org.joda.money.Money;
import org.jspecify.annotations.Nullable;

/**
 * The terms of a promotion as far as money goes.
 *
 * @param startsAt the first instant that earns
 * @param endsAt the first instant that no longer earns
 * @param years the registration terms that earn, each 1 to 10
 * @param tlds that it covers; null for all
 * @param caps the most that it pays for, and out
 */
record AccrualTerms(
    Instant startsAt,
    Instant endsAt,
    IncentiveModel model,
    Set<Integer> years,
    NameTier names,
    @Nullable Set<String> tlds,
    Caps caps) {

  AccrualTerms {
    years = Set.copyOf(years);
    tlds = tlds == null ? null : Set.copyOf(tlds);
  }

  /**
   * The four caps; null for none.
   *
   * @param names of one registrar
   * @param money of one registrar
   * @param allNames of all registrars
   * @param budget of all registrars
   */
  record Caps(
      @Nullable Integer names,
      @Nullable Money money,
      @Nullable Integer allNames,
      @Nullable Money budget) {

    static final Caps NONE = new Caps(null, null, null, null);
  }

  /**
   * A create as ingest reports it; a renewal or transfer likewise.
   *
   * @param years null where the event has none, as a transfer
   * @param premium null where nobody said
   * @param price null where nobody said, or not in the currency of the promotion
   */
  record Create(
      String name,
      Instant occurredAt,
      @Nullable Integer years,
      @Nullable Boolean premium,
      @Nullable Money price) {}

  /** What is committed now, reversals taken off. */
  record Committed(long names, Money money) {

    Committed plus(long moreNames, Money more) {
      return new Committed(names + moreNames, money.plus(more));
    }
  }

  /**
   * What came of a create.
   *
   * @param own its own line; zero unless it was accrued
   * @param cost all that it commits the promotion to, earlier names of a tier included
   */
  record Outcome(AccrualDecision decision, Money own, Money cost) {}

  /**
   * Says whether the create earns, and what; the first reason against it is given.
   *
   * @param standing ACCRUED where the registrar's standing at the time lets it earn
   * @param counted names that tiers count in the period before it
   */
  Outcome decide(
      Create create, AccrualDecision standing, long counted, Committed registrar, Committed all) {
    AccrualDecision covered = covers(create, standing);
    if (covered != AccrualDecision.ACCRUED) {
      return declined(covered);
    }
    return switch (model) {
      case PerCreate each -> within(each.amount(), each.amount(), registrar, all);
      case Tiered tiered -> {
        Tiered.Step step = tiered.next(counted);
        yield within(step.own(), step.cost(), registrar, all);
      }
      case Percentage part -> {
        Money price = create.price();
        if (price == null) {
          yield declined(AccrualDecision.PRICE_NOT_KNOWN);
        }
        Money amount = part.of(price);
        yield within(amount, amount, registrar, all);
      }
      case MonthlyPoint point ->
          throw new IllegalStateException("a monthly point is not paid by the create");
    };
  }

  /** Whether a month of points is within the caps: it is paid whole or not at all. */
  Outcome decideMonth(Money amount, Committed registrar, Committed all) {
    return within(amount, amount, registrar, all, 0);
  }

  /** The period in which tiers count an instant. */
  String period(Instant at) {
    return model instanceof Tiered tiered ? tiered.period().of(at) : TierPeriod.PROMOTION.of(at);
  }

  private AccrualDecision covers(Create create, AccrualDecision standing) {
    Instant at = create.occurredAt();
    if (at.isBefore(startsAt) || !at.isBefore(endsAt)) {
      return AccrualDecision.OUTSIDE_PROMOTION;
    }
    if (standing != AccrualDecision.ACCRUED) {
      return standing;
    }
    if (tlds != null && tlds.stream().noneMatch(tld -> create.name().endsWith("." + tld))) {
      return AccrualDecision.TLD_NOT_COVERED;
    }
    if (create.years() != null && !years.contains(create.years())) {
      return AccrualDecision.TERM_NOT_COVERED;
    }
    Boolean premium = create.premium();
    boolean covered =
        switch (names) {
          case BOTH -> true;
          case STANDARD -> Boolean.FALSE.equals(premium);
          case PREMIUM -> Boolean.TRUE.equals(premium);
        };
    return covered ? AccrualDecision.ACCRUED : AccrualDecision.NAME_NOT_COVERED;
  }

  private Outcome within(Money own, Money cost, Committed registrar, Committed all) {
    return within(own, cost, registrar, all, 1);
  }

  private Outcome within(Money own, Money cost, Committed registrar, Committed all, int name) {
    if (exceeds(caps.names(), registrar.names() + name)) {
      return declined(AccrualDecision.NAME_CAP_REACHED);
    }
    if (exceeds(caps.money(), registrar.money().plus(cost))) {
      return declined(AccrualDecision.MONEY_CAP_REACHED);
    }
    if (exceeds(caps.allNames(), all.names() + name)) {
      return declined(AccrualDecision.TOTAL_NAME_CAP_REACHED);
    }
    if (exceeds(caps.budget(), all.money().plus(cost))) {
      return declined(AccrualDecision.BUDGET_SPENT);
    }
    return new Outcome(AccrualDecision.ACCRUED, own, cost);
  }

  private static boolean exceeds(@Nullable Integer cap, long names) {
    return cap != null && names > cap;
  }

  private static boolean exceeds(@Nullable Money cap, Money money) {
    return cap != null && money.isGreaterThan(cap);
  }

  private Outcome declined(AccrualDecision decision) {
    Money none = Money.zero(model.currency());
    return new Outcome(decision, none, none);
  }
}

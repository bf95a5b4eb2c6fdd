package io.bailiwick.qpi.ledger;

import io.bailiwick.qpi.promotion.QualificationState;
import java.time.Instant;
import java.util.Set;
import org.joda.money.Money;
import org.jspecify.annotations.Nullable;

/**
 * The terms of a promotion as far as money goes.
 *
 * @param startsAt the first instant that earns
 * @param endsAt the first instant that no longer earns
 * @param amountPerCreate above zero
 * @param years the registration terms that earn, each 1 to 10
 * @param nameCap most names that one registrar is owed for; null for no cap
 * @param budget most money that the promotion owes to all together, in the same currency; null for
 *     no budget
 */
record AccrualTerms(
    Instant startsAt,
    Instant endsAt,
    Money amountPerCreate,
    Set<Integer> years,
    @Nullable Integer nameCap,
    @Nullable Money budget) {

  AccrualTerms {
    years = Set.copyOf(years);
  }

  /** A create as ingest reports it. */
  record Create(Instant occurredAt, int years) {}

  /**
   * The registrar's standing when the create happened.
   *
   * @param enrolledAt null when it is not enrolled
   * @param qualification in force at that time
   */
  record Standing(@Nullable Instant enrolledAt, QualificationState qualification) {}

  /**
   * What is owed now, reversals taken off.
   *
   * @param names of this registrar under this promotion
   * @param money of the promotion, all registrars together
   */
  record Owed(long names, Money money) {}

  /** Says whether the create earns; the first reason against it is given. */
  AccrualDecision decide(Create create, Standing standing, Owed owed) {
    Instant at = create.occurredAt();
    if (at.isBefore(startsAt) || !at.isBefore(endsAt)) {
      return AccrualDecision.OUTSIDE_PROMOTION;
    }
    Instant enrolledAt = standing.enrolledAt();
    if (enrolledAt == null || at.isBefore(enrolledAt)) {
      return AccrualDecision.NOT_ENROLLED;
    }
    if (standing.qualification() != QualificationState.PRE_QUALIFIED) {
      return AccrualDecision.NOT_PRE_QUALIFIED;
    }
    if (!years.contains(create.years())) {
      return AccrualDecision.TERM_NOT_COVERED;
    }
    if (nameCap != null && owed.names() >= nameCap) {
      return AccrualDecision.NAME_CAP_REACHED;
    }
    if (budget != null && owed.money().plus(amountPerCreate).isGreaterThan(budget)) {
      return AccrualDecision.BUDGET_SPENT;
    }
    return AccrualDecision.ACCRUED;
  }
}

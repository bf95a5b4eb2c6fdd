package io.bailiwick.qpi.ledger;

import io.bailiwick.qpi.incentive.Tiered;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.joda.money.Money;

/** Brings each name of a group to what it is worth by the number of names that count. */
final class TierAdjustments {

  private TierAdjustments() {}

  /**
   * One line for each name whose worth has changed. A name that was clawed back keeps its number
   * and gets nothing: it does not take a tier away from the others.
   *
   * @param counted the accruals that count, in the order of their events
   */
  static List<NewTransaction> of(Tiered tiers, List<OpenAccrual> counted, Instant at) {
    List<NewTransaction> lines = new ArrayList<>();
    int names = counted.size();
    for (int i = 0; i < names; i++) {
      OpenAccrual accrual = counted.get(i);
      if (accrual.takenBy() != null) {
        continue;
      }
      Money worth = tiers.worth(i + 1L, names);
      Money difference = worth.minus(accrual.holdings().standing());
      if (!difference.isZero()) {
        lines.add(
            accrual.adjusted(
                difference,
                "Number %d of %d names of the registrar in the period: %s."
                    .formatted(i + 1, names, worth),
                at));
      }
    }
    return lines;
  }
}

package io.bailiwick.qpi.outcome;

import io.bailiwick.qpi.outcome.CohortNames.Priced;
import io.bailiwick.qpi.outcome.RevenueView.SignedAmount;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Fees less incentives, exact: nothing is rounded, since nothing is divided. */
final class Revenue {

  /** What a year of a create costs in a TLD; empty where nobody said. */
  interface Fees {
    Optional<BigDecimal> perYear(String tld);
  }

  private Revenue() {}

  /**
   * @param names kept names of the promotion, by TLD and term
   * @param incentives booked less those taken back
   */
  static RevenueView of(List<Priced> names, Fees fees, BigDecimal incentives, String currency) {
    BigDecimal total = BigDecimal.ZERO;
    long own = 0;
    long byTable = 0;
    long unpriced = 0;
    for (Priced each : names) {
      total = total.add(each.ownFees());
      own += each.priced();
      long rest = each.names() - each.priced();
      Long years = each.years();
      Optional<BigDecimal> fee = fees.perYear(each.tld());
      if (years == null || fee.isEmpty()) {
        unpriced += rest;
      } else {
        byTable += rest;
        total = total.add(fee.get().multiply(BigDecimal.valueOf(years * rest)));
      }
    }
    @Nullable SignedAmount net =
        unpriced > 0 ? null : new SignedAmount(total.subtract(incentives), currency);
    return new RevenueView(
        new SignedAmount(total, currency),
        new SignedAmount(incentives, currency),
        net,
        own,
        byTable,
        unpriced);
  }
}

package io.bailiwick.qpi.outcome;

import static org.assertj.core.api.Assertions.assertThat;

import io.bailiwick.qpi.outcome.CohortNames.Priced;
import io.bailiwick.qpi.outcome.RevenueView.SignedAmount;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RevenueTest {
  private static final Revenue.Fees TEN =
      tld -> tld.equals("org") ? Optional.of(BigDecimal.TEN) : Optional.empty();

  @Test
  void feesAreTheOwnPriceOrElseTheTablesAndNetIsLessIncentives() {
    // 2 names at 9.93 together 19.86, and 3 of two years by the table at 10 a year: 60.
    RevenueView revenue =
        Revenue.of(
            List.of(
                new Priced("org", 1L, new BigDecimal("19.86"), 2, 2),
                new Priced("org", 2L, BigDecimal.ZERO, 3, 0)),
            TEN,
            new BigDecimal("10.00"),
            "USD");
    assertThat(revenue)
        .isEqualTo(
            new RevenueView(
                new SignedAmount(new BigDecimal("79.86"), "USD"),
                new SignedAmount(new BigDecimal("10.00"), "USD"),
                new SignedAmount(new BigDecimal("69.86"), "USD"),
                2,
                3,
                0));
  }

  @Test
  void aNetThatWouldLeaveANameOutIsNotGiven() {
    RevenueView revenue =
        Revenue.of(
            List.of(
                new Priced("ngo", 1L, BigDecimal.ZERO, 4, 0),
                new Priced("org", null, BigDecimal.ZERO, 1, 0)),
            TEN,
            BigDecimal.ONE,
            "USD");
    assertThat(revenue.unpriced()).isEqualTo(5);
    assertThat(revenue.net()).isNull();
    assertThat(revenue.fees().amount()).isEqualByComparingTo("0");
  }
}

package io.bailiwick.qpi.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;

class HoldingsTest {

  @Example
  void takesFirstWhatIsPendingThenWhatIsPayableAndClaimsTheRest() {
    Holdings holdings = new Holdings(true, usd("1.00"), usd("2.00"), usd("4.00"));
    assertThat(holdings.take(usd("6.50")))
        .containsExactly(
            new Posting(Account.ACCRUED_LIABILITY, Side.DEBIT, usd("1.00")),
            new Posting(Account.REGISTRAR_PAYABLE, Side.DEBIT, usd("2.00")),
            new Posting(Account.CLAWBACK_RECEIVABLE, Side.DEBIT, usd("3.50")),
            new Posting(Account.INCENTIVE_EXPENSE, Side.CREDIT, usd("6.50")));
  }

  /** Settled for 1.00 after 0.20 of it had been taken back: 0.80 is left to claim. */
  @Example
  void claimsOnlyWhatStandsWhereASettlementCameAfterAReversal() {
    Holdings holdings = new Holdings(true, usd("0.00"), usd("-0.20"), usd("1.00"));
    assertThat(holdings.take(usd("0.80")))
        .containsExactly(
            new Posting(Account.CLAWBACK_RECEIVABLE, Side.DEBIT, usd("0.80")),
            new Posting(Account.INCENTIVE_EXPENSE, Side.CREDIT, usd("0.80")));
    assertThatThrownBy(() -> holdings.take(usd("0.81")))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Example
  void givesWhereTheAccrualIs() {
    assertThat(Holdings.accrued(usd("2.00")).give(usd("0.50")).get(1).account())
        .isEqualTo(Account.ACCRUED_LIABILITY);
    assertThat(
            new Holdings(true, usd("0.00"), usd("2.00"), usd("0.00"))
                .give(usd("0.50"))
                .get(1)
                .account())
        .isEqualTo(Account.REGISTRAR_PAYABLE);
  }

  @Property
  void whatIsTakenBackBalancesAndIsAllThatStands(
      @ForAll @IntRange(max = 1000) int pending,
      @ForAll @IntRange(min = -1000, max = 1000) int payable,
      @ForAll @IntRange(max = 2000) int settled) {
    Holdings holdings = new Holdings(true, minor(pending), minor(payable), minor(settled));
    if (!holdings.standing().isPositive()) {
      return;
    }
    for (TransactionKind kind : TransactionKind.values()) {
      if (kind.takesBack()) {
        BalancedTransaction back = BalancedTransaction.takingBack(kind, holdings);
        assertThat(back.amount()).isEqualTo(holdings.standing());
      }
    }
  }

  @Example
  void hasATableOfWhatEachKindMoves() {
    List<String> moved = new ArrayList<>();
    for (TransactionKind kind : TransactionKind.values()) {
      // The expense is touched by what earns and what takes back, and cash by settlements alone.
      if (kind.moves(Account.SETTLEMENT_CLEARING, Side.CREDIT)) {
        moved.add(kind.name());
      }
      assertThat(kind.moves(Account.SETTLEMENT_CLEARING, Side.DEBIT)).isFalse();
      assertThat(kind.moves(Account.WRITE_OFF, Side.CREDIT)).isFalse();
    }
    assertThat(moved).containsExactly("SETTLEMENT");
  }

  private static Money usd(String amount) {
    return Money.parse("USD " + amount);
  }

  private static Money minor(int amount) {
    return Money.ofMinor(CurrencyUnit.USD, amount);
  }
}

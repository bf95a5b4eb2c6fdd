package io.bailiwick.qpi.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bailiwick.qpi.incentive.PerCreate;
import io.bailiwick.qpi.ledger.AccrualTerms.Caps;
import io.bailiwick.qpi.ledger.AccrualTerms.Committed;
import io.bailiwick.qpi.ledger.AccrualTerms.Create;
import io.bailiwick.qpi.promotion.NameTier;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;

class BalancedTransactionPropertiesTest {

  @Property
  void everyAccrualAndItsReversalLeaveNothingOnAnyAccount(
      @ForAll @LongRange(min = 1, max = 1_000_000_000_000L) long minor,
      @ForAll("currencies") CurrencyUnit currency) {
    Money amount = Money.ofMinor(currency, minor);
    List<Posting> all =
        Stream.of(
                BalancedTransaction.accrual(amount),
                BalancedTransaction.takingBack(
                    TransactionKind.AGP_REVERSAL, Holdings.accrued(amount)))
            .flatMap(transaction -> transaction.postings().stream())
            .toList();
    for (Account account : Account.values()) {
      assertThat(balance(all, account, currency).isZero()).isTrue();
    }
  }

  @Provide
  Arbitrary<CurrencyUnit> currencies() {
    return Arbitraries.of(CurrencyUnit.USD, CurrencyUnit.JPY, CurrencyUnit.of("BHD"));
  }

  /** true: a create; false: the oldest name still owed for is deleted in the add grace period. */
  @Property
  void neverOwesMoreThanTheCapOrTheBudgetWhateverHappens(
      @ForAll @Size(max = 60) List<Boolean> happenings,
      @ForAll @IntRange(min = 1, max = 20) int cap,
      @ForAll @IntRange(min = 0, max = 5_000) int budgetMinor) {
    Money each = Money.parse("EUR 1.50");
    Money budget = Money.ofMinor(CurrencyUnit.EUR, budgetMinor);
    Instant at = Instant.parse("2026-05-01T00:00:00Z");
    AccrualTerms terms =
        new AccrualTerms(
            at,
            at.plusSeconds(1),
            new PerCreate(each),
            Set.of(1),
            NameTier.BOTH,
            null,
            new Caps(cap, null, null, budget));
    List<Posting> ledger = new ArrayList<>();
    long names = 0;
    for (boolean create : happenings) {
      Money owed = balance(ledger, Account.ACCRUED_LIABILITY, CurrencyUnit.EUR).negated();
      Committed committed = new Committed(names, owed);
      if (create) {
        if (terms
                .decide(
                    new Create("a.org", at, 1, null, null),
                    AccrualDecision.ACCRUED,
                    0,
                    committed,
                    committed)
                .decision()
            == AccrualDecision.ACCRUED) {
          ledger.addAll(BalancedTransaction.accrual(each).postings());
          names++;
        }
      } else if (names > 0) {
        ledger.addAll(Holdings.accrued(each).take(each));
        names--;
      }
      owed = balance(ledger, Account.ACCRUED_LIABILITY, CurrencyUnit.EUR).negated();
      assertThat(names).isBetween(0L, (long) cap);
      assertThat(owed.isGreaterThan(budget)).isFalse();
      assertThat(owed).isEqualTo(each.multipliedBy(names));
    }
  }

  @Property
  void refusesWhatDoesNotBalance(
      @ForAll @LongRange(min = 1, max = 10_000) long debit,
      @ForAll @LongRange(min = 1, max = 10_000) long credit) {
    Assume.that(debit != credit);
    assertThatThrownBy(
            () ->
                new BalancedTransaction(
                    TransactionKind.ACCRUAL,
                    List.of(
                        new Posting(
                            Account.INCENTIVE_EXPENSE,
                            Side.DEBIT,
                            Money.ofMinor(CurrencyUnit.USD, debit)),
                        new Posting(
                            Account.ACCRUED_LIABILITY,
                            Side.CREDIT,
                            Money.ofMinor(CurrencyUnit.USD, credit)))))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Example
  void refusesToBalanceOneCurrencyWithAnother() {
    assertThatThrownBy(
            () ->
                new BalancedTransaction(
                    TransactionKind.ACCRUAL,
                    List.of(
                        new Posting(Account.INCENTIVE_EXPENSE, Side.DEBIT, Money.parse("USD 1.00")),
                        new Posting(
                            Account.ACCRUED_LIABILITY, Side.CREDIT, Money.parse("EUR 1.00")))))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Example
  void refusesAPostingOfNothing() {
    assertThatThrownBy(
            () -> new Posting(Account.INCENTIVE_EXPENSE, Side.DEBIT, Money.parse("USD 0.00")))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static Money balance(List<Posting> postings, Account account, CurrencyUnit currency) {
    return postings.stream()
        .filter(posting -> posting.account() == account)
        .map(Posting::signed)
        .reduce(Money.zero(currency), Money::plus);
  }
}

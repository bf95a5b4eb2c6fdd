package io.bailiwick.qpi.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.bailiwick.common.registrar.RegistrarId;
import io.bailiwick.qpi.incentive.IncentiveModel;
import io.bailiwick.qpi.incentive.PerCreate;
import io.bailiwick.qpi.incentive.Tier;
import io.bailiwick.qpi.incentive.TierMode;
import io.bailiwick.qpi.incentive.TierPeriod;
import io.bailiwick.qpi.incentive.Tiered;
import io.bailiwick.qpi.ingest.RegistrationEvent;
import io.bailiwick.qpi.ledger.AccrualTerms.Caps;
import io.bailiwick.qpi.ledger.AccrualTerms.Committed;
import io.bailiwick.qpi.promotion.NameTier;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Size;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;

/**
 * Random courses of a promotion through the decisions of the ledger, with books kept by the test.
 * What is owed and what was paid are always what the names that stand are worth, and the accounts
 * always balance.
 */
class LedgerModelPropertiesTest {

  /** What may happen; which name it happens to is drawn. */
  enum Happening {
    CREATE,
    AGP_DELETE,
    MATURE,
    FIND_MALICIOUS,
    WITHDRAW,
    HOLD,
    RELEASE,
    SETTLE
  }

  record Step(Happening what, int drawn) {}

  @Property(tries = 300)
  void paysWhatStandsAndNothingTwiceWhateverHappens(
      @ForAll("models") IncentiveModel model, @ForAll("steps") @Size(max = 80) List<Step> steps) {
    Books books = new Books(model);
    for (Step step : steps) {
      books.take(step);
      books.check();
    }
  }

  @Provide
  Arbitrary<List<Step>> steps() {
    return Combinators.combine(
            Arbitraries.of(Happening.class), Arbitraries.integers().between(0, 1000))
        .as(Step::new)
        .list()
        .ofMaxSize(80);
  }

  @Provide
  Arbitrary<IncentiveModel> models() {
    List<Tier> tiers =
        List.of(new Tier(1, usd("0.00")), new Tier(3, usd("1.00")), new Tier(6, usd("1.50")));
    return Arbitraries.of(
        new PerCreate(usd("2.00")),
        new Tiered(TierMode.ALL_UNITS, TierPeriod.QUARTER, tiers),
        new Tiered(TierMode.MARGINAL, TierPeriod.QUARTER, tiers));
  }

  private static Money usd(String amount) {
    return Money.parse("USD " + amount);
  }

  /** The test's own books: accounts by addition, accruals by what was posted about them. */
  private static final class Books {
    private static final Instant AT = Instant.parse("2026-05-01T00:00:00Z");
    private static final RegistrarId REGISTRAR = RegistrarId.of(90001);
    private static final Money NONE = Money.zero(CurrencyUnit.USD);

    private final PageBooking.Promotion promotion;
    private final List<OpenAccrual> accruals = new ArrayList<>();
    private final Map<UUID, Boolean> counted = new HashMap<>();
    private final Map<UUID, NewTransaction> clawbacks = new HashMap<>();
    private final List<NewTransaction> unsettled = new ArrayList<>();
    private final Map<Account, Money> accounts = new EnumMap<>(Account.class);
    private Money held = NONE;
    private Money paid = NONE;
    private long sequence;

    Books(IncentiveModel model) {
      AccrualTerms terms =
          new AccrualTerms(
              AT, AT.plusSeconds(86_400), model, Set.of(1), NameTier.BOTH, null, Caps.NONE);
      this.promotion =
          new PageBooking.Promotion(
              UUID.randomUUID(),
              false,
              Duration.ofDays(5),
              Set.of(RegistrationEvent.Kind.CREATE),
              terms,
              new PageBooking.Standings() {
                @Override
                public boolean participates(RegistrarId registrar) {
                  return true;
                }

                @Override
                public AccrualDecision at(RegistrarId registrar, String name, Instant at) {
                  return AccrualDecision.ACCRUED;
                }
              });
    }

    void take(Step step) {
      switch (step.what()) {
        case CREATE -> page(RegistrationEvent.Kind.CREATE, "R" + accruals.size());
        case AGP_DELETE -> {
          if (!accruals.isEmpty()) {
            page(RegistrationEvent.Kind.AGP_DELETE, "R" + step.drawn() % accruals.size());
          }
        }
        case MATURE ->
            List.copyOf(accruals)
                .forEach(
                    accrual -> {
                      if (!accrual.holdings().matured() && accrual.takenBy() == null) {
                        post(accrual.matured(AT));
                      }
                    });
        case FIND_MALICIOUS ->
            drawn(step)
                .ifPresent(
                    accrual -> {
                      if (accrual.takenBy() == null && !clawbacks.containsKey(accrual.id())) {
                        NewTransaction clawback =
                            accrual.takenBack(
                                TransactionKind.ABUSE_CLAWBACK,
                                Ground.SUSPENDED_AS_MALICIOUS,
                                "x",
                                null,
                                null,
                                AT);
                        clawbacks.put(accrual.id(), clawback);
                        post(clawback);
                      }
                    });
        case WITHDRAW ->
            drawn(step)
                .ifPresent(
                    accrual -> {
                      NewTransaction clawback = clawbacks.get(accrual.id());
                      if (clawback != null && accrual.takenBy() == TransactionKind.ABUSE_CLAWBACK) {
                        post(accrual.reinstated(clawback.id(), clawback.amount(), "x", null, AT));
                        revalue();
                      }
                    });
        case HOLD -> {
          Money payable = balance(Account.REGISTRAR_PAYABLE).negated();
          Money amount = Money.ofMinor(CurrencyUnit.USD, step.drawn());
          if (amount.isPositive() && !amount.isGreaterThan(payable) && held.isZero()) {
            held = amount;
            post(Account.REGISTRAR_PAYABLE, Account.HELD_IN_DISPUTE, TransactionKind.DISPUTE_HOLD);
          }
        }
        case RELEASE -> {
          if (held.isPositive()) {
            post(
                Account.HELD_IN_DISPUTE,
                Account.REGISTRAR_PAYABLE,
                TransactionKind.DISPUTE_RELEASE);
            held = NONE;
          }
        }
        case SETTLE -> settle();
      }
    }

    private void page(RegistrationEvent.Kind kind, String roid) {
      sequence++;
      Map<String, List<OpenAccrual>> open = new HashMap<>();
      accruals.stream()
          .filter(accrual -> roid.equals(accrual.source().roid()) && isCounted(accrual))
          .forEach(accrual -> open.put(roid, List.of(accrual)));
      long names = accruals.stream().filter(this::isCounted).count();
      PageBooking page =
          new PageBooking(
              promotion,
              new PageBooking.Before(
                  new Committed(names, NONE),
                  Map.of(),
                  Map.of(new PageBooking.Group(REGISTRAR, promotion.terms().period(AT)), names),
                  open));
      page.read(
          new RegistrationEvent(sequence, kind, roid + ".org", roid, REGISTRAR, AT, 1, null, null));
      page.transactions().forEach(this::post);
      if (!page.toRevalue().isEmpty()) {
        revalue();
      }
    }

    private void revalue() {
      if (promotion.terms().model() instanceof Tiered tiers) {
        TierAdjustments.of(tiers, accruals.stream().filter(this::isCounted).toList(), AT)
            .forEach(this::post);
      }
    }

    private boolean isCounted(OpenAccrual accrual) {
      return counted.getOrDefault(accrual.id(), false);
    }

    private Optional<OpenAccrual> drawn(Step step) {
      return accruals.isEmpty()
          ? Optional.empty()
          : Optional.of(accruals.get(step.drawn() % accruals.size()));
    }

    private void post(Account debit, Account credit, TransactionKind kind) {
      post(
          new NewTransaction(
              UUID.randomUUID(),
              kind,
              promotion.id(),
              REGISTRAR,
              held,
              false,
              List.of(new Posting(debit, Side.DEBIT, held), new Posting(credit, Side.CREDIT, held)),
              new NewTransaction.Source(0, null, null, null, null, null, null, AT),
              null,
              null,
              Ground.DISPUTE_OPENED,
              "x",
              "x"));
    }

    private void post(NewTransaction transaction) {
      transaction
          .postings()
          .forEach(posting -> accounts.merge(posting.account(), posting.signed(), Money::plus));
      if (transaction.kind() == TransactionKind.ACCRUAL) {
        counted.put(transaction.id(), true);
        accruals.add(
            new OpenAccrual(
                transaction.id(),
                promotion.id(),
                REGISTRAR,
                false,
                transaction.source(),
                Holdings.accrued(transaction.amount()),
                null));
      } else if (transaction.accrual() != null) {
        move(transaction);
      }
      if (!owed(transaction).isZero() || moves(transaction, Account.CLAWBACK_RECEIVABLE)) {
        unsettled.add(transaction);
      }
    }

    private void move(NewTransaction transaction) {
      for (int i = 0; i < accruals.size(); i++) {
        OpenAccrual accrual = accruals.get(i);
        if (accrual.id().equals(transaction.accrual())) {
          Holdings before = accrual.holdings();
          accruals.set(
              i,
              new OpenAccrual(
                  accrual.id(),
                  accrual.promotion(),
                  accrual.registrar(),
                  accrual.taxable(),
                  accrual.source(),
                  new Holdings(
                      before.matured() || transaction.kind() == TransactionKind.MATURITY,
                      before.pending().plus(credits(transaction, Account.ACCRUED_LIABILITY)),
                      before.payable().plus(credits(transaction, Account.REGISTRAR_PAYABLE)),
                      before.settled().plus(credits(transaction, Account.CLAWBACK_RECEIVABLE))),
                  switch (transaction.kind()) {
                    case MATURITY, TIER_ADJUSTMENT -> accrual.takenBy();
                    case REINSTATEMENT -> null;
                    default -> transaction.kind();
                  }));
          if (transaction.kind() == TransactionKind.AGP_REVERSAL) {
            counted.put(accrual.id(), false);
          }
        }
      }
    }

    private static Money credits(NewTransaction transaction, Account account) {
      return transaction.postings().stream()
          .filter(posting -> posting.account() == account)
          .map(posting -> posting.signed().negated())
          .reduce(NONE, Money::plus);
    }

    private static boolean moves(NewTransaction transaction, Account account) {
      return transaction.postings().stream().anyMatch(posting -> posting.account() == account);
    }

    /** What it changes of what is owed, as a statement shows it. */
    private static Money owed(NewTransaction transaction) {
      return credits(transaction, Account.REGISTRAR_PAYABLE)
          .plus(credits(transaction, Account.CLAWBACK_RECEIVABLE));
    }

    private void settle() {
      Money net = unsettled.stream().map(Books::owed).reduce(NONE, Money::plus);
      if (!net.isPositive()) {
        return;
      }
      Money payable =
          unsettled.stream()
              .map(each -> credits(each, Account.REGISTRAR_PAYABLE))
              .reduce(NONE, Money::plus);
      Money claimed = payable.minus(net);
      accounts.merge(Account.REGISTRAR_PAYABLE, payable, Money::plus);
      accounts.merge(Account.CLAWBACK_RECEIVABLE, claimed.negated(), Money::plus);
      accounts.merge(Account.SETTLEMENT_CLEARING, net.negated(), Money::plus);
      paid = paid.plus(net);
      for (NewTransaction line : unsettled) {
        Money moved = credits(line, Account.REGISTRAR_PAYABLE);
        for (int i = 0; i < accruals.size(); i++) {
          OpenAccrual accrual = accruals.get(i);
          if (accrual.id().equals(line.accrual())) {
            Holdings before = accrual.holdings();
            accruals.set(
                i,
                new OpenAccrual(
                    accrual.id(),
                    accrual.promotion(),
                    accrual.registrar(),
                    accrual.taxable(),
                    accrual.source(),
                    new Holdings(
                        before.matured(),
                        before.pending(),
                        before.payable().minus(moved),
                        before.settled().plus(moved)),
                    accrual.takenBy()));
          }
        }
      }
      unsettled.clear();
    }

    private Money balance(Account account) {
      return accounts.getOrDefault(account, NONE);
    }

    void check() {
      Money sum = accounts.values().stream().reduce(NONE, Money::plus);
      assertThat(sum.isZero()).as("debits less credits").isTrue();
      // Worked out anew from which names stand, and not from what was booked.
      Money worth = NONE;
      List<OpenAccrual> counting = accruals.stream().filter(this::isCounted).toList();
      for (int i = 0; i < counting.size(); i++) {
        if (counting.get(i).takenBy() == null) {
          worth =
              worth.plus(
                  switch (promotion.terms().model()) {
                    case PerCreate each -> each.amount();
                    case Tiered tiers -> tiers.worth(i + 1L, counting.size());
                    default -> throw new IllegalStateException();
                  });
        }
      }
      Money owed =
          balance(Account.ACCRUED_LIABILITY)
              .plus(balance(Account.REGISTRAR_PAYABLE))
              .plus(balance(Account.HELD_IN_DISPUTE))
              .plus(balance(Account.CLAWBACK_RECEIVABLE))
              .negated();
      assertThat(owed.plus(paid)).as("owed and paid").isEqualTo(worth);
      assertThat(balance(Account.INCENTIVE_EXPENSE)).as("expense").isEqualTo(worth);
      assertThat(balance(Account.SETTLEMENT_CLEARING).negated()).isEqualTo(paid);
      assertThat(balance(Account.ACCRUED_LIABILITY).isPositive()).isFalse();
      for (OpenAccrual accrual : accruals) {
        assertThat(accrual.holdings().standing().isNegative()).isFalse();
        assertThat(accrual.holdings().pending().isNegative()).isFalse();
      }
    }
  }
}

package io.bailiwick.qpi.ledger;

import io.bailiwick.common.id.Ids;
import io.bailiwick.common.problem.ProblemException;
import io.bailiwick.common.registrar.RegistrarId;
import io.bailiwick.common.sql.Sql;
import io.bailiwick.common.time.BusinessClock;
import io.bailiwick.qpi.incentive.Tiered;
import io.bailiwick.qpi.ledger.LedgerWriter.Booking;
import io.bailiwick.qpi.promotion.Offers;
import io.bailiwick.qpi.promotion.Offers.Offer;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;
import org.jspecify.annotations.Nullable;

/** Books what other features decide, in their transaction. */
@ApplicationScoped
public class Bookings {

  private final Sql sql;
  private final Offers offers;
  private final LedgerRepository ledger;
  private final LedgerWriter writer;
  private final Revaluation revaluation;
  private final BusinessClock clock;

  @Inject
  Bookings(
      Sql sql,
      Offers offers,
      LedgerRepository ledger,
      LedgerWriter writer,
      Revaluation revaluation,
      BusinessClock clock) {
    this.sql = sql;
    this.offers = offers;
    this.ledger = ledger;
    this.writer = writer;
    this.revaluation = revaluation;
    this.clock = clock;
  }

  /**
   * Books all of it or, where it throws, nothing: the caller rolls back. The accounts of the
   * promotions are locked until then.
   *
   * @param by person or machine, as the ledger shows it
   * @return the transactions, one for each movement in their order; of a fraud reversal the first
   * @throws ProblemException STATE_CONFLICT where a line was settled before, a settlement comes to
   *     nothing or less, a hold was released before, or an accrual is not the registrar's
   */
  @Transactional(Transactional.TxType.MANDATORY)
  public List<UUID> book(List<? extends Movement> movements, String by) {
    Map<UUID, Offer> promotions = new TreeMap<>();
    for (Movement movement : movements) {
      promotions.computeIfAbsent(movement.promotion(), offers::offer);
    }
    promotions
        .values()
        .forEach(
            offer -> {
              var unused = ledger.lockedAccount(offer.id(), PromotionTerms.caps(offer.terms()));
            });
    Booking booking = writer.open(clock.instant(), by);
    Map<Movement.Settlement, Sum> sums = stageSettlements(movements);
    List<UUID> ids = new ArrayList<>();
    List<NewTransaction> transactions = new ArrayList<>();
    Set<Revalued> revalued = new TreeSet<>();
    for (Movement movement : movements) {
      Offer offer = promotions.get(movement.promotion());
      if (offer == null) {
        throw new IllegalStateException("the promotion was read before");
      }
      List<NewTransaction> booked =
          switch (movement) {
            case Movement.Adjustment adjustment -> List.of(adjustment(offer, adjustment));
            case Movement.DisputeHold hold -> List.of(hold(offer, hold));
            case Movement.DisputeRelease release -> List.of(release(offer, release));
            case Movement.Settlement settlement ->
                List.of(settlement(offer, settlement, sums.get(settlement)));
            case Movement.WriteOff writeOff -> List.of(writeOff(offer, writeOff));
            case Movement.FraudReversal fraud -> fraud(offer, fraud, revalued);
          };
      ids.add(booked.getFirst().id());
      transactions.addAll(booked);
    }
    writer.write(booking, transactions);
    for (Revalued each : revalued) {
      Offer offer = promotions.get(each.promotion());
      if (offer != null) {
        var lines = revaluation.write(booking, offer, Set.of(each.group()), clock.instant());
      }
    }
    if (!sums.isEmpty()) {
      sql.update(
          "INSERT INTO ledger_settled (transaction_id, settlement_id) SELECT line, settlement FROM staged_line");
    }
    return ids;
  }

  /**
   * What a registrar has under a promotion.
   *
   * @param payable mature and not settled; below zero where more was taken back
   * @param claimed taken back after it was settled, and owed by the registrar
   */
  public record Balance(Money payable, Money claimed) {}

  /** In the promotion's currency; with the account locked it stays what it is. */
  @Transactional
  public Balance balance(UUID promotion, RegistrarId registrar) {
    CurrencyUnit currency = offers.offer(promotion).model().currency();
    return sql.first(
            """
            SELECT coalesce(sum(payable), 0) AS payable, coalesce(-sum(claimed), 0) AS claimed
            FROM ledger_day WHERE registrar = ? AND currency = ? AND promotion_id = ?
            """,
            row ->
                new Balance(
                    LedgerRepository.money(row, "payable", currency),
                    LedgerRepository.money(row, "claimed", currency)),
            registrar,
            currency.getCode(),
            promotion)
        .orElseThrow();
  }

  /**
   * An accrual of a name.
   *
   * @param id of its transaction
   * @param standing what was given and not taken back; above zero
   */
  public record NamedAccrual(UUID id, String name, Money standing) {}

  /** The accruals of names of a registrar of which something stands. */
  @Transactional
  public List<NamedAccrual> standing(UUID promotion, RegistrarId registrar, List<String> names) {
    CurrencyUnit currency = offers.offer(promotion).model().currency();
    return sql.list(
        """
        SELECT id, name, pending + payable + settled AS standing FROM accrual
        WHERE promotion_id = ? AND registrar = ? AND name = ANY (?) AND counted
          AND pending + payable + settled > 0
        ORDER BY id
        """,
        row ->
            new NamedAccrual(
                row.id("id"), row.text("name"), LedgerRepository.money(row, "standing", currency)),
        promotion,
        registrar,
        names);
  }

  private static void atMost(Money amount, Money there) {
    if (amount.isGreaterThan(there)) {
      throw ProblemException.conflict(
          "%s is given up and %s is there.".formatted(amount, there),
          List.of("Propose what is there."));
    }
  }

  private record Revalued(UUID promotion, PageBooking.Group group) implements Comparable<Revalued> {
    @Override
    public int compareTo(Revalued other) {
      int byPromotion = promotion.compareTo(other.promotion);
      return byPromotion != 0 ? byPromotion : group.compareTo(other.group);
    }
  }

  private NewTransaction adjustment(Offer offer, Movement.Adjustment adjustment) {
    Money amount = inCurrency(offer, adjustment.amount());
    if (amount.isZero()) {
      throw new IllegalArgumentException("an adjustment changes something");
    }
    if (adjustment.ground() == Ground.UNCOLLECTABLE) {
      atMost(amount.abs(), balance(offer.id(), adjustment.registrar()).payable());
    }
    boolean gains = amount.isPositive();
    return simple(
        TransactionKind.ADJUSTMENT,
        offer,
        adjustment,
        List.of(
            new Posting(Account.INCENTIVE_EXPENSE, gains ? Side.DEBIT : Side.CREDIT, amount.abs()),
            new Posting(Account.REGISTRAR_PAYABLE, gains ? Side.CREDIT : Side.DEBIT, amount.abs())),
        null,
        adjustment.ground(),
        adjustment.reason());
  }

  private NewTransaction hold(Offer offer, Movement.DisputeHold hold) {
    Money amount = inCurrency(offer, hold.amount());
    return simple(
        TransactionKind.DISPUTE_HOLD,
        offer,
        hold,
        List.of(
            new Posting(Account.REGISTRAR_PAYABLE, Side.DEBIT, amount),
            new Posting(Account.HELD_IN_DISPUTE, Side.CREDIT, amount)),
        null,
        Ground.DISPUTE_OPENED,
        hold.reason());
  }

  private NewTransaction release(Offer offer, Movement.DisputeRelease release) {
    CurrencyUnit currency = offer.model().currency();
    Money amount =
        sql.first(
                """
                SELECT h.amount FROM ledger_transaction h
                WHERE h.id = ? AND h.kind = 'DISPUTE_HOLD' AND h.promotion_id = ? AND h.registrar = ?
                  AND NOT EXISTS (SELECT FROM ledger_transaction r WHERE r.reverses = h.id)
                """,
                row -> LedgerRepository.money(row, "amount", currency),
                release.hold(),
                release.promotion(),
                release.registrar())
            .orElseThrow(
                () -> ProblemException.conflict("There is no hold that could be released."));
    return simple(
        TransactionKind.DISPUTE_RELEASE,
        offer,
        release,
        List.of(
            new Posting(Account.HELD_IN_DISPUTE, Side.DEBIT, amount),
            new Posting(Account.REGISTRAR_PAYABLE, Side.CREDIT, amount)),
        release.hold(),
        Ground.DISPUTE_DECIDED,
        release.reason());
  }

  private NewTransaction writeOff(Offer offer, Movement.WriteOff writeOff) {
    Money amount = inCurrency(offer, writeOff.amount());
    atMost(amount, balance(offer.id(), writeOff.registrar()).claimed());
    return simple(
        TransactionKind.WRITE_OFF,
        offer,
        writeOff,
        List.of(
            new Posting(Account.WRITE_OFF, Side.DEBIT, amount),
            new Posting(Account.CLAWBACK_RECEIVABLE, Side.CREDIT, amount)),
        null,
        Ground.UNCOLLECTABLE,
        writeOff.reason());
  }

  /**
   * What the lines of a settlement come to.
   *
   * @param settlement its transaction
   */
  private record Sum(UUID settlement, BigDecimal payable, BigDecimal claimed) {}

  /** Puts the lines of all settlements into one temporary table and sums them up. */
  private Map<Movement.Settlement, Sum> stageSettlements(List<? extends Movement> movements) {
    Map<UUID, Movement.Settlement> settlements = new HashMap<>();
    movements.forEach(
        movement -> {
          if (movement instanceof Movement.Settlement settlement) {
            settlements.put(Ids.next(), settlement);
          }
        });
    if (settlements.isEmpty()) {
      return Map.of();
    }
    sql.run(
        """
        DROP TABLE IF EXISTS pg_temp.staged_line;
        CREATE TEMPORARY TABLE staged_line (line uuid NOT NULL, settlement uuid NOT NULL) ON COMMIT DROP
        """);
    try {
      sql.copy(
          "staged_line (line, settlement)",
          rows -> {
            for (Map.Entry<UUID, Movement.Settlement> each : settlements.entrySet()) {
              for (UUID line : each.getValue().lines()) {
                rows.id(line).id(each.getKey()).end();
              }
            }
          });
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    long unfit =
        sql.number(
                """
            SELECT count(*) FROM staged_line l
            WHERE EXISTS (SELECT FROM ledger_settled s WHERE s.transaction_id = l.line)
               OR NOT EXISTS (SELECT FROM ledger_transaction t WHERE t.id = l.line)
            """)
            + sql.number("SELECT count(*) - count(DISTINCT line) FROM staged_line");
    if (unfit > 0) {
      throw ProblemException.conflict(
          "%d lines were settled before, or are not there.".formatted(unfit));
    }
    Map<Movement.Settlement, Sum> sums = new HashMap<>();
    sql.list(
            """
            SELECT l.settlement,
                   coalesce(sum(CASE e.side WHEN 'CREDIT' THEN e.amount ELSE -e.amount END)
                                FILTER (WHERE e.account = 'REGISTRAR_PAYABLE'), 0) AS payable,
                   coalesce(sum(CASE e.side WHEN 'DEBIT' THEN e.amount ELSE -e.amount END)
                                FILTER (WHERE e.account = 'CLAWBACK_RECEIVABLE'), 0) AS claimed
            FROM staged_line l JOIN ledger_entry e ON e.transaction_id = l.line
            GROUP BY l.settlement
            """,
            row -> new Sum(row.id("settlement"), row.decimal("payable"), row.decimal("claimed")))
        .forEach(
            sum -> {
              Movement.Settlement settlement = settlements.get(sum.settlement());
              if (settlement != null) {
                sums.put(settlement, sum);
              }
            });
    return sums;
  }

  private NewTransaction settlement(
      Offer offer, Movement.Settlement settlement, @Nullable Sum sum) {
    CurrencyUnit currency = offer.model().currency();
    Money payable = sum == null ? Money.zero(currency) : exact(currency, sum.payable());
    Money claimed = sum == null ? Money.zero(currency) : exact(currency, sum.claimed());
    Money net = payable.minus(claimed);
    if (sum == null || !net.isPositive() || claimed.isNegative()) {
      throw ProblemException.conflict(
          "The lines come to %s: there is nothing to pay out.".formatted(net),
          List.of("Carry them over to the next statement."));
    }
    List<Posting> postings = new ArrayList<>();
    postings.add(new Posting(Account.REGISTRAR_PAYABLE, Side.DEBIT, payable));
    if (claimed.isPositive()) {
      postings.add(new Posting(Account.CLAWBACK_RECEIVABLE, Side.CREDIT, claimed));
    }
    Money tax = settlement.tax();
    if (tax != null && !tax.isZero()) {
      postings.add(new Posting(Account.TAX, Side.DEBIT, inCurrency(offer, tax)));
      net = net.plus(tax);
    }
    postings.add(new Posting(Account.SETTLEMENT_CLEARING, Side.CREDIT, net));
    return transaction(
        sum.settlement(),
        TransactionKind.SETTLEMENT,
        offer,
        settlement,
        postings,
        null,
        null,
        null);
  }

  private List<NewTransaction> fraud(
      Offer offer, Movement.FraudReversal fraud, Set<Revalued> revalued) {
    List<OpenAccrual> accruals =
        ledger.accruals(fraud.promotion(), fraud.registrar(), fraud.accruals());
    if (accruals.isEmpty() || accruals.size() != Set.copyOf(fraud.accruals()).size()) {
      throw ProblemException.conflict("Not all of these are accruals of the registrar that count.");
    }
    Money standing =
        accruals.stream()
            .map(accrual -> accrual.holdings().standing())
            .reduce(Money::plus)
            .orElseThrow();
    if (!standing.equals(inCurrency(offer, fraud.amount()))) {
      throw ProblemException.conflict(
          "%s stands of these names, not %s.".formatted(standing, fraud.amount()),
          List.of("Reject it and propose it again."));
    }
    List<NewTransaction> transactions = new ArrayList<>();
    for (OpenAccrual accrual : accruals) {
      transactions.add(
          accrual.takenBack(
              TransactionKind.FRAUD_REVERSAL,
              Ground.FRAUD,
              fraud.reason(),
              fraud.reference(),
              null,
              fraud.occurredAt()));
      String period = accrual.source().period();
      if (offer.model() instanceof Tiered && period != null) {
        revalued.add(
            new Revalued(fraud.promotion(), new PageBooking.Group(fraud.registrar(), period)));
      }
    }
    return transactions;
  }

  private static Money exact(CurrencyUnit currency, BigDecimal amount) {
    return Money.of(currency, amount, RoundingMode.UNNECESSARY);
  }

  private static Money inCurrency(Offer offer, Money amount) {
    if (!amount.getCurrencyUnit().equals(offer.model().currency())) {
      throw new IllegalArgumentException("the promotion pays in " + offer.model().currency());
    }
    return amount;
  }

  private static NewTransaction simple(
      TransactionKind kind,
      Offer offer,
      Movement movement,
      List<Posting> postings,
      @Nullable UUID reverses,
      Ground ground,
      String reason) {
    return transaction(Ids.next(), kind, offer, movement, postings, reverses, ground, reason);
  }

  private static NewTransaction transaction(
      UUID id,
      TransactionKind kind,
      Offer offer,
      Movement movement,
      List<Posting> postings,
      @Nullable UUID reverses,
      @Nullable Ground ground,
      @Nullable String reason) {
    Instant occurredAt = movement.occurredAt();
    return new NewTransaction(
        id,
        kind,
        offer.id(),
        movement.registrar(),
        new BalancedTransaction(kind, postings).amount(),
        offer.terms().taxable(),
        postings,
        new NewTransaction.Source(0, null, null, null, null, null, null, occurredAt),
        null,
        reverses,
        ground,
        reason,
        movement.reference());
  }
}

package io.bailiwick.qpi.ledger;

import io.bailiwick.common.audit.AuditTrail;
import io.bailiwick.common.json.CanonicalJson;
import io.bailiwick.common.outbox.Outbox;
import io.bailiwick.common.registrar.RegistrarId;
import io.bailiwick.common.sql.Sql;
import io.bailiwick.common.time.BusinessClock;
import io.bailiwick.common.time.Month;
import io.bailiwick.qpi.QpiAction;
import io.bailiwick.qpi.QpiEvent;
import io.bailiwick.qpi.incentive.MonthlyPoint;
import io.bailiwick.qpi.ingest.IngestGateway;
import io.bailiwick.qpi.ingest.Portfolio;
import io.bailiwick.qpi.ledger.AccrualSummary.LedgerAmount;
import io.bailiwick.qpi.ledger.AccrualTerms.Committed;
import io.bailiwick.qpi.ledger.LedgerRepository.PromotionAccount;
import io.bailiwick.qpi.promotion.Offers.Offer;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;

/**
 * Books the points of months: one line for each registrar and month whose last day lies in the
 * promotion. A month that is not known yet is booked by a later run; none is booked twice.
 */
@ApplicationScoped
class MonthlyPoints {

  private final PromotionTerms terms;
  private final LedgerRepository ledger;
  private final LedgerWriter writer;
  private final IngestGateway ingest;
  private final BusinessClock clock;
  private final AuditTrail audit;
  private final Outbox outbox;
  private final Sql sql;

  @Inject
  MonthlyPoints(
      PromotionTerms terms,
      LedgerRepository ledger,
      LedgerWriter writer,
      IngestGateway ingest,
      BusinessClock clock,
      AuditTrail audit,
      Outbox outbox,
      Sql sql) {
    this.terms = terms;
    this.ledger = ledger;
    this.writer = writer;
    this.ingest = ingest;
    this.clock = clock;
    this.audit = audit;
    this.outbox = outbox;
    this.sql = sql;
  }

  AccrualSummary book(Offer offer, MonthlyPoint point, String by) {
    PageBooking.Promotion promotion = terms.of(offer).promotion();
    Map<AccrualDecision, Long> declined = new EnumMap<>(AccrualDecision.class);
    long months = 0;
    long accrued = 0;
    BigDecimal amount = BigDecimal.ZERO.setScale(point.currency().getDecimalPlaces());
    for (Month month : months(offer, clock.instant())) {
      List<Portfolio> portfolios =
          ingest.portfolios(month).registrars().stream()
              .sorted(Comparator.comparingInt(each -> each.registrar().ianaId()))
              .toList();
      List<NewTransaction> booked =
          QuarkusTransaction.requiringNew()
              .call(() -> book(promotion, point, month, portfolios, by, declined));
      months++;
      accrued += booked.size();
      for (NewTransaction transaction : booked) {
        amount = amount.add(transaction.amount().getAmount());
      }
    }
    AccrualSummary summary =
        new AccrualSummary(
            offer.id(),
            months,
            accrued,
            0,
            0,
            new LedgerAmount(amount, point.currency().getCode()),
            declined);
    if (accrued > 0) {
      QuarkusTransaction.requiringNew()
          .run(
              () -> {
                audit.record(
                    QpiAction.LEDGER_BOOKED, "promotion/" + offer.id(), CanonicalJson.map(summary));
                outbox.publish(QpiEvent.LEDGER_BOOKED, "promotion/" + offer.id(), summary);
              });
    }
    return summary;
  }

  /** Months that are over and whose last instant lies in the promotion. */
  static List<Month> months(Offer offer, Instant now) {
    List<Month> months = new ArrayList<>();
    for (Month month = Month.of(offer.startsAt());
        !month.end().isAfter(now) && !month.end().isAfter(offer.endsAt());
        month = month.plus(1)) {
      months.add(month);
    }
    return months;
  }

  private List<NewTransaction> book(
      PageBooking.Promotion promotion,
      MonthlyPoint point,
      Month month,
      List<Portfolio> portfolios,
      String by,
      Map<AccrualDecision, Long> declined) {
    CurrencyUnit currency = point.currency();
    PromotionAccount account = ledger.lockedAccount(promotion.id(), promotion.terms().caps());
    Set<RegistrarId> done =
        new TreeSet<>(
            sql.list(
                """
                SELECT registrar FROM accrual
                WHERE promotion_id = ? AND period = ? AND event_sequence IS NULL
                """,
                row -> row.registrar("registrar"),
                promotion.id(),
                month.toString()));
    Map<RegistrarId, Committed> own =
        ledger.committed(
            promotion.id(), currency, portfolios.stream().map(Portfolio::registrar).toList());
    Committed all =
        new Committed(
            account.committedNames(),
            Money.of(currency, account.committed(), RoundingMode.UNNECESSARY));
    Instant at = month.end().minusNanos(1000);
    List<NewTransaction> transactions = new ArrayList<>();
    for (Portfolio portfolio : portfolios) {
      RegistrarId registrar = portfolio.registrar();
      Long signed = portfolio.signedNames();
      if (signed == null
          || signed == 0
          || done.contains(registrar)
          || !promotion.standings().participates(registrar)) {
        continue;
      }
      AccrualDecision decision = promotion.standings().at(registrar, "", at);
      Money amount = point.of(signed);
      if (decision == AccrualDecision.ACCRUED) {
        decision =
            promotion
                .terms()
                .decideMonth(
                    amount,
                    own.getOrDefault(registrar, new Committed(0, Money.zero(currency))),
                    all)
                .decision();
      }
      if (decision == AccrualDecision.ACCRUED && amount.isPositive()) {
        transactions.add(
            NewTransaction.accrual(
                promotion.id(),
                registrar,
                amount,
                promotion.taxable(),
                new NewTransaction.Source(
                    signed, null, month.toString(), month.end(), null, null, null, at)));
        all = all.plus(0, amount);
      } else if (decision != AccrualDecision.ACCRUED) {
        declined.merge(decision, 1L, Long::sum);
      }
    }
    if (!transactions.isEmpty()) {
      writer.write(writer.open(clock.instant(), by), transactions);
    }
    return transactions;
  }
}

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
import io.bailiwick.qpi.ingest.Portfolios;
import io.bailiwick.qpi.ingest.SignedNames;
import io.bailiwick.qpi.ingest.SignedNames.SignedName;
import io.bailiwick.qpi.ledger.AccrualSummary.LedgerAmount;
import io.bailiwick.qpi.ledger.AccrualTerms.Committed;
import io.bailiwick.qpi.ledger.LedgerRepository.PromotionAccount;
import io.bailiwick.qpi.promotion.Offers.Offer;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;

/**
 * Books the points of months whose last day lies in the promotion, name by name. A page of names is
 * one transaction that holds the promotion's account locked, so a run can be killed anywhere and
 * parallel ones work on the same registrar's month until it is whole. A month that is not known yet
 * is booked by a later run; none is booked twice.
 */
@ApplicationScoped
class MonthlyPoints {

  private static final int PAGE = 1000;

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
    Booked total = Booked.nothing(point, AccrualDecision.ACCRUED);
    for (Month month : months(offer, clock.instant())) {
      months++;
      Portfolios portfolios = ingest.portfolios(month);
      Optional<LocalDate> day = portfolios.lastKnownDay();
      if (day.isPresent()) {
        Map<RegistrarId, Long> done = done(offer, month);
        for (Portfolio portfolio : inOrder(portfolios)) {
          Long signed = portfolio.signedNames();
          RegistrarId registrar = portfolio.registrar();
          if (signed != null
              && signed > done.getOrDefault(registrar, 0L)
              && promotion.standings().participates(registrar)) {
            RegistrarMonth of =
                new RegistrarMonth(promotion, point, registrar, month, day.get(), signed, by);
            total = total.plus(book(of, declined));
          }
        }
      }
    }
    AccrualSummary summary =
        new AccrualSummary(
            offer.id(),
            months,
            total.names(),
            0,
            0,
            0,
            new LedgerAmount(total.amount().getAmount(), point.currency().getCode()),
            declined);
    if (total.names() > 0) {
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

  private static List<Portfolio> inOrder(Portfolios portfolios) {
    return portfolios.registrars().stream()
        .sorted(Comparator.comparingInt(each -> each.registrar().ianaId()))
        .toList();
  }

  /** How many names of each registrar have their point; all of them where they are not named. */
  private Map<RegistrarId, Long> done(Offer offer, Month month) {
    return sql
        .list(
            """
            SELECT registrar, CASE WHEN bool_or(roid IS NULL) THEN ?::bigint ELSE count(*) END AS names
            FROM accrual WHERE promotion_id = ? AND period = ? AND event_sequence IS NULL
            GROUP BY registrar
            """,
            row -> Map.entry(row.registrar("registrar"), row.number("names")),
            Long.MAX_VALUE,
            offer.id(),
            month.toString())
        .stream()
        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  /**
   * A registrar's month.
   *
   * @param day the last one of the month whose end is known
   * @param signed names, as its portfolio counts them
   */
  private record RegistrarMonth(
      PageBooking.Promotion promotion,
      MonthlyPoint point,
      RegistrarId registrar,
      Month month,
      LocalDate day,
      long signed,
      String by) {}

  /**
   * What was booked.
   *
   * @param decision on the month, or on the last one of several
   */
  private record Booked(long names, Money amount, AccrualDecision decision) {

    static Booked nothing(MonthlyPoint point, AccrualDecision decision) {
      return new Booked(0, Money.zero(point.currency()), decision);
    }

    Booked plus(Booked other) {
      return new Booked(names + other.names, amount.plus(other.amount), other.decision);
    }
  }

  private Booked book(RegistrarMonth of, Map<AccrualDecision, Long> declined) {
    Booked total = Booked.nothing(of.point(), AccrualDecision.ACCRUED);
    String after = null;
    do {
      SignedNames page = ingest.signedNames(of.registrar(), of.day(), after, PAGE);
      total = total.plus(QuarkusTransaction.requiringNew().call(() -> book(of, page.items())));
      after = page.next();
    } while (after != null && total.decision() == AccrualDecision.ACCRUED);
    if (total.decision() != AccrualDecision.ACCRUED) {
      declined.merge(total.decision(), 1L, Long::sum);
    }
    return total;
  }

  /**
   * Books those names of a page that have no point of the month yet. Whether the month is paid is
   * decided with its first name, for all of them: where a run was cut off the next one goes on.
   */
  private Booked book(RegistrarMonth of, List<SignedName> page) {
    MonthlyPoint point = of.point();
    UUID promotion = of.promotion().id();
    PromotionAccount account = ledger.lockedAccount(promotion, of.promotion().terms().caps());
    long number =
        sql.number(
            """
            SELECT count(*) FROM accrual
            WHERE promotion_id = ? AND period = ? AND registrar = ? AND event_sequence IS NULL
            """,
            promotion,
            of.month().toString(),
            of.registrar());
    Instant at = of.month().end().minusNanos(1000);
    if (number == 0) {
      AccrualDecision decision = decide(of, account, at);
      if (decision != AccrualDecision.ACCRUED) {
        return Booked.nothing(point, decision);
      }
    }
    Set<String> known =
        new HashSet<>(
            sql.list(
                """
                SELECT roid FROM accrual
                WHERE promotion_id = ? AND period = ? AND registrar = ? AND event_sequence IS NULL
                  AND roid = ANY (?)
                """,
                row -> row.text("roid"),
                promotion,
                of.month().toString(),
                of.registrar(),
                page.stream().map(SignedName::roid).toList()));
    List<NewTransaction> transactions = new ArrayList<>();
    Money amount = Money.zero(point.currency());
    for (SignedName name : page) {
      if (!known.contains(name.roid())) {
        number++;
        Money line = point.line(number);
        amount = amount.plus(line);
        transactions.add(
            NewTransaction.accrual(
                promotion,
                of.registrar(),
                line,
                of.promotion().taxable(),
                new NewTransaction.Source(
                    1,
                    null,
                    of.month().toString(),
                    of.month().end(),
                    null,
                    name.name(),
                    name.roid(),
                    at)));
      }
    }
    if (!transactions.isEmpty()) {
      writer.write(writer.open(clock.instant(), of.by()), transactions);
    }
    return new Booked(transactions.size(), amount, AccrualDecision.ACCRUED);
  }

  private AccrualDecision decide(RegistrarMonth of, PromotionAccount account, Instant at) {
    AccrualDecision standing = of.promotion().standings().at(of.registrar(), "", at);
    if (standing != AccrualDecision.ACCRUED) {
      return standing;
    }
    CurrencyUnit currency = of.point().currency();
    Committed own =
        ledger
            .committed(of.promotion().id(), currency, List.of(of.registrar()))
            .getOrDefault(of.registrar(), new Committed(0, Money.zero(currency)));
    return of.promotion()
        .terms()
        .decideMonth(
            of.point().of(of.signed()),
            own,
            new Committed(
                account.committedNames(),
                Money.of(currency, account.committed(), RoundingMode.UNNECESSARY)))
        .decision();
  }
}

package io.bailiwick.qpi.ledger;

import io.bailiwick.common.audit.AuditTrail;
import io.bailiwick.common.idempotency.Idempotency;
import io.bailiwick.common.json.CanonicalJson;
import io.bailiwick.common.outbox.Outbox;
import io.bailiwick.common.problem.ProblemException;
import io.bailiwick.common.registrar.RegistrarId;
import io.bailiwick.common.security.Caller;
import io.bailiwick.common.time.BusinessClock;
import io.bailiwick.qpi.Ahead;
import io.bailiwick.qpi.QpiAction;
import io.bailiwick.qpi.QpiEvent;
import io.bailiwick.qpi.incentive.MonthlyPoint;
import io.bailiwick.qpi.incentive.Tiered;
import io.bailiwick.qpi.ingest.IngestGateway;
import io.bailiwick.qpi.ingest.RegistrationEvent;
import io.bailiwick.qpi.ingest.RegistrationEvents;
import io.bailiwick.qpi.ledger.AccrualSummary.LedgerAmount;
import io.bailiwick.qpi.ledger.AccrualTerms.Committed;
import io.bailiwick.qpi.ledger.LedgerRepository.PromotionAccount;
import io.bailiwick.qpi.ledger.LedgerWriter.Booking;
import io.bailiwick.qpi.promotion.Offers;
import io.bailiwick.qpi.promotion.Offers.Offer;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;
import org.jspecify.annotations.Nullable;

/**
 * Reads registration events by cursor and books what they earn. A few pages are one transaction
 * that holds the promotion's account locked: it can be killed anywhere and goes on where it
 * stopped, and parallel runs neither book an event twice nor spend more than the budget.
 */
@ApplicationScoped
class AccrualService {

  /** Events in one answer of the ingest service. */
  private static final int PAGE = 1000;

  private static final int BOOKED_TOGETHER = 5000;

  private final Offers offers;
  private final PromotionTerms terms;
  private final LedgerRepository ledger;
  private final LedgerWriter writer;
  private final Revaluation revaluation;
  private final MonthlyPoints months;
  private final PausedCreates paused;
  private final Runs runs;
  private final IngestGateway ingest;
  private final RunTurns turns;
  private final Idempotency idempotency;
  private final BusinessClock clock;
  private final Caller caller;
  private final AuditTrail audit;
  private final Outbox outbox;

  @Inject
  AccrualService(
      Offers offers,
      PromotionTerms terms,
      LedgerRepository ledger,
      LedgerWriter writer,
      Revaluation revaluation,
      MonthlyPoints months,
      PausedCreates paused,
      Runs runs,
      IngestGateway ingest,
      RunTurns turns,
      Idempotency idempotency,
      BusinessClock clock,
      Caller caller,
      AuditTrail audit,
      Outbox outbox) {
    this.offers = offers;
    this.terms = terms;
    this.ledger = ledger;
    this.writer = writer;
    this.revaluation = revaluation;
    this.months = months;
    this.paused = paused;
    this.runs = runs;
    this.ingest = ingest;
    this.turns = turns;
    this.idempotency = idempotency;
    this.clock = clock;
    this.caller = caller;
    this.audit = audit;
    this.outbox = outbox;
  }

  /**
   * Reads all events that have not been read for the promotion.
   *
   * @param key the caller's Idempotency-Key
   */
  AccrualSummary accrue(UUID promotion, @Nullable String key) {
    return turns.take(() -> once(promotion, key));
  }

  private AccrualSummary once(UUID promotion, @Nullable String key) {
    Offer offer = offers.offer(promotion);
    String by = caller.name();
    return idempotency.once(
        key,
        "accrual/" + promotion,
        Map.of("promotion", promotion),
        AccrualSummary.class,
        () -> run(offer, by));
  }

  /** Books what has not been booked, and keeps what the run did. */
  AccrualSummary run(Offer offer, String by) {
    Instant startedAt = clock.instant();
    AccrualSummary summary =
        offer.model() instanceof MonthlyPoint point
            ? months.book(offer, point, by)
            : readToTheEnd(offer, by);
    QuarkusTransaction.requiringNew()
        .run(() -> runs.keep(RunKind.ACCRUAL, offer.id(), startedAt, by, summary, false));
    return summary;
  }

  private AccrualSummary readToTheEnd(Offer offer, String by) {
    Booked total = new Booked(offer);
    PromotionTerms.Standing standing = terms.of(offer);
    String first =
        QuarkusTransaction.requiringNew()
            .call(() -> ledger.account(offer.id()).map(PromotionAccount::page).orElse(null));
    Ahead<Events> ahead = Ahead.of(() -> read(first));
    try {
      while (true) {
        Events read = ahead.get();
        String next = read.next();
        if (next != null) {
          // The other service reads while this one books; what fails there fails afterwards.
          ahead = Ahead.of(() -> read(next));
        }
        PromotionTerms.Standing known = standing.asOf(read.items());
        standing = known;
        total.add(QuarkusTransaction.requiringNew().call(() -> book(offer, known, by, read)));
        if (next == null) {
          resume(offer, known, by, total);
          return total.summary();
        }
      }
    } finally {
      ahead.close();
    }
  }

  /**
   * Events that are booked together.
   *
   * @param next cursor of the next page; null at the end
   * @param goOn cursor of the page that the next reading starts with: at the end, of the last one
   *     again
   */
  private record Events(
      List<RegistrationEvent> items, @Nullable String next, @Nullable String goOn) {}

  /**
   * Several pages: accounts, caps and sums are kept in step once for all of them. Where the ingest
   * service goes away in between, those that were read.
   */
  private Events read(@Nullable String after) {
    List<RegistrationEvent> items = new ArrayList<>();
    String from = after;
    while (true) {
      RegistrationEvents page;
      try {
        page = ingest.registrationEvents(from, PAGE);
      } catch (ProblemException e) {
        if (items.isEmpty()) {
          throw e;
        }
        return new Events(items, from, from);
      }
      items.addAll(page.items());
      String next = page.next();
      if (next == null || items.size() >= BOOKED_TOGETHER) {
        return new Events(items, next, next == null ? from : next);
      }
      from = next;
    }
  }

  /** Books what was read; events that another run has read in the meantime are passed over. */
  private Booked book(Offer offer, PromotionTerms.Standing standing, String by, Events read) {
    PageBooking.Promotion promotion = standing.promotion();
    PromotionAccount account = ledger.lockedAccount(offer.id(), promotion.terms().caps());
    List<RegistrationEvent> fresh =
        read.items().stream().filter(event -> event.sequence() > account.cursor()).toList();
    Booked booked = new Booked(offer);
    if (fresh.isEmpty()) {
      return booked;
    }
    PageBooking booking = new PageBooking(promotion, before(promotion, account, fresh));
    fresh.forEach(booking::read);
    booked.read(fresh.size(), booking);
    write(offer, by, booked, booking, fresh.getLast().occurredAt());
    paused.keep(offer.id(), booking.paused());
    paused.deleted(offer.id(), deleted(fresh));
    ledger.move(offer.id(), fresh.getLast().sequence(), read.goOn());
    told(offer, booked);
    return booked;
  }

  /** Books what limits had paused that were reversed since: each event once, as it happened. */
  private void resume(Offer offer, PromotionTerms.Standing standing, String by, Booked total) {
    PageBooking.Standings now = standing.promotion().standings();
    long after = 0;
    while (true) {
      long from = after;
      List<RegistrationEvent> waiting =
          QuarkusTransaction.requiringNew()
              .call(() -> paused.waiting(offer.id(), from, BOOKED_TOGETHER));
      if (waiting.isEmpty()) {
        return;
      }
      after = waiting.getLast().sequence();
      Set<Long> free = new HashSet<>();
      for (RegistrationEvent event : waiting) {
        if (now.at(event.registrar(), event.name(), event.occurredAt())
            != AccrualDecision.AIP_LIMIT) {
          free.add(event.sequence());
        }
      }
      if (!free.isEmpty()) {
        total.add(
            QuarkusTransaction.requiringNew()
                .call(() -> bookPaused(offer, standing, by, from, free)));
      }
    }
  }

  private Booked bookPaused(
      Offer offer, PromotionTerms.Standing standing, String by, long after, Set<Long> free) {
    PageBooking.Promotion promotion = standing.promotion();
    PromotionAccount account = ledger.lockedAccount(offer.id(), promotion.terms().caps());
    // What another run booked in the meantime waits no more.
    List<RegistrationEvent> events =
        paused.waiting(offer.id(), after, BOOKED_TOGETHER).stream()
            .filter(event -> free.contains(event.sequence()))
            .toList();
    Booked booked = new Booked(offer);
    if (events.isEmpty()) {
      return booked;
    }
    PageBooking booking = new PageBooking(promotion, before(promotion, account, events));
    events.forEach(booking::read);
    Set<Long> accrued = new HashSet<>();
    for (NewTransaction transaction : booking.transactions()) {
      Long sequence = transaction.source().eventSequence();
      if (sequence != null) {
        accrued.add(sequence);
      }
    }
    paused.ended(offer.id(), accrued, PausedCreates.Ended.ACCRUED);
    paused.ended(
        offer.id(),
        events.stream()
            .map(RegistrationEvent::sequence)
            .filter(sequence -> !accrued.contains(sequence))
            .toList(),
        PausedCreates.Ended.DECLINED);
    booked.resumed(booking);
    write(offer, by, booked, booking, events.getLast().occurredAt());
    told(offer, booked);
    return booked;
  }

  private void write(
      Offer offer, String by, Booked booked, PageBooking booking, Instant lastOccurredAt) {
    if (!booking.transactions().isEmpty()) {
      Booking open = writer.open(clock.instant(), by);
      writer.write(open, booking.transactions());
      booked.adjusted(revaluation.write(open, offer, booking.toRevalue(), lastOccurredAt));
    }
  }

  private void told(Offer offer, Booked booked) {
    if (booked.accrued + booked.reversed > 0) {
      AccrualSummary summary = booked.summary();
      audit.record(QpiAction.LEDGER_BOOKED, "promotion/" + offer.id(), CanonicalJson.map(summary));
      outbox.publish(QpiEvent.LEDGER_BOOKED, "promotion/" + offer.id(), summary);
    }
  }

  private PageBooking.Before before(
      PageBooking.Promotion promotion, PromotionAccount account, List<RegistrationEvent> fresh) {
    CurrencyUnit currency = promotion.terms().model().currency();
    Set<RegistrarId> registrars = new HashSet<>();
    fresh.forEach(event -> registrars.add(event.registrar()));
    Map<String, List<OpenAccrual>> open = ledger.counting(promotion.id(), deleted(fresh));
    // Whoever sponsors a deleted name now: the accrual is its creator's.
    open.values().forEach(all -> all.forEach(each -> registrars.add(each.registrar())));
    return new PageBooking.Before(
        new Committed(
            account.committedNames(),
            Money.of(currency, account.committed(), RoundingMode.UNNECESSARY)),
        ledger.committed(promotion.id(), currency, registrars),
        promotion.terms().model() instanceof Tiered
            ? ledger.counted(promotion.id(), registrars)
            : Map.of(),
        open);
  }

  private static Set<String> deleted(List<RegistrationEvent> events) {
    Set<String> deleted = new HashSet<>();
    for (RegistrationEvent event : events) {
      if (event.type() == RegistrationEvent.Kind.AGP_DELETE) {
        deleted.add(event.roid());
      }
    }
    return deleted;
  }

  /** Counts of a page or a run. */
  private static final class Booked {
    private final Offer offer;
    private final Map<AccrualDecision, Long> declined = new EnumMap<>(AccrualDecision.class);
    private long events;
    private long accrued;
    private long resumed;
    private long reversed;
    private long adjusted;
    private BigDecimal amount = BigDecimal.ZERO;

    Booked(Offer offer) {
      this.offer = offer;
    }

    void read(int eventsRead, PageBooking booking) {
      events += eventsRead;
      accrued += booking.accrued();
      reversed += booking.reversed();
      booking.declined().forEach((reason, count) -> declined.merge(reason, count, Long::sum));
      addUp(booking.transactions());
    }

    /** Events that were read, and declined, before. */
    void resumed(PageBooking booking) {
      accrued += booking.accrued();
      resumed += booking.accrued();
      addUp(booking.transactions());
    }

    void adjusted(List<NewTransaction> adjustments) {
      adjusted += adjustments.size();
      addUp(adjustments);
    }

    private void addUp(List<NewTransaction> transactions) {
      for (NewTransaction transaction : transactions) {
        for (Posting posting : transaction.postings()) {
          if (posting.account() == Account.INCENTIVE_EXPENSE) {
            amount = amount.add(posting.signed().getAmount());
          }
        }
      }
    }

    void add(Booked other) {
      events += other.events;
      accrued += other.accrued;
      resumed += other.resumed;
      reversed += other.reversed;
      adjusted += other.adjusted;
      amount = amount.add(other.amount);
      other.declined.forEach((reason, count) -> declined.merge(reason, count, Long::sum));
    }

    AccrualSummary summary() {
      CurrencyUnit currency = offer.model().currency();
      return new AccrualSummary(
          offer.id(),
          events,
          accrued,
          resumed,
          reversed,
          adjusted,
          new LedgerAmount(amount.setScale(currency.getDecimalPlaces()), currency.getCode()),
          declined);
    }
  }
}

package io.bailiwick.qpi.ledger;

import io.bailiwick.common.audit.AuditTrail;
import io.bailiwick.common.id.Ids;
import io.bailiwick.common.idempotency.Idempotency;
import io.bailiwick.common.json.CanonicalJson;
import io.bailiwick.common.outbox.Outbox;
import io.bailiwick.common.registrar.RegistrarId;
import io.bailiwick.common.time.BusinessClock;
import io.bailiwick.qpi.QpiAction;
import io.bailiwick.qpi.QpiEvent;
import io.bailiwick.qpi.ingest.IngestGateway;
import io.bailiwick.qpi.ingest.RegistrationEvent;
import io.bailiwick.qpi.ingest.RegistrationEvents;
import io.bailiwick.qpi.ledger.LedgerRepository.PromotionAccount;
import io.bailiwick.qpi.promotion.Amount;
import io.bailiwick.qpi.promotion.Offers;
import io.bailiwick.qpi.promotion.Offers.Offer;
import io.bailiwick.qpi.promotion.Offers.Participants;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.narayana.jta.runtime.TransactionConfiguration;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.joda.money.Money;
import org.jspecify.annotations.Nullable;

/**
 * Reads registration events by cursor and books what they earn. Each page is one transaction that
 * holds the promotion's account locked: it can be killed anywhere and goes on where it stopped, and
 * parallel runs neither book an event twice nor spend more than the budget.
 */
@ApplicationScoped
class AccrualService {

  private static final int PAGE = 1000;
  private static final int LONGEST_RUN_SECONDS = 3600;

  private final Offers offers;
  private final LedgerRepository ledger;
  private final IngestGateway ingest;
  private final Idempotency idempotency;
  private final BusinessClock clock;
  private final AuditTrail audit;
  private final Outbox outbox;

  @Inject
  AccrualService(
      Offers offers,
      LedgerRepository ledger,
      IngestGateway ingest,
      Idempotency idempotency,
      BusinessClock clock,
      AuditTrail audit,
      Outbox outbox) {
    this.offers = offers;
    this.ledger = ledger;
    this.ingest = ingest;
    this.idempotency = idempotency;
    this.clock = clock;
    this.audit = audit;
    this.outbox = outbox;
  }

  /**
   * Reads all events that have not been read for the promotion.
   *
   * @param key the caller's Idempotency-Key
   */
  @Transactional
  @TransactionConfiguration(timeout = LONGEST_RUN_SECONDS)
  AccrualSummary accrue(UUID promotion, @Nullable String key) {
    Offer offer = offers.offer(promotion);
    return idempotency.once(
        key,
        "accrual/" + promotion,
        Map.of("promotion", promotion),
        AccrualSummary.class,
        () -> readToTheEnd(offer));
  }

  private AccrualSummary readToTheEnd(Offer offer) {
    Booked total = new Booked(offer);
    String after =
        QuarkusTransaction.requiringNew()
            .call(() -> ledger.account(offer.id()).map(PromotionAccount::page).orElse(null));
    while (true) {
      String from = after;
      RegistrationEvents page = ingest.registrationEvents(from, PAGE);
      total.add(QuarkusTransaction.requiringNew().call(() -> book(offer, from, page)));
      if (page.next() == null) {
        return total.summary();
      }
      after = page.next();
    }
  }

  /** Books one page; events that another run has read in the meantime are passed over. */
  private Booked book(Offer offer, @Nullable String from, RegistrationEvents page) {
    PromotionAccount account = ledger.lockedAccount(offer);
    List<RegistrationEvent> fresh =
        page.items().stream().filter(event -> event.sequence() > account.cursor()).toList();
    Booked booked = new Booked(offer);
    if (fresh.isEmpty()) {
      return booked;
    }
    PageBooking booking =
        new PageBooking(
            offer,
            offers.participants(offer.id()),
            ledger.owedNames(offer.id()),
            Money.of(
                offer.amountPerCreate().getCurrencyUnit(),
                account.owed(),
                RoundingMode.UNNECESSARY),
            ledger.openAccruals(offer.id(), deleted(fresh)),
            booked);
    fresh.forEach(booking::read);
    ledger.flush();
    booking.touched.forEach(
        registrar ->
            ledger.updateOwedNames(offer, registrar, booking.names.getOrDefault(registrar, 0L)));
    ledger.update(
        offer.id(),
        new PromotionAccount(
            booking.owed.getAmount(),
            fresh.getLast().sequence(),
            page.next() == null ? from : page.next()));
    if (booked.accrued + booked.reversed > 0) {
      AccrualSummary summary = booked.summary();
      audit.record(QpiAction.LEDGER_BOOKED, "promotion/" + offer.id(), CanonicalJson.map(summary));
      outbox.publish(QpiEvent.LEDGER_BOOKED, "promotion/" + offer.id(), summary);
    }
    return booked;
  }

  private static Set<String> deleted(List<RegistrationEvent> events) {
    Set<String> roids = new HashSet<>();
    events.stream()
        .filter(event -> event.type() == RegistrationEvent.Kind.AGP_DELETE)
        .forEach(event -> roids.add(event.roid()));
    return roids;
  }

  /** The working state of one page under the lock. */
  private final class PageBooking {
    private final Offer offer;
    private final AccrualTerms terms;
    private final Participants participants;
    private final Map<RegistrarId, Long> names;
    private final Map<String, LedgerTransaction> open;
    private final Booked booked;
    private final Set<RegistrarId> touched = new HashSet<>();
    private Money owed;

    PageBooking(
        Offer offer,
        Participants participants,
        Map<RegistrarId, Long> names,
        Money owed,
        Map<String, LedgerTransaction> open,
        Booked booked) {
      this.offer = offer;
      this.terms =
          new AccrualTerms(
              offer.startsAt(),
              offer.endsAt(),
              offer.amountPerCreate(),
              offer.years(),
              offer.nameCap(),
              offer.budget());
      this.participants = participants;
      this.names = names;
      this.owed = owed;
      this.open = open;
      this.booked = booked;
    }

    void read(RegistrationEvent event) {
      booked.events++;
      switch (event.type()) {
        case CREATE -> create(event);
        case AGP_DELETE -> agpDelete(event);
        // Renewals, transfers, later deletes and whatever else happens neither earn nor take back.
        case RENEW, TRANSFER, DELETE, OTHER -> {}
      }
    }

    private void create(RegistrationEvent event) {
      RegistrarId registrar = event.registrar();
      Instant enrolledAt = participants.enrolment(registrar).orElse(null);
      if (enrolledAt == null) {
        return;
      }
      Integer years = event.years();
      AccrualDecision decision =
          terms.decide(
              new AccrualTerms.Create(event.occurredAt(), years == null ? 0 : years),
              new AccrualTerms.Standing(
                  enrolledAt, participants.qualification(registrar, event.occurredAt())),
              new AccrualTerms.Owed(names.getOrDefault(registrar, 0L), owed));
      if (decision != AccrualDecision.ACCRUED) {
        booked.declined.merge(decision, 1L, Long::sum);
        return;
      }
      Money amount = offer.amountPerCreate();
      LedgerTransaction transaction =
          write(BalancedTransaction.accrual(amount), event, registrar.ianaId(), null);
      open.put(event.roid(), transaction);
      owed = owed.plus(amount);
      names.merge(registrar, 1L, Long::sum);
      touched.add(registrar);
      booked.accrued++;
    }

    private void agpDelete(RegistrationEvent event) {
      LedgerTransaction accrual = open.remove(event.roid());
      if (accrual == null) {
        return;
      }
      Money amount = offer.amountPerCreate();
      write(BalancedTransaction.agpReversal(amount), event, accrual.registrar, accrual.id);
      owed = owed.minus(amount);
      RegistrarId registrar = RegistrarId.of(accrual.registrar);
      names.merge(registrar, -1L, Long::sum);
      touched.add(registrar);
      booked.reversed++;
    }

    private LedgerTransaction write(
        BalancedTransaction balanced,
        RegistrationEvent event,
        int registrar,
        @Nullable UUID reverses) {
      LedgerTransaction transaction = new LedgerTransaction();
      transaction.id = Ids.next();
      transaction.kind = balanced.kind();
      transaction.promotionId = offer.id();
      transaction.registrar = registrar;
      transaction.eventSequence = event.sequence();
      transaction.name = event.name();
      transaction.roid = event.roid();
      transaction.reverses = reverses;
      transaction.occurredAt = event.occurredAt();
      transaction.recordedAt = clock.instant();
      ledger.persist(transaction);
      for (Posting posting : balanced.postings()) {
        LedgerEntry entry = new LedgerEntry();
        entry.transactionId = transaction.id;
        entry.account = posting.account();
        entry.side = posting.side();
        entry.amount = posting.amount().getAmount();
        entry.currency = posting.amount().getCurrencyUnit().getCode();
        ledger.getEntityManager().persist(entry);
      }
      return transaction;
    }
  }

  /** Counts of a page or a run. */
  private static final class Booked {
    private final Offer offer;
    private final Map<AccrualDecision, Long> declined = new EnumMap<>(AccrualDecision.class);
    private long events;
    private long accrued;
    private long reversed;

    Booked(Offer offer) {
      this.offer = offer;
    }

    void add(Booked other) {
      events += other.events;
      accrued += other.accrued;
      reversed += other.reversed;
      other.declined.forEach((reason, count) -> declined.merge(reason, count, Long::sum));
    }

    AccrualSummary summary() {
      return new AccrualSummary(
          offer.id(),
          events,
          accrued,
          reversed,
          Amount.of(offer.amountPerCreate().multipliedBy(accrued - reversed)),
          declined);
    }
  }
}

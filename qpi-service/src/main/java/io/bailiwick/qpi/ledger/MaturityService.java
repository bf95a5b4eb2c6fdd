package io.bailiwick.qpi.ledger;

import io.bailiwick.common.idempotency.Idempotency;
import io.bailiwick.common.security.Caller;
import io.bailiwick.common.sql.Sql;
import io.bailiwick.common.time.BusinessClock;
import io.bailiwick.qpi.Ahead;
import io.bailiwick.qpi.ingest.IngestGateway;
import io.bailiwick.qpi.ingest.KnownOfName;
import io.bailiwick.qpi.ledger.AccrualSummary.LedgerAmount;
import io.bailiwick.qpi.ledger.LedgerWriter.Booking;
import io.bailiwick.qpi.promotion.Offers;
import io.bailiwick.qpi.promotion.Offers.Offer;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Makes payable what has passed its add grace period and, where the terms ask for it, the test of
 * use. What is due is found by its state, so a run that was cut off is gone on with by the next.
 */
@ApplicationScoped
class MaturityService {

  private static final int PAGE = 5000;

  /** So many connections work on a promotion at once. */
  private static final int PARTS = 2;

  private static final UUID FIRST = new UUID(0, 0);

  private final Sql sql;
  private final Offers offers;
  private final LedgerRepository ledger;
  private final LedgerWriter writer;
  private final Revaluation revaluation;
  private final IngestGateway ingest;
  private final RunTurns turns;
  private final Idempotency idempotency;
  private final Runs runs;
  private final BusinessClock clock;
  private final Caller caller;

  @Inject
  MaturityService(
      Sql sql,
      Offers offers,
      LedgerRepository ledger,
      LedgerWriter writer,
      Revaluation revaluation,
      IngestGateway ingest,
      RunTurns turns,
      Idempotency idempotency,
      Runs runs,
      BusinessClock clock,
      Caller caller) {
    this.sql = sql;
    this.offers = offers;
    this.ledger = ledger;
    this.writer = writer;
    this.revaluation = revaluation;
    this.ingest = ingest;
    this.turns = turns;
    this.idempotency = idempotency;
    this.runs = runs;
    this.clock = clock;
    this.caller = caller;
  }

  MaturitySummary mature(UUID promotion, @Nullable String key) {
    return turns.take(() -> once(promotion, key));
  }

  private MaturitySummary once(UUID promotion, @Nullable String key) {
    Offer offer = offers.offer(promotion);
    String by = caller.name();
    return idempotency.once(
        key,
        "maturity/" + promotion,
        Map.of("promotion", promotion),
        MaturitySummary.class,
        () -> run(offer, by));
  }

  /** What pages did. */
  private record Done(long matured, BigDecimal amount, long failed, long waiting) {
    Done plus(Done other) {
      return new Done(
          matured + other.matured,
          amount.add(other.amount),
          failed + other.failed,
          waiting + other.waiting);
    }
  }

  /**
   * A page that was booked.
   *
   * @param last the last accrual of the page; null where nothing was due
   */
  private record Page(@Nullable UUID last, Done done) {}

  /**
   * A share of the registrars, whose accruals are booked by a connection of its own.
   *
   * @param number 0 to {@code of} less one
   */
  private record Part(int number, int of) {}

  MaturitySummary run(Offer offer, String by) {
    Instant now = clock.instant();
    // What fails the test gives names and money back to the whole promotion, and moves others up.
    int parts = offer.terms().testOfUseAt() == null ? PARTS : 1;
    Done done = new Done(0, BigDecimal.ZERO.setScale(places(offer)), 0, 0);
    List<Ahead<Done>> working = new ArrayList<>();
    try {
      for (int number = 0; number < parts; number++) {
        Part part = new Part(number, parts);
        working.add(Ahead.of(() -> run(offer, by, part, now)));
      }
      for (Ahead<Done> part : working) {
        done = done.plus(part.get());
      }
    } finally {
      working.forEach(Ahead::close);
    }
    MaturitySummary summary =
        new MaturitySummary(
            offer.id(),
            done.matured(),
            new LedgerAmount(done.amount(), offer.model().currency().getCode()),
            done.failed(),
            done.waiting());
    boolean booked = done.matured() + done.failed() > 0;
    QuarkusTransaction.requiringNew()
        .run(() -> runs.keep(RunKind.MATURITY, offer.id(), now, by, summary, booked));
    return summary;
  }

  private Done run(Offer offer, String by, Part part, Instant now) {
    Done done = new Done(0, BigDecimal.ZERO, 0, 0);
    UUID after = FIRST;
    while (true) {
      UUID from = after;
      Map<String, KnownOfName.Mx> known = testOfUse(offer, part, from, now);
      Page page =
          QuarkusTransaction.requiringNew().call(() -> book(offer, by, part, from, known, now));
      if (page.last() == null) {
        return done;
      }
      done = done.plus(page.done());
      after = page.last();
    }
  }

  private static int places(Offer offer) {
    return offer.model().currency().getDecimalPlaces();
  }

  /**
   * Each is looked up by its index: with no statistics of what was just booked, the planner would
   * read all accruals for a page.
   */
  private List<OpenAccrual> due(UUID promotion, Part part, UUID after, Instant now) {
    return sql.list(
        "SELECT a.* FROM (SELECT accrual_id FROM accrual_open"
            + " WHERE promotion_id = ? AND accrual_id > ? AND matures_at <= ? AND registrar % ? = ?"
            + " ORDER BY accrual_id LIMIT ?) o CROSS JOIN LATERAL ("
            + LedgerRepository.ACCRUAL
            + "WHERE a.id = o.accrual_id LIMIT 1) a ORDER BY a.id",
        LedgerRepository::accrual,
        promotion,
        after,
        now,
        part.of(),
        part.number(),
        PAGE);
  }

  /**
   * What is known of the names that are due at the instant of the test; nothing where it is still
   * to come or the terms ask for none. Asked before the account is locked.
   */
  private Map<String, KnownOfName.Mx> testOfUse(Offer offer, Part part, UUID after, Instant now) {
    Map<String, KnownOfName.Mx> known = new HashMap<>();
    Instant at = offer.terms().testOfUseAt();
    if (at == null || at.isAfter(now)) {
      return known;
    }
    List<OpenAccrual> due =
        QuarkusTransaction.requiringNew().call(() -> due(offer.id(), part, after, now));
    List<String> names = due.stream().map(accrual -> accrual.source().name()).toList();
    List<String> distinct =
        names.stream().filter(name -> name != null).distinct().map(String::valueOf).toList();
    for (int from = 0; from < distinct.size(); from += IngestGateway.MOST_AT_ONCE) {
      ingest
          .known(
              distinct.subList(from, Math.min(distinct.size(), from + IngestGateway.MOST_AT_ONCE)),
              at)
          .forEach(each -> known.put(each.name(), each.mx()));
    }
    return known;
  }

  private Page book(
      Offer offer,
      String by,
      Part part,
      UUID after,
      Map<String, KnownOfName.Mx> known,
      Instant now) {
    if (part.of() == 1) {
      var unused = ledger.lockedAccount(offer.id(), PromotionTerms.caps(offer.terms()));
    } else {
      ledger.shareAccount(offer.id());
      sql.lock("maturity/%s/%d".formatted(offer.id(), part.number()));
    }
    // What another run did in the meantime is done; what came in since waits for the next run
    // where there is a test of use.
    List<OpenAccrual> due = due(offer.id(), part, after, now);
    List<NewTransaction> transactions = new ArrayList<>();
    Set<PageBooking.Group> lost = new TreeSet<>();
    long waiting = 0;
    long failed = 0;
    BigDecimal amount = BigDecimal.ZERO;
    for (OpenAccrual accrual : due) {
      String name = accrual.source().name();
      KnownOfName.Mx mx =
          offer.terms().testOfUseAt() == null || name == null
              ? KnownOfName.Mx.WORKING
              : known.getOrDefault(name, KnownOfName.Mx.UNKNOWN);
      switch (mx) {
        case WORKING -> {
          transactions.add(accrual.matured(now));
          amount = amount.add(accrual.holdings().pending().getAmount());
        }
        case NONE -> {
          transactions.add(
              accrual.takenBack(
                  TransactionKind.TEST_OF_USE_REVERSAL,
                  Ground.TEST_OF_USE_FAILED,
                  "The name had no mail exchange at %s.".formatted(offer.terms().testOfUseAt()),
                  null,
                  null,
                  now));
          String period = accrual.source().period();
          if (period != null) {
            lost.add(new PageBooking.Group(accrual.registrar(), period));
          }
          failed++;
        }
        case PRESENT, UNKNOWN -> waiting++;
      }
    }
    if (!transactions.isEmpty()) {
      Booking booking = writer.open(clock.instant(), by);
      writer.write(booking, transactions);
      var lines = revaluation.write(booking, offer, lost, now);
    }
    return new Page(
        due.isEmpty() ? null : due.getLast().id(),
        new Done(transactions.size() - failed, amount, failed, waiting));
  }
}

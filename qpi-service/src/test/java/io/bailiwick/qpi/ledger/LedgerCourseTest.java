package io.bailiwick.qpi.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.bailiwick.common.registrar.RegistrarId;
import io.bailiwick.common.sql.Sql;
import io.bailiwick.common.testing.SuiteResource;
import io.bailiwick.common.testing.TestClock;
import io.bailiwick.qpi.Offering;
import io.bailiwick.qpi.Peers;
import io.bailiwick.qpi.promotion.Offers;
import io.bailiwick.qpi.promotion.Offers.Offer;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.IntStream;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Random courses through the services and the database. What is owed and what was paid are always
 * what the names that stand come to, counted by the test alone.
 */
@QuarkusTest
@WithTestResource(SuiteResource.class)
class LedgerCourseTest {
  private static final int STEPS = 30;
  private static final RegistrarId REGISTRAR = RegistrarId.of(90001);

  @Inject Offers offers;
  @Inject AccrualService accruals;
  @Inject MaturityService maturity;
  @Inject ClawbackService clawback;
  @Inject Bookings bookings;
  @Inject LedgerLines lines;
  @Inject Sql sql;

  private Random random = new Random(0);
  private long sequence;
  private int references;
  private String cursor = "";

  /** Names by the event that created them: true while they stand. */
  private final Map<Long, Boolean> names = new HashMap<>();

  private final TreeSet<Long> deletable = new TreeSet<>();
  private final Map<Long, UUID> malicious = new HashMap<>();
  private final Map<UUID, Money> holds = new HashMap<>();

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void balancesAndPaysNothingTwiceWhateverHappens(long seed) {
    SuiteResource.resetPeers();
    Peers.orders(List.of());
    random = new Random(seed);
    sequence = 1_000_000 * seed;
    UUID promotion = UUID.fromString(Offering.running(", \"clawbackDays\": 90"));
    Offer offer = QuarkusTransaction.requiringNew().call(() -> offers.offer(promotion));
    Instant now = Instant.parse("2026-01-20T00:00:00Z");
    for (int step = 0; step < STEPS; step++) {
      now = now.plus(Duration.ofHours(random.nextInt(48)));
      TestClock.set(now);
      switch (random.nextInt(8)) {
        case 0, 1 -> create(offer, now);
        case 2 -> delete(offer, now);
        case 3 -> {
          var unused = maturity.run(offer, "test");
        }
        case 4 -> find(offer, now);
        case 5 -> withdraw(offer, now);
        case 6 -> dispute(promotion, now);
        default -> settle(promotion, now);
      }
      check(promotion);
    }
  }

  private void create(Offer offer, Instant now) {
    List<String> events =
        IntStream.range(0, 1 + random.nextInt(6))
            .mapToObj(
                i -> {
                  sequence++;
                  names.put(sequence, true);
                  deletable.add(sequence);
                  return Peers.create(sequence, 90001, now.toString(), 1);
                })
            .toList();
    Peers.events(null, null, events);
    var unused = accruals.run(offer, "test");
  }

  private void delete(Offer offer, Instant now) {
    if (deletable.isEmpty()) {
      return;
    }
    long name = deletable.stream().skip(random.nextInt(deletable.size())).findFirst().orElseThrow();
    deletable.remove(name);
    names.put(name, false);
    sequence++;
    Peers.events(null, null, List.of(Peers.agpDelete(sequence, name, 90001, now.toString())));
    var unused = accruals.run(offer, "test");
  }

  private void find(Offer offer, Instant now) {
    List<Long> clean =
        names.keySet().stream().filter(name -> !malicious.containsKey(name)).sorted().toList();
    if (clean.isEmpty()) {
      return;
    }
    long name = clean.get(random.nextInt(clean.size()));
    malicious.put(name, UUID.randomUUID());
    // One that was deleted stays as if it had never been.
    names.put(name, false);
    finding(offer, name, "MALICIOUS", now);
  }

  private void withdraw(Offer offer, Instant now) {
    List<Long> found = malicious.keySet().stream().sorted().toList();
    if (found.isEmpty()) {
      return;
    }
    long name = found.get(random.nextInt(found.size()));
    names.put(name, deletable.contains(name));
    finding(offer, name, "FALSE_POSITIVE", now);
  }

  private void finding(Offer offer, long name, String classification, Instant now) {
    UUID incident = malicious.get(name);
    cursor = "course-" + UUID.randomUUID();
    Peers.incidents(
        List.of(Peers.change(incident, "PERSON", now.toString(), cursor)),
        cursor,
        List.of(Peers.incident(incident, name, now.toString(), classification, "VALIDATED")));
    var unused = clawback.run(offer, "test");
  }

  private void dispute(UUID promotion, Instant now) {
    if (!holds.isEmpty()) {
      UUID hold = holds.keySet().iterator().next();
      holds.remove(hold);
      book(
          new Movement.DisputeRelease(
              promotion, REGISTRAR, hold, "A test", "dispute/" + references++, now));
      return;
    }
    Money amount = Money.ofMinor(CurrencyUnit.USD, 1 + random.nextInt(300));
    holds.put(
        book(
            new Movement.DisputeHold(
                promotion, REGISTRAR, amount, "A test", "dispute/" + references++, now)),
        amount);
  }

  private void settle(UUID promotion, Instant now) {
    List<LedgerLines.Line> open =
        lines.list(
            LedgerLines.Filter.unsettledBefore(now.plusSeconds(1)).of(REGISTRAR, promotion, "USD"));
    BigDecimal net =
        open.stream().map(LedgerLines.Line::owed).reduce(BigDecimal.ZERO, BigDecimal::add);
    if (net.signum() > 0) {
      List<UUID> ids = new ArrayList<>(open.stream().map(LedgerLines.Line::id).toList());
      var unused =
          book(
              new Movement.Settlement(
                  promotion, REGISTRAR, ids, null, "statement/" + references++, now));
    }
  }

  private UUID book(Movement movement) {
    return QuarkusTransaction.requiringNew()
        .call(() -> bookings.book(List.of(movement), "test").getFirst());
  }

  private void check(UUID promotion) {
    long standing = names.values().stream().filter(stands -> stands).count();
    assertThat(account(promotion, "INCENTIVE_EXPENSE"))
        .isEqualByComparingTo(BigDecimal.valueOf(2 * standing));
    BigDecimal owed =
        List.of(
                "ACCRUED_LIABILITY",
                "REGISTRAR_PAYABLE",
                "HELD_IN_DISPUTE",
                "CLAWBACK_RECEIVABLE",
                "SETTLEMENT_CLEARING")
            .stream()
            .map(account -> account(promotion, account))
            .reduce(BigDecimal.ZERO, BigDecimal::add);
    assertThat(owed.negate()).isEqualByComparingTo(BigDecimal.valueOf(2 * standing));
    assertThat(
            sql.number(
                """
                SELECT count(*) FROM accrual
                WHERE promotion_id = ? AND (pending + payable + settled < 0 OR settled > given)
                """,
                promotion))
        .isZero();
  }

  private BigDecimal account(UUID promotion, String account) {
    return sql.list(
            """
            SELECT coalesce(sum(CASE e.side WHEN 'DEBIT' THEN e.amount ELSE -e.amount END), 0) AS balance
            FROM ledger_entry e JOIN ledger_transaction t ON t.id = e.transaction_id
            WHERE t.promotion_id = ? AND e.account = ?
            """,
            row -> row.decimal("balance"),
            promotion,
            account)
        .getFirst();
  }
}

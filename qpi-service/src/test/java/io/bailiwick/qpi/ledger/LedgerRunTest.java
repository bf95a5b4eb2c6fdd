package io.bailiwick.qpi.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;

import io.bailiwick.common.problem.ProblemException;
import io.bailiwick.common.registrar.RegistrarId;
import io.bailiwick.common.security.Role;
import io.bailiwick.common.testing.As;
import io.bailiwick.common.testing.SuiteResource;
import io.bailiwick.common.testing.TestClock;
import io.bailiwick.qpi.Offering;
import io.bailiwick.qpi.Peers;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.joda.money.Money;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(SuiteResource.class)
class LedgerRunTest {
  private static final String LATER = "2026-01-20T00:00:00Z";
  private static final RegistrarId REGISTRAR = RegistrarId.of(90001);

  /** Findings are of names, whatever the promotion: each test has names of its own. */
  private static final AtomicLong NAMES = new AtomicLong();

  private final long base = NAMES.addAndGet(100);

  @Inject Bookings bookings;
  @Inject LedgerLines lines;
  @Inject LedgerSchedule schedule;

  @BeforeEach
  void forgetThePeers() {
    SuiteResource.resetPeers();
    Peers.orders(List.of());
  }

  @Test
  void makesPayableWhatPassedItsAddGracePeriodAndNothingTwice() {
    String promotion = accrued("", 2);
    clock("2026-01-24T23:59:00Z");
    run(promotion, "maturity").body("matured", is(0)).body("waiting", is(0));
    clock("2026-01-25T00:00:00Z");
    run(promotion, "maturity").body("matured", is(2)).body("amount.amount.toString()", is("4.0"));
    run(promotion, "maturity").body("matured", is(0));
    balance(promotion)
        .body("items[0].pending.toString()", is("0.0"))
        .body("items[0].payable.toString()", is("4.0"));
    // A delete inside the grace period that is told late comes out of what is payable.
    Peers.events(null, "next", creates(2));
    Peers.events(
        "next", null, List.of(Peers.agpDelete(base + 3, base + 1, 90001, "2026-01-22T00:00:00Z")));
    accrue(promotion).body("reversed", is(1));
    balance(promotion)
        .body("items[0].payable.toString()", is("2.0"))
        .body("items[0].owed.toString()", is("2.0"));
    As.role(Role.AUDITOR)
        .get("/v1/ledger/runs?kind=MATURITY&promotion=" + promotion)
        .then()
        .statusCode(200)
        .body("items", hasSize(3))
        .body("items[1].summary.matured", is(2));
    As.registrar(90001, Role.REGISTRAR_FINANCE)
        .get("/v1/ledger/runs")
        .then()
        .statusCode(200)
        .body("items", hasSize(0));
  }

  @Test
  void letsANameWaitForItsTestOfUseUntilSomethingIsKnown() {
    String promotion = accrued(", \"testOfUseAt\": \"2026-05-01T00:00:00Z\"", 4);
    clock("2026-04-30T00:00:00Z");
    run(promotion, "maturity").body("matured", is(0)).body("waiting", is(4));
    clock("2026-05-02T00:00:00Z");
    Peers.mail(mail(1, "WORKING"), mail(2, "NONE"), mail(3, "UNKNOWN"), mail(4, "PRESENT"));
    run(promotion, "maturity")
        .body("matured", is(1))
        .body("failedTestOfUse", is(1))
        .body("waiting", is(2));
    Peers.mail(mail(3, "WORKING"), mail(4, "UNKNOWN"));
    run(promotion, "maturity").body("matured", is(1)).body("waiting", is(1));
    balance(promotion)
        .body("items[0].names", is(3))
        .body("items[0].payable.toString()", is("4.0"))
        .body("items[0].pending.toString()", is("2.0"));
    Peers.away("/ingest/v1/measurements");
    As.role(Role.FINANCE)
        .header("Idempotency-Key", UUID.randomUUID().toString())
        .post("/v1/promotions/" + promotion + "/maturity-runs")
        .then()
        .statusCode(503)
        .header("Retry-After", is("10"));
  }

  @Test
  void takesBackWhatProvedMaliciousInTheWindowAndGivesBackAWithdrawnFinding() {
    String promotion = accrued(", \"clawbackDays\": 60", 4);
    UUID inTime = UUID.randomUUID();
    UUID late = UUID.randomUUID();
    UUID listed = UUID.randomUUID();
    Peers.incidents(
        List.of(
            Peers.change(inTime, "OBSERVATIONS", "2026-01-22T00:00:00Z", "c1"),
            Peers.change(inTime, "PERSON", "2026-03-20T23:59:59Z", "c2"),
            Peers.change(late, "PERSON", "2026-03-21T00:00:00Z", "c3"),
            Peers.change(listed, "OBSERVATIONS", "2026-01-22T00:00:00Z", "c4-" + inTime)),
        "c4-" + inTime,
        List.of(
            Peers.incident(inTime, base + 1, "2026-01-22T00:00:00Z", "MALICIOUS", "VALIDATED"),
            Peers.incident(late, base + 2, "2026-01-22T00:00:00Z", "MALICIOUS", "VALIDATED"),
            Peers.incident(listed, base + 3, "2026-01-22T00:00:00Z", "MALICIOUS", "LISTED")));
    run(promotion, "clawback").body("changes", is(4)).body("clawedBack", is(1));
    run(promotion, "clawback").body("changes", is(0)).body("clawedBack", is(0));
    balance(promotion)
        .body("items[0].owed.toString()", is("6.0"))
        .body("items[0].reversed.toString()", is("2.0"))
        // It stays counted: it may have to be given back.
        .body("items[0].names", is(4));
    String clawback = transaction(promotion, "ABUSE_CLAWBACK");
    As.registrar(90001, Role.REGISTRAR_FINANCE)
        .get("/v1/ledger/transactions/" + clawback)
        .then()
        .body("ground", is("SUSPENDED_AS_MALICIOUS"))
        .body("reference", is("incident/" + inTime))
        .body(
            "reason",
            is(
                "PHISHING since 2026-01-22T00:00:00Z, validated on 2026-03-20T23:59:59Z, inside the"
                    + " 60 days after the registration."));
    String last = "c5-" + inTime;
    Peers.incidents(
        List.of(Peers.change(inTime, "CORRECTION", "2026-04-02T00:00:00Z", last)),
        last,
        List.of(
            Peers.incident(
                inTime, base + 1, "2026-01-22T00:00:00Z", "FALSE_POSITIVE", "VALIDATED")));
    run(promotion, "clawback").body("reinstated", is(1));
    run(promotion, "clawback").body("reinstated", is(0)).body("clawedBack", is(0));
    balance(promotion).body("items[0].owed.toString()", is("8.0"));
    As.role(Role.FINANCE)
        .get("/v1/ledger/transactions/" + clawback)
        .then()
        .body("later.kind", is(List.of("REINSTATEMENT")));
    // An accrual that comes after the finding was read is held against it, too.
    Peers.events(null, "next", creates(4));
    UUID early = UUID.randomUUID();
    String end = "c6-" + early;
    Peers.incidents(
        List.of(Peers.change(early, "PERSON", "2026-01-25T00:00:00Z", end)),
        end,
        List.of(
            Peers.incident(early, base + 77, "2026-01-22T00:00:00Z", "MALICIOUS", "VALIDATED")));
    run(promotion, "clawback").body("clawedBack", is(0));
    Peers.events("next", null, List.of(Peers.create(base + 77, 90001, LATER, 1)));
    accrue(promotion).body("accrued", is(1));
    run(promotion, "clawback").body("clawedBack", is(1));
  }

  @Test
  void takesTheRestBackByThePortfolioClauseUntilItAppliesNoMore() {
    String promotion =
        accrued(", \"portfolioClause\": {\"maliciousShare\": 30, \"minimumNames\": 2}", 5);
    UUID one = UUID.randomUUID();
    UUID two = UUID.randomUUID();
    String last = "p1-" + two;
    Peers.incidents(
        List.of(
            Peers.change(one, "PERSON", "2026-01-25T00:00:00Z", "p0"),
            Peers.change(two, "PERSON", "2026-01-25T00:00:00Z", last)),
        last,
        List.of(
            Peers.incident(one, base + 1, "2026-01-22T00:00:00Z", "MALICIOUS", "VALIDATED"),
            Peers.incident(two, base + 2, "2026-01-22T00:00:00Z", "MALICIOUS", "VALIDATED")));
    // Two of five are 40 %.
    run(promotion, "clawback")
        .body("clawedBack", is(2))
        .body("registrarsUnderClause", is(1))
        .body("portfolioClawedBack", is(3));
    balance(promotion).body("items[0].owed.toString()", is("0.0"));
    String end = "p2-" + two;
    Peers.incidents(
        List.of(Peers.change(two, "CORRECTION", "2026-02-02T00:00:00Z", end)),
        end,
        List.of(Peers.incident(two, base + 2, "2026-01-22T00:00:00Z", "COMPROMISED", "VALIDATED")));
    run(promotion, "clawback")
        .body("reinstated", is(1))
        .body("registrarsUnderClause", is(0))
        .body("portfolioReinstated", is(3));
    balance(promotion).body("items[0].owed.toString()", is("8.0"));
  }

  @Test
  void settlesEachLineOnceAndClaimsBackWhatWasSettled() {
    String promotion = accrued("", 3);
    clock("2026-02-01T00:00:00Z");
    run(promotion, "maturity").body("matured", is(3));
    UUID id = UUID.fromString(promotion);
    UUID adjustment =
        book(
            new Movement.Adjustment(
                id,
                REGISTRAR,
                Money.parse("USD -0.50"),
                Ground.ERROR_CORRECTED,
                "A test",
                "adjustment/1",
                at()));
    UUID hold =
        book(
            new Movement.DisputeHold(
                id, REGISTRAR, Money.parse("USD 1.00"), "A test", "dispute/1", at()));
    List<LedgerLines.Line> open =
        lines.list(LedgerLines.Filter.unsettledBefore(at()).of(REGISTRAR, id, "USD"));
    // Three names of 2.00, less the adjustment, less what is held: 4.50.
    assertThat(open)
        .extracting(line -> line.owed().toPlainString())
        .containsExactlyInAnyOrder("2.00", "2.00", "2.00", "-0.50", "-1.00");
    assertThat(open).extracting(LedgerLines.Line::id).contains(adjustment, hold);
    List<UUID> ids = open.stream().map(LedgerLines.Line::id).toList();
    UUID settlement = book(new Movement.Settlement(id, REGISTRAR, ids, null, "statement/1", at()));
    As.role(Role.FINANCE)
        .get("/v1/ledger/transactions/" + settlement)
        .then()
        .body("amount.toString()", is("4.5"))
        .body("lines.account", is(List.of("REGISTRAR_PAYABLE", "SETTLEMENT_CLEARING")));
    As.role(Role.FINANCE)
        .get("/v1/ledger/transactions/" + hold)
        .then()
        .body("settlementId", is(settlement.toString()));
    assertThatThrownBy(
            () ->
                book(
                    new Movement.Settlement(
                        id, REGISTRAR, ids.subList(0, 1), null, "statement/2", at())))
        .isInstanceOf(ProblemException.class)
        .hasMessageContaining("settled before");
    balance(promotion)
        .body("items[0].payable.toString()", is("0.0"))
        .body("items[0].held.toString()", is("1.0"))
        .body("items[0].settled.toString()", is("4.5"));
    UUID malicious = UUID.randomUUID();
    String last = "s1-" + malicious;
    Peers.incidents(
        List.of(Peers.change(malicious, "PERSON", "2026-01-25T00:00:00Z", last)),
        last,
        List.of(
            Peers.incident(malicious, base + 1, "2026-01-22T00:00:00Z", "MALICIOUS", "VALIDATED")));
    run(promotion, "clawback").body("clawedBack", is(1));
    balance(promotion)
        .body("items[0].claimed.toString()", is("2.0"))
        .body("items[0].owed.toString()", is("-1.0"));
    UUID release =
        book(new Movement.DisputeRelease(id, REGISTRAR, hold, "A test", "dispute/1", at()));
    assertThatThrownBy(
            () ->
                book(new Movement.DisputeRelease(id, REGISTRAR, hold, "A test", "dispute/2", at())))
        .isInstanceOf(ProblemException.class);
    // 1.00 is payable again and 2.00 is claimed: there is nothing to pay out.
    List<UUID> rest =
        lines.list(LedgerLines.Filter.unsettledBefore(at()).of(REGISTRAR, id, "USD")).stream()
            .map(LedgerLines.Line::id)
            .toList();
    assertThat(rest).hasSize(2).contains(release);
    assertThatThrownBy(
            () -> book(new Movement.Settlement(id, REGISTRAR, rest, null, "statement/3", at())))
        .isInstanceOf(ProblemException.class)
        .hasMessageContaining("nothing to pay out");
    var unused =
        book(
            new Movement.WriteOff(
                id, REGISTRAR, Money.parse("USD 1.50"), "A test", "write-off/1", at()));
    LedgerLines.Total total =
        lines.totals(LedgerLines.Filter.unsettledBefore(at()).of(REGISTRAR, id, "USD")).getFirst();
    assertThat(total.owed()).isEqualByComparingTo("0.50");
    As.role(Role.AUDITOR)
        .get("/v1/ledger/trial-balance?promotion=" + promotion)
        .then()
        .body("items.account", hasItem("WRITE_OFF"));
  }

  @Test
  void takesFraudBackByNameAndLetsItCountNoMore() {
    String promotion = accrued("", 2);
    UUID accrual = UUID.fromString(transaction(promotion, "ACCRUAL"));
    UUID id = UUID.fromString(promotion);
    var unused =
        book(
            new Movement.FraudReversal(
                id,
                REGISTRAR,
                List.of(accrual),
                Money.parse("USD 2.00"),
                "Stolen cards",
                "finding/1",
                at()));
    balance(promotion).body("items[0].names", is(1)).body("items[0].owed.toString()", is("2.0"));
    assertThatThrownBy(
            () ->
                book(
                    new Movement.FraudReversal(
                        id,
                        REGISTRAR,
                        List.of(accrual),
                        Money.parse("USD 2.00"),
                        "Stolen cards",
                        "finding/2",
                        at())))
        .isInstanceOf(ProblemException.class);
  }

  @Test
  void countsSignedNamesOnTheLastDayOfAMonthOnce() {
    String promotion =
        Offering.running(
            ", \"incentive\": {\"model\": \"MONTHLY_POINT\", \"currency\": \"USD\", \"amount\": 2.00}");
    Peers.portfolios("2026-01", 82);
    clock("2026-02-05T00:00:00Z");
    // Cut off after the first page: what is booked stays, and the next run goes on.
    Peers.signedNames("2026-01-31", null, "second", 1, 200);
    Peers.away("/ingest/v1/signed-names", "second");
    As.role(Role.FINANCE)
        .header("Idempotency-Key", UUID.randomUUID().toString())
        .post("/v1/promotions/" + promotion + "/accruals")
        .then()
        .statusCode(503);
    // 200 x 2.00 / 12 = 33.333…
    balance(promotion).body("items[0].pending.toString()", is("33.33"));
    Peers.signedNames("2026-01-31", "second", null, 201, 350);
    // 350 signed names: 350 x 2.00 / 12 = 58.333…
    accrue(promotion)
        .body("events", is(1))
        .body("accrued", is(150))
        .body("amount.amount.toString()", is("25.0"));
    accrue(promotion).body("accrued", is(0));
    run(promotion, "maturity").body("matured", is(350));
    // Caps of names count registrations, not months.
    balance(promotion)
        .body("items[0].names", is(0))
        .body("items[0].payable.toString()", is("58.33"));
    // Line by line: 0.1666…, 0.3333…, 0.50, 0.6666… in all, each rounded half up.
    As.registrar(90001, Role.REGISTRAR_FINANCE)
        .get("/v1/ledger/entries?kind=ACCRUAL&limit=1000&promotion=" + promotion)
        .then()
        .statusCode(200)
        .body("items", hasSize(700))
        .body(
            "items.findAll { it.side == 'DEBIT' }.take(4).name",
            is(List.of("signed-001.org", "signed-002.org", "signed-003.org", "signed-004.org")))
        .body(
            "items.findAll { it.side == 'DEBIT' }.take(4).amount*.toString()",
            is(List.of("0.17", "0.16", "0.17", "0.17")));
  }

  @Test
  void showsTheRefundLimitBesideWhatDeletesTookBack() {
    String promotion = accrued("", 3);
    Peers.events(null, "next", creates(3));
    Peers.events(
        "next", null, List.of(Peers.agpDelete(base + 4, base + 1, 90001, "2026-01-22T00:00:00Z")));
    accrue(promotion).body("reversed", is(1));
    Peers.portfolios("2026-01", 82);
    As.registrar(90001, Role.REGISTRAR_FINANCE)
        .get("/v1/promotions/" + promotion + "/add-grace?month=2026-01")
        .then()
        .statusCode(200)
        .body("items", hasSize(1))
        // The portfolio says 100 creates and 2 such deletes.
        .body("items[0].netAdds", is(98))
        .body("items[0].refundLimit", is(50))
        .body("items[0].refunded", is(2))
        .body("items[0].notRefunded", is(0))
        .body("items[0].reversed", is(1));
    As.role(Role.FINANCE).get("/v1/promotions/" + promotion + "/add-grace").then().statusCode(422);
    As.role(Role.FINANCE)
        .post("/v1/promotions/" + promotion + "/clawback-runs")
        .then()
        .statusCode(422)
        .body("violations.field", hasItem("Idempotency-Key"));
  }

  @Test
  void isTakenUpByOneReplicaHoweverManyLook() throws Exception {
    UUID promotion = UUID.fromString(accrued("", 1));
    Instant now = Instant.parse("2030-01-01T00:00:00Z");
    List<Callable<List<UUID>>> replicas = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      replicas.add(
          () -> {
            List<UUID> taken = new ArrayList<>();
            for (Optional<UUID> next = schedule.claim(now);
                next.isPresent();
                next = schedule.claim(now)) {
              taken.add(next.get());
            }
            return taken;
          });
    }
    List<UUID> taken = new ArrayList<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(replicas.size())) {
      for (Future<List<UUID>> replica : threads.invokeAll(replicas, 60, TimeUnit.SECONDS)) {
        taken.addAll(replica.get());
      }
    }
    assertThat(taken).doesNotHaveDuplicates().contains(promotion);
    assertThat(schedule.claim(now)).isEmpty();
  }

  private String mail(int name, String known) {
    return "name-%d.org=%s".formatted(base + name, known);
  }

  private UUID book(Movement movement) {
    return QuarkusTransaction.requiringNew()
        .call(() -> bookings.book(List.of(movement), "finn").getFirst());
  }

  private static Instant at() {
    return Instant.parse("2026-03-01T00:00:00Z");
  }

  /** A promotion of which 90001 has so many accruals, of 20 January. */
  private String accrued(String more, int names) {
    String promotion = Offering.running(more);
    Peers.events(null, null, creates(names));
    accrue(promotion).body("accrued", is(names));
    return promotion;
  }

  private List<String> creates(int names) {
    List<String> events = new ArrayList<>();
    for (int i = 1; i <= names; i++) {
      events.add(Peers.create(base + i, 90001, LATER, 1));
    }
    return events;
  }

  private static void clock(String now) {
    TestClock.set(Instant.parse(now));
  }

  private static ValidatableResponse accrue(String promotion) {
    return As.role(Role.FINANCE)
        .header("Idempotency-Key", UUID.randomUUID().toString())
        .post("/v1/promotions/" + promotion + "/accruals")
        .then()
        .statusCode(200);
  }

  private static ValidatableResponse run(String promotion, String kind) {
    return As.role(Role.FINANCE)
        .header("Idempotency-Key", UUID.randomUUID().toString())
        .post("/v1/promotions/" + promotion + "/" + kind + "-runs")
        .then()
        .statusCode(200);
  }

  private static ValidatableResponse balance(String promotion) {
    return As.role(Role.FINANCE)
        .get("/v1/ledger/balances?registrar=90001&promotion=" + promotion)
        .then()
        .statusCode(200)
        .body("items", hasSize(1));
  }

  private static String transaction(String promotion, String kind) {
    return As.role(Role.FINANCE)
        .get("/v1/ledger/entries?kind=" + kind + "&promotion=" + promotion)
        .then()
        .extract()
        .path("items[0].transactionId");
  }
}

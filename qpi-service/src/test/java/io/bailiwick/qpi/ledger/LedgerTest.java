package io.bailiwick.qpi.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;

import io.bailiwick.common.security.Role;
import io.bailiwick.common.testing.As;
import io.bailiwick.common.testing.SuiteResource;
import io.bailiwick.qpi.Offering;
import io.bailiwick.qpi.Peers;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(SuiteResource.class)
class LedgerTest {
  private static final String LATER = "2026-01-20T00:00:00Z";

  private static final String TIERS =
      """
      , "incentive": {"model": "TIERED", "currency": "USD", "mode": "%s", "period": "QUARTER",
        "tiers": [{"from": 1, "amount": 1.00}, {"from": 3, "amount": 1.50}]}\
      """;

  private static final int CLIENTS = 64;

  @Inject DataSource database;

  @BeforeEach
  void forgetThePeers() {
    SuiteResource.resetPeers();
    Peers.orders(List.of());
  }

  @Test
  void accruesCreatesFromTheInstantOfEnrolmentOnAndReversesDeletesInTheAddGracePeriod() {
    String promotion = Offering.running("");
    String instant =
        As.role(Role.AUDITOR)
            .get("/v1/promotions/" + promotion + "/enrolments")
            .then()
            .extract()
            .path("items[0].enrolledAt");
    Peers.events(
        null,
        "second",
        List.of(
            Peers.create(1, 90001, "2026-01-12T08:59:59Z", 1),
            Peers.create(2, 90001, instant, 1),
            Peers.create(3, 90001, LATER, 2),
            Peers.create(4, 90002, LATER, 1),
            Peers.create(5, 90001, LATER, 3),
            Peers.agpDelete(6, 3, 90001, "2026-01-22T00:00:00Z")));
    Peers.events(
        "second",
        null,
        List.of(
            Peers.event(7, "RENEW", 90001, LATER, "name-2", ", \"years\": 1"),
            Peers.event(8, "TRANSFER", 90002, LATER, "name-2", ""),
            Peers.event(9, "DELETE", 90002, "2026-02-20T00:00:00Z", "name-2", ""),
            Peers.create(10, 90001, Offering.END, 1)));
    accrue(promotion, "first")
        .statusCode(200)
        .body("events", is(10))
        .body("accrued", is(2))
        .body("reversed", is(1))
        .body("amount.amount.toString()", is("2.0"))
        .body("declined.NOT_ENROLLED", is(1))
        .body("declined.TERM_NOT_COVERED", is(1))
        .body("declined.OUTSIDE_PROMOTION", is(1));
    // Three transactions of two lines: two accruals and one reversal.
    As.role(Role.FINANCE)
        .get("/v1/ledger/entries?promotion=" + promotion)
        .then()
        .statusCode(200)
        .body("items", hasSize(6))
        .body("items.registrar", everyItem(is(90001)))
        .body("items.side", is(List.of("DEBIT", "CREDIT", "DEBIT", "CREDIT", "DEBIT", "CREDIT")))
        .body("items[4].kind", is("AGP_REVERSAL"))
        .body("items[4].name", is("name-3.org"));
    balance(promotion, 90001)
        .body("items[0].names", is(1))
        .body("items[0].accrued.toString()", is("4.0"))
        .body("items[0].reversed.toString()", is("2.0"))
        .body("items[0].owed.toString()", is("2.0"));
  }

  @Test
  void addsNothingWhenReplayedAndGoesOnWithWhatIsNew() {
    String promotion = Offering.running("");
    Peers.events(null, null, List.of(Peers.create(1, 90001, LATER, 1)));
    accrue(promotion, "one").body("accrued", is(1)).body("events", is(1));
    accrue(promotion, "one").statusCode(200).body("accrued", is(1)).body("events", is(1));
    accrue(promotion, "two").statusCode(200).body("accrued", is(0)).body("events", is(0));
    Peers.events(
        null, "next", List.of(Peers.create(1, 90001, LATER, 1), Peers.create(2, 90001, LATER, 1)));
    Peers.events("next", null, List.of(Peers.agpDelete(3, 1, 90001, LATER)));
    accrue(promotion, "three").body("events", is(2)).body("accrued", is(1)).body("reversed", is(1));
    // A name that is created again after its delete is another object and earns again, once.
    Peers.events(
        "next",
        null,
        List.of(
            Peers.agpDelete(3, 1, 90001, LATER),
            Peers.agpDelete(4, 1, 90001, LATER),
            Peers.create(5, 90001, LATER, 1)));
    accrue(promotion, "four").body("events", is(2)).body("accrued", is(1)).body("reversed", is(0));
    balance(promotion, 90001).body("items[0].names", is(2));
  }

  @Test
  void needsAKeyAndAPublishedPromotion() {
    String promotion = Offering.running("");
    As.role(Role.FINANCE)
        .post("/v1/promotions/" + promotion + "/accruals")
        .then()
        .statusCode(422)
        .body("violations.field", hasItem("Idempotency-Key"));
    String draft =
        Offering.draft("unpublished-" + UUID.randomUUID(), "").statusCode(201).extract().path("id");
    accrue(draft, "x").statusCode(409);
    accrue(UUID.randomUUID().toString(), "x").statusCode(404);
  }

  @Test
  void keepsWhatWasBookedWhenThePeerGoesAwayAndResumesThere() {
    String promotion = Offering.running("");
    Peers.away("/ingest/v1/registration-events");
    Peers.events(null, "gone", List.of(Peers.create(1, 90001, LATER, 1)));
    accrue(promotion, "cut-off").statusCode(503).header("Retry-After", is("10"));
    balance(promotion, 90001).body("items[0].names", is(1));
    Peers.events("gone", null, List.of(Peers.create(2, 90001, LATER, 1)));
    accrue(promotion, "cut-off").statusCode(200).body("events", is(1)).body("accrued", is(1));
    balance(promotion, 90001).body("items[0].names", is(2));
  }

  @Test
  void fillsTheNameCapAgainAfterAReversalButNeverBeyond() {
    String promotion = Offering.running(", \"nameCap\": 2");
    Peers.events(
        null,
        null,
        List.of(
            Peers.create(1, 90001, LATER, 1),
            Peers.create(2, 90001, LATER, 1),
            Peers.create(3, 90001, LATER, 1),
            Peers.agpDelete(4, 1, 90001, LATER),
            Peers.agpDelete(5, 3, 90001, LATER),
            Peers.create(6, 90001, LATER, 1),
            Peers.create(7, 90001, LATER, 1)));
    accrue(promotion, "cap")
        .body("accrued", is(3))
        .body("reversed", is(1))
        .body("declined.NAME_CAP_REACHED", is(2));
    balance(promotion, 90001).body("items[0].names", is(2));
  }

  @Test
  void spendsTheBudgetToTheLastNameThatFitsWith64ClientsAtOnceAndNotOneCentMore() throws Exception {
    String promotion = Offering.running(", \"budget\": {\"amount\": 21.00, \"currency\": \"USD\"}");
    int pages = 6;
    for (int page = 0; page < pages; page++) {
      List<String> events = new ArrayList<>();
      for (int i = 1; i <= 5; i++) {
        events.add(Peers.create(page * 5L + i, 90001, LATER, 1));
      }
      Peers.events(
          page == 0 ? null : "page-" + page,
          page == pages - 1 ? null : "page-" + (page + 1),
          events);
    }
    List<Callable<List<Integer>>> runs = new ArrayList<>();
    for (int i = 0; i < CLIENTS; i++) {
      String key = "parallel-" + i;
      runs.add(
          () -> {
            ValidatableResponse answer = accrue(promotion, key).statusCode(200);
            int events = answer.extract().path("events");
            int accrued = answer.extract().path("accrued");
            return List.of(events, accrued);
          });
    }
    int events = 0;
    int accrued = 0;
    try (ExecutorService threads = Executors.newFixedThreadPool(runs.size())) {
      for (Future<List<Integer>> run : threads.invokeAll(runs, 120, TimeUnit.SECONDS)) {
        events += run.get().get(0);
        accrued += run.get().get(1);
      }
    }
    // 21.00 holds ten times 2.00; each of the 30 events was read by one run.
    assertThat(events).isEqualTo(30);
    assertThat(accrued).isEqualTo(10);
    balance(promotion, 90001)
        .body("items[0].names", is(10))
        .body("items[0].owed.toString()", is("20.0"));
  }

  @Test
  void isGuardedByTheDatabaseItself() {
    String promotion = Offering.running(", \"budget\": {\"amount\": 4, \"currency\": \"USD\"}");
    Peers.events(null, null, List.of(Peers.create(1, 90001, LATER, 1)));
    accrue(promotion, "guarded").statusCode(200);
    UUID booking = UUID.randomUUID();
    UUID id = UUID.randomUUID();
    String open =
        "INSERT INTO ledger_booking (id, recorded_at, booked_by) VALUES ('%s', now(), 'test')"
            .formatted(booking);
    String transaction =
        """
        INSERT INTO ledger_transaction
          (id, booking_id, kind, promotion_id, registrar, currency, amount, taxable, quantity,
           period, matures_at, event_sequence, name, roid, occurred_at, recorded_at,
           pending, payable, held, claimed)
        VALUES ('%s', '%s', 'ACCRUAL', '%s', 90001, 'USD', 2.00, false, 1, 'all', now(), %d,
                'a.org', 'A-ORG', now(), now(), 2.00, 0, 0, 0)
        """;
    String entry =
        """
        INSERT INTO ledger_entry (transaction_id, account, side, amount, currency)
        VALUES ('%s', '%s', '%s', %s, '%s')
        """;
    String expense = entry.formatted(id, "INCENTIVE_EXPENSE", "DEBIT", "2.00", "USD");
    String right = transaction.formatted(id, booking, promotion, 1001);
    assertRefused(
        "does not balance",
        open,
        right,
        expense,
        entry.formatted(id, "ACCRUED_LIABILITY", "CREDIT", "1.99", "USD"));
    assertRefused(
        "moves what ACCRUAL does not move",
        open,
        right,
        expense,
        entry.formatted(id, "ACCRUED_LIABILITY", "CREDIT", "2.00", "EUR"));
    assertRefused(
        "moves what ACCRUAL does not move",
        open,
        right,
        expense,
        entry.formatted(id, "REGISTRAR_PAYABLE", "CREDIT", "2.00", "USD"));
    assertRefused("has no entries", open, right);
    assertRefused(
        "is not the sum of its entries",
        open,
        right.replace("now(), 2.00, 0, 0, 0)", "now(), 1.99, 0, 0, 0)"),
        expense,
        entry.formatted(id, "ACCRUED_LIABILITY", "CREDIT", "2.00", "USD"));
    assertRefused("a booking that is open", right);
    assertRefused("duplicate key", open, transaction.formatted(id, booking, promotion, 1));
    // Checked before its end, a booking is closed and takes nothing more.
    assertRefused(
        "a booking that is open",
        open,
        right,
        expense,
        entry.formatted(id, "ACCRUED_LIABILITY", "CREDIT", "2.00", "USD"),
        "SET CONSTRAINTS ALL IMMEDIATE",
        expense);
    // The first accrual has taken 2.00 of the budget of 4.00: two more do not fit.
    UUID other = UUID.randomUUID();
    assertRefused(
        "promotion_account",
        open,
        right,
        transaction.formatted(other, booking, promotion, 1002).replace("A-ORG", "B-ORG"),
        expense,
        entry.formatted(other, "INCENTIVE_EXPENSE", "DEBIT", "2.00", "USD"));
    assertRefused(
        "permission denied",
        "UPDATE promotion_account SET committed = 0 WHERE promotion_id = '" + promotion + "'");
    assertRefused("permission denied", "UPDATE accrual SET taken = 0");
    assertRefused("permission denied", "UPDATE ledger_day SET payable = 0");
    assertRefused("permission denied", "DELETE FROM ledger_day");
    assertRefused("permission denied", "UPDATE ledger_booking SET closed = false");
    assertRefused("permission denied", "UPDATE ledger_entry SET amount = 1");
    assertRefused("permission denied", "DELETE FROM ledger_entry");
    assertRefused("permission denied", "DELETE FROM ledger_transaction");
    assertRefused("permission denied", "UPDATE promotion SET terms = '{}'");
    assertRefused("permission denied", "UPDATE evaluation_result SET index_value = 100");
  }

  @Test
  void showsARegistrarItsOwnMoneyOnly() {
    String promotion = Offering.running("");
    Peers.events(null, null, List.of(Peers.create(1, 90001, LATER, 1)));
    accrue(promotion, "scoped").statusCode(200);
    for (String list : List.of("/v1/ledger/entries", "/v1/ledger/balances")) {
      As.registrar(90001, Role.REGISTRAR_FINANCE)
          .get(list + "?promotion=" + promotion)
          .then()
          .statusCode(200)
          .body("items.registrar", everyItem(is(90001)))
          .body("items.promotionId", everyItem(is(promotion)));
      As.registrar(90003, Role.REGISTRAR_FINANCE)
          .get(list + "?promotion=" + promotion)
          .then()
          .statusCode(200)
          .body("items", hasSize(0));
      As.registrar(90003, Role.REGISTRAR_FINANCE)
          .get(list + "?registrar=90001")
          .then()
          .statusCode(404);
    }
  }

  @Test
  void exportsLinesThatAddUpToTheBalance() {
    String promotion = Offering.running("");
    List<String> events = new ArrayList<>();
    for (int i = 1; i <= 5; i++) {
      events.add(Peers.create(i, 90001, LATER, 1));
    }
    events.add(Peers.agpDelete(6, 2, 90001, LATER));
    Peers.events(null, null, events);
    accrue(promotion, "export").statusCode(200);
    List<String> lines =
        As.role(Role.FINANCE)
            .accept("text/csv")
            .get("/v1/ledger/entries?limit=3&promotion=" + promotion)
            .then()
            .statusCode(200)
            .extract()
            .asString()
            .strip()
            .lines()
            .toList();
    List<String> header = List.of(lines.getFirst().split(","));
    assertThat(lines).hasSize(1 + 12);
    BigDecimal owed = BigDecimal.ZERO;
    BigDecimal all = BigDecimal.ZERO;
    for (String line : lines.subList(1, lines.size())) {
      List<String> cells = List.of(line.split(",", -1));
      BigDecimal amount = new BigDecimal(cells.get(header.indexOf("amount")));
      BigDecimal signed =
          cells.get(header.indexOf("side")).equals("DEBIT") ? amount : amount.negate();
      all = all.add(signed);
      if (cells.get(header.indexOf("account")).equals("ACCRUED_LIABILITY")) {
        owed = owed.subtract(signed);
      }
    }
    assertThat(all).isEqualByComparingTo("0");
    assertThat(owed).isEqualByComparingTo("8.00");
    balance(promotion, 90001).body("items[0].owed.toString()", is("8.0"));
    assertThat(
            As.role(Role.AUDITOR)
                .accept("application/x-ndjson")
                .get("/v1/audit-entries")
                .asString())
        .contains("ledger.booked");
    As.role(Role.AUDITOR)
        .get("/v1/audit-verification")
        .then()
        .statusCode(200)
        .body(containsString("true"));
  }

  private void assertRefused(String message, String... statements) {
    ThrowingCallable work =
        () -> {
          try (Connection connection = database.getConnection()) {
            connection.setAutoCommit(false);
            try (Statement statement = connection.createStatement()) {
              for (String sql : statements) {
                statement.executeUpdate(sql);
              }
              connection.commit();
            } finally {
              connection.rollback();
            }
          }
        };
    assertThatThrownBy(work).isInstanceOf(SQLException.class).hasMessageContaining(message);
  }

  private static ValidatableResponse balance(String promotion, int registrar) {
    return As.role(Role.FINANCE)
        .get("/v1/ledger/balances?promotion=" + promotion + "&registrar=" + registrar)
        .then()
        .statusCode(200)
        .body("items", hasSize(1));
  }

  private static ValidatableResponse accrue(String promotion, String key) {
    return As.role(Role.FINANCE)
        .header("Idempotency-Key", key)
        .post("/v1/promotions/" + promotion + "/accruals")
        .then();
  }

  @Test
  void hasOneTableOfKindsInTheDatabaseAndInTheCode() throws SQLException {
    List<String> inTheDatabase = new ArrayList<>();
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SELECT kind, account, side FROM ledger_rule")) {
      while (rows.next()) {
        inTheDatabase.add(rows.getString(1) + " " + rows.getString(2) + " " + rows.getString(3));
      }
    }
    List<String> inTheCode = new ArrayList<>();
    for (TransactionKind kind : TransactionKind.values()) {
      for (Account account : Account.values()) {
        for (Side side : Side.values()) {
          if (kind.moves(account, side)) {
            inTheCode.add(kind + " " + account + " " + side);
          }
        }
      }
    }
    assertThat(inTheCode).containsExactlyInAnyOrderElementsOf(inTheDatabase);
  }

  @Test
  void revaluesEarlierNamesLineByLineWhereATierIsForAllUnits() {
    String promotion = Offering.running(TIERS.formatted("ALL_UNITS"));
    // Two names at 1.00; the third makes all of them 1.50, and the fourth has it: 6.00.
    Peers.events(null, null, creates(1, 4));
    accrue(promotion, "tiers")
        .statusCode(200)
        .body("accrued", is(4))
        .body("adjusted", is(2))
        .body("amount.amount.toString()", is("6.0"));
    // Two deleted names take 3.00 back, and the other two fall to 1.00: 2.00.
    List<String> events = new ArrayList<>(creates(1, 4));
    events.add(Peers.agpDelete(5, 2, 90001, LATER));
    events.add(Peers.agpDelete(6, 3, 90001, LATER));
    Peers.events(null, null, events);
    accrue(promotion, "deletes")
        .statusCode(200)
        .body("reversed", is(2))
        .body("adjusted", is(2))
        .body("amount.amount.toString()", is("-4.0"));
    balance(promotion, 90001)
        .body("items[0].names", is(2))
        .body("items[0].accrued.toString()", is("6.0"))
        .body("items[0].pending.toString()", is("2.0"));
    As.role(Role.FINANCE)
        .get("/v1/ledger/entries?kind=TIER_ADJUSTMENT&promotion=" + promotion)
        .then()
        .body("items", hasSize(8))
        .body("items.ground", hasItem("TIER_REACHED"))
        .body("items.ground", hasItem("TIER_LOST"));
  }

  @Test
  void neverTouchesEarlierNamesOfAMarginalTierAndMovesUpOnlyAfterADelete() {
    String promotion = Offering.running(TIERS.formatted("MARGINAL"));
    Peers.events(null, null, creates(1, 4));
    // 1.00 + 1.00 + 1.50 + 1.50
    accrue(promotion, "marginal")
        .body("adjusted", is(0))
        .body("amount.amount.toString()", is("5.0"));
    Peers.events(null, "next", creates(1, 4));
    Peers.events(
        "next",
        null,
        List.of(Peers.agpDelete(5, 1, 90001, LATER), Peers.create(6, 90001, LATER, 1)));
    // 1.00 goes, the third name becomes the second (-0.50), and a new fourth has 1.50.
    accrue(promotion, "deleted")
        .body("adjusted", is(1))
        .body("amount.amount.toString()", is("0.0"));
    balance(promotion, 90001)
        .body("items[0].names", is(4))
        .body("items[0].owed.toString()", is("5.0"));
  }

  private static List<String> creates(int from, int to) {
    List<String> events = new ArrayList<>();
    for (int i = from; i <= to; i++) {
      events.add(Peers.create(i, 90001, LATER, 1));
    }
    return events;
  }

  @Test
  void showsATransactionWithWhatCameOfItAndABalancedTrialBalance() {
    String promotion = Offering.running("");
    Peers.events(
        null, null, List.of(Peers.create(1, 90001, LATER, 1), Peers.agpDelete(2, 1, 90001, LATER)));
    accrue(promotion, "shown").statusCode(200);
    String accrual =
        As.role(Role.FINANCE)
            .get("/v1/ledger/entries?kind=ACCRUAL&promotion=" + promotion)
            .then()
            .extract()
            .path("items[0].transactionId");
    As.registrar(90001, Role.REGISTRAR_FINANCE)
        .get("/v1/ledger/transactions/" + accrual)
        .then()
        .statusCode(200)
        .body("lines", hasSize(2))
        .body("later.kind", is(List.of("AGP_REVERSAL")))
        .body("name", is("name-1.org"));
    As.registrar(90003, Role.REGISTRAR_FINANCE)
        .get("/v1/ledger/transactions/" + accrual)
        .then()
        .statusCode(404);
    As.role(Role.AUDITOR)
        .get("/v1/ledger/trial-balance?promotion=" + promotion)
        .then()
        .statusCode(200)
        .body("items.account", is(List.of("ACCRUED_LIABILITY", "INCENTIVE_EXPENSE")))
        .body("items[0].debits.toString()", is("2.0"))
        .body("items[0].credits.toString()", is("2.0"));
    As.role(Role.FINANCE).get("/v1/ledger/entries?kind=GIFT").then().statusCode(400);
  }
}

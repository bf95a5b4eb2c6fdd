package io.bailiwick.qpi.settlement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.notNullValue;

import io.bailiwick.common.json.Hashes;
import io.bailiwick.common.security.Role;
import io.bailiwick.common.testing.As;
import io.bailiwick.common.testing.SuiteResource;
import io.bailiwick.common.testing.TestClock;
import io.bailiwick.qpi.Peers;
import io.bailiwick.qpi.statement.Earned;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(SuiteResource.class)
class SettlementTest {

  @BeforeEach
  void forgetThePeers() {
    SuiteResource.resetPeers();
  }

  private static ValidatableResponse propose(String currency, String more) {
    return As.user("fay", Role.FINANCE)
        .contentType("application/json")
        .header("Idempotency-Key", UUID.randomUUID().toString())
        .body(
            """
            {"settlementDate": "2026-03-01", "currency": "%s", "way": "INVOICE_CREDIT"%s}
            """
                .formatted(currency, more))
        .post("/v1/settlements")
        .then();
  }

  private static ValidatableResponse decide(String id, String by, boolean approved) {
    return As.user(by, Role.FINANCE)
        .contentType("application/json")
        .body("{\"approved\": " + approved + ", \"reason\": \"Agrees with the statements.\"}")
        .post("/v1/settlements/" + id + "/decision")
        .then();
  }

  private static void march() {
    TestClock.set(Instant.parse("2026-03-02T10:00:00Z"));
  }

  @Test
  void paysWhatIsMatureByTwoPeopleAndExportsTheSameBytesEachTime() {
    String promotion = Earned.six("AUD", "");
    march();
    String id =
        propose("AUD", ", \"exceptions\": [{\"registrar\": 90001, \"way\": \"DEPOSIT\"}]")
            .statusCode(201)
            .body("total.toString()", is("6.0"))
            .body("state", is("PROPOSED"))
            .extract()
            .path("id");
    propose("AUD", "").statusCode(409).body("detail", containsString("awaits"));
    As.role(Role.AUDITOR).get("/v1/settlements/" + id + "/export.json").then().statusCode(409);
    decide(id, "fay", true).statusCode(409);
    decide(id, "gus", true).statusCode(200).body("sha256", notNullValue());
    As.role(Role.FINANCE)
        .get("/v1/ledger/balances?promotion=" + promotion + "&registrar=90001")
        .then()
        .body("items[0].settled.toString()", is("6.0"))
        .body("items[0].owed.toString()", is("0.0"));
    String sha256 =
        As.role(Role.AUDITOR).get("/v1/settlements/" + id).then().extract().path("sha256");
    for (int i = 0; i < 2; i++) {
      Response json = As.role(Role.AUDITOR).get("/v1/settlements/" + id + "/export.json");
      assertThat(Hashes.sha256Hex(json.asByteArray())).isEqualTo(sha256);
      json.then()
          .header("ETag", is("\"" + sha256 + "\""))
          .body("total.toString()", is("6.0"))
          .body("lines[0].registrar", is(90001))
          .body("lines[0].way", is("DEPOSIT"))
          .body("lines[0].amount.toString()", is("6.0"));
    }
    byte[] csv = As.role(Role.FINANCE).get("/v1/settlements/" + id + "/export.csv").asByteArray();
    String mark =
        mark(id).statusCode(200).body("exportedBy", is("fay")).extract().path("exportedAt");
    mark(id).statusCode(200).body("exportedAt", is(mark));
    assertThat(As.role(Role.FINANCE).get("/v1/settlements/" + id + "/export.csv").asByteArray())
        .isEqualTo(csv);
    assertThat(new String(csv, java.nio.charset.StandardCharsets.UTF_8))
        .contains(",2026-03-01,90001,DEPOSIT,6.00,0.00,AUD,");
    // Nothing is left.
    propose("AUD", "").statusCode(409).body("detail", containsString("nothing to pay"));
  }

  private static ValidatableResponse mark(String id) {
    return As.user("fay", Role.FINANCE).post("/v1/settlements/" + id + "/export-mark").then();
  }

  @Test
  void carriesOverWhatIsBelowTheMinimumAndSaysSo() {
    Earned.six("NZD", ", \"minimumPayout\": {\"amount\": 6.01, \"currency\": \"NZD\"}");
    march();
    propose("NZD", "").statusCode(409).body("detail", containsString("carried over"));
    // Another promotion of the same registrar has enough; the first is a part that says why not.
    Earned.six("NZD", ", \"minimumPayout\": {\"amount\": 6.00, \"currency\": \"NZD\"}");
    march();
    String id =
        propose("NZD", "")
            .statusCode(201)
            .body("total.toString()", is("6.0"))
            .body("carried.toString()", is("6.0"))
            .extract()
            .path("id");
    As.role(Role.FINANCE)
        .get("/v1/settlements/" + id + "/parts")
        .then()
        .body(
            "items.findAll { it.carried == 'BELOW_MINIMUM' }.minimum*.toString()",
            is(List.of("6.01")))
        .body("items.findAll { it.carried == null }.amount*.toString()", is(List.of("6.0")));
    decide(id, "gus", false).statusCode(200).body("state", is("REJECTED"));
    mark(id).statusCode(409);
  }

  @Test
  void leavesOutWhatIsDisputedAndIsNotBookedWhereTheLedgerHasMoved() {
    Earned.six("ZAR", "");
    String february = Earned.stated("2026-02", "ZAR");
    dispute(february, 1);
    String id =
        propose("ZAR", "").statusCode(201).body("total.toString()", is("4.0")).extract().path("id");
    dispute(february, 2);
    decide(id, "gus", true).statusCode(409).body("detail", containsString("since"));
    decide(id, "gus", false).statusCode(200);
    propose("ZAR", "").statusCode(201).body("total.toString()", is("2.0"));
  }

  private static void dispute(String statement, int line) {
    As.registrar(90001, Role.REGISTRAR_FINANCE)
        .contentType("application/json")
        .header("Idempotency-Key", UUID.randomUUID().toString())
        .body("{\"line\": " + line + ", \"reason\": \"It should have been more.\"}")
        .post("/v1/statements/" + statement + "/disputes")
        .then()
        .statusCode(201);
  }

  @Test
  void neverPaysTwiceHoweverManyApprove() throws Exception {
    String promotion = Earned.six("SGD", "");
    march();
    String id = propose("SGD", "").statusCode(201).extract().path("id");
    List<Callable<Integer>> clients = new ArrayList<>();
    for (int i = 0; i < 16; i++) {
      String by = "approver-" + i;
      clients.add(() -> decide(id, by, true).extract().statusCode());
    }
    List<Integer> answers = new ArrayList<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(clients.size())) {
      for (Future<Integer> answer : threads.invokeAll(clients)) {
        answers.add(answer.get());
      }
    }
    assertThat(answers).filteredOn(status -> status == 200).hasSize(1);
    assertThat(answers).filteredOn(status -> status == 409).hasSize(15);
    As.role(Role.FINANCE)
        .get("/v1/ledger/balances?promotion=" + promotion + "&registrar=90001")
        .then()
        .body("items[0].settled.toString()", is("6.0"));
  }

  /** A month of generated events: what the ledger says is what is stated and what is exported. */
  @Test
  void entriesAreTheStatementAndTheExportToTheCent() {
    Random random = new Random(20260120);
    List<String> events = new ArrayList<>();
    List<Long> standing = new ArrayList<>();
    long sequence = 0;
    int kept = 0;
    for (int i = 0; i < 120; i++) {
      if (!standing.isEmpty() && random.nextInt(4) == 0) {
        long created = standing.remove(random.nextInt(standing.size()));
        events.add(Peers.agpDelete(++sequence, created, 90001, "2026-01-21T00:00:00Z"));
        kept--;
      } else {
        events.add(Peers.create(++sequence, 90001, "2026-01-20T00:00:00Z", 1));
        standing.add(sequence);
        kept++;
      }
    }
    String promotion = Earned.promotion("MXN", "");
    Earned.accrued(promotion, events);
    Earned.matured(promotion);
    BigDecimal expected = new BigDecimal("2.00").multiply(BigDecimal.valueOf(kept));
    march();
    String settlement = propose("MXN", "").statusCode(201).extract().path("id");
    decide(settlement, "gus", true).statusCode(200);
    String statement = Earned.stated("2026-01-01/2026-03-01", "MXN");
    BigDecimal stated = sum("/v1/statements/" + statement + "/document.csv", "amount", "LINE");
    BigDecimal exported = sum("/v1/settlements/" + settlement + "/export.csv", "amount", "");
    BigDecimal entered = BigDecimal.ZERO;
    List<String> entries =
        As.role(Role.FINANCE)
            .accept("text/csv")
            .get("/v1/ledger/entries?promotion=" + promotion)
            .asString()
            .lines()
            .toList();
    List<String> header = List.of(entries.getFirst().split(","));
    for (String line : entries.subList(1, entries.size())) {
      String[] cells = line.split(",", -1);
      if (cells[header.indexOf("account")].equals("INCENTIVE_EXPENSE")) {
        BigDecimal amount = new BigDecimal(cells[header.indexOf("amount")]);
        entered =
            entered.add(cells[header.indexOf("side")].equals("DEBIT") ? amount : amount.negate());
      }
    }
    assertThat(entered).isEqualTo(expected);
    assertThat(stated).isEqualTo(expected);
    assertThat(exported).isEqualTo(expected);
    // And the payment is on the next statement, which closes with nothing.
    TestClock.set(Instant.parse("2026-04-02T10:00:00Z"));
    Peers.portfolios("2026-03", 82);
    String march = Earned.state("2026-03", "MXN").statusCode(201).extract().path("statements[0]");
    As.role(Role.FINANCE)
        .get("/v1/statements/" + march + "/document.json")
        .then()
        .body("lines.kind", is(List.of("SETTLEMENT")))
        .body("closing.total.toString()", is("0.0"));
  }

  private static BigDecimal sum(String url, String column, String row) {
    List<String> lines = As.role(Role.FINANCE).get(url).asString().strip().lines().toList();
    List<String> header = List.of(lines.getFirst().split(","));
    BigDecimal sum = BigDecimal.ZERO;
    for (String line : lines.subList(1, lines.size())) {
      if (line.contains("," + row)) {
        sum = sum.add(new BigDecimal(line.split(",", -1)[header.indexOf(column)]));
      }
    }
    return sum;
  }

  @Test
  void isNoBusinessOfRegistrarsAndNeedsADateThatHasCome() {
    march();
    As.registrar(90001, Role.REGISTRAR_FINANCE).get("/v1/settlements").then().statusCode(403);
    As.user("fay", Role.FINANCE)
        .contentType("application/json")
        .header("Idempotency-Key", UUID.randomUUID().toString())
        .body("{\"settlementDate\": \"2026-03-03\", \"currency\": \"AUD\", \"way\": \"DEPOSIT\"}")
        .post("/v1/settlements")
        .then()
        .statusCode(422);
    As.user("fay", Role.FINANCE)
        .contentType("application/json")
        .body("{\"settlementDate\": \"2026-03-01\", \"currency\": \"AUD\", \"way\": \"DEPOSIT\"}")
        .post("/v1/settlements")
        .then()
        .statusCode(422);
    decide("0197a6c0-0000-7000-8000-000000000000", "gus", true).statusCode(404);
  }

  private static ValidatableResponse payBy(int registrar, String way) {
    return As.user("fay", Role.FINANCE)
        .contentType("application/json")
        .header("Idempotency-Key", UUID.randomUUID().toString())
        .body(
            """
            {"registrar": %d, "way": "%s", "reason": "Asked for by the registrar."}
            """
                .formatted(registrar, way))
        .post("/v1/payout-ways")
        .then();
  }

  private static ValidatableResponse proposeWithoutAWay(String currency) {
    return As.user("fay", Role.FINANCE)
        .contentType("application/json")
        .header("Idempotency-Key", UUID.randomUUID().toString())
        .body(
            """
            {"settlementDate": "2026-03-01", "currency": "%s"}
            """
                .formatted(currency))
        .post("/v1/settlements")
        .then();
  }

  @Test
  void paysTheWayThatIsKeptWhereTheRequestNamesNone() {
    Earned.six("ILS", "");
    march();
    proposeWithoutAWay("ILS").statusCode(422).body("violations.field", hasItem("way"));
    payBy(90001, "INVOICE_CREDIT").statusCode(201).body("setBy", is("fay"));
    payBy(90001, "DEPOSIT").statusCode(201);
    As.role(Role.AUDITOR)
        .get("/v1/payout-ways?registrar=90001")
        .then()
        .statusCode(200)
        .body("items.way", is(List.of("INVOICE_CREDIT", "DEPOSIT")));
    String id = proposeWithoutAWay("ILS").statusCode(201).extract().path("id");
    As.role(Role.FINANCE)
        .get("/v1/settlements/" + id + "/parts")
        .then()
        .body("items[0].registrar", is(90001))
        .body("items[0].way", is("DEPOSIT"));
    As.registrar(90001, Role.REGISTRAR_FINANCE).get("/v1/payout-ways").then().statusCode(403);
    payBy(90001, "CASH").statusCode(422);
  }
}

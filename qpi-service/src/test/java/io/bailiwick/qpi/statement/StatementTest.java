package io.bailiwick.qpi.statement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

import io.bailiwick.common.json.Hashes;
import io.bailiwick.common.security.Role;
import io.bailiwick.common.testing.As;
import io.bailiwick.common.testing.SuiteResource;
import io.bailiwick.common.testing.TestClock;
import io.bailiwick.qpi.Peers;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@WithTestResource(SuiteResource.class)
class StatementTest {

  @Inject DataSource database;

  @BeforeEach
  void forgetThePeers() {
    SuiteResource.resetPeers();
  }

  @Test
  void statesAPeriodLineByLineAndOpensWithWhatTheOneBeforeClosedWith() {
    Earned.six("CHF", "");
    String january = Earned.stated("2026-01", "CHF");
    Response json = As.role(Role.FINANCE).get("/v1/statements/" + january + "/document.json");
    // Booked in January: four creates, one of them deleted again. Nothing is mature.
    json.then()
        .statusCode(200)
        .body("lines.kind", is(List.of("ACCRUAL", "ACCRUAL", "ACCRUAL", "ACCRUAL", "AGP_REVERSAL")))
        .body("lines[4].name", is("name-4.org"))
        .body("lines[4].ground", is("ADD_GRACE_DELETE"))
        .body("sums.lines", is(List.of(4, 1)))
        .body("opening.total.toString()", is("0.0"))
        .body("closing.pending.toString()", is("6.0"))
        .body("closing.total.toString()", is("6.0"));
    String digest =
        As.role(Role.FINANCE).get("/v1/statements/" + january).then().extract().path("sha256");
    assertThat(Hashes.sha256Hex(json.asByteArray())).isEqualTo(digest);
    assertThat(json.header("ETag")).isEqualTo("\"" + digest + "\"");
    String february = Earned.state("2026-02", "CHF").extract().path("statements[0]");
    As.role(Role.FINANCE)
        .get("/v1/statements/" + february + "/document.json")
        .then()
        .body("lines.kind", is(List.of("MATURITY", "MATURITY", "MATURITY")))
        .body("opening.pending.toString()", is("6.0"))
        .body("closing.pending.toString()", is("0.0"))
        .body("closing.payable.toString()", is("6.0"));
    // The same, as the ledger says it.
    As.role(Role.FINANCE)
        .get("/v1/statements?currency=CHF&registrar=90001")
        .then()
        .body("items", hasSize(2))
        .body("items.closing*.toString()", is(List.of("6.0", "6.0")))
        .body("items.lines", is(List.of(5, 3)));
  }

  @Test
  void givesTheSameAsCsvThatAddsUpAndAsAPageThatRunsNothing() {
    Earned.six("SEK", "");
    String statement = Earned.stated("2026-01-01/2026-03-01", "SEK");
    List<String> rows =
        As.role(Role.FINANCE)
            .get("/v1/statements/" + statement + "/document.csv")
            .then()
            .statusCode(200)
            .contentType("text/csv")
            .extract()
            .asString()
            .strip()
            .lines()
            .toList();
    List<String> header = List.of(rows.getFirst().split(","));
    assertThat(rows).hasSize(1 + 1 + 8 + 1);
    BigDecimal sum = BigDecimal.ZERO;
    for (String row : rows.subList(1, rows.size() - 1)) {
      sum = sum.add(new BigDecimal(row.split(",", -1)[header.indexOf("amount")]));
    }
    assertThat(sum).isEqualTo("6.00");
    assertThat(rows.getLast()).contains("CLOSING").endsWith(",0.00,6.00,0.00,0.00,6.00,SEK");
    As.role(Role.FINANCE)
        .get("/v1/statements/" + statement + "/document.html")
        .then()
        .statusCode(200)
        .contentType("text/html")
        .header("Content-Security-Policy", containsString("default-src 'none'"))
        .body(containsString("name-4.org"))
        .body(not(containsString("<script")));
  }

  @Test
  void isIssuedOnceForAPeriodThatIsOver() {
    String promotion = Earned.six("NOK", "");
    TestClock.set(Instant.parse("2026-02-20T00:00:00Z"));
    Earned.state("2026-02", "NOK").statusCode(409).body("detail", containsString("not over"));
    TestClock.set(Instant.parse("2026-03-02T10:00:00Z"));
    Peers.portfolios("2026-01", 82);
    for (int i = 0; i < 2; i++) {
      // The same key: the same answer.
      As.user("fay", Role.FINANCE)
          .contentType("application/json")
          .header("Idempotency-Key", "all-of-january-" + promotion)
          .body("{\"period\": \"2026-01\", \"currency\": \"NOK\"}")
          .post("/v1/statements")
          .then()
          .statusCode(201)
          .body("issued", is(1))
          .body("lines", is(5))
          .body("closing.toString()", is("6.0"));
    }
    Earned.state("2026-01", "NOK").statusCode(409);
    Earned.state("2026-01-15/2026-02-15", "NOK").statusCode(409);
    As.user("fay", Role.FINANCE)
        .contentType("application/json")
        .header("Idempotency-Key", UUID.randomUUID().toString())
        .body("{\"period\": \"2026-01\", \"currency\": \"NOK\"}")
        .post("/v1/statements")
        .then()
        .statusCode(201)
        .body("issued", is(0))
        .body("statedBefore", is(1));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"period\": \"2026-13\", \"currency\": \"CHF\"}",
        "{\"period\": \"2026-01\", \"currency\": \"XQX\"}",
        "{\"period\": \"2026-01\", \"currency\": \"francs\"}",
        "{\"period\": \"2026-01-01/2025-01-01\", \"currency\": \"CHF\"}"
      })
  void refusesWhatCannotBeStated(String body) {
    As.user("fay", Role.FINANCE)
        .contentType("application/json")
        .header("Idempotency-Key", UUID.randomUUID().toString())
        .body(body)
        .post("/v1/statements")
        .then()
        .statusCode(422);
  }

  @Test
  void needsAKey() {
    TestClock.reset();
    As.user("fay", Role.FINANCE)
        .contentType("application/json")
        .body("{\"period\": \"2026-01\", \"currency\": \"CHF\"}")
        .post("/v1/statements")
        .then()
        .statusCode(422)
        .body("violations.field", hasItem("Idempotency-Key"));
  }

  @Test
  void isReadByItsOwnRegistrarAndNoOther() {
    Earned.six("DKK", "");
    String statement = Earned.stated("2026-01", "DKK");
    for (String path : List.of("", "/document.json", "/document.csv", "/document.html")) {
      String url = "/v1/statements/" + statement + path;
      As.registrar(90001, Role.REGISTRAR_FINANCE).get(url).then().statusCode(200);
      As.registrar(90001, Role.REGISTRAR_ADMIN).get(url).then().statusCode(200);
      As.registrar(90003, Role.REGISTRAR_FINANCE).get(url).then().statusCode(404);
      As.registrar(90001, Role.REGISTRAR_ABUSE).get(url).then().statusCode(403);
      As.nobody().get(url).then().statusCode(401);
    }
    As.registrar(90001, Role.REGISTRAR_FINANCE)
        .get("/v1/statements?currency=DKK")
        .then()
        .body("items", hasSize(1))
        .body("items.registrar", everyItem(is(90001)));
    As.registrar(90003, Role.REGISTRAR_FINANCE)
        .get("/v1/statements?currency=DKK")
        .then()
        .statusCode(200)
        .body("items", hasSize(0));
    As.registrar(90003, Role.REGISTRAR_FINANCE)
        .get("/v1/statements?registrar=90001")
        .then()
        .statusCode(404);
    // A registrar issues nothing, not even for itself.
    As.registrar(90001, Role.REGISTRAR_FINANCE)
        .contentType("application/json")
        .body("{\"period\": \"2026-01\", \"currency\": \"DKK\"}")
        .post("/v1/statements")
        .then()
        .statusCode(403);
  }

  @Test
  void isHeldByTheDatabaseItself() {
    Earned.six("PLN", "");
    String january = Earned.stated("2026-01", "PLN");
    refused("permission denied", "UPDATE statement SET closing_payable = 100");
    refused("permission denied", "DELETE FROM statement");
    refused("permission denied", "UPDATE statement_line SET payable = 100");
    refused(
        "permission denied",
        "INSERT INTO stated SELECT gen_random_uuid(), id FROM statement LIMIT 1");
    refused(
        "being issued",
        """
        INSERT INTO statement_line SELECT '%s', 99, id, 0, 0, 0, 0 FROM ledger_transaction
        WHERE currency = 'PLN' AND kind = 'MATURITY' LIMIT 1
        """
            .formatted(january));
    // February by hand: three lines of -2.00 and +2.00 under an opening of 6.00 not mature.
    refused("does not add up", february("6", "0", "0", "6.01"), lines("2"));
    refused("does not open", february("5", "0", "-1", "6"), lines("2"));
    refused("not those of the ledger", february("6", "0", "0", "6"), lines("2.01"));
    refused("not those of the ledger", february("6", "0", "6", "0"));
    refused(
        "statement_digest",
        february("6", "0", "0", "6")
            .replace("encode(sha256(convert_to('{}', 'UTF8')), 'hex')", "'00'"));
    refused("says something else", february("6", "0", "0", "6"), lines("2"));
    refused("leaves something out", empty("2026-02-01"));
    refused(
        "stated for one period",
        february("6", "0", "0", "6"),
        """
        INSERT INTO statement_line SELECT '%s', 1, transaction_id, pending, payable, held, claimed
        FROM statement_line WHERE statement_id = '%s' LIMIT 1
        """
            .formatted(ID, january));
    refused(
        "statement_of_whole_days",
        empty("2026-02-01").replace("'2026-03-01Z'", "'2026-02-28T12:00:00Z'"));
    refused("permission denied", "UPDATE ledger_day SET lines = 0");
    refused("overlaps", empty("2026-01-31"));
  }

  private static final String ID = "0199f7c2-52a1-7c11-9d0e-3f5a6b7c8d90";

  private static String february(
      String openingPending, String openingPayable, String closingPending, String closingPayable) {
    return """
        INSERT INTO statement (id, number, registrar, currency, period, from_at, until_at, first_id,
            opening_pending, opening_payable, opening_held, opening_claimed,
            closing_pending, closing_payable, closing_held, closing_claimed,
            lines, policy_id, issued_at, issued_by, disputable_until, document, sha256)
        VALUES ('%s', 999999, 90001, 'PLN', '2026-02', '2026-02-01Z', '2026-03-01Z', '%s',
            %s, %s, 0, 0, %s, %s, 0, 0, 3, gen_random_uuid(), '2026-03-02Z', 'x', '2026-04-01Z',
            '{}', encode(sha256(convert_to('{}', 'UTF8')), 'hex'))
        """
        .formatted(ID, ID, openingPending, openingPayable, closingPending, closingPayable);
  }

  private static String lines(String payable) {
    return """
        INSERT INTO statement_line
        SELECT '%s', row_number() OVER (ORDER BY recorded_at, id), id, -2, %s, 0, 0 FROM ledger_transaction
        WHERE currency = 'PLN' AND kind = 'MATURITY'
        """
        .formatted(ID, payable);
  }

  private static String empty(String from) {
    return february("6", "0", "6", "0")
        .replace("'2026-02-01Z'", "'" + from + "Z'")
        .replace(" 3, gen_random_uuid()", " 0, gen_random_uuid()")
        .replace("'2026-03-01Z'", from.equals("2026-02-01") ? "'2026-03-01Z'" : "'2026-02-01Z'");
  }

  private void refused(String message, String... statements) {
    assertThatThrownBy(
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
            })
        .isInstanceOf(SQLException.class)
        .hasMessageContaining(message);
  }
}

package io.bailiwick.qpi.statement;

import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import io.bailiwick.common.security.Role;
import io.bailiwick.common.testing.As;
import io.bailiwick.common.testing.SuiteResource;
import io.bailiwick.common.testing.TestClock;
import io.bailiwick.qpi.Peers;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(SuiteResource.class)
class DisputeTest {

  @BeforeEach
  void forgetThePeers() {
    SuiteResource.resetPeers();
  }

  private static RequestSpecification registrar() {
    return As.registrar(90001, Role.REGISTRAR_FINANCE);
  }

  private static ValidatableResponse file(RequestSpecification as, String statement, int line) {
    return as.contentType("application/json")
        .header("Idempotency-Key", UUID.randomUUID().toString())
        .body(
            """
            {"line": %d, "reason": "The name earned twice as much by the terms."}
            """
                .formatted(line))
        .post("/v1/statements/" + statement + "/disputes")
        .then();
  }

  private static ValidatableResponse decide(String dispute, String by, String body) {
    return As.user(by, Role.FINANCE)
        .contentType("application/json")
        .body(body)
        .post("/v1/disputes/" + dispute + "/decision")
        .then();
  }

  private static ValidatableResponse balance(String promotion) {
    return As.role(Role.FINANCE)
        .get("/v1/ledger/balances?promotion=" + promotion + "&registrar=90001")
        .then();
  }

  @Test
  void holdsTheLineAndWhereUpheldASecondPersonBooksTheCorrectionAndAStatementFollows() {
    String promotion = Earned.six("EUR", "");
    String january = Earned.stated("2026-01", "EUR");
    String february = Earned.state("2026-02", "EUR").extract().path("statements[0]");
    String dispute = file(registrar(), february, 1).statusCode(201).extract().path("id");
    registrar()
        .get("/v1/disputes/" + dispute)
        .then()
        .body("state", is("OPEN"))
        .body("held.toString()", is("2.0"))
        .body("history", hasSize(1));
    balance(promotion)
        .body("items[0].held.toString()", is("2.0"))
        .body("items[0].payable.toString()", is("4.0"))
        .body("items[0].owed.toString()", is("6.0"));
    // The same name is not disputed twice, by whatever line: number 1 of January is its create.
    file(registrar(), february, 1).statusCode(409);
    file(registrar(), january, 1).statusCode(409);
    decide(
            dispute,
            "fay",
            """
            {"upheld": true, "correction": 2.00, "reason": "A second year was not counted."}
            """)
        .statusCode(200)
        .body("state", is("UPHELD"));
    String adjustment =
        As.role(Role.AUDITOR)
            .get("/v1/adjustments?limit=1000&state=PROPOSED&registrar=90001")
            .then()
            .statusCode(200)
            .extract()
            .path("items.find { it.disputeId == '" + dispute + "' }.id");
    // Not before somebody else has looked at it.
    decideAdjustment(adjustment, "fay", true).statusCode(409);
    balance(promotion).body("items[0].owed.toString()", is("6.0"));
    decideAdjustment(adjustment, "gus", true).statusCode(200).body("state", is("APPROVED"));
    balance(promotion)
        .body("items[0].held.toString()", is("0.0"))
        .body("items[0].payable.toString()", is("8.0"));
    String corrected =
        registrar()
            .get("/v1/disputes/" + dispute)
            .then()
            .body("state", is("CORRECTED"))
            .body("history.event", is(List.of("FILE", "UPHOLD", "BOOK")))
            .extract()
            .path("correctionId");
    registrar()
        .get("/v1/statements/" + corrected + "/document.json")
        .then()
        .body("correction.statementId", is(february))
        .body("lines.kind", is(List.of("MATURITY", "MATURITY", "MATURITY", "ADJUSTMENT")))
        .body("closing.payable.toString()", is("8.0"));
    // The first one stays as it was issued.
    registrar()
        .get("/v1/statements/" + february + "/document.json")
        .then()
        .statusCode(200)
        .body("lines", hasSize(3))
        .body("closing.payable.toString()", is("6.0"));
    registrar().get("/v1/statements/" + february).then().body("correctedBy", is(corrected));
    file(registrar(), february, 2).statusCode(409).body("detail", containsString("corrected"));
    // March: hold and release; the correction is in what it opens with, and not a line again.
    TestClock.set(Instant.parse("2026-04-02T10:00:00Z"));
    Peers.portfolios("2026-03", 82);
    String march = Earned.state("2026-03", "EUR").statusCode(201).extract().path("statements[0]");
    registrar()
        .get("/v1/statements/" + march + "/document.json")
        .then()
        .body("lines.kind", is(List.of("DISPUTE_HOLD", "DISPUTE_RELEASE")))
        .body("opening.total.toString()", is("8.0"))
        .body("closing.payable.toString()", is("8.0"))
        .body("closing.total.toString()", is("8.0"));
  }

  private static ValidatableResponse decideAdjustment(String id, String by, boolean approved) {
    return As.user(by, Role.FINANCE)
        .contentType("application/json")
        .body(
            """
            {"approved": %s, "reason": "Checked against the register events."}
            """
                .formatted(approved))
        .post("/v1/adjustments/" + id + "/decision")
        .then();
  }

  @Test
  void releasesWhatWasHeldWhereItIsRejectedOrTakenBack() {
    String promotion = Earned.six("GBP", "");
    String january = Earned.stated("2026-01", "GBP");
    // Number 1 is a create; what has become payable of its name by now is held.
    String rejected = file(registrar(), january, 1).statusCode(201).extract().path("id");
    String withdrawn = file(registrar(), january, 2).statusCode(201).extract().path("id");
    // The deleted name: nothing to hold.
    file(registrar(), january, 4)
        .statusCode(201)
        .body("held.toString()", is("0.0"))
        .body("answer", nullValue());
    balance(promotion).body("items[0].held.toString()", is("4.0"));
    decide(rejected, "fay", "{\"upheld\": true, \"reason\": \"No correction is given.\"}")
        .statusCode(422);
    decide(
            rejected,
            "fay",
            "{\"upheld\": false, \"correction\": 1.00, \"reason\": \"A correction is given.\"}")
        .statusCode(422);
    decide(rejected, "fay", "{\"upheld\": false, \"reason\": \"short\"}").statusCode(422);
    decide(rejected, "fay", "{\"upheld\": false, \"reason\": \"The terms pay once a name.\"}")
        .statusCode(200)
        .body("state", is("REJECTED"))
        .body("answer", is("The terms pay once a name."));
    decide(rejected, "fay", "{\"upheld\": false, \"reason\": \"The terms pay once a name.\"}")
        .statusCode(409);
    String url = "/v1/disputes/" + withdrawn + "/withdrawal";
    String body = "{\"reason\": \"Found in our own books.\"}";
    As.registrar(90003, Role.REGISTRAR_FINANCE)
        .contentType("application/json")
        .body(body)
        .post(url)
        .then()
        .statusCode(404);
    registrar()
        .contentType("application/json")
        .body(body)
        .post(url)
        .then()
        .statusCode(200)
        .body("state", is("WITHDRAWN"));
    balance(promotion)
        .body("items[0].held.toString()", is("0.0"))
        .body("items[0].payable.toString()", is("6.0"));
  }

  @Test
  void isFiledByTheRegistrarOfTheStatementInsideTheWindow() {
    Earned.six("CAD", "");
    String january = Earned.stated("2026-01", "CAD");
    file(As.registrar(90003, Role.REGISTRAR_FINANCE), january, 1).statusCode(404);
    file(As.registrar(90001, Role.REGISTRAR_ABUSE), january, 1).statusCode(403);
    file(As.role(Role.FINANCE), january, 1).statusCode(403);
    file(As.nobody(), january, 1).statusCode(401);
    file(registrar(), january, 6).statusCode(422);
    String dispute = file(registrar(), january, 1).statusCode(201).extract().path("id");
    for (String url : List.of("/v1/disputes/" + dispute, "/v1/disputes?registrar=90001")) {
      As.registrar(90003, Role.REGISTRAR_FINANCE).get(url).then().statusCode(404);
    }
    As.registrar(90003, Role.REGISTRAR_FINANCE)
        .get("/v1/disputes")
        .then()
        .statusCode(200)
        .body("items", hasSize(0));
    registrar()
        .get("/v1/disputes?statement=" + january)
        .then()
        .body("items", hasSize(1))
        .body("items[0].filedAt", notNullValue());
    // Thirty days from 2 March, 10:00.
    TestClock.set(Instant.parse("2026-04-01T10:00:05Z"));
    file(registrar(), january, 2).statusCode(409).body("detail", containsString("until"));
  }
}

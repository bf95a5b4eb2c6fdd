package io.bailiwick.qpi.adjustment;

import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;

import io.bailiwick.common.security.Role;
import io.bailiwick.common.testing.As;
import io.bailiwick.common.testing.SuiteResource;
import io.bailiwick.qpi.statement.Earned;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@WithTestResource(SuiteResource.class)
class AdjustmentTest {

  @Inject DataSource database;

  @BeforeEach
  void forgetThePeers() {
    SuiteResource.resetPeers();
  }

  private static ValidatableResponse propose(
      String promotion, String amount, String currency, String ground) {
    return As.user("fay", Role.FINANCE)
        .contentType("application/json")
        .header("Idempotency-Key", UUID.randomUUID().toString())
        .body(
            """
            {"promotionId": "%s", "registrar": 90001, "amount": %s, "currency": "%s", "ground": "%s",
             "reason": "Three creates of 20 January were reported late."}
            """
                .formatted(promotion, amount, currency, ground))
        .post("/v1/adjustments")
        .then();
  }

  private static ValidatableResponse decide(String id, String by, boolean approved) {
    return As.user(by, Role.FINANCE)
        .contentType("application/json")
        .body("{\"approved\": " + approved + ", \"reason\": \"Agrees with the events.\"}")
        .post("/v1/adjustments/" + id + "/decision")
        .then();
  }

  private static ValidatableResponse payable(String promotion, String expected) {
    return As.role(Role.FINANCE)
        .get("/v1/ledger/balances?promotion=" + promotion + "&registrar=90001")
        .then()
        .body("items[0].payable.toString()", is(expected));
  }

  @Test
  void isBookedOnceByAnotherPerson() {
    String promotion = Earned.six("HUF", "");
    String id =
        propose(promotion, "-1.50", "HUF", "ERROR_CORRECTED").statusCode(201).extract().path("id");
    payable(promotion, "6.0");
    // A registrar learns of what was booked, not of what somebody thinks about.
    As.registrar(90001, Role.REGISTRAR_FINANCE).get("/v1/adjustments/" + id).then().statusCode(404);
    decide(id, "fay", true).statusCode(409);
    decide(id, "gus", true).statusCode(200).body("state", is("APPROVED"));
    decide(id, "hal", true).statusCode(409);
    decide(id, "hal", false).statusCode(409);
    payable(promotion, "4.5");
    As.registrar(90001, Role.REGISTRAR_FINANCE)
        .get("/v1/adjustments/" + id)
        .then()
        .statusCode(200)
        .body("reason", is("Three creates of 20 January were reported late."));
    As.registrar(90003, Role.REGISTRAR_FINANCE).get("/v1/adjustments/" + id).then().statusCode(404);
    As.registrar(90003, Role.REGISTRAR_FINANCE)
        .get("/v1/adjustments?registrar=90001")
        .then()
        .statusCode(404);
    As.registrar(90003, Role.REGISTRAR_FINANCE)
        .get("/v1/adjustments")
        .then()
        .body("items", hasSize(0));
  }

  @Test
  void isNotBookedWhereItIsRejected() {
    String promotion = Earned.six("CZK", "");
    String id =
        propose(promotion, "10", "CZK", "AGREED_PAYMENT").statusCode(201).extract().path("id");
    decide(id, "fay", false).statusCode(409);
    decide(id, "gus", false).statusCode(200).body("state", is("REJECTED"));
    decide(id, "gus", true).statusCode(409);
    payable(promotion, "6.0");
  }

  @ParameterizedTest
  @CsvSource({
    "0, RON, ERROR_CORRECTED, amount",
    "1.005, RON, ERROR_CORRECTED, amount",
    "1, EUR, ERROR_CORRECTED, currency",
    "-1, RON, AGREED_PAYMENT, amount",
    "1, RON, FRAUD, amount",
    "1, RON, SUSPENDED_AS_MALICIOUS, ground",
    "1, RON, DISPUTE_DECIDED, ground",
  })
  void refusesWhatIsNoAdjustment(String amount, String currency, String ground, String field) {
    String promotion = Earned.promotion("RON", "");
    propose(promotion, amount, currency, ground)
        .statusCode(422)
        .body("violations.field", hasItem(field));
  }

  @Test
  void isHeldToTwoPeopleByTheDatabaseItself() {
    String promotion = Earned.six("BGN", "");
    String id =
        propose(promotion, "1", "BGN", "ERROR_CORRECTED").statusCode(201).extract().path("id");
    assertThatThrownBy(
            () -> {
              try (var connection = database.getConnection();
                  var statement = connection.createStatement()) {
                statement.executeUpdate(
                    """
                    UPDATE adjustment SET state = 'REJECTED', decided_by = proposed_by, decided_at = now(),
                           decision_reason = 'My own.' WHERE id = '%s'
                    """
                        .formatted(id));
              }
            })
        .isInstanceOf(SQLException.class)
        .hasMessageContaining("adjustment_by_two");
  }

  private static ValidatableResponse post(String what, String body) {
    return As.user("fay", Role.FINANCE)
        .contentType("application/json")
        .header("Idempotency-Key", UUID.randomUUID().toString())
        .body(body)
        .post("/v1/adjustments/" + what)
        .then();
  }

  private static ValidatableResponse writeOff(
      String promotion, String of, String amount, String currency) {
    return post(
        "write-offs",
        """
        {"promotionId": "%s", "registrar": 90001, "of": "%s", "amount": %s, "currency": "%s",
         "reason": "The registrar was terminated on 3 May."}
        """
            .formatted(promotion, of, amount, currency));
  }

  private static ValidatableResponse fraud(String promotion, String names) {
    return post(
        "fraud-reversals",
        """
        {"promotionId": "%s", "registrar": 90001, "names": [%s],
         "reason": "Registered with stolen cards."}
        """
            .formatted(promotion, names));
  }

  @Test
  void givesUpWhatIsPayableAndNoMore() {
    String promotion = Earned.six("THB", "");
    writeOff(promotion, "PAYABLE", "7", "THB")
        .statusCode(422)
        .body("violations.field", hasItem("amount"));
    writeOff(promotion, "CLAIM", "1", "THB")
        .statusCode(422)
        .body("violations.field", hasItem("amount"));
    writeOff(promotion, "PAYABLE", "0", "THB").statusCode(422);
    String id =
        writeOff(promotion, "PAYABLE", "6", "THB")
            .statusCode(201)
            .body("kind", is("PAYABLE_WRITE_OFF"))
            .body("ground", is("UNCOLLECTABLE"))
            .extract()
            .path("id");
    // Both were there when they were proposed; the second is not when it is approved.
    String second = writeOff(promotion, "PAYABLE", "1", "THB").statusCode(201).extract().path("id");
    decide(id, "fay", true).statusCode(409);
    decide(id, "gus", true).statusCode(200).body("state", is("APPROVED"));
    decide(second, "gus", true).statusCode(409);
    As.role(Role.ACCOUNT_MANAGER)
        .contentType("application/json")
        .body("{}")
        .post("/v1/adjustments/write-offs")
        .then()
        .statusCode(403);
  }

  @Test
  void takesNamesBackForFraudByTwoPeopleAndGivesUpTheClaim() {
    String promotion = Earned.six("PEN", "");
    Earned.settled("PEN");
    fraud(promotion, "\"name-1.org\", \"name-4.org\"")
        .statusCode(422)
        // Deleted in its add grace period: nothing of it stands.
        .body("violations.field", is(List.of("names[1]")));
    fraud(promotion, "").statusCode(422);
    String id =
        fraud(promotion, "\"name-1.org\"")
            .statusCode(201)
            .body("kind", is("FRAUD_REVERSAL"))
            .body("amount.toString()", is("-2.0"))
            .body("names", is(List.of("name-1.org")))
            .extract()
            .path("id");
    String again = fraud(promotion, "\"name-1.org\"").statusCode(201).extract().path("id");
    decide(id, "fay", true).statusCode(409);
    decide(id, "gus", true).statusCode(200);
    decide(again, "gus", true).statusCode(409);
    As.role(Role.FINANCE)
        .get("/v1/ledger/balances?promotion=" + promotion + "&registrar=90001")
        .then()
        .body("items[0].claimed.toString()", is("2.0"))
        .body("items[0].names", is(2));
    String writeOff =
        writeOff(promotion, "CLAIM", "2", "PEN")
            .statusCode(201)
            .body("kind", is("CLAIM_WRITE_OFF"))
            .extract()
            .path("id");
    decide(writeOff, "gus", true).statusCode(200);
    As.role(Role.FINANCE)
        .get("/v1/ledger/balances?promotion=" + promotion + "&registrar=90001")
        .then()
        .body("items[0].claimed.toString()", is("0.0"))
        .body("items[0].owed.toString()", is("0.0"));
    As.registrar(90003, Role.REGISTRAR_FINANCE).get("/v1/adjustments/" + id).then().statusCode(404);
  }
}

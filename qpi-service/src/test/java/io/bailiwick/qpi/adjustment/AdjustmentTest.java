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
}

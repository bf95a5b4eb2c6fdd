package io.bailiwick.qpi.statement;

import io.bailiwick.common.security.Role;
import io.bailiwick.common.testing.As;
import io.bailiwick.common.testing.TestClock;
import io.bailiwick.qpi.Offering;
import io.bailiwick.qpi.Peers;
import io.restassured.response.ValidatableResponse;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * Money of registrar 90001 in tests. Each test has a currency of its own, since a statement takes
 * all that a registrar has in one.
 */
public final class Earned {
  public static final int REGISTRAR = 90001;

  private Earned() {}

  /** A promotion that pays 2.00 for a create; accrual and maturity are booked when asked for. */
  public static String promotion(String currency, String more) {
    return Offering.running(
        ", \"incentive\": {\"model\": \"PER_CREATE\", \"amount\": 2.00, \"currency\": \""
            + currency
            + "\"}"
            + more);
  }

  /** Reads these events of 20 January, booked on 22 January. */
  public static void accrued(String promotion, List<String> events) {
    TestClock.set(Instant.parse("2026-01-22T10:00:00Z"));
    Peers.events(null, null, events);
    As.role(Role.FINANCE)
        .header("Idempotency-Key", UUID.randomUUID().toString())
        .post("/v1/promotions/" + promotion + "/accruals")
        .then()
        .statusCode(200);
  }

  /** Makes payable on 10 February what is mature. */
  public static void matured(String promotion) {
    TestClock.set(Instant.parse("2026-02-10T10:00:00Z"));
    As.role(Role.FINANCE)
        .header("Idempotency-Key", UUID.randomUUID().toString())
        .post("/v1/promotions/" + promotion + "/maturity-runs")
        .then()
        .statusCode(200);
  }

  /** Four creates of 2.00, one of them deleted in the add grace period; 6.00 payable. */
  public static String six(String currency, String more) {
    String promotion = promotion(currency, more);
    accrued(
        promotion,
        List.of(
            Peers.create(1, REGISTRAR, "2026-01-20T00:00:00Z", 1),
            Peers.create(2, REGISTRAR, "2026-01-20T00:00:00Z", 1),
            Peers.create(3, REGISTRAR, "2026-01-20T00:00:00Z", 1),
            Peers.create(4, REGISTRAR, "2026-01-20T00:00:00Z", 1),
            Peers.agpDelete(5, 4, REGISTRAR, "2026-01-21T00:00:00Z")));
    matured(promotion);
    return promotion;
  }

  /** Asks for the statement of 90001 for a period that is over by 2 March. */
  public static ValidatableResponse state(String period, String currency) {
    Peers.portfolios("2026-01", 82);
    Peers.portfolios("2026-02", 82);
    return As.user("fay", Role.FINANCE)
        .contentType("application/json")
        .header("Idempotency-Key", UUID.randomUUID().toString())
        .body(
            """
            {"period": "%s", "currency": "%s", "registrar": %d}
            """
                .formatted(period, currency, REGISTRAR))
        .post("/v1/statements")
        .then();
  }

  /** The statement of a period, issued on 2 March. */
  public static String stated(String period, String currency) {
    TestClock.set(Instant.parse("2026-03-02T10:00:00Z"));
    return state(period, currency).statusCode(201).extract().path("statements[0]");
  }

  /** Pays out on 2 March all that is payable in a currency. */
  public static void settled(String currency) {
    TestClock.set(Instant.parse("2026-03-02T10:00:00Z"));
    String id =
        As.user("fay", Role.FINANCE)
            .contentType("application/json")
            .header("Idempotency-Key", UUID.randomUUID().toString())
            .body(
                """
                {"settlementDate": "2026-03-01", "currency": "%s", "way": "DEPOSIT"}
                """
                    .formatted(currency))
            .post("/v1/settlements")
            .then()
            .statusCode(201)
            .extract()
            .path("id");
    As.user("gus", Role.FINANCE)
        .contentType("application/json")
        .body("{\"approved\": true, \"reason\": \"Agrees with the statements.\"}")
        .post("/v1/settlements/" + id + "/decision")
        .then()
        .statusCode(200);
  }
}

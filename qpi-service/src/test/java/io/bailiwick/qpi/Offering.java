package io.bailiwick.qpi;

import io.bailiwick.common.security.Role;
import io.bailiwick.common.testing.As;
import io.bailiwick.common.testing.TestClock;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;

/** Promotions in tests: drafted by ann, published by bob, from 10 January to 10 April 2026. */
public final class Offering {
  public static final String BEFORE = "2026-01-05T00:00:00Z";
  public static final String START = "2026-01-10T14:00:00Z";
  public static final String END = "2026-04-10T14:00:00Z";
  public static final String ENROLLED = "2026-01-12T09:00:00Z";

  private Offering() {}

  /**
   * Asks for a draft.
   *
   * @param more further terms, led by a comma, or nothing; the last of two members of one name wins
   */
  public static ValidatableResponse draft(String name, String more) {
    return draft(name, null, more);
  }

  /** Asks for a draft that takes the place of a promotion. */
  public static ValidatableResponse draft(String name, String supersedes, String more) {
    return As.user("ann", Role.ACCOUNT_MANAGER, Role.FINANCE)
        .contentType("application/json")
        .body(
            """
            {"name": "%s", "title": "A test"%s, "terms": {
             "startsAt": "%s", "endsAt": "%s", "baseline": 60, "rewardGatePolicyVersion": 1,
             "incentive": {"model": "PER_CREATE", "amount": 2.00, "currency": "USD"},
             "years": [1, 2], "limitedDurationDisclosure": "It ends on 10 April 2026."%s}}
            """
                .formatted(
                    name,
                    supersedes == null ? "" : ", \"supersedes\": \"" + supersedes + "\"",
                    START,
                    END,
                    more))
        .post("/v1/promotions")
        .then();
  }

  /** Offers it to 90001 to 90005, and to nobody where it fails. */
  public static ValidatableResponse publish(String promotion, String by) {
    Peers.registrars(90001, 90002, 90003, 90004, 90005);
    Peers.orders(List.of());
    return As.user(by, Role.FINANCE).post("/v1/promotions/" + promotion + "/publication").then();
  }

  /** A published promotion; the clock stands before its start. */
  public static String published(String more) {
    TestClock.set(Instant.parse(BEFORE));
    String id = draft("p-" + UUID.randomUUID(), more).statusCode(201).extract().path("id");
    publish(id, "bob").statusCode(200);
    return id;
  }

  /**
   * A new evaluation of the published scores of October 2025: 90001 at 92.86, 90002 vetoed, 90003
   * at 14.17.
   */
  public static String evaluation() {
    Peers.scored("2025-10", 1);
    return As.role(Role.ACCOUNT_MANAGER)
        .contentType("application/json")
        .body("{\"month\": \"2025-10\", \"purpose\": \"QUALIFYING\"}")
        .post("/v1/evaluations")
        .then()
        .statusCode(201)
        .extract()
        .path("id");
  }

  /**
   * A new evaluation of the published scores of a month.
   *
   * @param renewed of 100 names due at 90001; 82 gives it 92.86, 40 gives it 64.29
   */
  public static String evaluated(String month, int renewed) {
    Peers.scored(month, 1);
    Peers.portfolios(month, renewed);
    return As.role(Role.ACCOUNT_MANAGER)
        .contentType("application/json")
        .body("{\"month\": \"" + month + "\", \"purpose\": \"QUALIFYING\"}")
        .post("/v1/evaluations")
        .then()
        .statusCode(201)
        .extract()
        .path("id");
  }

  public static ValidatableResponse qualify(String promotion, String evaluation) {
    return As.role(Role.ACCOUNT_MANAGER)
        .contentType("application/json")
        .body("{\"evaluationId\": \"" + evaluation + "\"}")
        .post("/v1/promotions/" + promotion + "/qualifications")
        .then();
  }

  /** The account manager enters that these have accepted the terms. */
  public static ValidatableResponse accept(String promotion, Integer... registrars) {
    return accept(As.role(Role.ACCOUNT_MANAGER), promotion, "Letter of 11 January", registrars);
  }

  /**
   * @param reason null for none
   */
  public static ValidatableResponse accept(
      RequestSpecification as, String promotion, String reason, Integer... registrars) {
    String terms =
        As.role(Role.AUDITOR)
            .get("/v1/promotions/" + promotion)
            .then()
            .extract()
            .path("termsSha256");
    return as.contentType("application/json")
        .body(
            """
            {"registrars": %s, "termsSha256": "%s", "reason": %s}
            """
                .formatted(
                    Arrays.toString(registrars),
                    terms,
                    reason == null ? "null" : '"' + reason + '"'))
        .post("/v1/promotions/" + promotion + "/terms-acceptances")
        .then();
  }

  public static ValidatableResponse enrol(String promotion, Integer... registrars) {
    return As.role(Role.ACCOUNT_MANAGER)
        .contentType("application/json")
        .body("{\"registrars\": " + Arrays.toString(registrars) + "}")
        .post("/v1/promotions/" + promotion + "/enrolments")
        .then();
  }

  /** A published promotion that 90001 is enrolled in from {@link #ENROLLED} on. */
  public static String running(String more) {
    String promotion = published(more);
    qualify(promotion, evaluation()).statusCode(201);
    TestClock.set(Instant.parse(ENROLLED));
    accept(promotion, 90001).statusCode(200);
    enrol(promotion, 90001).statusCode(201);
    return promotion;
  }
}

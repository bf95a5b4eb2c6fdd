package io.bailiwick.aip.transparency;

import static io.bailiwick.aip.Programme.officer;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import io.bailiwick.aip.Programme;
import io.bailiwick.common.json.Hashes;
import io.bailiwick.common.security.Role;
import io.bailiwick.common.testing.As;
import io.bailiwick.common.testing.SuiteResource;
import io.bailiwick.common.testing.TestClock;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(TransparencyTest.OwnDatabase.class)
@WithTestResource(SuiteResource.class)
class TransparencyTest {
  /** A service and a database of its own: a report counts the cases of every other test, too. */
  public static final class OwnDatabase implements QuarkusTestProfile {}

  private static final String DRAFTS = "/v1/transparency-reports";
  private static final String PUBLISHED = "/v1/published-transparency-reports";

  @Inject TransparencyWork work;

  @BeforeEach
  void startsInMarch() {
    TestClock.set(Programme.START);
  }

  private static ValidatableResponse draft(String key, Map<String, Object> body) {
    return officer().header("Idempotency-Key", key).body(body).post(DRAFTS).then();
  }

  private static Map<String, Object> period(String from, String until) {
    Map<String, Object> body = new HashMap<>();
    body.put("from", from);
    body.put("until", until);
    return body;
  }

  private static String drafted(String from, String until) {
    return draft(UUID.randomUUID().toString(), period(from, until))
        .statusCode(201)
        .extract()
        .path("id");
  }

  private static ValidatableResponse publish(String user, String id) {
    return As.user(user, Role.COMPLIANCE_OFFICER)
        .contentType("application/json")
        .post(DRAFTS + "/{id}/publication", id)
        .then();
  }

  @Test
  void isDraftedByOnePublishedByAnotherAndReadByEverybody() {
    String key = UUID.randomUUID().toString();
    String id =
        draft(key, period("2025-01", "2025-03"))
            .statusCode(201)
            .body("version", equalTo(1))
            .body("draftedBy", equalTo("olga"))
            .body("publishedAt", nullValue())
            .extract()
            .path("id");
    draft(key, period("2025-01", "2025-03")).statusCode(201).body("id", equalTo(id));
    given().get(PUBLISHED + "/{id}", id).then().statusCode(404);
    given().get(PUBLISHED + "/{id}/archive", id).then().statusCode(404);
    As.role(Role.AUDITOR).get(DRAFTS + "/{id}/document", id).then().statusCode(200);

    publish("olga", id).statusCode(403);
    publish("omar", id).statusCode(200).body("publishedBy", equalTo("omar"));
    publish("omar", id).statusCode(409);

    Response json = given().accept("application/json").get(PUBLISHED + "/{id}", id);
    json.then().statusCode(200).body("minimumCell", equalTo(5)).body("from", equalTo("2025-01"));
    String tag = '"' + Hashes.sha256Hex(json.asByteArray()) + '"';
    assertThat(json.header("ETag")).isEqualTo(tag);
    given()
        .accept("application/json")
        .header("If-None-Match", tag)
        .get(PUBLISHED + "/{id}", id)
        .then()
        .statusCode(304);
    given()
        .accept("text/html")
        .get(PUBLISHED + "/{id}", id)
        .then()
        .statusCode(200)
        .contentType("text/html")
        .header("Content-Security-Policy", containsString("default-src 'none'"))
        .body(containsString("Flagged against acted"));
    given()
        .accept("text/csv")
        .get(PUBLISHED + "/{id}", id)
        .then()
        .statusCode(200)
        .body(containsString("path,group,key,label,count,hidden,explanation"));
    byte[] archive = given().get(PUBLISHED + "/{id}/archive", id).asByteArray();
    assertThat(
            As.registrar(90001, Role.REGISTRAR_ADMIN)
                .get(PUBLISHED + "/{id}/archive", id)
                .asByteArray())
        .isEqualTo(archive);
    given()
        .get(PUBLISHED)
        .then()
        .statusCode(200)
        .body("items.id", hasItem(id))
        .body("items.findAll { it.from == '2025-01' }.superseded", everyItem(equalTo(false)));
  }

  @Test
  void aPeriodThatIsNotOverOrCutsAnotherIsRefused() {
    draft("k1", period("2026-02", "2026-03")).statusCode(422);
    draft("k2", period("2026-02", "2026-01")).statusCode(422);
    draft("k3", period("2022-01", "2024-01")).statusCode(422);
    draft("k4", Map.of("from", "2025-13")).statusCode(422);
    drafted("2024-07", "2024-12");
    draft("k5", period("2024-07", "2024-08"))
        .statusCode(422)
        .body("violations[0].field", equalTo("from"));
    officer().body(period("2024-01", "2024-02")).post(DRAFTS).then().statusCode(422);
    Map<String, Object> unknown = period("2024-01", "2024-02");
    unknown.put(
        "dismissals", List.of(Map.of("candidate", UUID.randomUUID(), "ground", "NOT_ABUSIVE")));
    draft("k6", unknown).statusCode(422).body("violations[0].field", equalTo("dismissals"));
  }

  @Test
  void draftsAreForThoseWhoMakeOrCheckThem() {
    String id = drafted("2024-03", "2024-04");
    given().get(DRAFTS + "/{id}", id).then().statusCode(401);
    for (Role role : List.of(Role.DECIDER, Role.AUDITOR, Role.COMPLIANCE_OFFICER)) {
      As.role(role).get(DRAFTS + "/{id}", id).then().statusCode(200);
    }
    for (Role role : List.of(Role.ACCOUNT_MANAGER, Role.FINANCE, Role.APPEAL_REVIEWER)) {
      As.role(role).get(DRAFTS + "/{id}", id).then().statusCode(403);
      As.role(role).get(DRAFTS).then().statusCode(403);
    }
    As.registrar(90001, Role.REGISTRAR_ADMIN)
        .get(DRAFTS + "/{id}/document", id)
        .then()
        .statusCode(403);
    As.role(Role.AUDITOR)
        .contentType("application/json")
        .body(period("2024-01", "2024-01"))
        .post(DRAFTS)
        .then()
        .statusCode(403);
    As.role(Role.AUDITOR).get(DRAFTS + "/{id}", UUID.randomUUID()).then().statusCode(404);
    publish("omar", UUID.randomUUID().toString()).statusCode(404);
    As.role(Role.AUDITOR).get(DRAFTS).then().statusCode(200).body("items.id", hasItem(id));
  }

  /** An appeal reverses a limit of March in April, after the report of March is published. */
  @Test
  void aLaterReversalMakesACorrectedVersionForAPersonToPublish() {
    String candidate = Programme.candidate(Programme.registrar());
    officer()
        .body(Map.of("reason", "Broken into, not registered to harm."))
        .header("Idempotency-Key", UUID.randomUUID())
        .post("/v1/candidates/{id}/dismissal", candidate)
        .then()
        .statusCode(200);
    int registrar = Programme.registrar();
    String proposal = Programme.approvedLimit(registrar, 21);
    TestClock.set(Instant.parse("2026-04-02T09:00:00Z"));
    Map<String, Object> body = period("2026-03", "2026-03");
    body.put("dismissals", List.of(Map.of("candidate", candidate, "ground", "COMPROMISED_SITES")));
    String first = draft(UUID.randomUUID().toString(), body).statusCode(201).extract().path("id");
    officer()
        .accept("application/json")
        .get(DRAFTS + "/{id}/document", first)
        .then()
        .statusCode(200)
        .body(
            "counts.find { it.path == 'ORDINARY' && it.key == 'candidates.dismissed.compromised-sites' }.hidden",
            equalTo(true))
        .body("supersedes", nullValue());
    publish("omar", first).statusCode(200);
    work.round();
    assertThat(versions("2026-03")).isEqualTo(1);

    TestClock.set(Instant.parse("2026-04-03T09:00:00Z"));
    String appeal =
        Programme.of(registrar)
            .header("Idempotency-Key", UUID.randomUUID())
            .body(Map.of("grounds", "Cleaned within a day.", "stay", false))
            .post("/v1/limit-proposals/{id}/appeals", proposal)
            .then()
            .statusCode(201)
            .extract()
            .path("id");
    Programme.reviewer()
        .header("Idempotency-Key", UUID.randomUUID())
        .body(Map.of("outcome", "REVERSED", "reasons", "Looked at name by name."))
        .post("/v1/appeals/{id}/decision", appeal)
        .then()
        .statusCode(200);
    work.round();
    work.round();
    assertThat(versions("2026-03")).isEqualTo(2);
    String second =
        officer()
            .queryParam("limit", 1000)
            .get(DRAFTS)
            .path("items.find { it.from == '2026-03' && it.version == 2 }.id");
    officer()
        .get(DRAFTS + "/{id}", second)
        .then()
        .body("draftedBy", equalTo("bailiwick"))
        .body("supersedes", equalTo(first));
    publish("olga", second).statusCode(200);
    given()
        .accept("application/json")
        .get(PUBLISHED + "/{id}", second)
        .then()
        .statusCode(200)
        .body("supersedes", equalTo(1))
        .body("changes.size()", greaterThan(0));
    given()
        .get(PUBLISHED)
        .then()
        .body("items.find { it.id == '" + first + "' }.superseded", equalTo(true))
        .body("items.find { it.id == '" + second + "' }.superseded", equalTo(false));
  }

  private static int versions(String from) {
    return officer()
        .queryParam("limit", 1000)
        .get(DRAFTS)
        .then()
        .statusCode(200)
        .extract()
        .path("items.findAll { it.from == '" + from + "' }.size()");
  }

  @Test
  void whoMadeItIsInTheAuditTrail() {
    String id = drafted("2023-01", "2023-06");
    publish("omar", id).statusCode(200);
    As.role(Role.AUDITOR)
        .accept("application/x-ndjson")
        .get("/v1/audit-entries")
        .then()
        .statusCode(200)
        .body(containsString("transparency.published"))
        .body(containsString("transparency-report/" + id))
        .body(not(containsString("password")));
    As.role(Role.AUDITOR)
        .get("/v1/audit-verification")
        .then()
        .statusCode(200)
        .body("headHash", notNullValue())
        .body("valid", equalTo(true));
  }
}

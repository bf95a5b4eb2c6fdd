package io.bailiwick.aip.plan;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static io.bailiwick.aip.Programme.*;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;

import io.bailiwick.aip.Programme;
import io.bailiwick.common.security.Role;
import io.bailiwick.common.testing.As;
import io.bailiwick.common.testing.SuiteResource;
import io.bailiwick.common.testing.TestClock;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@WithTestResource(SuiteResource.class)
class PlanTest {
  @BeforeEach
  void start() {
    TestClock.set(START);
  }

  private static Map<String, Object> plan() {
    return Programme.plan();
  }

  private static String noticed(int registrar) {
    String id = openCase(registrar);
    sendNotice(id, notice()).statusCode(201);
    return id;
  }

  private static ValidatableResponse file(
      RequestSpecification as, String id, Map<String, Object> plan) {
    return as.body(plan).post("/v1/cases/{id}/plan", id).then();
  }

  private static ValidatableResponse agree(RequestSpecification as, String id, int version) {
    return as.body(Map.of("version", version, "note", "Agreed."))
        .post("/v1/cases/{id}/plan-agreement", id)
        .then();
  }

  private static ValidatableResponse monitor(String id) {
    return officer().body("{}").post("/v1/cases/{id}/monitoring", id).then();
  }

  private static String month(String month, String lower, String intervention, String exit) {
    return """
        {"runId": "%s", "runVersion": 1, "month": "%s", "registrar": 90001, "registrarName": "R", "domains": 3, "dumSum": 310000,
         "days": 31, "ratePer10k": 3.00, "clopperPearsonLowerOneSided": %s, "clopperPearsonUpperOneSided": 9.00, "families": 2,
         "mature": true, "policyVersion": 1, "snapshotSha256": "%s",
         "intervention": {"gate": "INTERVENTION", "state": "%s", "summary": "The intervention gate.", "clauses": []},
         "exit": {"gate": "EXIT", "state": "%s", "summary": "The exit gate.", "clauses": []}}
        """
        .formatted(UUID.randomUUID(), month, lower, SNAPSHOT, intervention, exit);
  }

  private static void published(int registrar, String... months) {
    SuiteResource.peers()
        .register(
            get(urlPathEqualTo("/scoring/v1/scores"))
                .withQueryParam("registrar", equalTo(Integer.toString(registrar)))
                .withQueryParam("published", equalTo("true"))
                .willReturn(okJson("{\"items\": [%s]}".formatted(String.join(",", months)))));
  }

  @Test
  void isFiledAgreedToAndWatchedToItsEnd() {
    int registrar = registrar();
    String id = noticed(registrar);
    file(of(registrar), id, plan())
        .statusCode(201)
        .body("caseState", is("PLAN_FILED"))
        .body("latest.version", is(1))
        .body("latest.filedBy", is("registrar-" + registrar))
        .body("agreedVersion", nullValue())
        .body("measures.code", contains("phone-verification", "bulk-review"))
        .body("measures.state", everyItem(is("OPEN")));
    agree(officer(), id, 1)
        .statusCode(200)
        .body("caseState", is("PLAN_AGREED"))
        .body("agreedVersion", is(1))
        .body("latest.agreedBy", is("olga"))
        .body("monitoringFrom", nullValue());
    monitor(id).statusCode(200).body("caseState", is("MONITORING"));
    for (String code : List.of("phone-verification", "bulk-review")) {
      of(registrar)
          .body(Map.of("state", "DONE", "note", "Live."))
          .post("/v1/cases/{id}/plan/measures/{code}/states", id, code)
          .then()
          .statusCode(200);
    }
    published(
        registrar,
        month("2026-02", "60.00", "HOLDS", "DOES_NOT_HOLD"),
        month("2026-03", "40.00", "HOLDS", "DOES_NOT_HOLD"),
        month("2026-04", "4.00", "DOES_NOT_HOLD", "DOES_NOT_HOLD"),
        month("2026-05", "3.00", "DOES_NOT_HOLD", "HOLDS"));
    of(registrar)
        .get("/v1/cases/{id}/plan/progress", id)
        .then()
        .statusCode(200)
        .body("version", is(1))
        .body("target.metric", is("RATE_LOWER_BOUND"))
        .body("months.month", contains("2026-02", "2026-03", "2026-04", "2026-05"))
        .body("months.reached", contains(false, false, true, true))
        .body("months.counts", contains(false, false, true, true))
        .body("months[3].sentence", is("2026-05: clopperPearsonLowerOneSided is 3.00, at most 8."))
        .body("criteria.state", everyItem(is("MET")))
        .body("criteria.criterion", contains("TARGET", "EXIT_GATE", "MEASURES"))
        .body("met", is(true));
    officer()
        .body(Map.of("reason", "Every exit criterion is met."))
        .post("/v1/cases/{id}/restoration", id)
        .then()
        .statusCode(200)
        .body("state", is("RESTORED"))
        .body("history.note", hasItem("Version 1: Verify telephone numbers."));
  }

  @Test
  void monitoringDoesNotStartWithoutAgreedExitCriteria() {
    int registrar = registrar();
    String id = noticed(registrar);
    Map<String, Object> without = plan();
    without.remove("exit");
    file(of(registrar), id, without).statusCode(201);
    monitor(id).statusCode(409);
    agree(officer(), id, 1).statusCode(200);
    monitor(id).statusCode(409).body("nextSteps", hasItem(containsString("exit criteria")));
    file(of(registrar), id, plan()).statusCode(201);
    agree(officer(), id, 2).statusCode(200);
    monitor(id).statusCode(200).body("caseState", is("MONITORING"));
  }

  @Test
  void aChangeRulesOnceBothHaveAgreedToIt() {
    int registrar = registrar();
    String id = noticed(registrar);
    file(of(registrar), id, plan()).statusCode(201);
    agree(officer(), id, 1).statusCode(200);
    monitor(id).statusCode(200);
    Map<String, Object> softer = plan();
    softer.put("target", Map.of("metric", "RATE_LOWER_BOUND", "atMost", 50, "confidence", 0.95));
    file(of(registrar), id, softer)
        .statusCode(201)
        .body("latest.version", is(2))
        .body("agreedVersion", is(1));
    published(registrar, month("2026-04", "40.00", "HOLDS", "DOES_NOT_HOLD"));
    of(registrar)
        .get("/v1/cases/{id}/plan/progress", id)
        .then()
        .body("version", is(1))
        .body("target.atMost", is(8))
        .body("criteria[0].state", is("NOT_MET"));
    agree(officer(), id, 1).statusCode(409).body("nextSteps[0]", containsString("version 2"));
    agree(officer(), id, 2).statusCode(200).body("agreedVersion", is(2));
    // Months count from the first start on: a change of the plan takes none away.
    monitor(id).statusCode(200).body("monitoringFrom", containsString("2026-03-02T09:00"));
    of(registrar)
        .get("/v1/cases/{id}/plan/versions", id)
        .then()
        .statusCode(200)
        .body("items.version", contains(1, 2))
        .body("items[0].plan.target.atMost", is(8));
  }

  @Test
  void nobodyAgreesToAPlanThatHeFiledHimself() {
    String id = noticed(registrar());
    file(officer(), id, plan()).statusCode(201).body("latest.filedBy", is("olga"));
    agree(officer(), id, 1).statusCode(403);
    agree(As.user("otto", Role.COMPLIANCE_OFFICER).contentType("application/json"), id, 1)
        .statusCode(200);
  }

  @Test
  void saysWhatIsOverdueAndKeepsWhatWasSaid() {
    int registrar = registrar();
    String id = noticed(registrar);
    file(of(registrar), id, plan()).statusCode(201);
    of(registrar)
        .body(Map.of("state", "UNDER_WAY"))
        .post("/v1/cases/{id}/plan/measures/phone-verification/states", id)
        .then()
        .statusCode(200)
        .body("measures[0].state", is("UNDER_WAY"))
        .body("measures[0].overdue", is(false));
    TestClock.set(Instant.parse("2026-05-02T00:00:00Z"));
    of(registrar)
        .get("/v1/cases/{id}/plan", id)
        .then()
        .statusCode(200)
        .body("measures.overdue", contains(true, false));
    of(registrar)
        .body(Map.of("state", "DONE"))
        .post("/v1/cases/{id}/plan/measures/phone-verification/states", id)
        .then()
        .body("measures.overdue", contains(false, false));
    of(registrar)
        .body(Map.of("state", "DONE"))
        .post("/v1/cases/{id}/plan/measures/no-such/states", id)
        .then()
        .statusCode(404);
  }

  @Test
  void bothSidesSpeakAndReadAllOfIt() {
    int registrar = registrar();
    String id = noticed(registrar);
    of(registrar)
        .body(Map.of("text", "Would June be possible?"))
        .post("/v1/cases/{id}/plan/comments", id)
        .then()
        .statusCode(201)
        .body("side", is("REGISTRAR"));
    officer()
        .body(Map.of("text", "Yes."))
        .post("/v1/cases/{id}/plan/comments", id)
        .then()
        .statusCode(201)
        .body("side", is("REGISTRY"));
    of(registrar)
        .get("/v1/cases/{id}/plan/comments", id)
        .then()
        .statusCode(200)
        .body("items.text", contains("Would June be possible?", "Yes."))
        .body("items.author", contains("registrar-" + registrar, "olga"));
    of(registrar)
        .body(Map.of("text", " "))
        .post("/v1/cases/{id}/plan/comments", id)
        .then()
        .statusCode(422);
  }

  private static ValidatableResponse upload(
      RequestSpecification as, String id, String name, byte[] content) {
    return as.contentType("application/octet-stream")
        .queryParam("name", name)
        .body(content)
        .post("/v1/cases/{id}/plan/files", id)
        .then();
  }

  @Test
  void keepsFilesByWhatTheyAreAndNeverShowsThem() throws Exception {
    int registrar = registrar();
    String id = noticed(registrar);
    byte[] pdf = "%PDF-1.7\n<script>alert(1)</script>".getBytes(US_ASCII);
    String file =
        upload(of(registrar), id, "../../etc/Plan\r\n.html", pdf)
            .statusCode(201)
            .body("name", is("Plan.pdf"))
            .body("type", is("PDF"))
            .body("size", is(pdf.length))
            .extract()
            .path("id");
    upload(of(registrar), id, "again.pdf", pdf).statusCode(201).body("id", is(file));
    byte[] downloaded =
        officer()
            .get("/v1/cases/{id}/plan/files/{file}", id, file)
            .then()
            .statusCode(200)
            .contentType("application/octet-stream")
            .header("Content-Disposition", "attachment; filename=\"Plan.pdf\"")
            .header("X-Content-Type-Options", "nosniff")
            .extract()
            .asByteArray();
    assertThat(downloaded).isEqualTo(pdf);
    // An executable, an archive, and nothing at all.
    upload(of(registrar), id, "plan.pdf", new byte[] {'M', 'Z', (byte) 0x90, 0}).statusCode(415);
    upload(of(registrar), id, "plan.pdf", new byte[] {'P', 'K', 3, 4}).statusCode(415);
    upload(of(registrar), id, "plan.txt", new byte[0]).statusCode(415);
    upload(of(registrar), id, "plan.txt", " ".repeat(5 * 1024 * 1024 + 1).getBytes(US_ASCII))
        .statusCode(413);
    officer()
        .get("/v1/cases/{id}/plan/files", id)
        .then()
        .statusCode(200)
        .body("items", hasSize(1))
        .body("items[0].uploadedBy", is("registrar-" + registrar));
  }

  @Test
  void hasAtMostTwentyFiles() {
    int registrar = registrar();
    String id = noticed(registrar);
    for (int i = 0; i < 20; i++) {
      upload(of(registrar), id, "n.txt", ("Note " + i).getBytes(UTF_8)).statusCode(201);
    }
    upload(of(registrar), id, "n.txt", "One more".getBytes(UTF_8)).statusCode(409);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/plan",
        "/plan/versions",
        "/plan/progress",
        "/plan/comments",
        "/plan/files",
        "/plan/files/0199f7c2-7a1e-7000-8000-00000000000a"
      })
  void aRegistrarReachesItsOwnOnly(String path) {
    String id = noticed(registrar());
    int other = registrar();
    of(other).get("/v1/cases/" + id + path).then().statusCode(404);
    of(other).get("/v1/cases/" + UUID.randomUUID() + path).then().statusCode(404);
    As.nobody().get("/v1/cases/" + id + path).then().statusCode(401);
    As.role(Role.ACCOUNT_MANAGER).get("/v1/cases/" + id + path).then().statusCode(403);
  }

  @Test
  void anotherRegistrarWritesNothing() {
    String id = noticed(registrar());
    int other = registrar();
    file(of(other), id, plan()).statusCode(404);
    of(other)
        .body(Map.of("text", "Hello"))
        .post("/v1/cases/{id}/plan/comments", id)
        .then()
        .statusCode(404);
    upload(of(other), id, "a.txt", "Hello".getBytes(UTF_8)).statusCode(404);
    of(other)
        .body(Map.of("state", "DONE"))
        .post("/v1/cases/{id}/plan/measures/phone-verification/states", id)
        .then()
        .statusCode(404);
    agree(of(other), id, 1).statusCode(403);
  }

  @Test
  void refusesAPlanThatCannotBeMeasured() {
    int registrar = registrar();
    String id = noticed(registrar);
    Map<String, Object> plan = plan();
    plan.put("target", Map.of("metric", "RATE_LOWER_BOUND", "atMost", 8, "confidence", 0.8));
    file(of(registrar), id, plan)
        .statusCode(422)
        .body("violations[0].field", is("target.confidence"));
    plan = plan();
    plan.put("measures", List.of());
    file(of(registrar), id, plan).statusCode(422);
    plan = new HashMap<>(plan());
    plan.put("budget", 5);
    file(of(registrar), id, plan).statusCode(422).body("violations[0].field", is("budget"));
    of(registrar).get("/v1/cases/{id}/plan", id).then().statusCode(404);
  }

  @Test
  void waitsForScoringRatherThanInventANumber() {
    int registrar = registrar();
    String id = noticed(registrar);
    file(of(registrar), id, plan()).statusCode(201);
    of(registrar).get("/v1/cases/{id}/plan/progress", id).then().statusCode(409);
    agree(officer(), id, 1).statusCode(200);
    SuiteResource.peers()
        .register(
            get(urlPathEqualTo("/scoring/v1/scores"))
                .withQueryParam("registrar", equalTo(Integer.toString(registrar)))
                .willReturn(aResponse().withStatus(500)));
    of(registrar).get("/v1/cases/{id}/plan/progress", id).then().statusCode(503);
  }

  @Test
  void aPlanIsHeardUnderALimitToo() {
    int registrar = registrar();
    var unused = order(registrar, 14);
    String id =
        officer()
            .queryParam("registrar", registrar)
            .get("/v1/cases")
            .then()
            .extract()
            .path("items[0].id");
    file(of(registrar), id, plan()).statusCode(201).body("caseState", is("LIMIT_IN_FORCE"));
  }

  @Test
  void aPlanThatWasFiledDuringALimitIsAgreedToInReview() {
    int registrar = registrar();
    String proposal = approvedLimit(registrar, 2);
    String id = officer().get("/v1/limit-proposals/{id}", proposal).path("caseId");
    of(registrar)
        .body(plan())
        .post("/v1/cases/{id}/plan", id)
        .then()
        .statusCode(201)
        .body("caseState", is("LIMIT_IN_FORCE"));
    Map<String, Object> first = Map.of("version", 1);
    officer().body(first).post("/v1/cases/{id}/plan-agreement", id).then().statusCode(409);
    TestClock.set(RESPONSE_OVER.plus(Duration.ofDays(3)));
    officer()
        .body(first)
        .post("/v1/cases/{id}/plan-agreement", id)
        .then()
        .statusCode(200)
        .body("caseState", is("PLAN_AGREED"));
    officer().body("{}").post("/v1/cases/{id}/monitoring", id).then().statusCode(200);
    // Back in review, with nothing new: there is nothing to agree to.
    String second = propose(id, limit(2)).statusCode(201).extract().path("id");
    officer()
        .body(Map.of("reason", "They have answered."))
        .post("/v1/limit-proposals/{id}/withdrawal", second)
        .then()
        .statusCode(200);
    officer()
        .body(first)
        .post("/v1/cases/{id}/plan-agreement", id)
        .then()
        .statusCode(409)
        .body("nextSteps", contains("FILE_PLAN", "START_MONITORING"));
  }
}

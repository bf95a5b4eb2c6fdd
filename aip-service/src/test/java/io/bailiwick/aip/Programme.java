package io.bailiwick.aip;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.absent;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;

import io.bailiwick.common.security.Role;
import io.bailiwick.common.testing.As;
import io.bailiwick.common.testing.SuiteResource;
import io.bailiwick.common.testing.TestClock;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;

/** The steps of the programme over HTTP, and a scoring-service that says what a test wants. */
public final class Programme {
  /**
   * Monday; fifteen business days later is Monday, 23 March, for the United States have no holiday
   * in March.
   */
  public static final Instant START = Instant.parse("2026-03-02T09:00:00Z");

  public static final Instant RESPONSE_OVER = Instant.parse("2026-03-24T00:00:00Z");
  public static final String SNAPSHOT = "5f".repeat(32);
  public static final String INCIDENT = "0199f7c2-7a1e-7000-8000-00000000000a";

  private static final AtomicInteger REGISTRARS = new AtomicInteger(90_000);

  private Programme() {}

  /** A registrar that no other test touches. */
  public static int registrar() {
    return REGISTRARS.incrementAndGet();
  }

  public static RequestSpecification officer() {
    return As.user("olga", Role.COMPLIANCE_OFFICER).contentType("application/json");
  }

  public static RequestSpecification decider() {
    return As.user("dora", Role.DECIDER).contentType("application/json");
  }

  /** Hears appeals. */
  public static RequestSpecification reviewer() {
    return As.user("rita", Role.APPEAL_REVIEWER).contentType("application/json");
  }

  public static RequestSpecification srs() {
    return As.role(Role.SRS).contentType("application/json");
  }

  public static RequestSpecification of(int registrar) {
    return As.registrar(registrar, Role.REGISTRAR_ADMIN).contentType("application/json");
  }

  /**
   * A scoring run in which the intervention gate of each registrar stands as given; the scores come
   * in two pages. It is what is published of everybody but of UNPUBLISHED, for whom the gate holds
   * as it does for FRAGILE, IMMATURE and ACUTE; for the last one the acute gate holds, too.
   */
  public static String scoringRun(Map<Integer, String> gates) {
    String id = UUID.randomUUID().toString();
    String path = "/scoring/v1/runs/" + id;
    List<String> scores =
        gates.entrySet().stream().map(gate -> score(gate.getKey(), gate.getValue())).toList();
    int half = scores.size() / 2;
    SuiteResource.peers()
        .register(
            get(urlPathEqualTo(path))
                .withHeader("Authorization", equalTo("Bearer of-the-service"))
                .willReturn(
                    okJson(
                        """
                        {"id": "%s", "month": "2026-01", "version": 2, "snapshotId": "%s", "snapshotSha256": "%s",
                         "policyId": "%s", "policyVersion": 1, "mature": true, "createdAt": "2026-03-01T00:00:00Z",
                         "registrars": %d, "rewardHolds": 0, "interventionHolds": 1, "notAssessable": 0}
                        """
                            .formatted(
                                id,
                                UUID.randomUUID(),
                                SNAPSHOT,
                                UUID.randomUUID(),
                                scores.size()))));
    SuiteResource.peers()
        .register(
            get(urlPathEqualTo(path + "/scores"))
                .withQueryParam("after", absent())
                .willReturn(
                    okJson(
                        "{\"items\": [%s], \"next\": \"two\"}"
                            .formatted(String.join(",", scores.subList(0, half))))));
    SuiteResource.peers()
        .register(
            get(urlPathEqualTo(path + "/scores"))
                .withQueryParam("after", equalTo("two"))
                .willReturn(
                    okJson(
                        "{\"items\": [%s]}"
                            .formatted(String.join(",", scores.subList(half, scores.size()))))));
    SuiteResource.peers()
        .register(
            get(urlPathEqualTo("/scoring/v1/publications"))
                .withQueryParam("month", equalTo("2026-01"))
                .withQueryParam("state", equalTo("PUBLISHED"))
                .willReturn(
                    okJson(
                        "{\"items\": [{\"id\": \"%s\", \"runId\": \"%s\", \"state\": \"PUBLISHED\"}]}"
                            .formatted(id, id))));
    SuiteResource.peers()
        .register(
            get(urlPathEqualTo("/scoring/v1/publications/" + id + "/results"))
                .withQueryParam("state", equalTo("PUBLISHED"))
                .willReturn(
                    okJson(
                        "{\"items\": [%s]}"
                            .formatted(
                                gates.entrySet().stream()
                                    .filter(gate -> !gate.getValue().equals("UNPUBLISHED"))
                                    .map(
                                        gate ->
                                            "{\"registrar\": %d, \"runId\": \"%s\", \"state\": \"PUBLISHED\"}"
                                                .formatted(gate.getKey(), id))
                                    .collect(Collectors.joining(","))))));
    families(Map.of());
    return id;
  }

  /** The families that ingest knows. */
  public static void families(Map<Integer, String> families) {
    SuiteResource.peers()
        .register(
            get(urlPathEqualTo("/ingest/v1/registrar-families"))
                .willReturn(
                    okJson(
                        "{\"items\": [%s]}"
                            .formatted(
                                families.entrySet().stream()
                                    .map(
                                        member ->
                                            "{\"registrar\": %d, \"family\": \"%s\"}"
                                                .formatted(member.getKey(), member.getValue()))
                                    .collect(Collectors.joining(","))))));
  }

  /** A registrar that ingest has heard of. */
  public static void known(int registrar) {
    SuiteResource.peers()
        .register(
            get(urlPathEqualTo("/ingest/v1/registrars/" + registrar))
                .willReturn(
                    okJson(
                        "{\"registrar\": %d, \"names\": [], \"iana\": [], \"families\": [], \"exemptions\": []}"
                            .formatted(registrar))));
  }

  /** What scoring says of a registrar and month now. */
  public static void standing(int registrar, String state) {
    SuiteResource.peers()
        .register(
            get(urlPathEqualTo("/scoring/v1/scores"))
                .withQueryParam("registrar", equalTo(Integer.toString(registrar)))
                .willReturn(okJson("{\"items\": [" + score(registrar, state) + "]}")));
  }

  /** The contests that ingest knows of a registrar, by incident; of all others none. */
  public static void contests(int registrar, Map<String, String> states) {
    SuiteResource.peers()
        .register(
            get(urlPathEqualTo("/ingest/v1/corrections"))
                .atPriority(10)
                .willReturn(okJson("{\"items\": []}")));
    SuiteResource.peers()
        .register(
            get(urlPathEqualTo("/ingest/v1/corrections"))
                .withQueryParam("registrar", equalTo(Integer.toString(registrar)))
                .withQueryParam("origin", equalTo("CONTEST"))
                .willReturn(
                    okJson(
                        "{\"items\": [%s]}"
                            .formatted(
                                states.entrySet().stream()
                                    .map(
                                        contest ->
                                            """
                                            {"id": "%s", "incidentId": "%s", "name": "example.org", "state": "%s",
                                             "filedAt": "2026-03-04T10:00:00Z"}
                                            """
                                                .formatted(
                                                    UUID.nameUUIDFromBytes(
                                                        (registrar + contest.getKey())
                                                            .getBytes(StandardCharsets.UTF_8)),
                                                    contest.getKey(),
                                                    contest.getValue()))
                                    .collect(Collectors.joining(","))))));
  }

  private static String score(int registrar, String gate) {
    boolean named = List.of("UNPUBLISHED", "FRAGILE", "IMMATURE", "ACUTE").contains(gate);
    String state = named ? "HOLDS" : gate;
    String acute = gate.equals("ACUTE") ? "HOLDS" : "DOES_NOT_HOLD";
    return """
        {"registrar": %d, "registrarName": "Registrar %d", "month": "2026-01", "domains": 60, "dumSum": 310000,
         "days": 31, "meanDum": 10000, "ratePer10k": 60.00, "clopperPearsonLowerOneSided": 47.89, "families": 3,
         "mature": %s, "fragile": %s, "runVersion": 2, "policyVersion": 1, "snapshotSha256": "%s",
         "reward": {"gate": "REWARD", "state": "DOES_NOT_HOLD", "summary": "-", "clauses": [], "notInUse": []},
         "intervention": {"gate": "INTERVENTION", "state": "%s", "summary": "60 names, 47.89 or more per 10,000.",
           "clauses": [{"clause": "COUNT", "state": "HOLDS", "sentence": "60 names, at least 5.",
                        "values": {"domains": 60, "minimum": 5}}],
           "notInUse": ["RATE_RATIO"]},
         "acute": {"gate": "ACUTE", "state": "%s", "summary": "Validated by a person.", "clauses": [], "notInUse": []}}
        """
        .formatted(
            registrar,
            registrar,
            !gate.equals("IMMATURE"),
            gate.equals("FRAGILE"),
            SNAPSHOT,
            state,
            acute);
  }

  /** A scoring-service that fails whatever is asked of it about this run. */
  public static String failingRun() {
    String id = UUID.randomUUID().toString();
    SuiteResource.peers()
        .register(
            get(urlPathEqualTo("/scoring/v1/runs/" + id)).willReturn(aResponse().withStatus(500)));
    return id;
  }

  public static ValidatableResponse findCandidates(String runId) {
    return officer()
        .header("Idempotency-Key", UUID.randomUUID())
        .body(Map.of("runId", runId))
        .post("/v1/candidate-runs")
        .then();
  }

  /** A candidate, to be decided; returns its identifier. */
  public static String candidate(int registrar) {
    String run = scoringRun(Map.of(registrar, "HOLDS"));
    findCandidates(run).statusCode(201);
    return officer()
        .queryParam("state", "CANDIDATE")
        .queryParam("limit", 1000)
        .get("/v1/candidates")
        .then()
        .statusCode(200)
        .extract()
        .path("items.find { it.registrar == " + registrar + " }.id");
  }

  /** An open case that the acute gate has made, too; returns its identifier. */
  public static String acuteCase(int registrar) {
    findCandidates(scoringRun(Map.of(registrar, "ACUTE"))).statusCode(201);
    String candidate =
        officer()
            .queryParam("state", "CANDIDATE")
            .queryParam("limit", 1000)
            .get("/v1/candidates")
            .path("items.find { it.registrar == " + registrar + " }.id");
    return confirm(candidate).statusCode(201).extract().path("id");
  }

  public static ValidatableResponse confirm(String candidate) {
    return officer()
        .header("Idempotency-Key", UUID.randomUUID())
        .body(Map.of("reason", "Looked at name by name."))
        .post("/v1/candidates/{id}/confirmation", candidate)
        .then();
  }

  /** An open case; returns its identifier. */
  public static String openCase(int registrar) {
    return confirm(candidate(registrar)).statusCode(201).extract().path("id");
  }

  public static Map<String, Object> notice() {
    Map<String, Object> notice = new HashMap<>();
    notice.put("reasons", "Above the threshold in three of four months.");
    notice.put("evidenceIncidents", List.of(INCIDENT));
    notice.put("appealText", "Write to the appeal reviewer within 60 days.");
    return notice;
  }

  /** A plan with exit criteria. */
  public static Map<String, Object> plan() {
    Map<String, Object> plan = new HashMap<>();
    plan.put("summary", "Verify telephone numbers.");
    plan.put(
        "measures",
        List.of(
            Map.of(
                "code",
                "phone-verification",
                "title",
                "Every new account verifies a telephone number",
                "owner",
                "Maria",
                "dueOn",
                "2026-05-01"),
            Map.of(
                "code",
                "bulk-review",
                "title",
                "Bulk orders are reviewed",
                "owner",
                "Jan",
                "dueOn",
                "2026-06-01")));
    plan.put("target", Map.of("metric", "RATE_LOWER_BOUND", "atMost", 8, "confidence", 0.95));
    plan.put(
        "exit",
        Map.of(
            "months",
            2,
            "exitGateHolds",
            true,
            "interventionGateClear",
            false,
            "measuresDone",
            true));
    return plan;
  }

  public static ValidatableResponse sendNotice(String id, Map<String, Object> notice) {
    return officer().body(notice).post("/v1/cases/{id}/notices", id).then();
  }

  /** A case whose registrar was notified and had its time. */
  public static String answeredCase(int registrar) {
    String id = openCase(registrar);
    sendNotice(id, notice()).statusCode(201);
    TestClock.set(RESPONSE_OVER);
    return id;
  }

  public static Map<String, Object> limit(int days) {
    Map<String, Object> limit = new HashMap<>();
    limit.put("mode", "FULL_STOP");
    limit.put("days", days);
    limit.put("reasons", "No plan was filed and the rate rose.");
    limit.put("measure", "Fewer than 5 names in the month.");
    limit.put("decider", "dora");
    return limit;
  }

  public static ValidatableResponse propose(String id, Map<String, Object> limit) {
    return officer().body(limit).post("/v1/cases/{id}/limit-proposals", id).then();
  }

  public static ValidatableResponse decide(
      RequestSpecification decider, String proposal, String outcome) {
    return decider
        .header("Idempotency-Key", UUID.randomUUID())
        .body(Map.of("outcome", outcome, "reasons", "Proportionate."))
        .post("/v1/limit-proposals/{id}/decision", proposal)
        .then();
  }

  /** A limit that was approved at {@link #RESPONSE_OVER}; returns its proposal. */
  public static String approvedLimit(int registrar, int days) {
    String proposal =
        propose(answeredCase(registrar), limit(days)).statusCode(201).extract().path("id");
    decide(decider(), proposal, "APPROVED").statusCode(201);
    return proposal;
  }

  /** An order in force from {@link #RESPONSE_OVER} on; returns its identifier. */
  public static String order(int registrar, int days) {
    String proposal =
        propose(answeredCase(registrar), limit(days)).statusCode(201).extract().path("id");
    return decide(decider(), proposal, "APPROVED").statusCode(201).extract().path("id");
  }

  public static ValidatableResponse ask(int registrar, String command) {
    return srs()
        .body(Map.of("registrar", registrar, "command", command))
        .post("/v1/command-decisions")
        .then();
  }
}

package io.bailiwick.ingest.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;

import io.bailiwick.common.json.Hashes;
import io.bailiwick.common.security.Role;
import io.bailiwick.common.testing.As;
import io.bailiwick.common.testing.SuiteResource;
import io.bailiwick.common.testing.TestClock;
import io.bailiwick.ingest.Operate;
import io.bailiwick.ingest.Slate;
import io.bailiwick.ingest.registration.DepositFixture;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.specification.RequestSpecification;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** moved.org went from 90001 to 90002 on 10 March at noon, after its first listing. */
@QuarkusTest
@WithTestResource(SuiteResource.class)
class EvidenceTest {
  private String sha256;
  private String incident;

  @BeforeEach
  void march() {
    Slate.clean();
    TestClock.set(Instant.parse("2026-03-31T00:00:00Z"));
    Operate.csv("alpha", "alpha");
    Operate.deposit(
            DepositFixture.full("F1", "2026-03-01T00:00:00Z")
                .registrars("r1,One,90001,ok\nr2,Two,90002,ok\n")
                .domains("moved.org,M-ORG,r1,r1,2026-02-01T00:00:00Z,2027-02-01T00:00:00Z,\n"))
        .statusCode(201);
    Operate.deposit(
            DepositFixture.diff("D1", "F1", "2026-03-11T00:00:00Z")
                .domains(
                    "moved.org,M-ORG,r2,r1,2026-02-01T00:00:00Z,2028-02-01T00:00:00Z,2026-03-10T12:00:00Z\n"))
        .statusCode(201);
    sha256 =
        Operate.rows(
                "alpha",
                "hxxp://a[.]moved[.]org/1,2026-03-02 00:00:00,,",
                "http://moved.org/2,2026-03-20 06:00:00,,")
            .extract()
            .path("sha256");
    incident = As.role(Role.SERVICE).get("/v1/incidents?name=moved.org").path("items[0].id");
  }

  private static RequestSpecification registrar(int id) {
    return As.registrar(id, Role.REGISTRAR_ABUSE);
  }

  private String path() {
    return "/v1/incidents/" + incident + "/evidence";
  }

  @Test
  void tellsAllThatSpeaksForAndAgainstAnIncident() {
    String correction =
        registrar(90001)
            .contentType("application/json")
            .header("Idempotency-Key", "one")
            .body(
                Map.of(
                    "incidentId",
                    incident,
                    "kind",
                    "COMPROMISED",
                    "reason",
                    "A shop",
                    "evidence",
                    "Its owner wrote"))
            .post("/v1/corrections")
            .then()
            .statusCode(201)
            .extract()
            .path("id");
    As.role(Role.DECIDER)
        .get(path())
        .then()
        .statusCode(200)
        .body("layout", equalTo(2))
        .body("incidentId", equalTo(incident))
        .body("name", equalTo("moved.org"))
        .body("threat", equalTo("PHISHING"))
        .body("firstSeenAt", equalTo("2026-03-02T00:00:00Z"))
        .body("lastSeenAt", equalTo("2026-03-20T06:00:00Z"))
        .body("month", equalTo("2026-03"))
        .body("judgement.classification", equalTo("MALICIOUS"))
        .body("judgement.byRule", equalTo("MALICIOUS"))
        .body("judgement.byPerson", nullValue())
        .body("judgement.families", contains("alpha"))
        .body("attribution.state", equalTo("ATTRIBUTED"))
        .body("attribution.registrar", equalTo(90001))
        .body("attribution.creator", equalTo(90001))
        // 1 February to 2 March 2026.
        .body("lifetime.ageDays", equalTo(29))
        .body("lifetime.roid", equalTo("M-ORG"))
        .body("lifetime.sponsorships.registrar", contains(90001, 90002))
        .body("lifetime.sponsorships[0].until", equalTo("2026-03-10T12:00:00Z"))
        .body("lifetime.sponsorships[1].from", equalTo("2026-03-10T12:00:00Z"))
        .body("listings", hasSize(2))
        .body("listingsCutOff", equalTo(false))
        .body("listings[0].value", equalTo("hxxp://a[.]moved[.]org/1"))
        .body("listings[0].host", equalTo("a.moved.org"))
        .body("listings[0].line", equalTo(2))
        .body("listings[0].payloadSha256", equalTo(sha256))
        .body("listings[0].feed", equalTo("alpha"))
        .body("probes", hasSize(0))
        .body("corrections.id", contains(correction))
        .body("corrections[0].state", equalTo("FILED"))
        .body("changes", hasSize(0));
    As.role(Role.COMPLIANCE_OFFICER)
        .contentType("application/json")
        .body(Map.of("outcome", "ACCEPTED", "reasons", "The owner is known"))
        .post("/v1/corrections/" + correction + "/decision")
        .then()
        .statusCode(200);
    As.role(Role.DECIDER)
        .get(path())
        .then()
        .body("judgement.classification", equalTo("COMPROMISED"))
        .body("judgement.byRule", equalTo("MALICIOUS"))
        .body("judgement.byPerson.by", equalTo("compliance-officer"))
        .body("corrections[0].decisionReasons", equalTo("The owner is known"))
        .body("changes.cause", contains("CORRECTION"));
  }

  @Test
  void holdsWhatProbesFoundOfTheNameInThatLifetimeAndThatTime() {
    // Created on 1 February, first listed on 2 March, last on 20 March.
    String sha256 =
        As.role(Role.DATA_OPERATOR)
            .contentType("text/csv")
            .body(
                """
                name,measuredAt,method,usage,tls,dnssec,mx
                moved.org,2026-01-31T00:00:00Z,crawler,PARKED,NONE,INSECURE,NONE
                moved.org,2026-02-03T00:00:00Z,crawler,RESOLVING_CONTENT,VALID,INSECURE,WORKING
                other.org,2026-03-03T00:00:00Z,crawler,ERROR,NONE,BOGUS,NONE
                moved.org,2026-03-21T00:00:00Z,resolver,NO_RESOLUTION,,SECURE,
                """
                    .getBytes(StandardCharsets.UTF_8))
            .post("/v1/measurements")
            .then()
            .statusCode(201)
            .extract()
            .path("sha256");
    registrar(90001)
        .get(path())
        .then()
        .statusCode(200)
        .body("probes.measuredAt", contains("2026-02-03T00:00:00Z", "2026-03-21T00:00:00Z"))
        .body("probes.method", contains("crawler", "resolver"))
        .body("probes.usage", contains("RESOLVING_CONTENT", "NO_RESOLUTION"))
        .body("probes.tls", contains("VALID", "UNKNOWN"))
        .body("probes.dnssec", contains("INSECURE", "SECURE"))
        .body("probes.mx", contains("WORKING", "UNKNOWN"))
        .body("probes.line", contains(3, 5))
        .body("probes.uploadSha256", contains(sha256, sha256));
  }

  @Test
  void carriesTheDigestOfItsBytesWhichAreCanonical() {
    var answer = As.role(Role.ABUSE_ANALYST).get(path());
    byte[] bytes = answer.asByteArray();
    assertThat(answer.header("X-Evidence-SHA256")).isEqualTo(Hashes.sha256Hex(bytes));
    String base64 =
        Base64.getEncoder()
            .encodeToString(HexFormat.of().parseHex(answer.header("X-Evidence-SHA256")));
    assertThat(answer.header("Digest")).isEqualTo("sha-256=" + base64);
    assertThat(answer.header("Repr-Digest")).isEqualTo("sha-256=:" + base64 + ":");
    assertThat(answer.asString())
        .startsWith("{\"attribution\":{\"creator\":90001,\"overruled\":null,\"registrar\":90001,")
        .doesNotContain("\n", ": ");
  }

  @Test
  void isOfTheOwnRegistrarAndTellsItOfNoOther() {
    String own = registrar(90001).get(path()).then().statusCode(200).extract().asString();
    assertThat(own).contains("90001").doesNotContain("90002");
    Map<String, Object> theirs =
        new HashMap<>(
            registrar(90002).get(path()).then().statusCode(404).extract().jsonPath().getMap("$"));
    Map<String, Object> nobodys =
        new HashMap<>(
            registrar(90002)
                .get("/v1/incidents/" + UUID.randomUUID() + "/evidence")
                .then()
                .statusCode(404)
                .extract()
                .jsonPath()
                .getMap("$"));
    theirs.remove("instance");
    nobodys.remove("instance");
    assertThat(theirs).isEqualTo(nobodys);
  }

  @Test
  void isToldAsARegistrarMayReadItSoThatItCanBeHandedOn() {
    String told =
        As.role(Role.SERVICE)
            .queryParam("reader", 90001)
            .get(path())
            .then()
            .statusCode(200)
            .extract()
            .asString();
    assertThat(told).contains("90001").doesNotContain("90002");
    As.role(Role.SERVICE).queryParam("reader", 90002).get(path()).then().statusCode(404);
    registrar(90001).queryParam("reader", 90002).get(path()).then().statusCode(404);
    registrar(90001).queryParam("reader", 90001).get(path()).then().statusCode(200);
  }

  @Test
  void isForThoseWhoMay() {
    As.nobody().get(path()).then().statusCode(401);
    As.role(Role.ACCOUNT_MANAGER).get(path()).then().statusCode(403);
    As.role(Role.AUDITOR).get("/v1/incidents/no-id/evidence").then().statusCode(400);
  }
}

package io.bailiwick.aip.evidence;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static io.bailiwick.aip.Programme.*;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;

import io.bailiwick.common.security.Role;
import io.bailiwick.common.sql.Sql;
import io.bailiwick.common.testing.As;
import io.bailiwick.common.testing.SuiteResource;
import io.bailiwick.common.testing.TestClock;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@QuarkusTest
@WithTestResource(SuiteResource.class)
class FrozenEvidenceTest {
  private static final String SECOND = "0199f7c2-7a1e-7000-8000-00000000000b";

  @Inject EvidenceFreezer freezer;
  @Inject Sql sql;

  @BeforeEach
  void start() {
    TestClock.set(START);
    // What other tests left is none of ours.
    sql.update("UPDATE evidence_request SET next_attempt_at = NULL");
  }

  private static String packet(int registrar, String incident, String threat) {
    return """
        {"attribution":{"creator":null,"overruled":null,"registrar":%d,"state":"ATTRIBUTED"},"incidentId":"%s","layout":1,"name":"example.org","threat":"%s"}"""
        .formatted(registrar, incident, threat);
  }

  private static void ingest(int registrar, String incident, String document) {
    SuiteResource.peers()
        .register(
            get(urlPathEqualTo("/ingest/v1/incidents/" + incident + "/evidence"))
                .withQueryParam("reader", equalTo(Integer.toString(registrar)))
                .willReturn(okJson(document)));
  }

  private record Noticed(int registrar, String caseId, String id) {
    String path(String what) {
      return "/v1/cases/" + caseId + "/notices/" + id + "/" + what;
    }
  }

  private static Noticed noticed(int registrar, String... incidents) {
    String caseId = openCase(registrar);
    Map<String, Object> notice = new HashMap<>(notice());
    notice.put("evidenceIncidents", List.of(incidents));
    return new Noticed(
        registrar, caseId, sendNotice(caseId, notice).statusCode(201).extract().path("id"));
  }

  private static String sha256(byte[] bytes) throws Exception {
    return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
  }

  private static Map<String, byte[]> unzipped(byte[] zip) throws IOException {
    Map<String, byte[]> files = new LinkedHashMap<>();
    try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(zip))) {
      for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
        files.put(entry.getName(), in.readAllBytes());
      }
    }
    return files;
  }

  private static byte[] zipped(Map<String, byte[]> files) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(out)) {
      for (var file : files.entrySet()) {
        zip.putNextEntry(new ZipEntry(file.getKey()));
        zip.write(file.getValue());
        zip.closeEntry();
      }
    }
    return out.toByteArray();
  }

  private static byte[] bundle(RequestSpecification as, Noticed noticed) {
    return as.get(noticed.path("evidence-bundle"))
        .then()
        .statusCode(200)
        .contentType("application/zip")
        .extract()
        .asByteArray();
  }

  /** The documented command; what it printed. */
  private static String verify(Path directory, byte[] bundle, int status) throws Exception {
    Path zip = Files.write(directory.resolve("evidence.zip"), bundle);
    Path keys =
        Files.writeString(
            directory.resolve("keys.json"),
            As.nobody().get("/v1/signing-keys").then().statusCode(200).extract().asString());
    Process java =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "../docs/VerifyEvidence.java",
                zip.toString(),
                keys.toString())
            .redirectErrorStream(true)
            .start();
    String printed = new String(java.getInputStream().readAllBytes(), UTF_8);
    assertThat(java.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(java.exitValue()).as(printed).isEqualTo(status);
    return printed;
  }

  @Test
  void freezesAPacketForEachNameAndBothSidesHaveTheSame(@TempDir Path directory) throws Exception {
    int registrar = registrar();
    String first = packet(registrar, INCIDENT, "PHISHING");
    ingest(registrar, INCIDENT, first);
    ingest(registrar, SECOND, packet(registrar, SECOND, "MALWARE"));
    Noticed noticed = noticed(registrar, INCIDENT, SECOND);
    officer().get(noticed.path("evidence-bundle")).then().statusCode(409);
    freezer.freeze();
    // What ingest says later changes nothing.
    ingest(registrar, INCIDENT, packet(registrar, INCIDENT, "SPAM"));
    freezer.freeze();
    String id =
        of(registrar)
            .get(noticed.path("evidence"))
            .then()
            .statusCode(200)
            .body("items.incidentId", contains(INCIDENT, SECOND))
            .body("items[0].sha256", is(sha256(first.getBytes(UTF_8))))
            .body("items[0].name", is("example.org"))
            .body("items[0].erased", nullValue())
            .extract()
            .path("items[0].id");
    assertThat(
            officer()
                .get("/v1/evidence-packets/{id}/document", id)
                .then()
                .statusCode(200)
                .extract()
                .asByteArray())
        .isEqualTo(first.getBytes(UTF_8));
    byte[] bundle = bundle(of(registrar), noticed);
    Map<String, byte[]> files = unzipped(bundle);
    assertThat(files)
        .containsOnlyKeys(
            "README.txt",
            "manifest.json",
            "SHA256SUMS",
            "SHA256SUMS.jws",
            "packets/00001-" + INCIDENT + ".json",
            "packets/00002-" + SECOND + ".json");
    assertThat(files.get("packets/00001-" + INCIDENT + ".json")).isEqualTo(first.getBytes(UTF_8));
    assertThat(unzipped(bundle(officer(), noticed)).get("SHA256SUMS"))
        .isEqualTo(files.get("SHA256SUMS"));

    assertThat(verify(directory, bundle, 0)).startsWith("valid: 4 files, signed with the key ");
    files.put(
        "packets/00001-" + INCIDENT + ".json", first.replace("PHISHING", "SPAM").getBytes(UTF_8));
    assertThat(verify(directory, zipped(files), 1))
        .contains("NOT VALID: packets/00001-" + INCIDENT + ".json was changed");
    Map<String, byte[]> forged = unzipped(bundle);
    forged.put(
        "SHA256SUMS",
        new String(forged.get("SHA256SUMS"), UTF_8).replace('a', 'b').getBytes(UTF_8));
    assertThat(verify(directory, zipped(forged), 1)).contains("over other digests");
    Map<String, byte[]> added = unzipped(bundle);
    added.put("packets/00003.json", "{}".getBytes(UTF_8));
    assertThat(verify(directory, zipped(added), 1)).contains("files that nobody signed");
  }

  @Test
  void keepsNothingSensitiveAndNothingOfAnotherRegistrar() throws Exception {
    int registrar = registrar();
    ingest(
        registrar,
        INCIDENT,
        packet(registrar, INCIDENT, "CSAM").replace("example.org", "secret-name.org"));
    ingest(registrar, SECOND, packet(registrar + 5000, SECOND, "PHISHING"));
    String unknown = UUID.randomUUID().toString();
    SuiteResource.peers()
        .register(
            get(urlPathEqualTo("/ingest/v1/incidents/" + unknown + "/evidence"))
                .willReturn(aResponse().withStatus(404)));
    Noticed noticed = noticed(registrar, INCIDENT, SECOND, unknown);
    freezer.freeze();
    officer().get(noticed.path("evidence")).then().statusCode(200).body("items", empty());
    assertThat(
            sql.number(
                "SELECT count(*) FROM evidence_document WHERE convert_from(content, 'UTF8') LIKE '%secret-name%'"))
        .isZero();
    assertThat(
            sql.number(
                "SELECT count(*) FROM audit_content WHERE content::text LIKE '%secret-name%'"))
        .isZero();
    Map<String, byte[]> files = unzipped(bundle(officer(), noticed));
    assertThat(files).doesNotContainKey("packets/00001-" + INCIDENT + ".json");
    assertThat(new String(files.get("manifest.json"), UTF_8))
        .contains("{\"incident\":\"" + INCIDENT + "\",\"reason\":\"REFUSED\"}")
        .contains("{\"incident\":\"" + SECOND + "\",\"reason\":\"REFUSED\"}")
        .contains("{\"incident\":\"" + unknown + "\",\"reason\":\"UNKNOWN\"}")
        .doesNotContain("secret-name");
  }

  @Test
  void waitsForThePeerAndGoesOnWhereItStopped() {
    int registrar = registrar();
    ingest(registrar, INCIDENT, packet(registrar, INCIDENT, "PHISHING"));
    SuiteResource.peers()
        .register(
            get(urlPathEqualTo("/ingest/v1/incidents/" + SECOND + "/evidence"))
                .withQueryParam("reader", equalTo(Integer.toString(registrar)))
                .willReturn(aResponse().withStatus(500)));
    Noticed noticed = noticed(registrar, INCIDENT, SECOND);
    freezer.freeze();
    officer().get(noticed.path("evidence")).then().body("items", hasSize(1));
    officer().get(noticed.path("evidence-bundle")).then().statusCode(409);
    ingest(registrar, SECOND, packet(registrar, SECOND, "MALWARE"));
    sql.update(
        "UPDATE evidence_request SET next_attempt_at = now() WHERE notice_id = ?",
        UUID.fromString(noticed.id()));
    freezer.freeze();
    officer().get(noticed.path("evidence")).then().body("items", hasSize(2));
    officer().get(noticed.path("evidence-bundle")).then().statusCode(200);
  }

  @Test
  void isErasedByAPersonButNotWhileItIsHeld(@TempDir Path directory) throws Exception {
    int registrar = registrar();
    ingest(registrar, INCIDENT, packet(registrar, INCIDENT, "PHISHING"));
    Noticed noticed = noticed(registrar, INCIDENT);
    freezer.freeze();
    String id = officer().get(noticed.path("evidence")).then().extract().path("items[0].id");
    String hold =
        officer()
            .body(Map.of("reason", "Court proceedings are announced."))
            .post("/v1/cases/{id}/evidence-holds", noticed.caseId())
            .then()
            .statusCode(201)
            .body("placedBy", is("olga"))
            .extract()
            .path("id");
    Map<String, String> reason = Map.of("reason", "Names a private person.");
    officer().body(reason).post("/v1/evidence-packets/{id}/redaction", id).then().statusCode(409);
    officer().body(reason).post("/v1/evidence-holds/{id}/release", hold).then().statusCode(403);
    As.user("otto", Role.COMPLIANCE_OFFICER)
        .contentType("application/json")
        .body(reason)
        .post("/v1/evidence-holds/{id}/release", hold)
        .then()
        .statusCode(200)
        .body("releasedBy", is("otto"));
    byte[] before = bundle(officer(), noticed);
    officer()
        .body(reason)
        .post("/v1/evidence-packets/{id}/redaction", id)
        .then()
        .statusCode(200)
        .body("erased", is("REDACTED"))
        .body("erasureReason", is("Names a private person."));
    officer().get("/v1/evidence-packets/{id}/document", id).then().statusCode(409);
    officer().body(reason).post("/v1/evidence-packets/{id}/redaction", id).then().statusCode(409);
    assertThat(
            sql.number(
                "SELECT count(*) FROM evidence_document WHERE packet_id = ?", UUID.fromString(id)))
        .isZero();
    // Bundles made before stay valid, and later ones say what is gone.
    verify(directory, before, 0);
    byte[] after = bundle(officer(), noticed);
    assertThat(new String(unzipped(after).get("manifest.json"), UTF_8))
        .contains("\"erased\":\"REDACTED\"");
    verify(directory, after, 0);
    officer()
        .get("/v1/cases/{id}/evidence-holds", noticed.caseId())
        .then()
        .statusCode(200)
        .body("items.releasedBy", contains("otto"));
  }

  @Test
  void isErasedOnceItsTimeIsOverUnlessHeld() {
    int registrar = registrar();
    int held = registrar();
    ingest(registrar, INCIDENT, packet(registrar, INCIDENT, "PHISHING"));
    ingest(held, INCIDENT, packet(held, INCIDENT, "PHISHING"));
    Noticed noticed = noticed(registrar, INCIDENT);
    Noticed other = noticed(held, INCIDENT);
    freezer.freeze();
    for (Noticed each : List.of(noticed, other)) {
      officer()
          .body(Map.of("reason", "The registrar is gone."))
          .post("/v1/cases/{id}/closure", each.caseId())
          .then()
          .statusCode(200);
    }
    officer()
        .body(Map.of("reason", "Court proceedings are announced."))
        .post("/v1/cases/{id}/evidence-holds", other.caseId())
        .then()
        .statusCode(201);
    // 730 days after 2 March 2026 at 09:00: not yet, and then.
    TestClock.set(Instant.parse("2028-03-01T08:00:00Z"));
    freezer.erase();
    officer().get(noticed.path("evidence")).then().body("items.erased", contains(nullValue()));
    TestClock.set(Instant.parse("2028-03-01T10:00:00Z"));
    freezer.erase();
    officer().get(noticed.path("evidence")).then().body("items.erased", contains("RETENTION"));
    officer().get(other.path("evidence")).then().body("items.erased", contains(nullValue()));
  }

  @Test
  void isForBothSidesOfTheCaseAndNobodyElse() {
    int registrar = registrar();
    ingest(registrar, INCIDENT, packet(registrar, INCIDENT, "PHISHING"));
    Noticed noticed = noticed(registrar, INCIDENT);
    freezer.freeze();
    String id = officer().get(noticed.path("evidence")).then().extract().path("items[0].id");
    int other = registrar();
    for (String path :
        List.of(
            noticed.path("evidence"),
            noticed.path("evidence-bundle"),
            "/v1/evidence-packets/" + id + "/document")) {
      As.role(Role.DECIDER).get(path).then().statusCode(200);
      of(registrar).get(path).then().statusCode(200);
      of(other).get(path).then().statusCode(404);
      As.nobody().get(path).then().statusCode(401);
      As.role(Role.ACCOUNT_MANAGER).get(path).then().statusCode(403);
    }
    of(registrar)
        .body(Map.of("reason", "Ours"))
        .post("/v1/evidence-packets/{id}/redaction", id)
        .then()
        .statusCode(403);
    officer().get("/v1/evidence-packets/{id}/document", UUID.randomUUID()).then().statusCode(404);
    officer()
        .body(Map.of("reason", " "))
        .post("/v1/cases/{id}/evidence-holds", noticed.caseId())
        .then()
        .statusCode(422);
    officer()
        .body(Map.of("reason", "None"))
        .post("/v1/cases/{id}/evidence-holds", UUID.randomUUID())
        .then()
        .statusCode(404);
  }

  private static List<String> packets(Noticed noticed) {
    return officer()
        .get(noticed.path("evidence"))
        .then()
        .statusCode(200)
        .extract()
        .path("items.id");
  }

  /** What the step of a case cites, as its registrar reads it. */
  private static List<String> cited(Noticed noticed, String event) {
    return of(noticed.registrar())
        .get("/v1/cases/{id}", noticed.caseId())
        .then()
        .statusCode(200)
        .extract()
        .path("history.find { it.event == '" + event + "' }.packets");
  }

  private static Map<String, Object> reasoned(List<String> packets) {
    return Map.of("reason", "For the record.", "packets", packets);
  }

  @Test
  void eachDecisionCitesThePacketsThatItRestsOn() {
    int registrar = registrar();
    ingest(registrar, INCIDENT, packet(registrar, INCIDENT, "PHISHING"));
    ingest(registrar, SECOND, packet(registrar, SECOND, "MALWARE"));
    Noticed noticed = noticed(registrar, INCIDENT, SECOND);
    // Confirmed before there was any evidence but the finding.
    assertThat(cited(noticed, "CONFIRM")).isEmpty();
    String finding = officer().get("/v1/cases/{id}", noticed.caseId()).path("findings[0].id");
    officer()
        .get("/v1/cases/{id}", noticed.caseId())
        .then()
        .body("history.find { it.event == 'CONFIRM' }.findings", contains(finding));
    assertThat(cited(noticed, "SEND_NOTICE")).isNull();
    freezer.freeze();
    List<String> both = packets(noticed);
    assertThat(both).hasSize(2);
    String first = both.get(0);
    String second = both.get(1);
    TestClock.set(RESPONSE_OVER);

    // All that are frozen, where nobody says which.
    String proposal = propose(noticed.caseId(), limit(14)).statusCode(201).extract().path("id");
    assertThat(cited(noticed, "PROPOSE_LIMIT")).containsExactly(first, second);
    String order =
        decider()
            .header("Idempotency-Key", UUID.randomUUID())
            .body(
                Map.of(
                    "outcome", "APPROVED", "reasons", "Short.", "packets", List.of(second, second)))
            .post("/v1/limit-proposals/{id}/decision", proposal)
            .then()
            .statusCode(201)
            .extract()
            .path("id");
    assertThat(cited(noticed, "APPROVE_LIMIT")).containsExactly(second);
    String appeal =
        of(registrar)
            .header("Idempotency-Key", UUID.randomUUID())
            .body(Map.of("grounds", "The second name was compromised.", "stay", false))
            .post("/v1/limit-proposals/{id}/appeals", proposal)
            .then()
            .statusCode(201)
            .extract()
            .path("id");
    assertThat(cited(noticed, "FILE_APPEAL")).isNull();
    reviewer()
        .header("Idempotency-Key", UUID.randomUUID())
        .body(
            Map.of("outcome", "UPHELD", "reasons", "The first was not.", "packets", List.of(first)))
        .post("/v1/appeals/{id}/decision", appeal)
        .then()
        .statusCode(200);
    assertThat(cited(noticed, "UPHOLD_LIMIT")).containsExactly(first);

    // Of its own case alone.
    int other = registrar();
    ingest(other, INCIDENT, packet(other, INCIDENT, "PHISHING"));
    Noticed foreign = noticed(other, INCIDENT);
    freezer.freeze();
    for (List<String> wrong : List.of(packets(foreign), List.<String>of())) {
      decider()
          .body(reasoned(wrong))
          .post("/v1/restriction-orders/{id}/lift", order)
          .then()
          .statusCode(422)
          .body("violations.field", contains("packets"));
    }
    decider()
        .body(reasoned(List.of(first)))
        .post("/v1/restriction-orders/{id}/lift", order)
        .then()
        .statusCode(200);
    assertThat(cited(noticed, "LIFT_LIMIT")).containsExactly(first);
    officer()
        .body(Map.of("days", 30, "reason", "Falling.", "packets", List.of(second)))
        .post("/v1/cases/{id}/extension", noticed.caseId())
        .then()
        .statusCode(200);
    assertThat(cited(noticed, "EXTEND")).containsExactly(second);
    officer()
        .body(Map.of("reason", "Good standing."))
        .post("/v1/cases/{id}/restoration", noticed.caseId())
        .then()
        .statusCode(200);
    assertThat(cited(noticed, "RESTORE")).containsExactly(first, second);

    // The trail has the same.
    assertThat(
            sql.list(
                """
                SELECT e.action, c.content::jsonb -> 'packets' ->> 0 AS first, c.content::jsonb -> 'packets' ->> 1 AS second
                FROM audit_entry e JOIN audit_content c USING (sequence)
                WHERE e.subject = ? AND jsonb_typeof(c.content::jsonb -> 'packets') = 'array' ORDER BY e.sequence
                """,
                row ->
                    row.text("action")
                        + " "
                        + row.textOrNull("first")
                        + " "
                        + row.textOrNull("second"),
                "case/" + noticed.caseId()))
        .containsExactly(
            "case.confirmed null null",
            "limit.proposed " + first + " " + second,
            "limit.approved " + second + " null",
            "limit.upheld " + first + " null",
            "limit.lifted " + first + " null",
            "case.extended " + second + " null",
            "case.restored " + first + " " + second);
  }
}

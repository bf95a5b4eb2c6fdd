package io.bailiwick.ingest.retention;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import io.bailiwick.common.security.Role;
import io.bailiwick.common.testing.As;
import io.bailiwick.common.testing.SuiteResource;
import io.bailiwick.common.testing.TestClock;
import io.bailiwick.ingest.Operate;
import io.bailiwick.ingest.Slate;
import io.bailiwick.ingest.registration.DepositFixture;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** As shipped: rejected lines for 180 days, values and files for 730. */
@QuarkusTest
@WithTestResource(SuiteResource.class)
class RetentionTest {
  @Inject RetentionJob job;

  private String payload;
  private String sha256;

  @BeforeEach
  void march() {
    Slate.clean();
    TestClock.set(Instant.parse("2026-03-31T00:00:00Z"));
    Operate.csv("alpha", "alpha");
    Operate.deposit(
            DepositFixture.full("F1", "2026-03-01T00:00:00Z")
                .registrars("r1,One,90001,ok\nr2,Two,90002,ok\n")
                .domains(
                    """
                    young.org,Y-ORG,r1,r1,2026-02-01T00:00:00Z,2027-02-01T00:00:00Z,
                    other.org,O-ORG,r2,r2,2026-02-01T00:00:00Z,2027-02-01T00:00:00Z,
                    """))
        .statusCode(201);
    ValidatableResponse taken =
        Operate.rows(
            "alpha",
            "http://young.org/?mail=jo@x.example,2026-03-02 00:00:00,,",
            "http://other.org/,2026-03-02 00:00:00,,",
            "http://192.0.2.1/?mail=jo@x.example,2026-03-02 00:00:00,,",
            "hxxp://held[.]org/,2027-03-02 00:00:00,,");
    payload = taken.extract().path("id");
    sha256 = taken.extract().path("sha256");
  }

  private static ValidatableResponse hold(String user, Map<String, ?> body) {
    return As.user(user, Role.OPERATOR)
        .contentType("application/json")
        .body(body)
        .post("/v1/legal-holds")
        .then();
  }

  private static ValidatableResponse release(String user, String id) {
    return As.user(user, Role.OPERATOR)
        .contentType("application/json")
        .body(Map.of("reason", "The case is closed"))
        .post("/v1/legal-holds/" + id + "/release")
        .then();
  }

  private List<String> rejected() {
    return As.role(Role.AUDITOR)
        .get("/v1/payloads/" + payload + "/rejections")
        .then()
        .statusCode(200)
        .body("items.line", contains(4, 5))
        .body("items.reason", contains("IP_LITERAL", "FUTURE_TIME"))
        .extract()
        .path("items.raw");
  }

  private static List<String> values(String name) {
    String id = As.role(Role.AUDITOR).get("/v1/incidents?name=" + name).path("items[0].id");
    return As.role(Role.AUDITOR).get("/v1/incidents/" + id + "/evidence").path("listings.value");
  }

  private static Map<String, Object> lastErasure() {
    return As.role(Role.AUDITOR)
        .get("/v1/audit-entries?limit=1000")
        .path("items.findAll{it.action=='retention.erased'}.content[-1]");
  }

  @Test
  void erasesRawLinesAndValuesWhenTheirTimeIsOverAndKeepsCountsAndDigests() {
    List<String> before = rejected();
    assertThat(before).allMatch(raw -> !raw.isEmpty());
    TestClock.set(Instant.parse("2026-09-26T23:00:00Z")); // day 179
    job.run();
    assertThat(rejected()).isEqualTo(before);
    TestClock.set(Instant.parse("2026-09-27T01:00:00Z")); // day 180
    job.run();
    assertThat(rejected()).containsExactly("", "");
    assertThat(values("young.org")).containsExactly("http://young.org/?mail=jo@x.example");
    assertThat(lastErasure())
        .containsEntry("REJECTED_LINES", 2)
        .containsEntry("CONTENTS", 1)
        .containsEntry("REPORTED_VALUES", 0);

    TestClock.set(Instant.parse("2028-04-05T00:00:00Z")); // more than 730 days after the receipt
    job.run();
    assertThat(values("young.org")).containsExactly((String) null);
    assertThat(lastErasure())
        .containsEntry("REPORTED_VALUES", 2)
        .containsEntry("REJECTED_LINES", 0);
    As.role(Role.AUDITOR)
        .get("/v1/payloads/" + payload)
        .then()
        .body("sha256", equalTo(sha256))
        .body("rows.read", equalTo(4))
        .body("rows.accepted", equalTo(2))
        .body("rows.rejected", equalTo(2));
    As.role(Role.SERVICE)
        .get("/v1/tallies?month=2026-03")
        .then()
        .body("registrars.registrar", contains(90001, 90002));
    // The same listings again are known by their keys, erased or not; the trail is whole.
    As.role(Role.AUDITOR).get("/v1/audit-verification").then().body("valid", equalTo(true));
    int entries = As.role(Role.AUDITOR).get("/v1/audit-entries?limit=1000").path("items.size()");
    job.run();
    As.role(Role.AUDITOR)
        .get("/v1/audit-entries?limit=1000")
        .then()
        .body("items", hasSize(entries));
  }

  @Test
  void keepsWhatIsHeldUntilAnotherPersonReleasesIt() {
    String name =
        hold("ola", Map.of("name", "held.org", "reason", "File 7/26"))
            .statusCode(201)
            .body("placedBy", equalTo("ola"))
            .extract()
            .path("id");
    String registrar =
        hold("ola", Map.of("registrar", 90001, "reason", "File 8/26"))
            .statusCode(201)
            .extract()
            .path("id");
    hold("ula", Map.of("name", "held.org", "reason", "Again")).statusCode(409);
    TestClock.set(Instant.parse("2028-04-05T00:00:00Z"));
    job.run();
    assertThat(rejected().get(0)).isEmpty();
    assertThat(rejected().get(1)).contains("held[.]org");
    assertThat(values("young.org")).containsExactly("http://young.org/?mail=jo@x.example");
    assertThat(values("other.org")).containsExactly((String) null);

    release("ola", name).statusCode(403);
    release("ula", name).statusCode(200).body("releasedBy", equalTo("ula"));
    release("ula", registrar).statusCode(200);
    release("ula", registrar).statusCode(409);
    job.run();
    assertThat(rejected()).containsExactly("", "");
    assertThat(values("young.org")).containsExactly((String) null);
    As.role(Role.AUDITOR)
        .get("/v1/legal-holds")
        .then()
        .body("items", hasSize(2))
        .body("items.releasedAt", hasItem(notNullValue()));
    As.role(Role.AUDITOR).get("/v1/legal-holds?inForce=true").then().body("items", empty());
    As.role(Role.AUDITOR)
        .get("/v1/audit-entries?limit=1000")
        .then()
        .body("items.findAll{it.subject=='legal-hold/" + name + "'}.actor", contains("ola", "ula"));
  }

  /** As the application sees them, in the order of their values. */
  private static List<String> withdrawals() throws SQLException {
    var config = ConfigProvider.getConfig();
    List<String> values = new ArrayList<>();
    try (var connection =
            DriverManager.getConnection(
                config.getValue("quarkus.datasource.jdbc.url", String.class),
                config.getValue("quarkus.datasource.username", String.class),
                config.getValue("quarkus.datasource.password", String.class));
        var statement = connection.createStatement();
        var rows = statement.executeQuery("SELECT value FROM withdrawal ORDER BY value")) {
      while (rows.next()) {
        values.add(rows.getString(1));
      }
    }
    return values;
  }

  private static void indicators(String bundle, boolean revoked, String... urls) {
    StringBuilder objects = new StringBuilder();
    for (int i = 0; i < urls.length; i++) {
      objects.append(
          """
          %s{"type":"indicator","spec_version":"2.1","id":"indicator--00000000-0000-4000-8000-00000000000%d",
           "created":"2026-03-03T00:00:00Z","modified":"%s","revoked":%s,"labels":["phishing"],
           "pattern":"[url:value = '%s']","pattern_type":"stix","valid_from":"2026-03-03T00:00:00Z"}
          """
              .formatted(
                  i == 0 ? "" : ",",
                  i,
                  revoked ? "2026-03-05T00:00:00Z" : "2026-03-03T00:00:00Z",
                  revoked,
                  urls[i]));
    }
    Operate.send(
            "stix",
            "application/json",
            ("{\"type\":\"bundle\",\"id\":\"bundle--"
                    + bundle
                    + "\",\"objects\":["
                    + objects
                    + "]}")
                .getBytes(UTF_8))
        .statusCode(201);
  }

  @Test
  void erasesValuesThatWereWithdrawnAsLongAsNothingHoldsThem() throws SQLException {
    Operate.feed(Map.of("name", "stix", "format", "STIX", "defaultThreat", "PHISHING"))
        .statusCode(201);
    String young = "http://young.org/?mail=jo@x.example";
    String held = "http://held.org/?mail=jo@x.example";
    indicators("1", false, young);
    indicators("2", true, young, held);
    assertThat(withdrawals()).containsExactly(held, young);
    hold("ola", Map.of("name", "held.org", "reason", "File 7/26")).statusCode(201);
    TestClock.set(Instant.parse("2028-03-28T00:00:00Z")); // day 728
    job.run();
    assertThat(withdrawals()).containsExactly(held, young);
    TestClock.set(Instant.parse("2028-04-05T00:00:00Z")); // day 736
    job.run();
    assertThat(withdrawals()).containsExactly("", held);
    assertThat(lastErasure()).containsEntry("WITHDRAWN_VALUES", 1);
    // What was erased is still known: the same words again are nothing new.
    indicators("3", true, young, held);
    assertThat(withdrawals()).containsExactly("", held);
  }

  @Test
  void erasesFilesOfCorrectionsAfterTheirEnd() {
    String incident = As.role(Role.AUDITOR).get("/v1/incidents?name=young.org").path("items[0].id");
    String id =
        As.user("ann", Role.ABUSE_ANALYST)
            .contentType("application/json")
            .header("Idempotency-Key", "k")
            .body(
                Map.of(
                    "incidentId",
                    incident,
                    "kind",
                    "COMPROMISED",
                    "reason",
                    "A shop",
                    "evidence",
                    "See file"))
            .post("/v1/corrections")
            .then()
            .statusCode(201)
            .extract()
            .path("id");
    String attachment =
        As.user("ann", Role.ABUSE_ANALYST)
            .contentType("application/octet-stream")
            .body("Letter".getBytes(UTF_8))
            .post("/v1/corrections/" + id + "/attachments?name=a.txt")
            .then()
            .statusCode(201)
            .extract()
            .path("id");
    TestClock.set(Instant.parse("2028-04-05T00:00:00Z"));
    job.run();
    // Open, so its file and the values of its incident are needed.
    file(id, attachment, 200);
    assertThat(values("young.org")).containsExactly("http://young.org/?mail=jo@x.example");
    As.user("ben", Role.ABUSE_ANALYST)
        .contentType("application/json")
        .body(Map.of("outcome", "REFUSED", "reasons", "No shop"))
        .post("/v1/corrections/" + id + "/decision")
        .then()
        .statusCode(200);
    TestClock.set(Instant.parse("2030-04-06T00:00:00Z"));
    job.run();
    file(id, attachment, 404);
    As.role(Role.AUDITOR)
        .get("/v1/corrections/" + id)
        .then()
        .body("attachments[0].name", equalTo("a.txt"))
        .body("attachments[0].bytes", equalTo(6))
        .body("attachments[0].erasedAt", notNullValue())
        .body("decision.reasons", equalTo("No shop"));
    assertThat(values("young.org")).containsExactly((String) null);
  }

  private static void file(String id, String attachment, int status) {
    As.role(Role.AUDITOR)
        .get("/v1/corrections/" + id + "/attachments/" + attachment)
        .then()
        .statusCode(status);
  }

  /** 42501: insufficient_privilege. */
  @Test
  void theApplicationMayEmptyWhatIsDueAndChangeNothing() throws SQLException {
    var config = ConfigProvider.getConfig();
    try (var connection =
            DriverManager.getConnection(
                config.getValue("quarkus.datasource.jdbc.url", String.class),
                config.getValue("quarkus.datasource.username", String.class),
                config.getValue("quarkus.datasource.password", String.class));
        var statement = connection.createStatement()) {
      for (String change :
          List.of(
              "UPDATE rejection SET raw = 'x'",
              "UPDATE observation SET value = 'x'",
              "DELETE FROM rejection",
              "DELETE FROM payload_content",
              "UPDATE incident_change SET tallied = false",
              "DELETE FROM incident_change",
              "UPDATE correction_decision SET reasons = 'x'",
              "UPDATE correction_history SET text = 'x'",
              "UPDATE correction SET reason = 'x'",
              "UPDATE withdrawal SET value = 'x'",
              "UPDATE legal_hold SET reason = 'x'")) {
        assertThatThrownBy(() -> statement.execute(change))
            .as(change)
            .isInstanceOfSatisfying(
                SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("42501"));
      }
    }
  }

  @Test
  void holdsAreForThoseWhoMay() {
    As.nobody().get("/v1/legal-holds").then().statusCode(401);
    As.role(Role.ABUSE_ANALYST).get("/v1/legal-holds").then().statusCode(403);
    As.registrar(90001, Role.REGISTRAR_ADMIN).get("/v1/legal-holds").then().statusCode(403);
    As.role(Role.AUDITOR)
        .contentType("application/json")
        .body(Map.of("name", "young.org", "reason", "x"))
        .post("/v1/legal-holds")
        .then()
        .statusCode(403);
    hold("ola", Map.of("reason", "Of nothing")).statusCode(422);
    hold("ola", Map.of("name", "young.org", "registrar", 90001, "reason", "Of both"))
        .statusCode(422);
    hold("ola", Map.of("name", "Young.ORG", "reason", "Not as kept")).statusCode(422);
    release("ola", "00000000-0000-7000-8000-000000000000").statusCode(404);
    hold("ola", Map.of("name", "young.org", "reason", "x"))
        .statusCode(201)
        .body("registrar", nullValue());
  }
}

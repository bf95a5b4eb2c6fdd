package io.bailiwick.ingest.zone;

import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

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
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(SuiteResource.class)
class ZoneTest {
  private static final String ZONE =
      """
      org. 3600 IN SOA a0.nic.example. hostmaster.nic.example. 2026030401 1800 900 604800 3600
      org. 3600 IN NS a0.nic.example.
      a.org. 3600 IN NS ns1.a.org.
      a.org. 3600 IN NS ns2.a.org.
      a.org. 3600 IN DS 1 13 2 ABCD
      ns1.a.org. 3600 IN A 192.0.2.1
      b.org. 3600 IN NS ns.example.net.
      x.org. 3600 IN NS ns.example.net.
      old.org. 3600 IN NS ns.example.net.
      """;

  @BeforeEach
  void registry() {
    Slate.clean();
    TestClock.set(Instant.parse("2026-04-15T00:00:00Z"));
    Operate.deposit(
            DepositFixture.full("F1", "2026-03-02T00:00:00Z")
                .registrars("r1,One,90001,ok\nr2,Two,90002,ok\n")
                .domains(
                    """
                    a.org,A,r1,r1,2020-02-01T00:00:00Z,2027-02-01T00:00:00Z,
                    b.org,B,r2,r2,2020-02-01T00:00:00Z,2027-02-01T00:00:00Z,
                    h.org,H,r1,r1,2020-02-01T00:00:00Z,2027-02-01T00:00:00Z,
                    i.org,I,r1,r1,2020-02-01T00:00:00Z,2027-02-01T00:00:00Z,
                    p.org,P,r1,r1,2020-02-01T00:00:00Z,2027-02-01T00:00:00Z,
                    m.org,M,r2,r2,2020-02-01T00:00:00Z,2027-02-01T00:00:00Z,
                    old.org,O,r1,r1,2020-02-01T00:00:00Z,2027-02-01T00:00:00Z,
                    """)
                .statuses(
                    "a.org,ok,\nh.org,serverHold,\ni.org,inactive,\np.org,pendingDelete,redemptionPeriod\n"))
        .statusCode(201);
    Operate.deposit(DepositFixture.diff("D1", "F1", "2026-03-03T00:00:00Z").deletes("old.org\n"))
        .statusCode(201);
  }

  private static ValidatableResponse send(String query, String type, byte[] body) {
    return As.role(Role.DATA_OPERATOR)
        .contentType(type)
        .body(body)
        .post("/v1/zone-files?" + query)
        .then();
  }

  private static byte[] gzip(String text) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
      gzip.write(text.getBytes(StandardCharsets.US_ASCII));
    }
    return bytes.toByteArray();
  }

  @Test
  void countsDelegatedAndSignedNamesAndSaysWhereZoneAndRegisterDisagree() throws IOException {
    byte[] body = gzip(ZONE);
    String id =
        send("tld=org", "application/gzip", body)
            .statusCode(201)
            .header("Location", containsString("/v1/zone-files/"))
            .body("day", equalTo("2026-03-04"))
            .body("serial", equalTo(2026030401))
            .body("records", equalTo(9))
            .body("delegated", equalTo(4))
            .body("signed", equalTo(1))
            .body(
                "differences.collect{it.reason + ' ' + it.names}",
                contains(
                    "INACTIVE 1",
                    "NOT_REGISTERED 1",
                    "ON_HOLD 1",
                    "PENDING_DELETE 1",
                    "PURGED 1",
                    "UNEXPLAINED 1"))
            .extract()
            .path("id");
    send("tld=org", "application/gzip", body).statusCode(200).body("id", equalTo(id));
    As.role(Role.AUDITOR)
        .get("/v1/zone-files/" + id + "/registrars")
        .then()
        .statusCode(200)
        .body("items.registrar", contains(90001, 90002))
        .body("items.delegated", contains(1, 1))
        .body("items.signed", contains(1, 0));
    As.role(Role.AUDITOR)
        .get("/v1/zone-files/" + id + "/differences")
        .then()
        .statusCode(200)
        .body("items.name", contains("i.org", "x.org", "h.org", "p.org", "old.org", "m.org"))
        .body("items.registrar", contains(90001, null, 90001, 90001, null, 90002));
    As.role(Role.AUDITOR)
        .get("/v1/zone-files?tld=org")
        .then()
        .statusCode(200)
        .body("items.id", contains(id));
    As.role(Role.AUDITOR).get("/v1/zone-files/" + id).then().body("delegated", equalTo(4));
  }

  @Test
  void theDayComesFromTheSerialOrFromTheSender() {
    byte[] counted = ZONE.replace("2026030401", "77").getBytes(StandardCharsets.US_ASCII);
    send("tld=org", "text/dns", counted).statusCode(422).body("detail", containsString("asOf"));
    send("tld=org&asOf=2026-03-05", "text/dns", counted)
        .statusCode(201)
        .body("day", equalTo("2026-03-05"));
    send("tld=org&asOf=2026-05-05", "text/dns", counted).statusCode(422);
  }

  @Test
  void isForThoseWhoMay() {
    byte[] body = ZONE.getBytes(StandardCharsets.US_ASCII);
    send("tld=ngo", "text/dns", body).statusCode(422);
    send("tld=org", "text/dns", "a.org. NS x.\n".getBytes(StandardCharsets.US_ASCII))
        .statusCode(422);
    String some = "/v1/zone-files/00000000-0000-7000-8000-000000000000";
    for (String path : new String[] {some, some + "/registrars", some + "/differences"}) {
      As.role(Role.AUDITOR).get(path).then().statusCode(404);
    }
    for (String path : new String[] {"/v1/zone-files", some}) {
      As.nobody().get(path).then().statusCode(401);
      As.role(Role.FINANCE).get(path).then().statusCode(403);
      As.registrar(90001, Role.REGISTRAR_ADMIN).get(path).then().statusCode(403);
    }
    As.role(Role.ABUSE_ANALYST)
        .contentType("text/dns")
        .body(body)
        .post("/v1/zone-files?tld=org")
        .then()
        .statusCode(403);
  }
}

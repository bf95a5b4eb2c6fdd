package io.bailiwick.ingest.registrar;

import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;

import io.bailiwick.common.security.Role;
import io.bailiwick.common.testing.As;
import io.bailiwick.common.testing.SuiteResource;
import io.bailiwick.common.testing.TestClock;
import io.bailiwick.ingest.Operate;
import io.bailiwick.ingest.SharedData;
import io.bailiwick.ingest.Slate;
import io.bailiwick.ingest.registration.DepositFixture;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(SuiteResource.class)
class RegistrarTest {
  private static final String HEADER = "ID,Registrar Name,Status,RDAP Base URL\n";

  @BeforeEach
  void registry() {
    Slate.clean();
    TestClock.set(Instant.parse("2026-07-01T00:00:00Z"));
    Operate.deposit(
            DepositFixture.full("F1", "2026-03-01T00:00:00Z")
                .registrars(
                    "r1,One,90001,ok\nr2,Two,90002,ok\nr3,Last Resort,90003,ok\nres,Reserved,9995,ok\nreg,Registry,9999,ok\n")
                .domains(
                    """
                    a.org,A,r1,r1,2020-02-01T00:00:00Z,2027-02-01T00:00:00Z,
                    b.org,B,r2,r2,2020-02-01T00:00:00Z,2027-02-01T00:00:00Z,
                    c.org,C,r3,r3,2020-02-01T00:00:00Z,2027-02-01T00:00:00Z,
                    d.org,D,res,res,2020-02-01T00:00:00Z,2027-02-01T00:00:00Z,
                    """))
        .statusCode(201);
    // In April the first has another name, and the second is terminated.
    Operate.deposit(
            DepositFixture.full("F2", "2026-04-15T00:00:00Z")
                .registrars(
                    "r1,\"One Names, Inc.\",90001,ok\nr2,Two,90002,terminated\nr3,Last Resort,90003,ok\nres,Reserved,9995,ok\nreg,Registry,9999,ok\n")
                .domains(
                    """
                    a.org,A,r1,r1,2020-02-01T00:00:00Z,2027-02-01T00:00:00Z,
                    b.org,B,r2,r2,2020-02-01T00:00:00Z,2027-02-01T00:00:00Z,
                    c.org,C,r3,r3,2020-02-01T00:00:00Z,2027-02-01T00:00:00Z,
                    d.org,D,res,res,2020-02-01T00:00:00Z,2027-02-01T00:00:00Z,
                    """))
        .statusCode(201);
  }

  private static ValidatableResponse list(String asOf, String csv) {
    return As.role(Role.DATA_OPERATOR)
        .contentType("text/csv")
        .body(csv.getBytes(java.nio.charset.StandardCharsets.UTF_8))
        .post("/v1/registrar-lists?asOf=" + asOf)
        .then();
  }

  private static ValidatableResponse registrars(String at) {
    return As.role(Role.ACCOUNT_MANAGER).get("/v1/registrars?at=" + at).then().statusCode(200);
  }

  private static ValidatableResponse enter(String path, Map<String, ?> body) {
    return As.role(Role.COMPLIANCE_OFFICER)
        .contentType("application/json")
        .body(body)
        .post(path)
        .then();
  }

  private static Map<String, String> member(
      String family, int registrar, String from, String until) {
    Map<String, String> member = new HashMap<>();
    member.put("family", family);
    member.put("registrar", Integer.toString(registrar));
    member.put("from", from);
    member.put("until", until);
    member.put("reason", "Same owner");
    return member;
  }

  @Test
  void namesAndStatusesAreThoseOfTheirDay() {
    registrars("2026-04-13")
        .body("items.registrar", contains(9995, 9999, 90001, 90002, 90003))
        .body("items.name", contains("Reserved", "Registry", "One", "Two", "Last Resort"))
        .body("items.kind[3]", equalTo("ACCREDITED"));
    // The deposit of the 15th, 00:00, speaks of the end of the 14th.
    registrars("2026-04-14")
        .body("items.name[2]", equalTo("One Names, Inc."))
        .body(
            "items.kind",
            contains("ACCREDITED", "REGISTRY", "ACCREDITED", "TERMINATED", "ACCREDITED"));
    // Before the first deposit the nearest one speaks.
    registrars("2025-01-01").body("items.name[2]", equalTo("One"));
    As.role(Role.ACCOUNT_MANAGER)
        .get("/v1/registrars/90001")
        .then()
        .statusCode(200)
        .body("names.name", contains("One", "One Names, Inc."))
        .body("names.from", contains("2026-03-01T00:00:00Z", "2026-04-15T00:00:00Z"))
        .body("names[0].until", equalTo("2026-04-15T00:00:00Z"))
        .body("names[1].until", nullValue())
        .body("iana", hasSize(0));
    As.role(Role.ACCOUNT_MANAGER).get("/v1/registrars/5").then().statusCode(404);
  }

  @Test
  void listsOfIanaAreReplayableInAnyOrder() {
    String march =
        HEADER + "90001,One,Accredited,\n90002,Two,Accredited,\n9995,Reserved,Reserved,\n";
    String may =
        HEADER + "90001,One Names,Accredited,\n90002,Two,Terminated,\n9995,Reserved,Reserved,\n";
    String id =
        list("2026-05-10", may)
            .statusCode(201)
            .header("Location", containsString("/v1/registrar-lists/"))
            .body("entries", equalTo(3))
            .extract()
            .path("id");
    list("2026-03-10", march).statusCode(201);
    list("2026-04-10", march).statusCode(201);
    list("2026-05-10", may).statusCode(200).body("id", equalTo(id));
    list("2026-05-10", march).statusCode(409);
    registrars("2026-03-09")
        .body("items.ianaStatus", hasSize(5))
        .body("items[2].ianaName", nullValue());
    registrars("2026-05-09")
        .body("items[0].kind", equalTo("EXEMPT"))
        .body("items[2].ianaName", equalTo("One"))
        .body("items[3].ianaStatus", equalTo("ACCREDITED"));
    registrars("2026-05-10")
        .body("items[2].ianaName", equalTo("One Names"))
        .body("items[3].ianaStatus", equalTo("TERMINATED"));
    As.role(Role.ACCOUNT_MANAGER)
        .get("/v1/registrars/90002")
        .then()
        .body("iana.status", contains("ACCREDITED", "TERMINATED"))
        .body("iana.from", contains("2026-03-10", "2026-05-10"))
        .body("iana[0].until", equalTo("2026-05-10"))
        .body("iana[1].until", nullValue());
    As.role(Role.AUDITOR)
        .get("/v1/registrar-lists")
        .then()
        .statusCode(200)
        .body("items.asOf", contains("2026-03-10", "2026-04-10", "2026-05-10"));
    As.role(Role.AUDITOR)
        .get("/v1/registrar-lists/" + id)
        .then()
        .body("asOf", equalTo("2026-05-10"));
  }

  @Test
  void whoIsExemptIsShownAndNotJudged() {
    list("2026-03-10", HEADER + "9995,Reserved,Reserved,\n90001,One,Accredited,\n").statusCode(201);
    String id =
        enter(
                "/v1/registrar-exemptions",
                Map.of(
                    "registrar", 90003,
                    "cause", "LAST_RESORT",
                    "from", "2026-03-01",
                    "reason", "Takes over names"))
            .statusCode(201)
            .body("enteredBy", equalTo("compliance-officer"))
            .extract()
            .path("id");
    ValidatableResponse april =
        As.role(Role.SERVICE)
            .get("/v1/tallies?month=2026-04")
            .then()
            .statusCode(200)
            .body("registrars.registrar", contains(9995, 90001, 90002, 90003))
            .body("registrars.kind", contains("EXEMPT", "ACCREDITED", "TERMINATED", "EXEMPT"))
            .body("registrars.dumSum", contains(1, 1, 1, 1));
    april.body("registrars.name[1]", equalTo("One Names, Inc."));
    // In the month before nobody had said so, and the second was not terminated.
    As.role(Role.SERVICE)
        .get("/v1/tallies?month=2026-02")
        .then()
        .body("registrars.kind", contains("ACCREDITED", "ACCREDITED", "ACCREDITED", "ACCREDITED"));
    enter(
            "/v1/registrar-exemptions",
            Map.of("registrar", 90003, "cause", "TEST", "from", "2026-05-01", "reason", "Again"))
        .statusCode(409);
    enter(
            "/v1/registrar-exemptions/" + id + "/end",
            Map.of("until", "2026-04-30", "reason", "Done"))
        .statusCode(200)
        .body("until", equalTo("2026-04-30"));
    As.role(Role.SERVICE)
        .get("/v1/tallies?month=2026-04")
        .then()
        .body("registrars[3].kind", equalTo("ACCREDITED"));
    As.role(Role.ACCOUNT_MANAGER)
        .get("/v1/registrar-exemptions")
        .then()
        .statusCode(200)
        .body("items.cause", contains("LAST_RESORT"));
  }

  @Test
  void familiesAreAnExplicitDatedTable() {
    String id =
        enter("/v1/registrar-families", member("one-group", 90001, "2026-01-01", null))
            .statusCode(201)
            .extract()
            .path("id");
    enter("/v1/registrar-families", member("one-group", 90002, "2026-01-01", "2026-04-01"))
        .statusCode(201);
    enter("/v1/registrar-families", member("other-group", 90001, "2026-06-01", null))
        .statusCode(409);
    registrars("2026-03-31")
        .body("items.family", contains(null, null, "one-group", "one-group", null));
    registrars("2026-04-01").body("items.family", contains(null, null, "one-group", null, null));
    As.role(Role.SERVICE)
        .get("/v1/tallies?month=2026-02")
        .then()
        .body("registrars.find{it.registrar==90001}.registrarFamily", equalTo("one-group"));
    enter("/v1/registrar-families/" + id + "/end", Map.of("until", "2026-06-01", "reason", "Sold"))
        .statusCode(200);
    enter("/v1/registrar-families/" + id + "/end", Map.of("until", "2026-06-02", "reason", "Sold"))
        .statusCode(409);
    enter("/v1/registrar-families", member("other-group", 90001, "2026-06-01", null))
        .statusCode(201);
    registrars("2026-06-01").body("items[2].family", equalTo("other-group"));
    As.role(Role.ACCOUNT_MANAGER)
        .get("/v1/registrar-families?at=2026-03-01&family=one-group")
        .then()
        .statusCode(200)
        .body("items.registrar", contains(90001, 90002));
    As.role(Role.AUDITOR)
        .get("/v1/audit-entries?limit=1000")
        .then()
        .body("items.action", hasItem("registrar-family.entered"))
        .body("items.action", hasItem("registrar-family.ended"));
    enter("/v1/registrar-families", member("one-group", 90003, "2026-06-01", "2026-06-01"))
        .statusCode(422);
    enter("/v1/registrar-families", member("One Group", 90003, "2026-06-01", null)).statusCode(422);
    enter("/v1/registrar-families", member("one-group", 90003, "June", null)).statusCode(422);
  }

  @Test
  void theRealListGoesThroughTheApi() throws IOException {
    String csv = Files.readString(SharedData.file("icann/iana-registrar-ids.csv"));
    list("2026-03-20", csv).statusCode(201).body("entries", equalTo(4177));
    As.role(Role.ACCOUNT_MANAGER)
        .get("/v1/registrars/2")
        .then()
        .statusCode(200)
        .body("names", hasSize(0))
        .body("iana.name", contains("Network Solutions, LLC"));
  }

  @Test
  void areForThoseWhoMay() {
    for (String path :
        new String[] {
          "/v1/registrars",
          "/v1/registrars/90001",
          "/v1/registrar-families",
          "/v1/registrar-exemptions",
          "/v1/registrar-lists"
        }) {
      As.nobody().get(path).then().statusCode(401);
      As.role(Role.FINANCE).get(path).then().statusCode(403);
      As.registrar(90001, Role.REGISTRAR_ADMIN).get(path).then().statusCode(403);
    }
    As.role(Role.ACCOUNT_MANAGER).get("/v1/registrars?at=yesterday").then().statusCode(400);
    list("2026-08-01", HEADER + "90001,One,Accredited,\n").statusCode(422);
    list("2026-03-01", "nothing\n").statusCode(422);
    As.role(Role.DATA_OPERATOR)
        .contentType("application/json")
        .body(member("one-group", 90001, "2026-01-01", null))
        .post("/v1/registrar-families")
        .then()
        .statusCode(403);
    As.role(Role.COMPLIANCE_OFFICER)
        .contentType("text/csv")
        .body(HEADER)
        .post("/v1/registrar-lists?asOf=2026-03-01")
        .then()
        .statusCode(403);
    String nobody = "/00000000-0000-7000-8000-000000000000";
    enter("/v1/registrar-families" + nobody + "/end", Map.of("until", "2026-06-02", "reason", "x"))
        .statusCode(404);
    enter(
            "/v1/registrar-exemptions" + nobody + "/end",
            Map.of("until", "2026-06-02", "reason", "x"))
        .statusCode(404);
    As.role(Role.AUDITOR).get("/v1/registrar-lists" + nobody).then().statusCode(404);
  }
}

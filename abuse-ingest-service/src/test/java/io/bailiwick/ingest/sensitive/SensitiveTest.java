package io.bailiwick.ingest.sensitive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
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
import io.restassured.http.Header;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(SuiteResource.class)
class SensitiveTest {
  private static final String NOBODYS = "00000000-0000-7000-8000-000000000000";

  @BeforeEach
  void empty() {
    Slate.clean();
    TestClock.set(Instant.parse("2026-03-31T00:00:00Z"));
    Operate.deposit(
            DepositFixture.full("F1", "2026-03-01T00:00:00Z")
                .registrars("r1,One,90001,ok\nr2,Two,90002,ok\n")
                .domains(
                    """
                    first.org,A-ORG,r1,r1,2026-02-01T00:00:00Z,2027-02-01T00:00:00Z,
                    second.org,B-ORG,r2,r2,2020-02-01T00:00:00Z,2027-02-01T00:00:00Z,
                    xn--mnchen-3ya.org,C-ORG,r1,r1,2026-02-01T00:00:00Z,2027-02-01T00:00:00Z,
                    """))
        .statusCode(201);
  }

  private static void laterDeposit() {
    Operate.deposit(
            DepositFixture.diff("D1", "F1", "2026-03-11T00:00:00Z")
                .domains(
                    """
                    third.org,D-ORG,r1,r1,2026-03-10T12:00:00Z,2027-03-10T12:00:00Z,
                    brand.org,E-ORG,r2,r2,2026-03-10T12:00:00Z,2027-03-10T12:00:00Z,
                    brands.org,F-ORG,r2,r2,2026-03-10T12:00:00Z,2027-03-10T12:00:00Z,
                    """))
        .statusCode(201);
  }

  @Test
  void countsWhatAListHoldsAndKeepsDigestsOnly() {
    Cleared.upload(
            "DOMAIN_ALERT",
            "",
            "# a sample of ours\nfirst.org\nhxxps://www.First[.]org/some/path\nMÜNCHEN.org\nelsewhere.example\n10.0.0.1\n")
        .statusCode(200)
        .body("rowsRead", equalTo(5))
        .body("added", equalTo(2))
        .body("known", equalTo(1))
        .body("elsewhere", equalTo(1))
        .body("unusable", equalTo(1))
        .body("removed", equalTo(0));
    Cleared.upload(
            "DOMAIN_ALERT",
            "?mode=REPLACE&layout=CSV&column=name&separator=;",
            "x;name\n1;first.org\n")
        .statusCode(200)
        .body("added", equalTo(0))
        .body("known", equalTo(1))
        .body("removed", equalTo(1));
    Cleared.check("xn--mnchen-3ya.org").statusCode(200).body("domainAlert", equalTo("ABSENT"));
    Cleared.upload("TLD_HOPPING", "", "brand\nBränd\na.b\n")
        .body("added", equalTo(2))
        .body("unusable", equalTo(1));
    Cleared.person()
        .get("/v1/sensitive/lists")
        .then()
        .statusCode(200)
        .body("list", contains("DOMAIN_ALERT", "TLD_HOPPING"))
        .body("entries", contains(1, 2))
        .body("presentKey", contains(true, true));
    // A list of nothing is a failed one, and takes nothing away.
    Cleared.upload("DOMAIN_ALERT", "?mode=REPLACE", "# nothing\n").statusCode(422);
    Cleared.check("first.org").body("domainAlert", equalTo("LISTED"));
  }

  @Test
  void answersWithOneLengthWhetherListedOrNot() {
    Cleared.upload("DOMAIN_ALERT", "", "first.org\n").statusCode(200);
    Cleared.upload("TLD_HOPPING", "", "second\n").statusCode(200);
    Response listed = Cleared.check("www.first.org").statusCode(200).extract().response();
    Response absent = Cleared.check("other.org").statusCode(200).extract().response();
    Response label = Cleared.check("second.org").statusCode(200).extract().response();
    assertThat(listed.asString())
        .isEqualTo("{\"domainAlert\":\"LISTED\",\"hoppingLabel\":\"ABSENT\"}");
    assertThat(absent.asString())
        .isEqualTo("{\"domainAlert\":\"ABSENT\",\"hoppingLabel\":\"ABSENT\"}");
    assertThat(label.asString())
        .isEqualTo("{\"domainAlert\":\"ABSENT\",\"hoppingLabel\":\"LISTED\"}");
    assertThat(listed.asByteArray()).hasSameSizeAs(absent.asByteArray());
  }

  @Test
  void keepsEveryReadWithItsPurposeInAChainOfItsOwn() {
    Cleared.upload("DOMAIN_ALERT", "", "first.org\n").statusCode(200);
    Cleared.check("first.org").statusCode(200);
    Cleared.matches("");
    String trail =
        Cleared.person()
            .get("/v1/sensitive/audit-entries?limit=1000")
            .then()
            .statusCode(200)
            .body("items.action", hasItems("list.uploaded", "name.checked", "matches.read"))
            .body(
                "items.findAll { it.action == 'name.checked' }[-1].content.purpose",
                equalTo(Cleared.PURPOSE))
            .body("items.findAll { it.action == 'name.checked' }[-1].actor", equalTo("iwf-cleared"))
            .extract()
            .asString();
    assertThat(trail).doesNotContain("first.org");
    Cleared.person()
        .get("/v1/sensitive/audit-verification")
        .then()
        .statusCode(200)
        .body("valid", equalTo(true));
  }

  @Test
  void tellsTheOrdinaryTrailOnceADayThatAPersonUsedTheStore() {
    // Long before the other tests' days, so that theirs do not count.
    TestClock.set(Instant.parse("2025-05-05T08:00:00Z"));
    RequestSpecification other =
        As.user("clara", Role.IWF_CLEARED).header("X-Purpose", Cleared.PURPOSE);
    int before = used("clara");
    other.get("/v1/sensitive/matches").then().statusCode(200);
    other.get("/v1/sensitive/lists").then().statusCode(200);
    assertThat(used("clara")).isEqualTo(before + 1);
    TestClock.set(Instant.parse("2025-05-06T08:00:00Z"));
    other.get("/v1/sensitive/matches").then().statusCode(200);
    assertThat(used("clara")).isEqualTo(before + 2);
    As.role(Role.AUDITOR)
        .get("/v1/audit-entries?limit=1000")
        .then()
        .body("items.findAll { it.actor == 'clara' }.content.unique()", equalTo(List.of(Map.of())))
        .body(
            "items.findAll { it.actor == 'clara' }.subject.unique()", contains("sensitive-store"));
  }

  private static int used(String person) {
    return As.role(Role.AUDITOR)
        .get("/v1/audit-entries?limit=1000")
        .then()
        .extract()
        .path(
            "items.findAll { it.actor == '%s' && it.action == 'sensitive.used' }.size()"
                .formatted(person));
  }

  @Test
  void wantsAPurposeThatNamesNoSite() {
    As.role(Role.IWF_CLEARED).get("/v1/sensitive/matches").then().statusCode(422);
    As.role(Role.IWF_CLEARED)
        .header("X-Purpose", "short")
        .get("/v1/sensitive/audit-entries")
        .then()
        .statusCode(422);
    As.role(Role.IWF_CLEARED)
        .contentType("application/json")
        .body(Map.of("name", "first.org", "purpose", "is first.org known to you"))
        .post("/v1/sensitive/checks")
        .then()
        .statusCode(422)
        .body("violations.field", contains("purpose"));
    As.role(Role.IWF_CLEARED)
        .contentType("application/json")
        .body(Map.of("name", "first.org"))
        .post("/v1/sensitive/checks")
        .then()
        .statusCode(422);
    Cleared.check("not a name").statusCode(422);
    Cleared.check("other.example").statusCode(422);
    Cleared.upload("KEYWORDS", "", "x\n").statusCode(400);
    Cleared.upload("DOMAIN_ALERT", "?layout=CSV", "x\n1\n").statusCode(422);
  }

  @Test
  void matchesOldNamesWithNewAlertsAndNewNamesWithOldAlerts() {
    Cleared.refresh();
    Cleared.upload("DOMAIN_ALERT", "", "second.org\nthird.org\nnever.org\n").statusCode(200);
    // Three names live; one is listed.
    Cleared.refresh().body("compared", equalTo(3)).body("found", equalTo(1));
    Cleared.matches("")
        .body("items.name", contains("second.org"))
        .body("items.sponsor", contains(90002))
        .body("items.list", contains("DOMAIN_ALERT"))
        .body("items.state", contains("OPEN"));
    laterDeposit();
    Cleared.refresh().body("found", equalTo(1));
    Cleared.matches("").body("items.name", contains("second.org", "third.org"));
    Cleared.refresh().body("found", equalTo(0));
    Cleared.matches("?state=CLOSED").body("items", hasSize(0));
  }

  @Test
  void matchesLabelsExactlyAndWithNewRegistrationsOnly() {
    Cleared.upload("TLD_HOPPING", "", "brand\nfirst\n").statusCode(200);
    Cleared.refresh().body("found", equalTo(0));
    laterDeposit();
    Cleared.refresh().body("found", equalTo(1));
    Cleared.matches("?list=TLD_HOPPING").body("items.name", contains("brand.org"));
    Cleared.person()
        .accept("text/csv")
        .get("/v1/sensitive/matches")
        .then()
        .statusCode(200)
        .body(org.hamcrest.Matchers.containsString("brand.org"));
  }

  @Test
  void passesAMatchToTheContactOfItsSponsorAndToNobodyElse() {
    Cleared.upload("DOMAIN_ALERT", "", "first.org\n").statusCode(200);
    Cleared.refresh();
    String match = Cleared.matches("").extract().path("items[0].id");
    Cleared.handOver(match, "registrar-90001", "see first.org").statusCode(422);
    Cleared.handOver(NOBODYS, "registrar-90001", "Call the hotline").statusCode(404);
    String id =
        Cleared.handOver(match, "registrar-90001", "Call the hotline")
            .statusCode(201)
            .body("registrar", equalTo(90001))
            .body("name", equalTo("first.org"))
            .extract()
            .path("id");
    Cleared.handOver(match, "registrar-90001", "Call the hotline")
        .statusCode(200)
        .body("id", equalTo(id));
    Cleared.matches("?state=HANDED_OVER")
        .body("items.handOvers", contains(1))
        .body("items.acknowledged", contains(0));

    // Another registrar's contact, and another person of the same registrar, see nothing.
    RequestSpecification other = As.registrar(90002, Role.REGISTRAR_CLEARED);
    other.get("/v1/sensitive/hand-overs").then().statusCode(200).body("items", hasSize(0));
    other.post("/v1/sensitive/hand-overs/" + id + "/acknowledgement").then().statusCode(404);
    As.user("registrar-90001", Role.REGISTRAR_CLEARED)
        .get("/v1/sensitive/hand-overs")
        .then()
        .statusCode(200)
        .body("items", hasSize(0));

    RequestSpecification own = As.registrar(90001, Role.REGISTRAR_CLEARED);
    own.get("/v1/sensitive/hand-overs")
        .then()
        .statusCode(200)
        .body("items.name", contains("first.org"))
        .body("items.note", contains("Call the hotline"))
        .body("items[0].acknowledgedAt", nullValue());
    own.post("/v1/sensitive/hand-overs/" + id + "/acknowledgement")
        .then()
        .statusCode(200)
        .body("acknowledgedAt", notNullValue());
    Cleared.matches("").body("items.acknowledged", contains(1));
    As.role(Role.IWF_CLEARED)
        .contentType("application/json")
        .body(Map.of("note", "Removed; confirmed"))
        .post("/v1/sensitive/matches/" + match + "/closure")
        .then()
        .statusCode(200)
        .body("state", equalTo("CLOSED"));
    Cleared.handOver(match, "registrar-90001", "Call the hotline").statusCode(409);
    Cleared.person()
        .get("/v1/sensitive/audit-entries?limit=1000")
        .then()
        .body(
            "items.findAll { it.actor == 'registrar-90001' }.action",
            hasItems("hand.overs.read", "hand.over.acknowledged"));
  }

  @Test
  void breaksTheGlassForAnHourAtMostWithTwoPersonsAndReportsIt() {
    Cleared.upload("DOMAIN_ALERT", "", "first.org\n").statusCode(200);
    Cleared.refresh();
    RequestSpecification analyst = As.user("anna", Role.ABUSE_ANALYST);
    wish("anna", 61).statusCode(422);
    wish("iwf-cleared", 30).statusCode(422);
    String id =
        wish("anna", 30).statusCode(201).body("approvedBy", nullValue()).extract().path("id");
    String read = "/v1/sensitive/break-glass/" + id + "/matches";
    analyst.get(read).then().statusCode(404);
    As.role(Role.IWF_CLEARED)
        .post("/v1/sensitive/break-glass/" + id + "/approval")
        .then()
        .statusCode(409);
    As.user("carl", Role.IWF_CLEARED)
        .post("/v1/sensitive/break-glass/" + id + "/approval")
        .then()
        .statusCode(200)
        .body("approvedBy", equalTo("carl"));
    analyst.get(read).then().statusCode(200).body("items.name", contains("first.org"));
    As.user("someone", Role.ABUSE_ANALYST).get(read).then().statusCode(404);
    analyst
        .header("X-Purpose", Cleared.PURPOSE)
        .get("/v1/sensitive/matches")
        .then()
        .statusCode(403);
    As.role(Role.AUDITOR)
        .get("/v1/audit-entries?limit=1000")
        .then()
        .body(
            "items.findAll { it.action == 'sensitive.break.glass.granted' }[-1].content.person",
            equalTo("anna"))
        .body(
            "items.findAll { it.action == 'sensitive.break.glass.granted' }[-1].content.minutes",
            equalTo(30));
    TestClock.set(Instant.parse("2026-03-31T00:31:00Z"));
    analyst.get(read).then().statusCode(404);
    Cleared.person()
        .get("/v1/sensitive/break-glass")
        .then()
        .statusCode(200)
        .body("items.person", contains("anna"));
  }

  private static io.restassured.response.ValidatableResponse wish(String person, int minutes) {
    return As.role(Role.IWF_CLEARED)
        .contentType("application/json")
        .body(Map.of("person", person, "purpose", "Alert on a Sunday", "minutes", minutes))
        .post("/v1/sensitive/break-glass")
        .then();
  }

  @Test
  void refusesTheUnclearedInTheSameWordsWhateverTheName() {
    Cleared.upload("DOMAIN_ALERT", "", "first.org\n").statusCode(200);
    for (Role role : Role.values()) {
      if (role == Role.IWF_CLEARED) {
        continue;
      }
      RequestSpecification caller =
          role.isOfRegistrar() ? As.registrar(90001, role) : As.role(role);
      Response listed = ask(caller, "first.org");
      Response absent = ask(caller, "other.org");
      assertThat(listed.statusCode()).as(role.name()).isEqualTo(403);
      assertThat(listed.asString()).as(role.name()).isEqualTo(absent.asString());
      assertThat(withoutTrace(listed)).as(role.name()).isEqualTo(withoutTrace(absent));
    }
    ask(As.nobody(), "first.org").then().statusCode(401);
    As.nobody().get("/v1/sensitive/hand-overs").then().statusCode(401);
    As.role(Role.IWF_CLEARED).get("/v1/sensitive/hand-overs").then().statusCode(403);
    // A token that is held to a registrar stays so, whatever other roles it has.
    String both = "both";
    As.user(both, Role.IWF_CLEARED, Role.REGISTRAR_CLEARED)
        .header("X-Purpose", Cleared.PURPOSE)
        .get("/v1/sensitive/matches")
        .then()
        .statusCode(403);
  }

  /** The number of the trace is another for each request, whatever is asked. */
  private static List<Header> withoutTrace(Response response) {
    return response.headers().asList().stream()
        .filter(header -> !header.getName().equals("Trace-Id"))
        .toList();
  }

  private static Response ask(RequestSpecification caller, String name) {
    return caller
        .contentType("application/json")
        .body(Map.of("name", name, "purpose", Cleared.PURPOSE))
        .post("/v1/sensitive/checks");
  }

  @Test
  void refusesWhatIsTooLarge() {
    Cleared.upload("DOMAIN_ALERT", "", "first.org\n" + "#".repeat(4000).concat("\n").repeat(270))
        .statusCode(413);
    Cleared.check("first.org").body("domainAlert", equalTo("ABSENT"));
    Cleared.matches("").body("items.name", not(containsInAnyOrder("first.org")));
  }
}

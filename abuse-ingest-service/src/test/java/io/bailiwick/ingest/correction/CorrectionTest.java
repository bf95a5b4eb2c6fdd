package io.bailiwick.ingest.correction;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
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
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** young.org and other.org are 90001's, theirs.org is 90002's, all a month old on 1 March 2026. */
@QuarkusTest
@WithTestResource(SuiteResource.class)
class CorrectionTest {
  private static final byte[] TEXT = "Seen on 2 March.\n".getBytes(UTF_8);

  @Inject CorrectionClock clock;

  @BeforeEach
  void march() {
    Slate.clean();
    TestClock.set(Instant.parse("2026-03-31T00:00:00Z"));
    Operate.csv("alpha", "alpha");
    Operate.csv("beta", "beta");
    Operate.deposit(
            DepositFixture.full("F1", "2026-03-01T00:00:00Z")
                .registrars("r1,One,90001,ok\nr2,Two,90002,ok\n")
                .domains(
                    """
                    young.org,Y-ORG,r1,r1,2026-02-01T00:00:00Z,2027-02-01T00:00:00Z,
                    other.org,O-ORG,r1,r1,2026-02-01T00:00:00Z,2027-02-01T00:00:00Z,
                    theirs.org,T-ORG,r2,r2,2026-02-01T00:00:00Z,2027-02-01T00:00:00Z,
                    """))
        .statusCode(201);
    Operate.rows(
        "alpha",
        "http://young.org/,2026-03-02 00:00:00,,",
        "http://theirs.org/,2026-03-02 00:00:00,,");
  }

  private static RequestSpecification registrar(int id) {
    return As.registrar(id, Role.REGISTRAR_ABUSE);
  }

  private static RequestSpecification analyst(String name) {
    return As.user(name, Role.ABUSE_ANALYST);
  }

  private static String incident(String name) {
    return As.role(Role.ABUSE_ANALYST).get("/v1/incidents?name=" + name).path("items[0].id");
  }

  private static Map<String, Object> claim(String incident, String kind) {
    return new HashMap<>(
        Map.of(
            "incidentId",
            incident,
            "kind",
            kind,
            "reason",
            "It is the bank's own page",
            "evidence",
            "Letter of the bank",
            "references",
            List.of("BANK-1234")));
  }

  private static ValidatableResponse file(RequestSpecification by, Map<String, Object> claim) {
    return by.contentType("application/json")
        .header("Idempotency-Key", UUID.randomUUID().toString())
        .body(claim)
        .post("/v1/corrections")
        .then();
  }

  private static String filed(RequestSpecification by, String name, String kind) {
    return file(by, claim(incident(name), kind)).statusCode(201).extract().path("id");
  }

  private static ValidatableResponse post(
      RequestSpecification by, String id, String step, Map<String, ?> body) {
    return by.contentType("application/json")
        .body(body)
        .post("/v1/corrections/" + id + "/" + step)
        .then();
  }

  private static ValidatableResponse decide(RequestSpecification by, String id, String outcome) {
    return post(by, id, "decision", Map.of("outcome", outcome, "reasons", "Checked with the bank"));
  }

  private static ValidatableResponse read(String id) {
    return As.role(Role.AUDITOR).get("/v1/corrections/" + id).then().statusCode(200);
  }

  /** Domains of a registrar's March tally, or null. */
  private static Integer tally(int registrar, String classification) {
    return As.role(Role.SERVICE)
        .get("/v1/tallies?month=2026-03")
        .path(
            "registrars.find{it.registrar==%d}?.tallies?.find{it.threat=='TOTAL' && it.classification=='%s' && it.minimumEvidence=='LISTED'}?.domains"
                .formatted(registrar, classification));
  }

  @Test
  void anAcceptedContestChangesTheMonthFromTheStartAndLeavesARecord() {
    assertThat(tally(90001, "MALICIOUS")).isEqualTo(1);
    List<?> published =
        As.role(Role.SERVICE).get("/v1/incident-changes").then().extract().path("items");
    String cursor =
        As.role(Role.SERVICE).get("/v1/tally-changes").then().extract().path("items[-1].cursor");
    String incident = incident("young.org");
    String id =
        file(registrar(90001), claim(incident, "FALSE_POSITIVE"))
            .statusCode(201)
            .body("origin", equalTo("CONTEST"))
            .body("state", equalTo("FILED"))
            .body("name", equalTo("young.org"))
            .body("registrar", equalTo(90001))
            .body("month", equalTo("2026-03"))
            .body("references", contains("BANK-1234"))
            .body("overdue", equalTo(false))
            .extract()
            .path("id");
    assertThat(tally(90001, "MALICIOUS")).isEqualTo(1);

    TestClock.set(Instant.parse("2026-04-10T00:00:00Z"));
    decide(As.role(Role.COMPLIANCE_OFFICER), id, "ACCEPTED")
        .statusCode(200)
        .body("state", equalTo("ACCEPTED"))
        .body("decision.outcome", equalTo("ACCEPTED"))
        .body("decision.by", equalTo("compliance-officer"))
        .body("decision.incidentId", equalTo(incident))
        .body("decision.before.classification", equalTo("MALICIOUS"))
        .body("decision.before.registrar", equalTo(90001))
        .body("decision.before.month", equalTo("2026-03"))
        .body("decision.after.classification", equalTo("FALSE_POSITIVE"))
        .body("decision.after.registrar", equalTo(90001))
        .body("decision.months", contains("2026-03"))
        .body("history.event", contains("FILE", "ACCEPT"))
        .body("nextEvents", empty());

    assertThat(tally(90001, "MALICIOUS")).isNull();
    assertThat(tally(90001, "FALSE_POSITIVE")).isEqualTo(1);
    assertThat(tally(90002, "MALICIOUS")).isEqualTo(1);
    registrar(90001)
        .get("/v1/incidents/" + incident)
        .then()
        .body("classificationReason", containsString("Correction " + id))
        .body("classificationReason", containsString("Checked with the bank"));
    // What was published stays, and the change comes behind it.
    List<?> now = As.role(Role.SERVICE).get("/v1/incident-changes").path("items");
    assertThat(now.subList(0, published.size())).isEqualTo(published);
    As.role(Role.SERVICE)
        .get("/v1/tally-changes?after=" + cursor)
        .then()
        .body("items", hasSize(1))
        .body("items[0].month", equalTo("2026-03"))
        .body("items[0].registrar", equalTo(90001))
        .body("items[0].causes", contains("CORRECTION"));
    As.role(Role.AUDITOR)
        .get("/v1/events?limit=1000")
        .then()
        .body(
            "items.findAll{it.subject=='correction/" + id + "'}.type",
            contains("correction.filed", "correction.decided"))
        .body(
            "items.findAll{it.subject=='correction/" + id + "'}.payload.months",
            hasItem(List.of("2026-03")));
    As.role(Role.AUDITOR)
        .get("/v1/audit-entries?limit=1000")
        .then()
        .body(
            "items.findAll{it.subject=='correction/" + id + "'}.actor",
            contains("registrar-90001", "compliance-officer"));
  }

  @Test
  void aReaderFindsWhatIsOpenInAMonth() {
    String open = filed(registrar(90001), "young.org", "FALSE_POSITIVE");
    String ours = filed(analyst("ann"), "young.org", "COMPROMISED");
    String closed = filed(registrar(90001), "young.org", "NOT_OURS");
    decide(analyst("ben"), closed, "REFUSED").statusCode(200);
    listed("month=2026-03&open=true&origin=CONTEST", open);
    listed("month=2026-03&open=true", open, ours);
    listed("month=2026-03&open=false", closed);
    listed("month=2026-02&open=true");
    As.role(Role.SERVICE).get("/v1/corrections?month=March").then().statusCode(400);
    registrar(90002).get("/v1/corrections?month=2026-03").then().body("items", empty());
  }

  private static void listed(String query, String... ids) {
    As.role(Role.SERVICE)
        .get("/v1/corrections?" + query)
        .then()
        .statusCode(200)
        .body("items.id", equalTo(List.of(ids)));
  }

  @Test
  void survivesListingsThatArriveAfterwards() {
    decide(analyst("ben"), filed(analyst("ann"), "young.org", "WITHDRAWN_BY_SOURCE"), "ACCEPTED")
        .body("correction", nullValue())
        .body("origin", equalTo("CORRECTION"))
        .statusCode(200);
    Operate.rows("beta", "http://young.org/again,2026-03-05 00:00:00,,");
    As.role(Role.ABUSE_ANALYST)
        .get("/v1/incidents?name=young.org")
        .then()
        .body("items", hasSize(1))
        .body("items[0].classification", equalTo("FALSE_POSITIVE"))
        .body("items[0].observations", equalTo(2));
    assertThat(tally(90001, "MALICIOUS")).isNull();
  }

  @Test
  void aCompromisedSiteIsNotARegistrationForAbuse() {
    decide(analyst("ben"), filed(registrar(90001), "young.org", "COMPROMISED"), "ACCEPTED")
        .statusCode(200)
        .body("decision.after.classification", equalTo("COMPROMISED"));
    assertThat(tally(90001, "MALICIOUS")).isNull();
    assertThat(tally(90001, "COMPROMISED")).isEqualTo(1);
  }

  @Test
  void notOursLeavesTheRegistrarsCountAndStaysAwayWhateverArrives() {
    String id = filed(registrar(90001), "young.org", "NOT_OURS");
    decide(analyst("ben"), id, "ACCEPTED")
        .statusCode(200)
        .body("decision.before.registrar", equalTo(90001))
        .body("decision.after.registrar", nullValue())
        .body("decision.after.state", equalTo("NOT_ATTRIBUTABLE"));
    assertThat(tally(90001, "MALICIOUS")).isNull();
    Operate.rows("beta", "http://young.org/again,2026-03-05 00:00:00,,");
    Operate.deposit(DepositFixture.diff("D1", "F1", "2026-03-02T00:00:00Z")).statusCode(201);
    As.role(Role.ABUSE_ANALYST)
        .get("/v1/incidents?name=young.org")
        .then()
        .body("items", hasSize(1))
        .body("items[0].state", equalTo("NOT_ATTRIBUTABLE"))
        .body("items[0].registrar", nullValue());
    // The registrar still sees its contest and what became of it.
    registrar(90001)
        .get("/v1/corrections/" + id)
        .then()
        .statusCode(200)
        .body("state", equalTo("ACCEPTED"));
  }

  @Test
  void notOursCountsWhereThePersonSaysAndDoesNotTellWhere() {
    String id = filed(registrar(90001), "young.org", "NOT_OURS");
    Map<String, Object> decision = new HashMap<>();
    decision.put("outcome", "ACCEPTED");
    decision.put("reasons", "The transfer was booked late");
    for (int wrong : new int[] {90001, 424242}) {
      decision.put("registrar", wrong);
      post(analyst("ben"), id, "decision", decision)
          .statusCode(422)
          .body("violations[0].field", equalTo("registrar"));
    }
    decision.put("registrar", 90002);
    post(analyst("ben"), id, "decision", decision)
        .statusCode(200)
        .body("decision.after.registrar", equalTo(90002))
        .body("decision.after.state", equalTo("ATTRIBUTED"));
    assertThat(tally(90001, "MALICIOUS")).isNull();
    assertThat(tally(90002, "MALICIOUS")).isEqualTo(2);
    registrar(90001)
        .get("/v1/corrections/" + id)
        .then()
        .body("decision.before.registrar", equalTo(90001))
        .body("decision.after.registrar", nullValue());
    // The other registrar may contest it in turn: then it is nobody's, not the first one's again.
    decide(analyst("ann"), filed(registrar(90002), "young.org", "NOT_OURS"), "ACCEPTED")
        .statusCode(200)
        .body("decision.after.state", equalTo("NOT_ATTRIBUTABLE"));
    assertThat(tally(90001, "MALICIOUS")).isNull();
    assertThat(tally(90002, "MALICIOUS")).isEqualTo(1);
    // Registration data that name a third do not care for what was overruled.
    Operate.rows("beta", "http://young.org/again,2026-03-05 00:00:00,,");
    assertThat(tally(90001, "MALICIOUS")).isNull();
  }

  @Test
  void aWrongDecisionIsReversedByANewCorrectionThatNamesIt() {
    String incident = incident("young.org");
    As.role(Role.ABUSE_ANALYST)
        .contentType("application/json")
        .body(Map.of("classification", "MALICIOUS", "reason", "Kit seen"))
        .post("/v1/incidents/" + incident + "/classification")
        .then()
        .statusCode(200);
    String first = filed(registrar(90001), "young.org", "FALSE_POSITIVE");
    Map<String, Object> reversal = claim(incident, "FALSE_POSITIVE");
    reversal.put("reverses", first);
    file(analyst("ann"), reversal).statusCode(409);
    decide(analyst("ben"), first, "ACCEPTED").statusCode(200);
    Map<String, Object> otherKind = claim(incident, "COMPROMISED");
    otherKind.put("reverses", first);
    file(analyst("ann"), otherKind)
        .statusCode(422)
        .body("violations[0].field", equalTo("reverses"));
    String second = file(analyst("ann"), reversal).statusCode(201).extract().path("id");
    decide(analyst("ben"), second, "ACCEPTED")
        .statusCode(200)
        .body("reverses", equalTo(first))
        .body("decision.before.classification", equalTo("FALSE_POSITIVE"))
        .body("decision.after.classification", equalTo("MALICIOUS"))
        .body("decision.months", contains("2026-03"));
    As.role(Role.AUDITOR)
        .get("/v1/incidents/" + incident)
        .then()
        .body("classificationReason", equalTo("Kit seen"))
        .body("evidence", equalTo("VALIDATED"));
    read(first).body("state", equalTo("ACCEPTED"));
    file(analyst("ann"), reversal).statusCode(409);
    assertThat(tally(90001, "MALICIOUS")).isEqualTo(1);
  }

  @Test
  void aReversalOfNotOursGivesTheIncidentBack() {
    String incident = incident("young.org");
    String first = filed(registrar(90001), "young.org", "NOT_OURS");
    decide(analyst("ben"), first, "ACCEPTED").statusCode(200);
    Map<String, Object> reversal = claim(incident, "NOT_OURS");
    reversal.put("reverses", first);
    String second = file(analyst("ann"), reversal).statusCode(201).extract().path("id");
    // It is about the registrar of the first, so that one sees it.
    registrar(90001).get("/v1/corrections/" + second).then().statusCode(200);
    decide(analyst("ben"), second, "ACCEPTED")
        .statusCode(200)
        .body("decision.after.registrar", equalTo(90001));
    assertThat(tally(90001, "MALICIOUS")).isEqualTo(1);
  }

  @Test
  void aReversalDoesNotSweepAwayWhatWasSaidSince() {
    String incident = incident("young.org");
    String first = filed(registrar(90001), "young.org", "FALSE_POSITIVE");
    decide(analyst("ben"), first, "ACCEPTED").statusCode(200);
    Map<String, Object> reversal = claim(incident, "FALSE_POSITIVE");
    reversal.put("reverses", first);
    String second = file(analyst("ann"), reversal).statusCode(201).extract().path("id");
    decide(analyst("ben"), filed(registrar(90001), "young.org", "COMPROMISED"), "ACCEPTED")
        .statusCode(200);
    decide(analyst("ben"), second, "ACCEPTED").statusCode(409);
    read(second).body("state", equalTo("FILED"));
    decide(analyst("ben"), second, "REFUSED").statusCode(200).body("decision.months", empty());
    assertThat(tally(90001, "COMPROMISED")).isEqualTo(1);
  }

  @Test
  void whoFilesDoesNotDecideAndNoRegistrarDoes() {
    String id = filed(analyst("ann"), "young.org", "FALSE_POSITIVE");
    decide(analyst("ann"), id, "ACCEPTED")
        .statusCode(403)
        .body("detail", containsString("somebody else"));
    post(analyst("ann"), id, "question", Map.of("text", "Sure?")).statusCode(403);
    decide(As.registrar(90001, Role.REGISTRAR_ADMIN, Role.ABUSE_ANALYST), id, "ACCEPTED")
        .statusCode(403);
    decide(As.registrar(90002, Role.REGISTRAR_ADMIN, Role.ABUSE_ANALYST), id, "ACCEPTED")
        .statusCode(404);
    read(id).body("state", equalTo("FILED")).body("history", hasSize(1));
    decide(analyst("ben"), id, "REFUSED")
        .statusCode(200)
        .body("state", equalTo("REFUSED"))
        .body("decision.months", empty())
        .body("decision.after.classification", equalTo("MALICIOUS"));
    decide(analyst("cem"), id, "ACCEPTED").statusCode(409);
    assertThat(tally(90001, "MALICIOUS")).isEqualTo(1);
  }

  /** Not by id, list, filter, cursor, attachment or error text. */
  @Test
  void aRegistrarReachesNothingOfAnother() {
    String incident = incident("young.org");
    String id = filed(registrar(90001), "young.org", "FALSE_POSITIVE");
    String attachment = attach(registrar(90001), id, "a.txt", TEXT).extract().path("id");
    String unknown = UUID.randomUUID().toString();

    same404(
        file(registrar(90002), claim(incident, "FALSE_POSITIVE")),
        file(registrar(90002), claim(unknown, "FALSE_POSITIVE")));
    Map<String, Object> reversal = claim(incident("theirs.org"), "FALSE_POSITIVE");
    reversal.put("reverses", id);
    Map<String, Object> ofNothing = claim(incident("theirs.org"), "FALSE_POSITIVE");
    ofNothing.put("reverses", unknown);
    same404(file(registrar(90002), reversal), file(registrar(90002), ofNothing));
    same404(get(90002, id), get(90002, unknown));
    same404(
        get(90002, id + "/attachments/" + attachment),
        get(90002, unknown + "/attachments/" + attachment));
    for (String step : List.of("answer", "withdrawal")) {
      same404(
          post(registrar(90002), id, step, Map.of("text", "x")),
          post(registrar(90002), unknown, step, Map.of("text", "x")));
    }
    same404(
        attach(registrar(90002), id, "b.txt", TEXT),
        attach(registrar(90002), unknown, "b.txt", TEXT));
    // Its own correction does not lead to the file of another's.
    String own = filed(registrar(90002), "theirs.org", "FALSE_POSITIVE");
    get(90002, own + "/attachments/" + attachment).statusCode(404);

    registrar(90002)
        .get("/v1/corrections")
        .then()
        .body("items.id", contains(own))
        .body("items.id", not(hasItem(id)));
    registrar(90002).get("/v1/corrections?incident=" + incident).then().body("items", empty());
    registrar(90002)
        .get("/v1/corrections?registrar=90001")
        .then()
        .statusCode(404)
        .body(not(containsString("young.org")));
    // A cursor of somebody else's page opens nothing.
    String cursor =
        As.role(Role.ABUSE_ANALYST).get("/v1/corrections?limit=1").then().extract().path("next");
    registrar(90002).get("/v1/corrections?after=" + cursor).then().body("items.id", contains(own));
    assertThat(
            registrar(90002).accept("text/csv").get("/v1/corrections").asString()
                + registrar(90002).accept("application/x-ndjson").get("/v1/corrections").asString())
        .doesNotContain("young.org", id);
    registrar(90002).get("/v1/incident-changes").then().statusCode(403);
    As.registrar(90002, Role.REGISTRAR_ABUSE, Role.ABUSE_ANALYST)
        .get("/v1/incident-changes")
        .then()
        .statusCode(403);
    read(id).body("history", hasSize(1)).body("attachments", hasSize(1));
  }

  private static ValidatableResponse get(int registrar, String path) {
    return registrar(registrar).get("/v1/corrections/" + path).then();
  }

  private static void same404(ValidatableResponse theirs, ValidatableResponse nobodys) {
    Map<String, Object> one =
        new HashMap<>(theirs.statusCode(404).extract().jsonPath().getMap("$"));
    Map<String, Object> other =
        new HashMap<>(nobodys.statusCode(404).extract().jsonPath().getMap("$"));
    one.remove("instance"); // the path that was asked for
    other.remove("instance");
    assertThat(one).isEqualTo(other);
  }

  @Test
  void isOverdueAfterItsTimeAndNothingDecidesIt() {
    String id = filed(registrar(90001), "young.org", "FALSE_POSITIVE");
    read(id).body("dueAt", containsString("2026-04-14T"));
    TestClock.set(Instant.parse("2026-04-13T23:00:00Z"));
    corrections("overdue=true").body("items", empty());
    clock.announce();
    TestClock.set(Instant.parse("2026-04-14T01:00:00Z"));
    corrections("overdue=true").body("items.id", contains(id));
    corrections("overdue=false").body("items", empty());
    clock.announce();
    clock.announce();
    As.role(Role.AUDITOR)
        .get("/v1/events?limit=1000")
        .then()
        .body(
            "items.findAll{it.subject=='correction/" + id + "'}.type",
            contains("correction.filed", "correction.overdue"));
    TestClock.set(Instant.parse("2027-04-14T01:00:00Z"));
    read(id).body("state", equalTo("FILED")).body("overdue", equalTo(true));
    assertThat(tally(90001, "MALICIOUS")).isEqualTo(1);
    decide(analyst("ben"), id, "ACCEPTED").statusCode(200).body("overdue", equalTo(false));
    corrections("overdue=true").body("items", empty());
  }

  private static ValidatableResponse corrections(String query) {
    return As.role(Role.ABUSE_ANALYST).get("/v1/corrections?" + query).then().statusCode(200);
  }

  @Test
  void theTimeToDecideStandsStillWhileTheRegistryWaits() {
    String id = filed(registrar(90001), "young.org", "FALSE_POSITIVE");
    TestClock.set(Instant.parse("2026-04-02T00:00:00Z"));
    post(analyst("ben"), id, "question", Map.of("text", "Which host?"))
        .statusCode(200)
        .body("state", equalTo("MORE_INFORMATION_ASKED"))
        .body("answerDueAt", containsString("2026-04-16T"))
        .body("dueAt", containsString("2026-04-28T"))
        .body("nextEvents", contains("ANSWER", "ACCEPT", "REFUSE", "WITHDRAW"));
    TestClock.set(Instant.parse("2026-04-04T00:00:00Z"));
    post(As.registrar(90001, Role.REGISTRAR_ADMIN), id, "answer", Map.of("text", "www"))
        .statusCode(200)
        .body("state", equalTo("FILED"))
        .body("answerDueAt", nullValue())
        // Two days of waiting on top of the fourteen.
        .body("dueAt", containsString("2026-04-16T00"))
        .body("history.event", contains("FILE", "ASK", "ANSWER"))
        .body("history.text", contains("It is the bank's own page", "Which host?", "www"));
    post(registrar(90001), id, "answer", Map.of("text", "again")).statusCode(409);
    post(analyst("ben"), id, "question", Map.of("text", "Since when?")).statusCode(200);
    decide(analyst("ben"), id, "REFUSED")
        .statusCode(409)
        .body("detail", containsString("2026-04-18T"));
    TestClock.set(Instant.parse("2026-04-18T01:00:00Z"));
    decide(analyst("ben"), id, "REFUSED").statusCode(200).body("state", equalTo("REFUSED"));
  }

  @Test
  void isFiledOnceHoweverOftenItIsSent() {
    Map<String, Object> claim = claim(incident("young.org"), "FALSE_POSITIVE");
    for (int i = 0; i < 3; i++) {
      As.registrar(90001, Role.REGISTRAR_ABUSE)
          .contentType("application/json")
          .header("Idempotency-Key", "contest-1")
          .body(claim)
          .post("/v1/corrections")
          .then()
          .statusCode(201);
    }
    corrections("state=FILED").body("items", hasSize(1));
    claim.put("reason", "Another reason");
    registrar(90001)
        .contentType("application/json")
        .header("Idempotency-Key", "contest-1")
        .body(claim)
        .post("/v1/corrections")
        .then()
        .statusCode(409);
    registrar(90001)
        .contentType("application/json")
        .body(claim)
        .post("/v1/corrections")
        .then()
        .statusCode(422)
        .body("violations[0].field", equalTo("Idempotency-Key"));
    // One of a kind is open for an incident; another kind may be.
    file(analyst("ann"), claim).statusCode(409);
    file(analyst("ann"), claim(incident("young.org"), "COMPROMISED")).statusCode(201);
  }

  @Test
  void isContestedInTimeOnly() {
    String incident = incident("young.org");
    // 60 days after the end of March.
    TestClock.set(Instant.parse("2026-05-31T00:00:01Z"));
    file(registrar(90001), claim(incident, "FALSE_POSITIVE"))
        .statusCode(409)
        .body("detail", containsString("2026-05-31T00:00:00Z"));
    file(analyst("ann"), claim(incident, "FALSE_POSITIVE")).statusCode(201);
    // An incident that came to the registrar late is contested from then on.
    Operate.send(
            "alpha",
            "text/csv",
            "value,time,tags,hacked\nhttp://other.org/,2026-03-04 00:00:00,,\n".getBytes(UTF_8))
        .statusCode(201);
    TestClock.set(Instant.parse("2026-07-29T00:00:00Z"));
    file(registrar(90001), claim(incident("other.org"), "FALSE_POSITIVE")).statusCode(201);
    TestClock.set(Instant.parse("2026-07-30T01:00:00Z"));
    file(registrar(90001), claim(incident("other.org"), "COMPROMISED")).statusCode(409);
  }

  @Test
  void isTakenAlongWhenTheIncidentIsMerged() {
    Operate.rows("alpha", "http://other.org/1,2026-02-02 00:00:00,,");
    Operate.rows("alpha", "http://other.org/3,2026-03-10 00:00:00,,");
    List<String> ids =
        As.role(Role.ABUSE_ANALYST).get("/v1/incidents?name=other.org").path("items.id");
    assertThat(ids).hasSize(2);
    String id =
        file(registrar(90001), claim(ids.get(1), "FALSE_POSITIVE"))
            .statusCode(201)
            .body("month", equalTo("2026-03"))
            .extract()
            .path("id");
    Operate.rows("beta", "http://other.org/2,2026-02-20 00:00:00,,");
    corrections("incident=" + ids.get(0)).body("items.id", contains(id));
    file(analyst("ann"), claim(ids.get(1), "COMPROMISED"))
        .statusCode(201)
        .body("incidentId", equalTo(ids.get(0)));
    decide(analyst("ben"), id, "ACCEPTED")
        .statusCode(200)
        .body("decision.incidentId", equalTo(ids.get(0)))
        .body("decision.after.classification", equalTo("FALSE_POSITIVE"))
        .body("decision.months", contains("2026-02"));
    As.role(Role.ABUSE_ANALYST)
        .get("/v1/incidents?name=other.org")
        .then()
        .body("items.classification", contains("FALSE_POSITIVE"));
  }

  @Test
  void keepsFilesOfTheAllowedTypesOnly() {
    String id = filed(registrar(90001), "young.org", "FALSE_POSITIVE");
    String attachment =
        attach(registrar(90001), id, "../..\\my letter.html", TEXT)
            .statusCode(201)
            .body("name", equalTo("my_letter.txt"))
            .body("type", equalTo("TXT"))
            .body("bytes", equalTo(17))
            // sha256sum of that line.
            .body(
                "sha256",
                equalTo("ff224309b20d3586b4fef647ed67d275499e3ea0cc61354965560e5fb714a5a3"))
            .extract()
            .path("id");
    attach(registrar(90001), id, "same.txt", TEXT).body("id", equalTo(attachment));
    var download = registrar(90001).get("/v1/corrections/" + id + "/attachments/" + attachment);
    assertThat(download.statusCode()).isEqualTo(200);
    assertThat(download.asByteArray()).isEqualTo(TEXT);
    assertThat(download.header("Content-Type")).isEqualTo("application/octet-stream");
    assertThat(download.header("Content-Disposition"))
        .isEqualTo("attachment; filename=\"my_letter.txt\"");
    assertThat(download.header("X-Content-Type-Options")).isEqualTo("nosniff");
    attach(registrar(90001), id, "a.pdf", new byte[] {'P', 'K', 3, 4, 0, 0}).statusCode(415);
    attach(registrar(90001), id, "empty.txt", new byte[0]).statusCode(415);
    byte[] large = new byte[5 * 1024 * 1024 + 1];
    java.util.Arrays.fill(large, (byte) 'x');
    attach(registrar(90001), id, "large.txt", large).statusCode(413);
    for (int i = 1; i < 10; i++) {
      attach(registrar(90001), id, "n.txt", ("Number " + i).getBytes(UTF_8)).statusCode(201);
    }
    attach(registrar(90001), id, "n.txt", "Number 10".getBytes(UTF_8)).statusCode(409);
    read(id).body("attachments", hasSize(10));
    decide(analyst("ben"), id, "REFUSED").statusCode(200);
    attach(registrar(90001), id, "late.txt", "Late".getBytes(UTF_8)).statusCode(409);
    // Somebody else's claim is not one's own to add to.
    String ours = filed(analyst("ann"), "young.org", "COMPROMISED");
    attach(registrar(90001), ours, "n.txt", TEXT).statusCode(403);
  }

  private static ValidatableResponse attach(
      RequestSpecification by, String id, String name, byte[] content) {
    return by.contentType("application/octet-stream")
        .queryParam("name", name)
        .body(content)
        .post("/v1/corrections/" + id + "/attachments")
        .then();
  }

  @Test
  void isTakenBackByWhoFiledIt() {
    String ours = filed(analyst("ann"), "young.org", "COMPROMISED");
    Map<String, String> why = Map.of("text", "Filed by mistake");
    post(analyst("ben"), ours, "withdrawal", why).statusCode(403);
    post(registrar(90001), ours, "withdrawal", why).statusCode(403);
    post(analyst("ann"), ours, "withdrawal", why)
        .statusCode(200)
        .body("state", equalTo("WITHDRAWN"));
    post(analyst("ann"), ours, "withdrawal", why).statusCode(409);
    // And of a contest by a colleague.
    String theirs = filed(registrar(90001), "young.org", "COMPROMISED");
    post(As.registrar(90001, Role.REGISTRAR_ADMIN), theirs, "withdrawal", why).statusCode(200);
  }

  @Test
  void isForThoseWhoMay() {
    String id = filed(analyst("ann"), "young.org", "COMPROMISED");
    As.nobody().get("/v1/corrections").then().statusCode(401);
    As.nobody().get("/v1/corrections/" + id).then().statusCode(401);
    As.role(Role.FINANCE).get("/v1/corrections").then().statusCode(403);
    file(As.nobody(), claim(id, "COMPROMISED")).statusCode(401);
    file(As.role(Role.AUDITOR), claim(id, "COMPROMISED")).statusCode(403);
    decide(registrar(90001), id, "ACCEPTED").statusCode(403);
    decide(As.nobody(), id, "ACCEPTED").statusCode(401);
    post(As.role(Role.AUDITOR), id, "question", Map.of("text", "?")).statusCode(403);
    attach(As.role(Role.AUDITOR), id, "x", TEXT).statusCode(403);
    file(analyst("ann"), Map.of("kind", "NOT_OURS")).statusCode(422);
    file(analyst("ann"), Map.of("kind", "WHATEVER")).statusCode(422);
    corrections("limit=1").body("items", hasSize(1));
    As.role(Role.ABUSE_ANALYST).get("/v1/corrections?state=GONE").then().statusCode(400);
    As.role(Role.ABUSE_ANALYST).get("/v1/corrections?after=xyz").then().statusCode(400);
  }
}

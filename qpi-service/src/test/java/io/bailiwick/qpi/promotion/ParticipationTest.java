package io.bailiwick.qpi.promotion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.greaterThanOrEqualTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.startsWith;

import io.bailiwick.common.problem.ProblemException;
import io.bailiwick.common.registrar.RegistrarId;
import io.bailiwick.common.security.Role;
import io.bailiwick.common.testing.As;
import io.bailiwick.common.testing.SuiteResource;
import io.bailiwick.common.testing.TestClock;
import io.bailiwick.qpi.Offering;
import io.bailiwick.qpi.Peers;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(SuiteResource.class)
class ParticipationTest {

  @Inject ParticipationClock clock;
  @Inject Offers offers;

  @BeforeEach
  void beforeTheStart() {
    SuiteResource.resetPeers();
    TestClock.set(Instant.parse(Offering.BEFORE));
  }

  private static ValidatableResponse participation(String promotion, int registrar) {
    return As.role(Role.AUDITOR)
        .get("/v1/promotions/" + promotion + "/participations/" + registrar)
        .then()
        .statusCode(200);
  }

  private static ValidatableResponse changes(String promotion, int registrar) {
    return As.role(Role.AUDITOR)
        .get("/v1/promotions/" + promotion + "/participations/" + registrar + "/changes")
        .then()
        .statusCode(200);
  }

  private static ValidatableResponse act(
      Role role, String promotion, int registrar, String act, String body) {
    return As.role(role)
        .contentType("application/json")
        .body(body)
        .post("/v1/promotions/" + promotion + "/participations/" + registrar + "/" + act)
        .then();
  }

  private static final String FRAUD =
      "{\"ground\": \"FRAUD_FINDING\", \"reason\": \"One customer made all names.\"}";

  @Test
  void offersToEveryEligibleAccreditationAtOneInstant() {
    String promotion = Offering.published("");
    ValidatableResponse log =
        As.role(Role.AUDITOR).get("/v1/promotions/" + promotion + "/offers").then().statusCode(200);
    log.body("items.registrar", is(List.of(90001, 90002, 90003, 90004, 90005)))
        .body("items.occasion", everyItem(is("PUBLICATION")))
        .body("items.offeredBy", everyItem(is("bob")));
    List<String> instants = log.extract().path("items.offeredAt");
    assertThat(instants.stream().distinct()).hasSize(1);
    List<String> digests = log.extract().path("items.termsSha256");
    assertThat(digests.stream().distinct()).hasSize(1);
    As.registrar(90003, Role.REGISTRAR_ADMIN)
        .get("/v1/promotions/" + promotion + "/offers")
        .then()
        .body("items.registrar", is(List.of(90003)));
    // The registry itself is not offered anything; who is accredited later is, when it is noticed.
    TestClock.set(Instant.parse("2026-01-07T00:00:00Z"));
    Peers.registrars(90001, 90002, 90003, 90004, 90005, 90006);
    clock.round();
    clock.round();
    As.role(Role.AUDITOR)
        .get("/v1/promotions/" + promotion + "/offers")
        .then()
        .body("items", hasSize(6))
        .body("items[5].occasion", is("BECAME_ELIGIBLE"))
        .body("items[5].offeredBy", is("bailiwick"))
        .body("items[5].offeredAt", startsWith("2026-01-07"));
    participation(promotion, 90006).body("state", is("NOT_ASSESSED"));
  }

  @Test
  void isNotPublishedWhileNobodyCanSayWhoIsEligible() {
    String draft =
        Offering.draft("alone-" + UUID.randomUUID(), "").statusCode(201).extract().path("id");
    Peers.away("/ingest/v1/registrars");
    As.user("bob", Role.FINANCE)
        .post("/v1/promotions/" + draft + "/publication")
        .then()
        .statusCode(503)
        .body("detail", containsString("Waiting for the ingest service"));
    As.role(Role.AUDITOR).get("/v1/promotions/" + draft).then().body("state", is("DRAFT"));
    As.role(Role.AUDITOR)
        .get("/v1/promotions/" + draft + "/offers")
        .then()
        .body("items", hasSize(0));
  }

  @Test
  void goesThroughItsStatesWithReasonActorAndTime() {
    String promotion = Offering.published("");
    Offering.qualify(promotion, Offering.evaluation()).statusCode(201);
    // A registrar accepts for itself, with the terms in its hand, and for nobody else.
    Offering.accept(As.registrar(90001, Role.REGISTRAR_ADMIN), promotion, null, 90001)
        .statusCode(200)
        .body("participations[0].state", is("TERMS_ACCEPTED"))
        .body("participations[0].acceptedBy", is("registrar-90001"));
    Offering.accept(As.registrar(90003, Role.REGISTRAR_ADMIN), promotion, null, 90001)
        .statusCode(404);
    Offering.accept(As.role(Role.ACCOUNT_MANAGER), promotion, null, 90001)
        .statusCode(422)
        .body("violations.field", hasItem("reason"));
    Offering.accept(As.registrar(90001, Role.REGISTRAR_FINANCE), promotion, null, 90001)
        .statusCode(403);
    As.registrar(90001, Role.REGISTRAR_ADMIN)
        .contentType("application/json")
        .body("{\"registrars\": [90001], \"termsSha256\": \"" + "0".repeat(64) + "\"}")
        .post("/v1/promotions/" + promotion + "/terms-acceptances")
        .then()
        .statusCode(422)
        .body("violations.field", hasItem("termsSha256"));
    Offering.enrol(promotion, 90001).statusCode(201);
    participation(promotion, 90001).body("state", is("ENROLLED"));
    // A day late, yet it holds from the instant of the start.
    TestClock.set(Instant.parse("2026-01-11T14:00:00Z"));
    clock.round();
    participation(promotion, 90001)
        .body("state", is("ACTIVE"))
        .body("since", is(Offering.START))
        .body("secondsInState", greaterThanOrEqualTo(86_400))
        .body("actor", is("bailiwick"));
    TestClock.set(Instant.parse("2026-04-10T15:00:00Z"));
    clock.round();
    participation(promotion, 90001).body("state", is("ENDED")).body("since", is(Offering.END));
    changes(promotion, 90001)
        .body(
            "items.event", is(List.of("OFFER", "QUALIFY", "ACCEPT_TERMS", "ENROL", "START", "END")))
        .body(
            "items.to",
            is(
                List.of(
                    "NOT_ASSESSED",
                    "PRE_QUALIFIED",
                    "TERMS_ACCEPTED",
                    "ENROLLED",
                    "ACTIVE",
                    "ENDED")))
        .body(
            "items.actor",
            is(
                List.of(
                    "bob",
                    "account-manager",
                    "registrar-90001",
                    "account-manager",
                    "bailiwick",
                    "bailiwick")));
    As.role(Role.AUDITOR)
        .get("/v1/promotions/" + promotion + "/participations?state=ENDED&limit=2")
        .then()
        .body("items.registrar", is(List.of(90001, 90002)));
    As.role(Role.AUDITOR)
        .accept("text/csv")
        .get("/v1/promotions/" + promotion + "/participations")
        .then()
        .statusCode(200)
        .body(containsString("registrar,registrarName,state,grounds,reason,since,secondsInState"));
    As.registrar(90003, Role.REGISTRAR_ADMIN)
        .get("/v1/promotions/" + promotion + "/participations/90001")
        .then()
        .statusCode(404);
    As.registrar(90003, Role.REGISTRAR_ADMIN)
        .get("/v1/promotions/" + promotion + "/participations/90001/changes")
        .then()
        .statusCode(404);
    As.registrar(90003, Role.REGISTRAR_ADMIN)
        .get("/v1/promotions/" + promotion + "/participations")
        .then()
        .body("items.registrar", is(List.of(90003)))
        .body("items[0].state", is("ENDED"));
    // What happened is told to other systems, once each.
    assertThat(
            As.role(Role.AUDITOR)
                .accept("application/x-ndjson")
                .get("/v1/events")
                .asString()
                .lines()
                .filter(line -> line.contains("participation.changed") && line.contains(promotion))
                .filter(line -> line.contains("\"registrar\":90001")))
        .hasSize(6);
  }

  @Test
  void everyGroundMustGoBeforeAParticipantResumes() {
    String promotion = Offering.running("");
    participation(promotion, 90001).body("state", is("ACTIVE"));
    act(Role.ACCOUNT_MANAGER, promotion, 90001, "suspension", FRAUD)
        .statusCode(200)
        .body("state", is("SUSPENDED"))
        .body("grounds", is(List.of("FRAUD_FINDING")));
    // An order of the aip service comes on top.
    Peers.orders(List.of(Peers.order(90001, "2026-01-11T00:00:00Z", "2026-02-10T00:00:00Z", null)));
    clock.round();
    participation(promotion, 90001)
        .body("grounds", is(List.of("AIP_LIMIT", "FRAUD_FINDING")))
        .body("reason", containsString("AIP-2026-0001"));
    As.role(Role.AUDITOR)
        .get("/v1/promotions/" + promotion + "/participations?ground=AIP_LIMIT")
        .then()
        .body("items.registrar", is(List.of(90001)));
    act(Role.ACCOUNT_MANAGER, promotion, 90001, "resumption", FRAUD)
        .statusCode(200)
        .body("state", is("SUSPENDED"))
        .body("grounds", is(List.of("AIP_LIMIT")));
    act(Role.ACCOUNT_MANAGER, promotion, 90001, "resumption", FRAUD).statusCode(409);
    act(
            Role.ACCOUNT_MANAGER,
            promotion,
            90001,
            "resumption",
            "{\"ground\": \"AIP_LIMIT\", \"reason\": \"please\"}")
        .statusCode(409)
        .body("detail", containsString("when its cause does"));
    TestClock.set(Instant.parse("2026-02-10T00:00:00Z"));
    clock.round();
    participation(promotion, 90001).body("state", is("ACTIVE")).body("grounds", hasSize(0));
    act(
            Role.ACCOUNT_MANAGER,
            promotion,
            90001,
            "suspension",
            "{\"ground\": \"BASELINE_LOST\", \"reason\": \"no\"}")
        .statusCode(422)
        .body("violations.field", hasItem("ground"));
    act(Role.FINANCE, promotion, 90001, "suspension", FRAUD).statusCode(403);
    act(Role.ACCOUNT_MANAGER, promotion, 90002, "suspension", FRAUD).statusCode(409);
    act(Role.ACCOUNT_MANAGER, promotion, 77777, "suspension", FRAUD).statusCode(404);
    act(Role.ACCOUNT_MANAGER, promotion, 90001, "end", "{\"reason\": \"It asked to leave.\"}")
        .statusCode(200)
        .body("state", is("ENDED"));
    act(Role.ACCOUNT_MANAGER, promotion, 90001, "end", "{\"reason\": \"Again.\"}").statusCode(409);
  }

  @Test
  void aLaterIndexThatMissesTheBaselineSuspendsAndOneThatReachesItResumes() {
    String promotion = Offering.running(", \"baseline\": 80");
    Offering.qualify(promotion, Offering.evaluated("2025-11", 40)).statusCode(201);
    participation(promotion, 90001)
        .body("state", is("SUSPENDED"))
        .body("grounds", is(List.of("BASELINE_LOST")))
        .body("reason", containsString("below the baseline of 80"));
    Offering.qualify(promotion, Offering.evaluated("2025-12", 82)).statusCode(201);
    participation(promotion, 90001).body("state", is("ACTIVE")).body("grounds", hasSize(0));
    String lenient = Offering.running(", \"baseline\": 80, \"baselineLost\": \"NOTHING\"");
    Offering.qualify(lenient, Offering.evaluated("2025-11", 41)).statusCode(201);
    participation(lenient, 90001).body("state", is("ACTIVE"));
  }

  @Test
  void nobodyIsEnrolledOnAnEvaluationThatALaterOneSupersedes() {
    String promotion = Offering.published("");
    Offering.qualify(promotion, Offering.evaluated("2024-12", 82)).statusCode(201);
    Offering.accept(promotion, 90001).statusCode(200);
    String later = Offering.evaluated("2024-12", 83);
    Offering.enrol(promotion, 90001)
        .statusCode(409)
        .body("detail", containsString("a later version supersedes the evaluation of 2024-12"));
    participation(promotion, 90001)
        .body("state", is("NOT_ASSESSED"))
        .body("reason", containsString("has not been held against the baseline"));
    Offering.qualify(promotion, later).statusCode(201);
    Offering.accept(promotion, 90001).statusCode(200);
    Offering.enrol(promotion, 90001).statusCode(201);
    // Who is enrolled was qualified then: the terms say what may be lost.
    Offering.evaluated("2024-12", 84);
    clock.round();
    participation(promotion, 90001).body("state", is("ENROLLED"));
  }

  @Test
  void theClockNoticesThatAnEvaluationIsSuperseded() {
    String promotion = Offering.published("");
    Offering.qualify(promotion, Offering.evaluated("2024-09", 82)).statusCode(201);
    Offering.evaluated("2024-09", 83);
    clock.round();
    participation(promotion, 90001).body("state", is("NOT_ASSESSED"));
    participation(promotion, 90002).body("state", is("NOT_QUALIFIED"));
  }

  @Test
  void aRegistrarWithoutAnIndexTakesPartWhereTheTermsSaySo() {
    String promotion = Offering.published(", \"notAssessable\": \"QUALIFIES\"");
    Offering.qualify(promotion, Offering.evaluation())
        .statusCode(201)
        .body("preQualified", is(2))
        .body("notAssessed", is(1));
    participation(promotion, 90004).body("state", is("PRE_QUALIFIED"));
    // There is no published score that says anything of its abuse gate.
    participation(promotion, 90005).body("state", is("NOT_ASSESSED"));
    Offering.accept(promotion, 90001, 90004).statusCode(200);
    // Two IANA IDs in one act, a row for each.
    Offering.enrol(promotion, 90004, 90001)
        .statusCode(201)
        .body("enrolments.registrar", is(List.of(90001, 90004)));
  }

  @Test
  void saysWaitingForAipRatherThanAccrueWhatALimitMightForbid() {
    UUID promotion = UUID.fromString(Offering.running(""));
    Peers.away("/aip/v1/restriction-orders");
    Offers.Offer offer = offers.offer(promotion);
    assertThatThrownBy(() -> offers.limits(offer))
        .isInstanceOf(ProblemException.class)
        .hasMessageContaining("Waiting for the aip service");
    UUID indifferent = UUID.fromString(Offering.running(", \"aipLimit\": \"NOTHING\""));
    Peers.away("/aip/v1/restriction-orders");
    assertThat(offers.limits(offers.offer(indifferent)).orders()).isEmpty();
    Peers.orders(
        List.of(
            Peers.order(
                90001, "2026-01-20T00:00:00Z", "2026-02-20T00:00:00Z", "2026-02-01T00:00:00Z")));
    Offers.Limits limits = offers.limits(offer);
    Offers.Participants all = offers.participants(promotion);
    RegistrarId one = RegistrarId.of(90001);
    assertThat(all.standing(one, "a.org", Instant.parse("2026-01-19T23:59:59Z"), limits))
        .isEqualTo(Offers.Standing.EARNS);
    assertThat(all.standing(one, "a.org", Instant.parse("2026-01-20T00:00:00Z"), limits))
        .isEqualTo(Offers.Standing.AIP_LIMIT);
    assertThat(all.standing(one, "a.org", Instant.parse("2026-02-01T00:00:00Z"), limits))
        .isEqualTo(Offers.Standing.EARNS);
  }

  private static ValidatableResponse accrue(String promotion, String key) {
    return As.role(Role.FINANCE)
        .header("Idempotency-Key", key)
        .post("/v1/promotions/" + promotion + "/accruals")
        .then();
  }

  @Test
  void accruesNothingThatWasCreatedUnderALimitAndWaitsWhereLimitsAreNotKnown() {
    String promotion = Offering.running("");
    TestClock.set(Instant.parse("2026-03-01T00:00:00Z"));
    Peers.events(
        null,
        null,
        List.of(
            Peers.create(1, 90001, "2026-01-19T23:59:59Z", 1),
            Peers.create(2, 90001, "2026-01-20T00:00:00Z", 1),
            Peers.create(3, 90001, "2026-02-20T00:00:00Z", 1)));
    Peers.away("/aip/v1/restriction-orders");
    accrue(promotion, "away-" + promotion)
        .statusCode(503)
        .body("detail", containsString("Waiting for the aip service"));
    As.role(Role.FINANCE)
        .get("/v1/ledger/entries?promotion=" + promotion)
        .then()
        .body("items", hasSize(0));
    Peers.orders(List.of(Peers.order(90001, "2026-01-20T00:00:00Z", "2026-02-20T00:00:00Z", null)));
    accrue(promotion, "back-" + promotion)
        .statusCode(200)
        .body("accrued", is(2))
        .body("declined.AIP_LIMIT", is(1));
  }

  @Test
  void accruesOnceWhatALimitPausedThatAnAppealReversed() {
    String promotion = Offering.running("");
    TestClock.set(Instant.parse("2026-03-01T00:00:00Z"));
    List<String> events =
        List.of(
            Peers.create(1, 90001, "2026-01-20T00:00:00Z", 1),
            Peers.create(2, 90001, "2026-01-21T00:00:00Z", 1),
            Peers.agpDelete(3, 2, 90001, "2026-01-22T00:00:00Z"));
    Peers.events(null, null, events);
    Peers.orders(List.of(Peers.order(90001, "2026-01-20T00:00:00Z", "2026-02-20T00:00:00Z", null)));
    accrue(promotion, "limited-" + promotion)
        .statusCode(200)
        .body("accrued", is(0))
        .body("declined.AIP_LIMIT", is(2));
    accrue(promotion, "again-" + promotion).statusCode(200).body("resumed", is(0));
    // Lifted early is not reversed: what was created before stays paused.
    Peers.orders(
        List.of(
            Peers.order(
                90001, "2026-01-20T00:00:00Z", "2026-02-20T00:00:00Z", "2026-02-01T00:00:00Z")));
    accrue(promotion, "lifted-" + promotion).statusCode(200).body("resumed", is(0));
    Peers.orders(
        List.of(
            Peers.reversed(
                90001, "2026-01-20T00:00:00Z", "2026-02-20T00:00:00Z", "2026-02-01T00:00:00Z")));
    // The second name was deleted in its add grace period meanwhile.
    accrue(promotion, "reversed-" + promotion)
        .statusCode(200)
        .body("events", is(0))
        .body("accrued", is(1))
        .body("resumed", is(1))
        .body("amount.amount.toString()", is("2.0"));
    accrue(promotion, "once-" + promotion).statusCode(200).body("accrued", is(0));
    As.role(Role.FINANCE)
        .get("/v1/ledger/entries?kind=ACCRUAL&promotion=" + promotion)
        .then()
        .body("items", hasSize(2))
        .body("items.name", everyItem(is("name-1.org")))
        .body("items.occurredAt", everyItem(is("2026-01-20T00:00:00Z")));
  }

  @Test
  void accruesNothingAfterAFindingOfFraudUntilItIsDropped() {
    String promotion = Offering.running("");
    TestClock.set(Instant.parse("2026-01-20T00:00:00Z"));
    act(Role.ACCOUNT_MANAGER, promotion, 90001, "suspension", FRAUD).statusCode(200);
    TestClock.set(Instant.parse("2026-01-25T00:00:00Z"));
    act(Role.ACCOUNT_MANAGER, promotion, 90001, "resumption", FRAUD).statusCode(200);
    TestClock.set(Instant.parse("2026-03-01T00:00:00Z"));
    Peers.events(
        null,
        null,
        List.of(
            Peers.create(1, 90001, "2026-01-19T23:59:59Z", 1),
            Peers.create(2, 90001, "2026-01-22T00:00:00Z", 1),
            Peers.create(3, 90001, "2026-01-26T00:00:00Z", 1)));
    accrue(promotion, "fraud-" + promotion)
        .statusCode(200)
        .body("accrued", is(2))
        .body("declined.SUSPENDED", is(1));
  }

  @Test
  void reportsFairAccessWithoutSmallCounts() {
    String promotion = Offering.running("");
    As.registrar(90003, Role.REGISTRAR_ADMIN)
        .get("/v1/promotions/" + promotion + "/fair-access")
        .then()
        .statusCode(200)
        .body("items.sizeClass", hasItem("all"))
        .body("items[-1].offered", is(5))
        .body("items[-1].firstOfferedAt", startsWith("2026-01-05"))
        // 1 of 5 qualified: too few to be told.
        .body("items[-1].qualified", is((Object) null));
    As.role(Role.ACCOUNT_MANAGER)
        .accept("text/csv")
        .get("/v1/promotions/" + promotion + "/fair-access")
        .then()
        .statusCode(200)
        .body(startsWith("position,sizeClass,offered,assessable,qualified,enrolled"));
    String draft =
        Offering.draft("no-report-" + UUID.randomUUID(), "").statusCode(201).extract().path("id");
    As.role(Role.ACCOUNT_MANAGER)
        .get("/v1/promotions/" + draft + "/fair-access")
        .then()
        .statusCode(409);
    As.role(Role.SRS).get("/v1/promotions/" + promotion + "/fair-access").then().statusCode(403);
  }
}

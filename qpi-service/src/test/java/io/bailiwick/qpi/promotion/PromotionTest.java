package io.bailiwick.qpi.promotion;

import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.not;

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
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@WithTestResource(SuiteResource.class)
class PromotionTest {

  @Inject DataSource database;

  @BeforeEach
  void beforeTheStart() {
    SuiteResource.resetPeers();
    TestClock.set(Instant.parse(Offering.BEFORE));
  }

  @Test
  void keepsItsTermsAndIsPublishedByAnotherPersonThanItsAuthor() {
    String id =
        Offering.draft(
                "spring-2026",
                ", \"nameCap\": 10, \"budget\": {\"amount\": 500, \"currency\": \"USD\"}")
            .statusCode(201)
            .header("Location", containsString("/v1/promotions/"))
            .body("state", is("DRAFT"))
            .body("author", is("ann"))
            .extract()
            .path("id");
    Offering.publish(id, "ann")
        .statusCode(409)
        .body("detail", containsString("its author cannot publish"))
        .body("nextSteps", hasItem("let somebody else publish the promotion"));
    Offering.publish(id, "bob").statusCode(200).body("decidedBy", is("bob"));
    Offering.publish(id, "bob").statusCode(409);
    As.role(Role.AUDITOR)
        .get("/v1/promotions/" + id)
        .then()
        .statusCode(200)
        .body("state", is("PUBLISHED"))
        .body("phase", is("NOT_STARTED"))
        .body("terms.years", is(List.of(1, 2)))
        .body("terms.nameCap", is(10))
        .body("terms.incentive.amount.toString()", is("2.0"))
        .body("terms.budget.currency", is("USD"))
        // What was left out is said, too: from the policy of the day, and frozen.
        .body("terms.zone", is("UTC"))
        .body("terms.operations", is(List.of("CREATE")))
        .body("terms.names", is("BOTH"))
        .body("terms.abuseGate", is("REWARD"))
        .body("terms.notAssessable", is("DOES_NOT"))
        .body("terms.baselineLost", is("SUSPENDS"))
        .body("terms.aipLimit", is("PAUSE_ACCRUAL"))
        .body("terms.addGraceDays", is(5))
        .body("terms.clawbackDays", is(60))
        .body("terms.noticeDays", is(30))
        .body("terms.taxable", is(false))
        .body("termsSha256", matchesPattern("[0-9a-f]{64}"))
        // Offered on 5 January, five days before its start.
        .body("warnings.code", is(List.of("SHORT_NOTICE")));
    Offering.draft("spring-2026", "").statusCode(409);
  }

  @Test
  void isNotPublishedAfterItsStart() {
    String id = Offering.draft("late", "").statusCode(201).extract().path("id");
    TestClock.set(Instant.parse(Offering.START).plusSeconds(60));
    Offering.publish(id, "bob").statusCode(409).body("detail", containsString("before it starts"));
  }

  @Test
  void showsARegistrarWhatIsPublishedOnly() {
    String draft = Offering.draft("hidden", "").statusCode(201).extract().path("id");
    String published = Offering.published("");
    As.registrar(90001, Role.REGISTRAR_ADMIN).get("/v1/promotions/" + draft).then().statusCode(404);
    As.registrar(90001, Role.REGISTRAR_ADMIN)
        .get("/v1/promotions/" + published)
        .then()
        .statusCode(200);
    As.registrar(90001, Role.REGISTRAR_ADMIN)
        .get("/v1/promotions?limit=1000")
        .then()
        .body("items.id", hasItem(published))
        .body("items.id", not(hasItem(draft)));
    As.user("ann", Role.ACCOUNT_MANAGER)
        .post("/v1/promotions/" + draft + "/withdrawal")
        .then()
        .statusCode(200)
        .body("state", is("WITHDRAWN"));
    As.user("ann", Role.ACCOUNT_MANAGER)
        .post("/v1/promotions/" + published + "/withdrawal")
        .then()
        .statusCode(409);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'\"endsAt\": \"2026-01-10T14:00:00Z\"' | endsAt",
        "'\"zone\": \"Mars/Olympus\"' | zone",
        "'\"zone\": \"+02:00\"' | zone",
        "'\"tlds\": [\"ORG\"]' | tlds",
        "'\"abuseGate\": \"STOCK\"' | abuseGate",
        "'\"abuseGate\": \"no gate\"' | abuseGate",
        "'\"baseline\": 100.01' | baseline",
        "'\"years\": []' | years",
        "'\"years\": [11]' | years",
        "'\"nameCap\": 0' | nameCap",
        "'\"nameCap\": 9, \"totalNameCap\": 8' | nameCap",
        "'\"incentive\": {\"model\": \"PER_CREATE\", \"amount\": 2.001, \"currency\": \"USD\"}' | incentive.amount",
        "'\"incentive\": {\"model\": \"PER_CREATE\", \"amount\": 0, \"currency\": \"USD\"}' | incentive.amount",
        "'\"incentive\": {\"model\": \"PER_CREATE\", \"amount\": 2, \"currency\": \"QQQ\"}' | incentive.currency",
        "'\"incentive\": null' | incentive",
        "'\"budget\": {\"amount\": 9, \"currency\": \"EUR\"}' | budget.currency",
        "'\"budget\": {\"amount\": 1, \"currency\": \"USD\"}' | budget.amount",
        "'\"budget\": {\"amount\": 9, \"currency\": \"USD\"}, \"moneyCap\": {\"amount\": 10, \"currency\": \"USD\"}' | moneyCap.amount",
        "'\"moneyCap\": {\"amount\": 9.999, \"currency\": \"USD\"}' | moneyCap.amount",
        "'\"minimumPayout\": {\"amount\": 9, \"currency\": \"EUR\"}' | minimumPayout.currency",
        "'\"addGraceDays\": -1' | addGraceDays",
        "'\"portfolioClause\": {\"maliciousShare\": 0, \"minimumNames\": 5}' | portfolioClause.maliciousShare",
        "'\"testOfUseAt\": \"2026-01-10T13:59:59Z\"' | testOfUseAt",
        "'\"settlementDates\": [\"2026-01-09\"]' | settlementDates",
        "'\"limitedDurationDisclosure\": \" \"' | limitedDurationDisclosure",
      })
  void refusesTermsThatMakeNoSense(String member, String field) {
    // The last of two members of one name wins.
    Offering.draft("bad-" + UUID.randomUUID(), ", " + member)
        .statusCode(422)
        .body("violations.field", hasItem(containsString(field)));
  }

  @Test
  void hasANameThatIsASlug() {
    Offering.draft("Not A Slug", "")
        .statusCode(422)
        .body("violations.field", hasItem(containsString("name")));
  }

  @Test
  void changesItsTermsOnlyByASuccessorThatStartsLater() {
    String before = Offering.published("");
    String draft =
        Offering.draft(
                "next-" + UUID.randomUUID(),
                before,
                """
                , "startsAt": "2026-03-01T00:00:00Z", "endsAt": "2026-05-01T00:00:00Z", "zone": "Europe/Berlin",
                "baseline": 70, "limitedDurationDisclosure": "Until 2026-05-01, 02:00 in Berlin."
                """)
            .statusCode(201)
            .body("supersedes", is(before))
            .body("warnings.code", is(List.of("ENDS_EARLIER", "PROLONGS")))
            .extract()
            .path("id");
    Offering.publish(draft, "bob").statusCode(200);
    As.role(Role.AUDITOR)
        .get("/v1/promotions/" + before)
        .then()
        .body("supersededBy", is(draft))
        .body("closesAt", is("2026-03-01T00:00:00Z"))
        .body("terms.endsAt", is(Offering.END))
        .body("terms.baseline", is(60));
    Offering.draft("again-" + UUID.randomUUID(), before, "")
        .statusCode(409)
        .body("nextSteps[0]", containsString("last of its line"));
    Offering.draft("of-nothing-" + UUID.randomUUID(), UUID.randomUUID().toString(), "")
        .statusCode(422)
        .body("violations.field", hasItem("supersedes"));
  }

  @Test
  void theDatabaseRefusesToChangeTerms() throws Exception {
    String id = Offering.published("");
    for (String change :
        List.of("terms = replace(terms, '60', '10')", "ends_at = ends_at + interval '1 day'")) {
      assertThatThrownBy(
              () -> {
                try (Connection connection = database.getConnection();
                    Statement statement = connection.createStatement()) {
                  statement.executeUpdate(
                      "UPDATE promotion SET %s WHERE id = '%s'".formatted(change, id));
                }
              })
          .isInstanceOf(SQLException.class);
    }
  }

  @Test
  void qualifiesWhoReachesTheBaselineAndSaysWhyNot() {
    String promotion = Offering.published("");
    String evaluation = Offering.evaluation();
    Offering.qualify(promotion, evaluation)
        .statusCode(201)
        .body("preQualified", is(1))
        .body("notQualified", is(2))
        .body("notAssessed", is(2));
    Offering.qualify(promotion, evaluation).statusCode(200).body("preQualified", is(1));
    As.role(Role.AUDITOR)
        .get("/v1/promotions/" + promotion + "/qualifications")
        .then()
        .statusCode(200)
        .body(
            "items.state",
            is(
                List.of(
                    "PRE_QUALIFIED",
                    "NOT_QUALIFIED",
                    "NOT_QUALIFIED",
                    "NOT_ASSESSED",
                    "NOT_ASSESSED")))
        .body("items[0].sentence", containsString("92.86 reaches the baseline of 60"))
        .body("items[1].sentence", containsString("abuse gate"))
        .body("items[2].sentence", containsString("45.83 below"));
    As.registrar(90003, Role.REGISTRAR_ADMIN)
        .get("/v1/promotions/" + promotion + "/qualifications")
        .then()
        .body("items.registrar", is(List.of(90003)));
  }

  @Test
  void takesTheLatestQualificationOfEachRegistrar() {
    String promotion = Offering.published("");
    Offering.qualify(promotion, Offering.evaluation()).statusCode(201);
    String november = Offering.evaluated("2025-11", 40);
    Offering.qualify(promotion, november).statusCode(201);
    As.role(Role.AUDITOR)
        .get("/v1/promotions/" + promotion + "/qualifications")
        .then()
        .body("items", hasSize(5))
        .body("items[0].evaluationId", is(november))
        .body("items[0].index.toString()", is("64.29"));
  }

  @Test
  void qualifiesByTheLatestVersionAndTheNamedScoringPolicyOnly() {
    String promotion = Offering.published("");
    String superseded = Offering.evaluation();
    Offering.evaluation();
    Offering.qualify(promotion, superseded)
        .statusCode(409)
        .body("detail", containsString("supersedes"));
    Peers.scored("2025-12", 7);
    String other =
        As.role(Role.ACCOUNT_MANAGER)
            .contentType("application/json")
            .body("{\"month\": \"2025-12\", \"purpose\": \"QUALIFYING\"}")
            .post("/v1/evaluations")
            .then()
            .statusCode(201)
            .extract()
            .path("id");
    Offering.qualify(promotion, other).statusCode(409).body("detail", containsString("version 7"));
    Offering.qualify(promotion, UUID.randomUUID().toString())
        .statusCode(422)
        .body("violations.field", hasItem("evaluationId"));
    String draft =
        Offering.draft("not-yet-" + UUID.randomUUID(), "").statusCode(201).extract().path("id");
    Offering.qualify(draft, other)
        .statusCode(409)
        .body("nextSteps[0]", containsString("published by somebody other"));
  }

  @Test
  void qualifiesByAMatureEvaluationOfPublishedScoresOnly() {
    String promotion = Offering.published("");
    Peers.scored("2024-10", 1);
    String lookAhead = evaluate("2024-10", "PROVISIONAL").statusCode(201).extract().path("id");
    Offering.qualify(promotion, lookAhead)
        .statusCode(409)
        .body("detail", containsString("look ahead"))
        .body("nextSteps[0]", containsString("by a second person"));
    As.role(Role.AUDITOR)
        .get("/v1/promotions/" + promotion + "/participations/90001")
        .then()
        .body("state", is("NOT_ASSESSED"))
        .body("reason", containsString("no evaluation of published scores"));
    Peers.renewalsNotKnown("2024-10");
    String early = evaluate("2024-10", "QUALIFYING").statusCode(201).extract().path("id");
    Offering.qualify(promotion, early)
        .statusCode(409)
        .body("detail", containsString("the renewals of 2024-10 were not known yet"));
    Peers.portfolios("2024-10", 82);
    String mature = evaluate("2024-10", "QUALIFYING").statusCode(201).extract().path("id");
    Offering.qualify(promotion, mature).statusCode(201).body("preQualified", is(1));
  }

  @Test
  void doesNotAssessWhoIsHeldBackFromPublicationWhateverTheTermsSayOfDoubt() {
    String promotion = Offering.published(", \"notAssessable\": \"QUALIFIES\"");
    Peers.scored("2024-11", 1);
    Peers.published("2024-11");
    String evaluation = evaluate("2024-11", "QUALIFYING").statusCode(201).extract().path("id");
    Offering.qualify(promotion, evaluation)
        .statusCode(201)
        .body("preQualified", is(1))
        .body("notQualified", is(0))
        .body("notAssessed", is(3));
    As.role(Role.AUDITOR)
        .get("/v1/promotions/" + promotion + "/participations/90002")
        .then()
        .body("state", is("NOT_ASSESSED"))
        .body(
            "reason",
            is("Not assessed: no mature score of 2024-11 is published for this registrar."));
  }

  private static ValidatableResponse evaluate(String month, String purpose) {
    return As.role(Role.ACCOUNT_MANAGER)
        .contentType("application/json")
        .body("{\"month\": \"" + month + "\", \"purpose\": \"" + purpose + "\"}")
        .post("/v1/evaluations")
        .then();
  }

  @Test
  void enrolsWhoHasAcceptedTheTermsAndKeepsTheInstant() {
    String promotion = Offering.published("");
    Offering.accept(promotion, 90001)
        .statusCode(409)
        .body("detail", containsString("no evaluation of published scores has been held"));
    Offering.qualify(promotion, Offering.evaluation()).statusCode(201);
    Offering.accept(promotion, 90003)
        .statusCode(409)
        .body("detail", containsString("below the baseline"));
    Offering.enrol(promotion, 90001)
        .statusCode(409)
        .body("detail", containsString("does not take ENROL"));
    Offering.accept(promotion, 90001).statusCode(200);
    // All of them or none.
    Offering.enrol(promotion, 90001, 90002).statusCode(409);
    TestClock.set(Instant.parse(Offering.ENROLLED));
    String at =
        Offering.enrol(promotion, 90001)
            .statusCode(201)
            .body("enrolments", hasSize(1))
            .extract()
            .path("enrolments[0].enrolledAt");
    TestClock.set(Instant.parse("2026-02-01T00:00:00Z"));
    Offering.enrol(promotion, 90001).statusCode(200).body("enrolments[0].enrolledAt", is(at));
    As.registrar(90001, Role.REGISTRAR_ADMIN)
        .get("/v1/promotions/" + promotion + "/enrolments")
        .then()
        .body("items.registrar", is(List.of(90001)));
    As.registrar(90003, Role.REGISTRAR_ADMIN)
        .get("/v1/promotions/" + promotion + "/enrolments")
        .then()
        .body("items", hasSize(0));
  }

  @Test
  void qualifiesOnlyByAnIndexThatAsksTheNamedGate() {
    String promotion = Offering.published(", \"abuseGate\": \"EXIT\"");
    Offering.qualify(promotion, Offering.evaluation())
        .statusCode(409)
        .body("detail", containsString("EXIT"));
  }

  @Test
  void enrolsNobodyOnceItHasEnded() {
    String promotion = Offering.published("");
    Offering.qualify(promotion, Offering.evaluation()).statusCode(201);
    Offering.accept(promotion, 90001).statusCode(200);
    TestClock.set(Instant.parse(Offering.END));
    Offering.enrol(promotion, 90001).statusCode(409).body("detail", containsString("has ended"));
  }
}

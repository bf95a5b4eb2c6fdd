package io.bailiwick.aip.restriction;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static io.bailiwick.aip.Programme.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

import io.bailiwick.common.security.Role;
import io.bailiwick.common.testing.As;
import io.bailiwick.common.testing.SuiteResource;
import io.bailiwick.common.testing.TestClock;
import io.bailiwick.enforcement.EppCommand;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(SuiteResource.class)
class OrderTest {
  @BeforeEach
  void start() {
    TestClock.set(START);
  }

  @Test
  void refusesCreateOnlyAndOnlyWhileInForce() {
    int registrar = registrar();
    ask(registrar, "domain:create")
        .statusCode(200)
        .body("allowed", is(true))
        .body("eppCode", is(1000))
        .body("reason", nullValue());
    String order = order(registrar, 14);
    ask(registrar, "domain:create")
        .statusCode(200)
        .body("allowed", is(false))
        .body("eppCode", is(2308))
        .body("reason", startsWith("New registrations are limited until 7 April 2026 00:00 UTC"))
        .body("caseReference", startsWith("AIP-2026-"))
        .body("orderId", is(order))
        .body("endsAt", startsWith("2026-04-07T00:00:"));
    for (EppCommand command : EppCommand.values()) {
      if (command != EppCommand.DOMAIN_CREATE) {
        ask(registrar, command.code()).statusCode(200).body("allowed", is(true));
      }
    }
    ask(registrar(), "domain:create").body("allowed", is(true));
  }

  private static String orderOf(int registrar, Map<String, Object> limit) {
    String proposal = propose(answeredCase(registrar), limit).statusCode(201).extract().path("id");
    return decide(decider(), proposal, "APPROVED").statusCode(201).extract().path("id");
  }

  @Test
  void limitsToADailyCapInOneZone() {
    int registrar = registrar();
    Map<String, Object> limit = limit(14);
    limit.put("mode", "DAILY_CAP");
    limit.put("creates", 20);
    limit.put("tlds", List.of("org"));
    String order = orderOf(registrar, limit);
    srs()
        .get("/v1/restriction-orders/{id}", order)
        .then()
        .statusCode(200)
        .body("mode", is("DAILY_CAP"))
        .body("tlds", contains("org"))
        .body("creates", is(20))
        .body("windowMinutes", nullValue())
        .body("registrars", contains(registrar))
        .body("includes", nullValue());
    Map<String, Object> question = new HashMap<>();
    question.put("registrar", registrar);
    question.put("command", "domain:create");
    question.put("name", "new.org");
    answer(question)
        .body("allowed", is(true))
        .body("warnings", contains(containsString("createsToday")));
    question.put("createsToday", 19);
    answer(question).body("allowed", is(true)).body("warnings", hasSize(0));
    question.put("createsToday", 20);
    answer(question)
        .body("allowed", is(false))
        .body("eppCode", is(2308))
        .body("reason", startsWith("New registrations in .org are limited to 20 a day (UTC) until"))
        .body("orderId", is(order));
    question.put("name", "new.net");
    answer(question).body("allowed", is(true));
    question.put("name", "new.org");
    question.put("command", "domain:renew");
    answer(question).body("allowed", is(true));
    question.put("createsToday", -1);
    srs()
        .body(question)
        .post("/v1/command-decisions")
        .then()
        .statusCode(422)
        .body("violations[0].field", is("createsToday"));
  }

  @Test
  void holdsForFurtherRegistrarsOnlyWhereTheProposalDecidesSo() {
    int registrar = registrar();
    int sister = registrar();
    int stranger = registrar();
    Map<String, Object> limit = limit(14);
    limit.put("furtherRegistrars", List.of(sister));
    String id = answeredCase(registrar);
    known(sister);
    families(Map.of(registrar, "group", sister, "group", stranger, "another"));
    propose(id, limit).statusCode(422).body("violations.field", contains("furtherReasons"));
    limit.put("furtherReasons", "Same owner; the creates moved there after the notice.");
    String proposal =
        propose(id, limit)
            .statusCode(201)
            .body("registrars", contains(registrar, sister))
            .body("outsideFamily", nullValue())
            .extract()
            .path("id");
    String order =
        decide(decider(), proposal, "APPROVED")
            .statusCode(201)
            .body("registrar", is(registrar))
            .body("registrars", contains(registrar, sister))
            .body("startMessage", startsWith("New registrations are limited from 24 March 2026"))
            .extract()
            .path("id");
    ask(registrar, "domain:create").body("allowed", is(false));
    ask(sister, "domain:create").body("allowed", is(false)).body("orderId", is(order));
    ask(sister, "domain:renew").body("allowed", is(true));
    ask(stranger, "domain:create").body("allowed", is(true));
    of(sister).get("/v1/restriction-orders").then().body("items.id", contains(order));
    of(sister).get("/v1/restriction-orders/{id}", order).then().statusCode(200);
    of(sister).get("/v1/cases/{id}", id).then().statusCode(404);
    of(stranger).get("/v1/restriction-orders/{id}", order).then().statusCode(404);
    Map<String, Object> alone = limit(14);
    alone.put("furtherReasons", "For nobody.");
    propose(id, alone).statusCode(409);
  }

  @Test
  void asksWhyItIsToHoldOutsideTheFamily() {
    int registrar = registrar();
    int sister = registrar();
    int partner = registrar();
    String id = answeredCase(registrar);
    known(sister);
    known(partner);
    families(Map.of(registrar, "group", sister, "group"));
    Map<String, Object> limit = limit(14);
    limit.put("furtherRegistrars", List.of(sister, partner));
    limit.put("furtherReasons", "The creates moved there after the notice.");
    propose(id, limit)
        .statusCode(422)
        .body("violations.field", contains("outsideFamilyReasons"))
        .body(
            "violations[0].message",
            is(
                "says why it is to hold for %d, not known in one family with %d"
                    .formatted(partner, registrar)));
    limit.put("outsideFamilyReasons", "The same people order through both.");
    propose(id, limit)
        .statusCode(201)
        .body("registrars", contains(registrar, sister, partner))
        .body("outsideFamily", contains(partner))
        .body("outsideFamilyReasons", is("The same people order through both."));
  }

  @Test
  void takesNoRegistrarThatNobodyKnowsAndWaitsForThePeer() {
    int registrar = registrar();
    int nobody = registrar();
    String id = answeredCase(registrar);
    families(Map.of());
    SuiteResource.peers()
        .register(
            get(urlPathEqualTo("/ingest/v1/registrars/" + nobody))
                .willReturn(aResponse().withStatus(404)));
    Map<String, Object> limit = limit(14);
    limit.put("furtherRegistrars", List.of(nobody));
    limit.put("furtherReasons", "The creates moved there.");
    limit.put("outsideFamilyReasons", "The same people.");
    propose(id, limit)
        .statusCode(422)
        .body("violations.field", contains("furtherRegistrars"))
        .body("violations[0].message", is("is without " + nobody));
    SuiteResource.peers()
        .register(
            get(urlPathEqualTo("/ingest/v1/registrars/" + nobody))
                .willReturn(aResponse().withStatus(500)));
    propose(id, limit).statusCode(503);
    limit.remove("furtherRegistrars");
    limit.remove("furtherReasons");
    propose(id, limit).statusCode(422).body("violations.field", contains("outsideFamilyReasons"));
  }

  private static ValidatableResponse answer(Map<String, Object> question) {
    return srs().body(question).post("/v1/command-decisions").then().statusCode(200);
  }

  @Test
  void refusesALimitThatCannotBeOrdered() {
    String id = answeredCase(registrar());
    Map<String, Object> limit = limit(14);
    limit.put("mode", "RATE");
    limit.put("creates", 20);
    limit.put("includes", List.of("INBOUND_TRANSFER"));
    limit.put("tlds", List.of("no zone"));
    propose(id, limit)
        .statusCode(422)
        .body("violations.field", hasItems("windowMinutes", "tlds", "includes"));
    // The shipped policy leaves transfers alone.
    Map<String, Object> transfers = limit(14);
    transfers.put("includes", List.of("INBOUND_TRANSFER"));
    propose(id, transfers).statusCode(422).body("violations.field", contains("includes"));
  }

  @Test
  void answersNotModifiedUntilSomethingChanges() {
    int registrar = registrar();
    String order = order(registrar, 14);
    // As the registrar: other tests' orders, which start and end too, are not in its list.
    String tag =
        of(registrar)
            .queryParam("state", "IN_FORCE")
            .get("/v1/restriction-orders")
            .then()
            .statusCode(200)
            .header("ETag", notNullValue())
            .body("items.id", hasItem(order))
            .extract()
            .header("ETag");
    of(registrar)
        .header("If-None-Match", tag)
        .queryParam("state", "IN_FORCE")
        .get("/v1/restriction-orders")
        .then()
        .statusCode(304)
        .header("ETag", is(tag));
    // Nobody does anything: the clock alone changes the list.
    TestClock.set(RESPONSE_OVER.plus(Duration.ofDays(15)));
    of(registrar)
        .header("If-None-Match", tag)
        .queryParam("state", "IN_FORCE")
        .get("/v1/restriction-orders")
        .then()
        .statusCode(200)
        .header("ETag", not(is(tag)))
        .body("items.id", not(hasItem(order)));
    of(registrar)
        .queryParam("state", "ENDED")
        .queryParam("limit", 1000)
        .get("/v1/restriction-orders")
        .then()
        .body("items.id", hasItem(order));
  }

  @Test
  void showsARegistrarItsOwnOrdersOnly() {
    int mine = registrar();
    int other = registrar();
    String myOrder = order(mine, 14);
    TestClock.set(START);
    String otherOrder = order(other, 14);
    of(mine).get("/v1/restriction-orders").then().body("items.id", contains(myOrder));
    of(mine).get("/v1/restriction-orders/{id}", myOrder).then().statusCode(200);
    String hidden =
        of(mine)
            .get("/v1/restriction-orders/{id}", otherOrder)
            .then()
            .statusCode(404)
            .extract()
            .path("detail");
    String unknown =
        of(mine)
            .get("/v1/restriction-orders/{id}", UUID.randomUUID())
            .then()
            .statusCode(404)
            .extract()
            .path("detail");
    assertThat(hidden).isEqualTo(unknown);
  }

  @Test
  void givesTheListAsCsvAndNdjson() {
    String order = order(registrar(), 14);
    srs()
        .queryParam("limit", 1000)
        .get("/v1/restriction-orders")
        .then()
        .statusCode(200)
        .header("ETag", startsWith("W/"))
        .body("items.id", hasItem(order));
    srs()
        .accept("text/csv")
        .get("/v1/restriction-orders")
        .then()
        .statusCode(200)
        .body(
            startsWith(
                "id,caseId,caseReference,proposalId,registrar,registrars,mode,tlds,creates,windowMinutes,includes,state,startsAt,endsAt"))
        .body(containsString(order));
    srs()
        .accept("application/x-ndjson")
        .get("/v1/restriction-orders")
        .then()
        .statusCode(200)
        .body(containsString(order));
  }

  @Test
  void refusesBadQuestionsAndTheWrongPeople() {
    ask(90_000, "domain:Create")
        .statusCode(422)
        .body("violations[0].field", is("command"))
        .body("violations[0].message", containsString("domain:create"));
    srs()
        .body(Map.of("registrar", 0, "command", "domain:create"))
        .post("/v1/command-decisions")
        .then()
        .statusCode(422)
        .body("violations[0].field", is("registrar"));
    srs().body("{}").post("/v1/command-decisions").then().statusCode(422);
    officer()
        .body(Map.of("registrar", 90_000, "command", "domain:create"))
        .post("/v1/command-decisions")
        .then()
        .statusCode(403);
    As.nobody()
        .contentType("application/json")
        .body("{}")
        .post("/v1/command-decisions")
        .then()
        .statusCode(401);
    As.nobody().get("/v1/restriction-orders").then().statusCode(401);
    As.nobody().get("/v1/restriction-orders/{id}", UUID.randomUUID()).then().statusCode(401);
    As.role(Role.ACCOUNT_MANAGER).get("/v1/restriction-orders").then().statusCode(403);
    As.role(Role.FINANCE)
        .get("/v1/restriction-orders/{id}", UUID.randomUUID())
        .then()
        .statusCode(403);
    srs().queryParam("state", "SOMEDAY").get("/v1/restriction-orders").then().statusCode(400);
    srs().queryParam("limit", 1001).get("/v1/restriction-orders").then().statusCode(422);
  }
}

package io.bailiwick.ingest.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.hasSize;
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
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(SuiteResource.class)
class WatchTest {

  @BeforeEach
  void empty() {
    Slate.clean();
    TestClock.set(Instant.parse("2026-03-31T00:00:00Z"));
    Operate.deposit(
            DepositFixture.full("F1", "2026-03-01T00:00:00Z")
                .registrars("r1,One,90001,ok\nr2,Two,90002,ok\n")
                .domains("paypal.org,A-ORG,r1,r1,2016-02-01T00:00:00Z,2027-02-01T00:00:00Z,\n"))
        .statusCode(201);
  }

  private static void newNames() {
    Operate.deposit(
            DepositFixture.diff("D1", "F1", "2026-03-11T00:00:00Z")
                .domains(
                    """
                    paypa1-login.org,B-ORG,r1,r1,2026-03-10T00:00:00Z,2027-03-10T00:00:00Z,
                    xn--pypal-4ve.org,C-ORG,r2,r2,2026-03-10T00:00:00Z,2027-03-10T00:00:00Z,
                    papyal.org,D-ORG,r2,r2,2026-03-10T00:00:00Z,2027-03-10T00:00:00Z,
                    garden.org,E-ORG,r1,r1,2026-03-10T00:00:00Z,2027-03-10T00:00:00Z,
                    """))
        .statusCode(201);
  }

  private static ValidatableResponse create(String name, int lookBackDays) {
    return As.role(Role.ABUSE_ANALYST)
        .contentType("application/json")
        .body(
            Map.of(
                "name",
                name,
                "title",
                "Names of payment services",
                "lookBackDays",
                lookBackDays,
                "terms",
                List.of(
                    Map.of("term", "paypal", "contains", true, "maxEdits", 1),
                    Map.of("term", "\u94f6\u884c", "contains", false, "maxEdits", 0))))
        .post("/v1/watch/lists")
        .then();
  }

  private static ValidatableResponse run() {
    return As.role(Role.ABUSE_ANALYST).post("/v1/watch/runs").then().statusCode(201);
  }

  private static ValidatableResponse hits(String query) {
    return As.role(Role.ABUSE_ANALYST).get("/v1/watch/hits" + query).then().statusCode(200);
  }

  private static ValidatableResponse step(String person, String hit, Map<String, ?> step) {
    return As.user(person, Role.ABUSE_ANALYST)
        .contentType("application/json")
        .body(step)
        .post("/v1/watch/hits/" + hit + "/steps")
        .then();
  }

  @Test
  void findsNewNamesThatLookLikeATermAndNoOldOnes() {
    create("payments", 0)
        .statusCode(201)
        .header("Location", org.hamcrest.Matchers.endsWith("/v1/watch/lists/payments"))
        .body("version", equalTo(1))
        .body("terms", equalTo(2));
    newNames();
    run().body("names", equalTo(4)).body("hits", equalTo(3));
    hits("?list=payments")
        .body("items.state", contains("OPEN", "OPEN", "OPEN"))
        .body("items.term.unique()", contains("paypal"))
        .body(
            "items.collect { it.name + ' ' + it.kind + ' ' + it.edits }",
            containsInAnyOrder(
                "paypa1-login.org EQUAL 0", "xn--pypal-4ve.org EQUAL 0", "papyal.org NEAR 1"))
        .body(
            "items.find { it.name == 'xn--pypal-4ve.org' }.unicodeName",
            equalTo("p\u0430ypal.org"));
    hits("?registrar=90001").body("items.name", contains("paypa1-login.org"));
    // Nothing new: nothing found.
    run().body("hits", equalTo(0));
    As.role(Role.AUDITOR).get("/v1/watch/runs").then().body("items.hits", contains(3, 0));
    As.role(Role.AUDITOR)
        .accept("text/csv")
        .get("/v1/watch/hits")
        .then()
        .statusCode(200)
        .body(containsString("papyal.org"));
  }

  @Test
  void looksBackWhenAskedAndWatchesByTheVersionInForce() {
    newNames();
    create("later", 0).statusCode(201);
    create("back", 30).statusCode(201);
    run();
    hits("?list=later").body("items", hasSize(0));
    hits("?list=back").body("items", hasSize(3));
    As.role(Role.ABUSE_ANALYST)
        .contentType("application/json")
        .body(Map.of("terms", List.of(Map.of("term", "garden", "contains", true, "maxEdits", 0))))
        .post("/v1/watch/lists/later/versions")
        .then()
        .statusCode(201)
        .body("version", equalTo(2))
        .body("terms", equalTo(1));
    Operate.deposit(
            DepositFixture.diff("D2", "D1", "2026-03-12T00:00:00Z")
                .domains("mygarden.org,G-ORG,r1,r1,2026-03-11T00:00:00Z,2027-03-11T00:00:00Z,\n"))
        .statusCode(201);
    run();
    hits("?list=later")
        .body("items.name", contains("mygarden.org"))
        .body("items.version", contains(2))
        .body("items.kind", contains("CONTAINS"));
    As.role(Role.AUDITOR)
        .get("/v1/watch/lists/later/terms")
        .then()
        .statusCode(200)
        .body("items.term", contains("garden"));
    As.role(Role.AUDITOR)
        .get("/v1/watch/lists")
        .then()
        .body("items.name", contains("back", "later"));
  }

  @Test
  void severalRunsAtOnceFindEachHitOnce() throws Exception {
    create("payments", 0).statusCode(201);
    newNames();
    try (var threads = Executors.newFixedThreadPool(4)) {
      List<Callable<Integer>> runs = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        runs.add(() -> run().extract().path("hits"));
      }
      int found = 0;
      for (var run : threads.invokeAll(runs)) {
        found += run.get();
      }
      assertThat(found).isEqualTo(3);
    }
    hits("").body("items", hasSize(3));
  }

  @Test
  void isReviewedByItsAssigneeStepByStep() {
    create("payments", 0).statusCode(201);
    newNames();
    run();
    String id = hits("").extract().path("items[0].id");
    step("anna", id, Map.of("step", "DISMISS", "note", "x"))
        .statusCode(409)
        .body("nextSteps", contains("Take the step START."));
    step("anna", id, Map.of("step", "START"))
        .statusCode(200)
        .body("state", equalTo("IN_REVIEW"))
        .body("assignee", equalTo("anna"));
    step("bert", id, Map.of("step", "FIND_NO_ABUSE", "note", "Nothing there")).statusCode(409);
    step("bert", id, Map.of("step", "ASSIGN")).statusCode(422);
    step("bert", id, Map.of("step", "ASSIGN", "assignee", "bert")).statusCode(200);
    step("bert", id, Map.of("step", "FIND_EVIDENCE")).statusCode(422);
    String none = "0199f7c2-0000-7000-8000-000000000001";
    String name = hits("").extract().path("items.find { it.id == '" + id + "' }.name");
    String report = report(name);
    for (String wrong : List.of(none, report("garden.org"))) {
      step("bert", id, Map.of("step", "FIND_EVIDENCE", "note", "x", "reportId", wrong))
          .statusCode(422)
          .body("violations.field", contains("reportId"));
    }
    step("bert", id, Map.of("step", "DISMISS", "note", "x", "reportId", report)).statusCode(422);
    step(
            "bert",
            id,
            Map.of("step", "FIND_EVIDENCE", "note", "Copy of a log-in page", "reportId", report))
        .statusCode(200)
        .body("state", equalTo("EVIDENCE_FOUND"))
        .body("reportId", equalTo(report))
        .body("history.step", contains("START", "ASSIGN", "FIND_EVIDENCE"))
        .body("history.by", contains("anna", "bert", "bert"))
        .body("history[2].note", equalTo("Copy of a log-in page"));
    As.role(Role.ABUSE_ANALYST)
        .get("/v1/reports/" + report + "/detail")
        .then()
        .statusCode(200)
        .body("watchHits", contains(id));
    step("bert", id, Map.of("step", "START")).statusCode(409).body("nextSteps", nullValue());
    As.role(Role.AUDITOR)
        .get("/v1/audit-entries?limit=1000")
        .then()
        .body(
            "items.action", hasItems("watch.hit.reviewed", "watch.list.created", "watch.run.done"));
  }

  private static String report(String name) {
    return As.role(Role.ABUSE_ANALYST)
        .contentType("application/json")
        .header("Idempotency-Key", name)
        .body(
            Map.of(
                "url",
                "https://" + name + "/",
                "category",
                "PHISHING",
                "description",
                "Copy of a log-in page"))
        .post("/v1/reports")
        .then()
        .statusCode(201)
        .extract()
        .path("reports[0].id");
  }

  @Test
  void noStateOfAHitChangesAnyNumberOrIncident() {
    Operate.list("seen");
    newNames();
    Operate.send("seen", "garden.org\npapyal.org\n").statusCode(201);
    create("payments", 30).statusCode(201);
    Map<String, String> before = numbers();
    run();
    assertThat(numbers()).isEqualTo(before);
    List<String> ids = hits("").extract().path("items.id");
    assertThat(ids).hasSize(3);
    List<String> ends = List.of("FIND_EVIDENCE", "FIND_NO_ABUSE", "DISMISS");
    for (int i = 0; i < 3; i++) {
      step("anna", ids.get(i), Map.of("step", "START")).statusCode(200);
      assertThat(numbers()).isEqualTo(before);
      step("anna", ids.get(i), Map.of("step", ends.get(i), "note", "Looked at")).statusCode(200);
      assertThat(numbers()).as(ends.get(i)).isEqualTo(before);
    }
  }

  /** Everything that another service reads of this one. */
  private static Map<String, String> numbers() {
    Map<String, String> numbers = new HashMap<>();
    for (String path :
        List.of(
            "/v1/tallies?month=2026-03",
            "/v1/portfolios?month=2026-03",
            "/v1/incidents",
            "/v1/registration-events",
            "/v1/payloads")) {
      numbers.put(
          path, As.role(Role.AUDITOR).get(path).then().statusCode(200).extract().asString());
    }
    assertThat(numbers.get("/v1/incidents")).contains("garden.org", "papyal.org");
    return numbers;
  }

  @Test
  void refusesTermsThatWouldHitEverything() {
    for (Map<String, ?> term :
        List.of(
            Map.of("term", "abc", "contains", true, "maxEdits", 0),
            Map.of("term", "bank", "contains", false, "maxEdits", 1),
            Map.of("term", "paypal", "contains", false, "maxEdits", 2),
            Map.of("term", "paypal", "contains", false, "maxEdits", 3),
            Map.of("term", "-", "contains", false, "maxEdits", 0))) {
      As.role(Role.ABUSE_ANALYST)
          .contentType("application/json")
          .body(Map.of("name", "bad", "title", "Bad", "lookBackDays", 0, "terms", List.of(term)))
          .post("/v1/watch/lists")
          .then()
          .statusCode(422)
          .body("violations.field", hasItem(containsString("terms[0]")));
    }
    create("Two Words", 0).statusCode(422);
    create("one", 91).statusCode(422);
    create("one", 0).statusCode(201);
    create("one", 0).statusCode(409);
  }

  @Test
  void isForThoseWhoMay() {
    String some = "00000000-0000-7000-8000-000000000000";
    As.nobody().get("/v1/watch/hits").then().statusCode(401);
    As.nobody().post("/v1/watch/runs").then().statusCode(401);
    As.role(Role.FINANCE).get("/v1/watch/hits").then().statusCode(403);
    As.role(Role.AUDITOR).post("/v1/watch/runs").then().statusCode(403);
    As.registrar(90001, Role.REGISTRAR_ABUSE).get("/v1/watch/hits").then().statusCode(403);
    As.role(Role.AUDITOR).get("/v1/watch/lists/none").then().statusCode(404);
    As.role(Role.AUDITOR).get("/v1/watch/lists/none/terms").then().statusCode(404);
    As.role(Role.AUDITOR).get("/v1/watch/hits/" + some).then().statusCode(404);
    step("anna", some, Map.of("step", "START")).statusCode(404);
    As.role(Role.AUDITOR).get("/v1/watch/hits?state=NONE").then().statusCode(400);
  }
}

package io.bailiwick.qpi.coaching;

import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;

import io.bailiwick.common.security.Role;
import io.bailiwick.common.testing.As;
import io.bailiwick.common.testing.SuiteResource;
import io.bailiwick.common.testing.TestClock;
import io.bailiwick.qpi.Offering;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(SuiteResource.class)
class CoachingTest {
  private String promotion;

  @BeforeEach
  void qualified() {
    SuiteResource.resetPeers();
    promotion = Offering.published("");
    Offering.qualify(promotion, Offering.evaluation()).statusCode(201);
  }

  private ValidatableResponse notes(String more) {
    return As.role(Role.ACCOUNT_MANAGER)
        .get("/v1/coaching-notes?promotion=" + promotion + more)
        .then()
        .statusCode(200);
  }

  private static ValidatableResponse set(String id, String etag, String state, boolean shared) {
    var request = As.user("ann", Role.ACCOUNT_MANAGER).contentType("application/json");
    return (etag == null ? request : request.header("If-Match", etag))
        .body(
            """
            {"owner": "zoe", "due": "2026-02-20", "state": "%s", "shared": %s,
             "advice": "Signing 30 %% of the names brings 7.5 points."}
            """
                .formatted(state, shared))
        .put("/v1/coaching-notes/" + id)
        .then();
  }

  @Test
  void whoMissesGetsANoteWithAnOwnerADayAndTheWayToQualify() {
    // 90002 fails the gate and 90003 misses the baseline; who has no index has nothing to put
    // right.
    notes("")
        .body("items.registrar", containsInAnyOrder(90002, 90003))
        .body("items.owner", everyItem(is("account-manager")))
        .body("items.state", everyItem(is("OPEN")))
        .body("items.shared", everyItem(is(false)))
        // 30 days by the policy, from 5 January.
        .body("items.due", everyItem(is("2026-02-04")))
        .body("items.finding", hasItem(containsString("abuse gate")));
    notes("&registrar=90003")
        .body("items[0].finding", containsString("below the baseline of 60"))
        .body("items[0].advice", containsString("below 60."))
        .body("items[0].advice", containsString("With 1 fewer abusive names"));
    notes("&overdue=true").body("items", hasSize(0));
    TestClock.set(Instant.parse("2026-02-05T00:00:00Z"));
    notes("&overdue=true&registrar=90003").body("items.registrar", is(List.of(90003)));
    As.role(Role.AUDITOR)
        .accept("text/csv")
        .get("/v1/coaching-notes?promotion=" + promotion)
        .then()
        .statusCode(200)
        .body(containsString("finding,advice,owner,due,overdue,state,shared"));
  }

  @Test
  void theRegistrarSeesItsOwnOnceItIsShared() {
    String id = notes("&registrar=90003").extract().path("items[0].id");
    As.registrar(90003, Role.REGISTRAR_ADMIN)
        .get("/v1/coaching-notes/" + id)
        .then()
        .statusCode(404);
    set(id, null, "OPEN", true).statusCode(422).body("violations.field", hasItem("If-Match"));
    set(id, "\"7\"", "OPEN", true).statusCode(412);
    set(id, "\"0\"", "OPEN", true)
        .statusCode(200)
        .header("ETag", "\"1\"")
        .body("owner", is("zoe"))
        .body("due", is("2026-02-20"));
    for (boolean shared : new boolean[] {true, false}) {
      As.user("zoe", Role.ACCOUNT_MANAGER)
          .contentType("application/json")
          .body("{\"comment\": \"shared is " + shared + "\", \"shared\": " + shared + "}")
          .post("/v1/coaching-notes/" + id + "/comments")
          .then()
          .statusCode(201)
          .body("author", is("zoe"));
    }
    As.registrar(90003, Role.REGISTRAR_ADMIN)
        .get("/v1/coaching-notes/" + id)
        .then()
        .statusCode(200)
        .body("advice", containsString("7.5 points"));
    As.registrar(90003, Role.REGISTRAR_ADMIN)
        .get("/v1/coaching-notes/" + id + "/comments")
        .then()
        .body("items.comment", is(List.of("shared is true")));
    As.role(Role.AUDITOR)
        .get("/v1/coaching-notes/" + id + "/comments")
        .then()
        .body("items", hasSize(2));
    As.registrar(90002, Role.REGISTRAR_ADMIN)
        .get("/v1/coaching-notes/" + id)
        .then()
        .statusCode(404);
    As.registrar(90002, Role.REGISTRAR_ADMIN)
        .get("/v1/coaching-notes/" + id + "/comments")
        .then()
        .statusCode(404);
    As.registrar(90002, Role.REGISTRAR_ADMIN)
        .get("/v1/coaching-notes?registrar=90003")
        .then()
        .statusCode(404);
    As.registrar(90003, Role.REGISTRAR_ADMIN)
        .get("/v1/coaching-notes?promotion=" + promotion)
        .then()
        .body("items.id", is(List.of(id)));
    As.role(Role.ACCOUNT_MANAGER)
        .contentType("application/json")
        .body("{\"comment\": \" \", \"shared\": true}")
        .post("/v1/coaching-notes/" + id + "/comments")
        .then()
        .statusCode(422);
  }

  @Test
  void aFurtherMissGoesOnWithTheOpenNoteAndWhoQualifiesNeedsItNoMore() {
    String id = notes("&registrar=90003").extract().path("items[0].id");
    Offering.qualify(promotion, Offering.evaluated("2025-11", 40)).statusCode(201);
    notes("&registrar=90003").body("items.id", is(List.of(id)));
    As.role(Role.AUDITOR)
        .get("/v1/coaching-notes/" + id + "/comments")
        .then()
        .body("items.comment", hasItem(containsString("Missed again.")))
        .body("items.author", is(List.of("bailiwick")));
    set(id, "\"1\"", "DONE", true).statusCode(200).body("state", is("DONE"));
    notes("&state=DONE").body("items.registrar", is(List.of(90003)));
    // It misses once more, so a new note is made, and the old one cannot be open beside it.
    Offering.qualify(promotion, Offering.evaluated("2025-12", 40)).statusCode(201);
    notes("&registrar=90003").body("items", hasSize(2));
    set(id, "\"2\"", "OPEN", true).statusCode(409);
    String high = Offering.published(", \"baseline\": 80");
    Offering.qualify(high, Offering.evaluated("2025-11", 41)).statusCode(201);
    As.role(Role.ACCOUNT_MANAGER)
        .get("/v1/coaching-notes?registrar=90001&promotion=" + high)
        .then()
        .body("items.state", is(List.of("OPEN")));
    Offering.qualify(high, Offering.evaluated("2025-12", 82)).statusCode(201);
    As.role(Role.ACCOUNT_MANAGER)
        .get("/v1/coaching-notes?registrar=90001&promotion=" + high)
        .then()
        .body("items.state", is(List.of("DONE")));
  }
}

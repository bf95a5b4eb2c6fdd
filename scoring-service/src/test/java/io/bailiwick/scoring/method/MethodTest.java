package io.bailiwick.scoring.method;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;

import io.bailiwick.common.json.CanonicalJson;
import io.bailiwick.common.security.Role;
import io.bailiwick.common.testing.As;
import io.bailiwick.common.testing.SuiteResource;
import io.bailiwick.common.testing.TestClock;
import io.bailiwick.scoring.gate.ScoringPolicy;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(SuiteResource.class)
class MethodTest {

  @BeforeEach
  void standInSummer() {
    TestClock.set(Instant.parse("2026-07-01T12:00:00Z"));
  }

  @Test
  void anybodyReadsTheMethodByThePolicyInForce() {
    As.nobody()
        .get("/v1/method")
        .then()
        .statusCode(200)
        .contentType("text/html;charset=UTF-8")
        .header("Content-Security-Policy", containsString("default-src 'none'"))
        .body(containsString("By version 1 of the scoring policy, in force from 2000-01-01."))
        .body(containsString("Defaults of Bailiwick, not of any registry."))
        .body(containsString("What a registrar can do"));
    As.nobody().get("/v1/method/1").then().statusCode(200);
    As.nobody().get("/v1/method/9999").then().statusCode(404);
    As.nobody().get("/v1/method/first").then().statusCode(400);
  }

  @Test
  void neverShowsAPolicyThatIsNotApproved() {
    String document =
        CanonicalJson.text(ScoringPolicy.shipped())
            .replace("\"minimumDomains\":5", "\"minimumDomains\":11")
            .replace("Defaults of Bailiwick", "Words of a proposal");
    Response proposed =
        As.user("paula", Role.POLICY_EDITOR)
            .contentType("application/json")
            .body(
                "{\"kind\":\"scoring\",\"effectiveFrom\":\"2098-01-01\",\"reason\":\"review\",\"document\":%s}"
                    .formatted(document))
            .post("/v1/policies");
    proposed.then().statusCode(201);
    String path = "/v1/method/" + proposed.path("version");
    As.nobody().get(path).then().statusCode(404).body(not(containsString("Words of a proposal")));
    assertThat(As.nobody().get("/v1/method").asString()).doesNotContain("href=\"" + path + "\"");
    As.user("quentin", Role.POLICY_APPROVER)
        .contentType("application/json")
        .body(Map.of("reason", "checked"))
        .post("/v1/policies/" + proposed.path("id") + "/approval")
        .then()
        .statusCode(200);
    // Approved, it can be read before it is in force, and says that it is not.
    As.nobody()
        .get(path)
        .then()
        .statusCode(200)
        .body(containsString("At least 11 domains"))
        .body(containsString("not the one in force today"));
    assertThat(As.nobody().get("/v1/method").asString())
        .contains("href=\"" + path + "\"")
        .doesNotContain("Words of a proposal");
  }

  @Test
  void anybodyReadsTheDefinitionsWithTheirHistory() {
    As.nobody()
        .get("/v1/definitions?limit=1000")
        .then()
        .statusCode(200)
        .body("items", hasSize(Definitions.all().size()))
        .body("items.id", hasItem("flow-rate"))
        .body("items.find{it.id=='flow-rate'}.history.version", hasItem(1));
    Response first = As.nobody().get("/v1/definitions?limit=2");
    first.then().body("items", hasSize(2));
    As.nobody()
        .queryParam("after", first.<String>path("next"))
        .get("/v1/definitions?limit=1000")
        .then()
        .body("items", hasSize(Definitions.all().size() - 2));
    As.nobody()
        .get("/v1/definitions/unmitigated-kaplan-meier")
        .then()
        .statusCode(200)
        .body("source", containsString("Kaplan and Meier"))
        .body("version", equalTo(1));
    As.nobody().get("/v1/definitions/no-such").then().statusCode(404);
    assertThat(As.nobody().accept("text/csv").get("/v1/definitions").asString().lines())
        .hasSize(Definitions.all().size() + 1);
  }
}

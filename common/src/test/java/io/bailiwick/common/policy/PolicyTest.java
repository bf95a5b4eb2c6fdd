package io.bailiwick.common.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;

import io.bailiwick.common.sample.SamplePolicy;
import io.bailiwick.common.security.Role;
import io.bailiwick.common.testing.As;
import io.bailiwick.common.testing.SuiteResource;
import io.bailiwick.common.testing.TestClock;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(SuiteResource.class)
class PolicyTest {

  @Inject Policies policies;
  @Inject SamplePolicy kind;

  @BeforeEach
  void standAtTheStartOfMarch() {
    TestClock.set(Instant.parse("2026-03-01T12:00:00Z"));
  }

  private static ValidatableResponse propose(String from, String document) {
    return As.user("paula", Role.POLICY_EDITOR)
        .contentType("application/json")
        .body(
            "{\"kind\":\"sample\",\"effectiveFrom\":\"%s\",\"reason\":\"review\",\"document\":%s}"
                .formatted(from, document))
        .post("/v1/policies")
        .then();
  }

  private static ValidatableResponse decide(String who, String id, String what) {
    return As.user(who, Role.POLICY_APPROVER)
        .contentType("application/json")
        .body(Map.of("reason", "checked"))
        .post("/v1/policies/" + id + "/" + what)
        .then();
  }

  @Test
  void startsWithTheShippedDefaultWhichSaysSo() {
    As.role(Role.AUDITOR)
        .get("/v1/policies?kind=sample&limit=1")
        .then()
        .body("items[0].version", equalTo(1))
        .body("items[0].origin", equalTo("SHIPPED"))
        .body("items[0].reason", containsString("our numbers"));
    assertThat(policies.inForce(kind, LocalDate.of(2020, 1, 1)).document())
        .isEqualTo(new SamplePolicy.Range(1, 10));
  }

  @Test
  void isInForceFromItsDayOnceSomebodyElseApprovedIt() {
    String id =
        propose("2026-03-05", "{\"low\":2,\"high\":20}").statusCode(201).extract().path("id");
    assertThat(policies.inForce(kind, LocalDate.of(2026, 3, 5)).document().low()).isEqualTo(1);
    decide("albert", id, "approval").statusCode(200).body("state", equalTo("APPROVED"));
    assertThat(policies.inForce(kind, LocalDate.of(2026, 3, 4)).document().low()).isEqualTo(1);
    assertThat(policies.inForce(kind, LocalDate.of(2026, 3, 5)).document().low()).isEqualTo(2);
    decide("albert", id, "rejection").statusCode(409);
  }

  @Test
  void refusesItsOwnProposerAsDecider() {
    String id =
        propose("2027-01-01", "{\"low\":2,\"high\":20}").statusCode(201).extract().path("id");
    decide("paula", id, "approval").statusCode(403);
    decide("albert", id, "rejection").statusCode(200).body("state", equalTo("REJECTED"));
  }

  @Test
  void worksForwardOnly() {
    propose("2026-02-28", "{\"low\":2,\"high\":20}")
        .statusCode(422)
        .body("violations.field", hasItem("effectiveFrom"));
    String late =
        propose("2026-03-02", "{\"low\":3,\"high\":20}").statusCode(201).extract().path("id");
    TestClock.set(Instant.parse("2026-03-03T00:00:00Z"));
    decide("albert", late, "approval").statusCode(409);
  }

  @Test
  void refusesADocumentThatBreaksARule() {
    propose("2026-04-01", "{\"low\":30,\"high\":20}")
        .statusCode(422)
        .body("violations.field", hasItem("document.low"));
    propose("2026-04-01", "{\"low\":-1,\"high\":20}")
        .statusCode(422)
        .body("violations.field", hasItem("document.low"));
    propose("2026-04-01", "{\"low\":1,\"hihg\":20}")
        .statusCode(422)
        .body("violations.field", hasItem("document.hihg"));
    propose("2026-04-01", "{\"low\":\"x\",\"high\":20}").statusCode(422);
  }

  @Test
  void isFrozenOnceUsed() {
    PolicyVersion<SamplePolicy.Range> used = policies.use(kind, LocalDate.of(2001, 1, 1));
    As.role(Role.AUDITOR)
        .get("/v1/policies/" + used.id())
        .then()
        .body("firstUsedAt", containsString("2026-03-01T12:00"));
  }

  @Test
  void keepsProposersAndApproversApart() {
    As.role(Role.POLICY_APPROVER)
        .contentType("application/json")
        .body("{}")
        .post("/v1/policies")
        .then()
        .statusCode(403);
    As.nobody()
        .contentType("application/json")
        .body("{}")
        .post("/v1/policies")
        .then()
        .statusCode(401);
  }
}

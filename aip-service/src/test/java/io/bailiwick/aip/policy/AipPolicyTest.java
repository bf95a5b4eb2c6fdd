package io.bailiwick.aip.policy;

import static io.bailiwick.aip.Programme.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.startsWith;

import io.bailiwick.common.problem.Violation;
import io.bailiwick.common.security.Role;
import io.bailiwick.common.testing.As;
import io.bailiwick.common.testing.SuiteResource;
import io.bailiwick.common.testing.TestClock;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(SuiteResource.class)
class AipPolicyTest {
  @Inject AipPolicyKind kind;

  @Test
  void shipsTheDefaultClocksAndSaysWhoseTheyAre() {
    As.role(Role.AUDITOR)
        .queryParam("kind", "aip")
        .get("/v1/policies")
        .then()
        .statusCode(200)
        .body("items[0].origin", is("SHIPPED"))
        .body("items[0].document.origin", startsWith("Bailiwick's own default"))
        .body("items[0].document.acknowledgeBusinessDays", is(5))
        .body("items[0].document.planBusinessDays", is(15))
        .body("items[0].document.limitMaximumDays", is(30))
        .body("items[0].document.limitTotalMaximumDays", is(120));
    assertThat(kind.check(kind.shippedDefault())).isEmpty();
  }

  @Test
  void refusesClocksThatContradictEachOther() {
    assertThat(kind.check(AipPolicy.of("Ours", "ZZ", 10, 5, 15, 30, 20)))
        .extracting(Violation::field)
        .containsExactly(
            "document.country", "document.planBusinessDays", "document.limitTotalMaximumDays");
  }

  @Test
  void readsWhatAnOlderDocumentLacksAsShipped() {
    AipPolicy older =
        new AipPolicy("Ours", "NL", 5, 15, 15, 30, 120, false, null, null, null, null, null);
    assertThat(older.monitoring().reviewDays()).containsExactly(30, 60, 90);
    assertThat(older.acute().limitMaximumDays()).isEqualTo(14);
    assertThat(older.appeals().fileDays()).isEqualTo(60);
    assertThat(kind.check(older)).isEmpty();
  }

  @Test
  void refusesAnAcutePathThatIsMilderToTheRegistryThanTheOrdinaryOne() {
    AipPolicy.Acute acute =
        new AipPolicy.Acute(2, 31, 32, AipPolicy.Approval.HIGHER_DECIDER, java.util.List.of());
    assertThat(
            kind.check(
                new AipPolicy(
                    "Ours",
                    "NL",
                    5,
                    15,
                    15,
                    30,
                    120,
                    false,
                    new AipPolicy.Monitoring(java.util.List.of(60, 30), 30, 90),
                    null,
                    acute,
                    null,
                    null)))
        .extracting(Violation::field)
        .containsExactly(
            "document.monitoring.reviewDays",
            "document.acute.limitMaximumDays",
            "document.acute.reviewDays",
            "document.acute.higherDeciders");
  }

  /** The policy that two people have approved rules, from its day on. */
  @Test
  void rulesOnceApproved() {
    // A time of its own, so that no other test runs under this policy.
    Instant later = Instant.parse("2029-03-05T09:00:00Z");
    TestClock.set(later);
    Map<String, Object> document = new HashMap<>();
    document.put("origin", "Decided by the board.");
    document.put("country", "NL");
    document.put("acknowledgeBusinessDays", 3);
    document.put("planBusinessDays", 5);
    document.put("responseBusinessDays", 5);
    document.put("limitMaximumDays", 7);
    document.put("limitTotalMaximumDays", 14);
    String policy =
        As.user("erin", Role.POLICY_EDITOR)
            .contentType("application/json")
            .body(
                Map.of(
                    "kind",
                    "aip",
                    "effectiveFrom",
                    "2029-03-05",
                    "reason",
                    "Shorter clocks.",
                    "document",
                    document))
            .post("/v1/policies")
            .then()
            .statusCode(201)
            .extract()
            .path("id");
    As.user("paul", Role.POLICY_APPROVER)
        .contentType("application/json")
        .body(Map.of("reason", "Agreed."))
        .post("/v1/policies/{id}/approval", policy)
        .then()
        .statusCode(200);
    String id = openCase(registrar());
    // Monday 5 March 2029, five business days in the Netherlands: 6, 7, 8, 9 and 12 March.
    sendNotice(id, notice())
        .statusCode(201)
        .body("respondBy", is("2029-03-12"))
        .body("policyVersion", is(2));
    TestClock.set(Instant.parse("2029-03-13T00:00:00Z"));
    propose(id, limit(8)).statusCode(422).body("violations[0].message", is("is 1 to 7"));
    propose(id, limit(7)).statusCode(201);
  }
}

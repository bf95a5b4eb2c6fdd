package io.bailiwick.aip.evidence;

import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static io.bailiwick.aip.Programme.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.notNullValue;

import io.bailiwick.common.security.Role;
import io.bailiwick.common.testing.As;
import io.bailiwick.common.testing.SuiteResource;
import io.bailiwick.common.testing.TestClock;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What is left of a case that had no ground: nothing, for its registrar and for those who judge it
 * later. Walks every GET of the service's own document, with the identifiers of the case.
 */
@QuarkusTest
@WithTestResource(SuiteResource.class)
class UnfoundedCaseTest {
  @Inject EvidenceFreezer freezer;

  @BeforeEach
  void start() {
    TestClock.set(START);
  }

  /** Everything in a case that has a name of its own. */
  private record Traces(String caseId, String notice, Map<String, String> byPath) {
    /** What stands for {@code {id}} in a path. */
    String id(String path) {
      return byPath.getOrDefault(path.split("/")[2], caseId);
    }

    boolean isIn(String body) {
      return body.contains(caseId) || byPath.values().stream().anyMatch(body::contains);
    }
  }

  private Traces caseWithEverything(int registrar) {
    SuiteResource.peers()
        .register(
            get(urlPathEqualTo("/ingest/v1/incidents/" + INCIDENT + "/evidence"))
                .willReturn(
                    okJson(
                        """
                        {"attribution":{"registrar":%d,"state":"ATTRIBUTED"},"incidentId":"%s","layout":1,"name":"example.org","threat":"PHISHING"}"""
                            .formatted(registrar, INCIDENT))));
    String id = answeredCase(registrar);
    freezer.freeze();
    of(registrar).body(plan()).post("/v1/cases/{id}/plan", id).then().statusCode(201);
    String proposal = propose(id, limit(14)).statusCode(201).extract().path("id");
    String order = decide(decider(), proposal, "APPROVED").statusCode(201).extract().path("id");
    ask(registrar, "domain:create").body("allowed", is(false));
    String appeal =
        of(registrar)
            .header("Idempotency-Key", UUID.randomUUID())
            .body(Map.of("grounds", "The name is a shop.", "stay", false))
            .post("/v1/limit-proposals/{id}/appeals", proposal)
            .then()
            .statusCode(201)
            .extract()
            .path("id");
    JsonPath view = officer().get("/v1/cases/{id}", id).jsonPath();
    String notice = view.getString("notices[0].id");
    String packet =
        officer().get("/v1/cases/{id}/notices/{notice}/evidence", id, notice).path("items[0].id");
    return new Traces(
        id,
        notice,
        Map.of(
            "limit-proposals",
            proposal,
            "restriction-orders",
            order,
            "appeals",
            appeal,
            "clocks",
            view.getString("clocks[0].id"),
            "evidence-packets",
            packet,
            "the reference",
            view.getString("reference")));
  }

  /** The paths by which somebody finds anything of a case. */
  private static Set<String> found(Supplier<RequestSpecification> who, Traces traces) {
    Set<String> found = new TreeSet<>();
    Map<String, Map<String, Object>> paths =
        As.nobody().get("/openapi?format=json").then().statusCode(200).extract().path("paths");
    assertThat(paths).hasSizeGreaterThan(50);
    paths.forEach(
        (path, operations) -> {
          if (operations.containsKey("get") && path.startsWith("/v1/")) {
            Response answer =
                who.get()
                    .queryParam("limit", 1000)
                    .queryParam("case", traces.caseId())
                    .get(
                        path.replace("{id}", traces.id(path))
                            .replace("{notice}", traces.notice())
                            .replaceAll("\\{\\w+}", "none"));
            if (answer.statusCode() == 200
                && (path.contains("{id}") || traces.isIn(answer.asString()))) {
              found.add(path);
            }
          }
        });
    return found;
  }

  @Test
  void isInNothingThatItsRegistrarOrItsNextJudgesRead() {
    int registrar = registrar();
    Traces traces = caseWithEverything(registrar);
    Supplier<RequestSpecification> own = () -> of(registrar);
    // So the walk does see what there is.
    assertThat(found(own, traces))
        .contains(
            "/v1/appeals",
            "/v1/appeals/{id}",
            "/v1/cases",
            "/v1/cases/{id}",
            "/v1/cases/{id}/notices",
            "/v1/cases/{id}/notices/{notice}/deliveries",
            "/v1/cases/{id}/notices/{notice}/evidence",
            "/v1/cases/{id}/notices/{notice}/evidence-bundle",
            "/v1/cases/{id}/plan",
            "/v1/cases/{id}/plan/comments",
            "/v1/cases/{id}/plan/files",
            "/v1/cases/{id}/plan/versions",
            "/v1/cases/{id}/times",
            "/v1/clocks",
            "/v1/clocks/{id}",
            "/v1/command-refusals",
            "/v1/evidence-packets/{id}/document",
            "/v1/limit-proposals/{id}",
            "/v1/restriction-orders",
            "/v1/restriction-orders/{id}");
    String etag = own.get().get("/v1/restriction-orders").header("ETag");
    officer()
        .body(Map.of("reason", "The feed was wrong."))
        .post("/v1/cases/{id}/unfounded-closure", traces.caseId())
        .then()
        .statusCode(200);

    assertThat(found(own, traces)).isEmpty();
    assertThat(own.get().get("/v1/restriction-orders").header("ETag")).isNotEqualTo(etag);
    own.get()
        .queryParam("from", "2026-03-01")
        .queryParam("until", "2026-03-31")
        .get("/v1/case-times")
        .then()
        .statusCode(200)
        .body("size()", is(0));
    assertThat(found(() -> decider(), traces)).isEmpty();
    assertThat(found(() -> reviewer(), traces)).isEmpty();
    // An officer may still have to hold or erase what was frozen.
    assertThat(found(() -> officer(), traces)).containsExactly("/v1/cases/{id}/evidence-holds");
    // Who pays registrars learns that the limit should never have been; the trail keeps everything.
    for (Role role : List.of(Role.SERVICE, Role.AUDITOR)) {
      As.role(role)
          .queryParam("limit", 1000)
          .get("/v1/restriction-orders")
          .then()
          .statusCode(200)
          .body("items.find { it.caseId == '" + traces.caseId() + "' }.reversedAt", notNullValue());
    }
    assertThat(found(() -> As.role(Role.AUDITOR), traces))
        .contains("/v1/cases/{id}", "/v1/appeals/{id}", "/v1/restriction-orders/{id}");
  }
}

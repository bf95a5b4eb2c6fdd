package io.bailiwick.scoring.publication;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItems;

import io.bailiwick.common.security.Role;
import io.bailiwick.common.testing.As;
import io.bailiwick.common.testing.SuiteResource;
import io.bailiwick.common.testing.TestClock;
import io.bailiwick.common.time.Month;
import io.bailiwick.scoring.Ingest;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.specification.RequestSpecification;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.Test;

/**
 * One month from its preview to the correction of what was published, with the schedules running.
 */
@QuarkusTest
@TestProfile(ContestedMonthTest.Running.class)
@WithTestResource(SuiteResource.class)
class ContestedMonthTest {

  /** As in operation, but sooner. */
  public static class Running implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
      return Map.of(
          "%test.bailiwick.rescoring.every",
          "1s", "%test.bailiwick.rescoring.pause", "1s", "%test.bailiwick.publication.every", "1s");
    }
  }

  private static final Month MARCH = Month.of(2097, 3);

  private static ConditionFactory soon() {
    return await().atMost(Duration.ofSeconds(30)).pollInterval(Duration.ofMillis(300));
  }

  private static RequestSpecification by(String name) {
    return As.user(name, Role.SCORING_OPERATOR).contentType("application/json");
  }

  private static <T> T read(String path, String value) {
    return As.role(Role.AUDITOR).get(path).then().statusCode(200).extract().path(value);
  }

  private static void publish(String by, String publication, String run) {
    by(by)
        .body(Map.of("runId", run, "reason", "Time is over"))
        .post("/v1/publications/" + publication + "/approval")
        .then()
        .statusCode(200)
        .body("state", equalTo("PUBLISHED"))
        .body("published", equalTo(5));
  }

  @Test
  void aMonthIsPreviewedContestedScoredAgainPublishedAndCorrected() {
    TestClock.set(Instant.parse("2099-07-01T12:00:00Z"));
    SuiteResource.resetPeers();
    Ingest.nothingContested();
    Ingest.changes("QUE");
    Ingest.year(MARCH);

    // Preview.
    String first =
        by("sam")
            .body(Map.of("month", "2097-03", "reason", "For your look"))
            .post("/v1/publications")
            .then()
            .statusCode(201)
            .extract()
            .path("id");
    String previewed = read("/v1/publications/" + first, "runId");
    String mine = "/v1/publications/" + first + "/results/90001";

    // A contest is filed in ingest: the clock stands still.
    UUID contest = UUID.randomUUID();
    Ingest.contests(
        MARCH, new Ingest.Contest(contest, 90001, Instant.parse("2099-07-01T12:00:00Z")));
    soon().untilAsserted(() -> assertThat(this.<String>value(mine)).isEqualTo("CONTESTED"));

    // It is accepted: incidents change, and the month is scored again by itself.
    Ingest.typical(MARCH, 3).stub();
    Ingest.contests(MARCH);
    Ingest.changes("QUI", Ingest.change(MARCH, 90001, "CORRECTION"));
    soon()
        .untilAsserted(
            () -> {
              assertThat(this.<String>value(mine)).isEqualTo("PREVIEW");
              assertThat(ContestedMonthTest.<Integer>read(mine, "score.domains")).isEqualTo(3);
            });
    String second = read("/v1/publications/" + first, "runId");
    assertThat(second).isNotEqualTo(previewed);

    // The registrar reads what changed and why; the version that it contested stays readable.
    As.registrar(90001, Role.REGISTRAR_ABUSE)
        .get("/v1/runs/" + second + "/differences")
        .then()
        .statusCode(200)
        .body("items.registrar", equalTo(List.of(90001)))
        .body("items[0].fromRunId", equalTo(previewed))
        .body("items[0].figures.find{it.figure=='domains'}.from", equalTo("12"))
        .body("items[0].figures.find{it.figure=='domains'}.to", equalTo("3"))
        .body("items[0].told.cause", equalTo(List.of("CORRECTION")));
    As.registrar(90001, Role.REGISTRAR_ABUSE)
        .get("/v1/runs/" + previewed + "/scores")
        .then()
        .body("items.domains", equalTo(List.of(12)));

    // Published by a second person once the time is over.
    TestClock.set(Instant.parse("2099-07-16T12:00:00Z"));
    publish("pia", first, second);
    assertThat(ContestedMonthTest.<List<Integer>>read(published(), "items.domains"))
        .containsExactly(3);

    // A later correction: a new version, and a linked publication of its own.
    Ingest.typical(MARCH, 2).stub();
    Ingest.changes("QUM", Ingest.change(MARCH, 90001, "PERSON"));
    soon()
        .untilAsserted(
            () ->
                assertThat(
                        ContestedMonthTest.<List<String>>read(
                            "/v1/publications?month=2097-03", "items.state"))
                    .containsExactly("PUBLISHED", "PREVIEW"));
    String correction = read("/v1/publications?month=2097-03", "items[1].id");
    assertThat(ContestedMonthTest.<String>read("/v1/publications/" + correction, "supersedes"))
        .isEqualTo(first);
    assertThat(ContestedMonthTest.<List<Integer>>read(published(), "items.domains"))
        .containsExactly(3);
    TestClock.set(Instant.parse("2099-07-22T12:00:00Z"));
    publish("sam", correction, read("/v1/publications/" + correction, "runId"));
    assertThat(ContestedMonthTest.<List<Integer>>read(published(), "items.domains"))
        .containsExactly(2);
    assertThat(ContestedMonthTest.<String>read("/v1/publications/" + first, "state"))
        .isEqualTo("SUPERSEDED");
    As.registrar(90001, Role.REGISTRAR_ABUSE)
        .get("/v1/publications/" + first + "/history")
        .then()
        .body(
            "items.event",
            hasItems("OPEN", "CONTEST", "RESCORE", "DECIDE", "PUBLISH", "SUPERSEDE"));
    As.nobody()
        .get("/v1/published-months/2097-03?version=1")
        .then()
        .statusCode(200)
        .body("version", equalTo(1));
    assertThat(ContestedMonthTest.<List<Integer>>read("/v1/runs?month=2097-03", "items.version"))
        .containsExactly(1, 2, 3);
  }

  private static String published() {
    return "/v1/scores?published=true&registrar=90001&month=2097-03";
  }

  private <T> T value(String result) {
    return read(result, "result.state");
  }
}

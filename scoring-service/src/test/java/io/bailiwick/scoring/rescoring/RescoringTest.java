package io.bailiwick.scoring.rescoring;

import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.is;

import io.bailiwick.common.security.Role;
import io.bailiwick.common.testing.As;
import io.bailiwick.common.testing.SuiteResource;
import io.bailiwick.common.testing.TestClock;
import io.bailiwick.common.time.Month;
import io.bailiwick.scoring.Ingest;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Each test scores months of years of its own. */
@QuarkusTest
@WithTestResource(SuiteResource.class)
class RescoringTest {

  @Inject RescoringJob job;
  @Inject Rescoring rescoring;
  @Inject MeterRegistry meters;

  @BeforeEach
  void standInSummer() {
    TestClock.set(Instant.parse("2099-07-01T12:00:00Z"));
    SuiteResource.resetPeers();
    // Nothing has changed unless a test says so; no answer would make the next reading wait.
    Ingest.changes("none");
  }

  private static void run(Month month) {
    As.role(Role.SCORING_OPERATOR)
        .contentType("application/json")
        .body(Map.of("month", month.toString()))
        .post("/v1/runs")
        .then()
        .statusCode(201);
  }

  private static List<Integer> versions(Month month) {
    return As.role(Role.AUDITOR).get("/v1/runs?month=" + month).path("items.version");
  }

  private static List<Integer> domains(Month month) {
    return As.role(Role.AUDITOR)
        .get("/v1/scores?registrar=90001&month=" + month)
        .path("items.domains");
  }

  private static int asked(String after) {
    return SuiteResource.peers()
        .find(
            getRequestedFor(urlPathEqualTo("/ingest/v1/tally-changes"))
                .withQueryParam("after", equalTo(after)))
        .size();
  }

  @Test
  void scoresAMonthAgainOnceItsFactsChangedAndSaysWhy() {
    Month march = Month.of(2051, 3);
    Ingest.year(march);
    run(march);
    Ingest.typical(march, 3).stub();
    Ingest.changes("YTE", Ingest.change(march, 90001, "CORRECTION", "PERSON"));
    job.round();
    assertThat(versions(march)).containsExactly(1, 2);
    assertThat(domains(march)).containsExactly(3);
    String second = As.role(Role.AUDITOR).get("/v1/runs?month=" + march).path("items[1].id");
    As.role(Role.AUDITOR)
        .get("/v1/runs/" + second + "/differences")
        .then()
        .body(
            "items.find{it.registrar==90001}.told",
            is(
                List.of(
                    Map.of("month", "2051-03", "cause", "CORRECTION", "incidents", 2),
                    Map.of("month", "2051-03", "cause", "PERSON", "incidents", 2))))
        .body("items.findAll{it.registrar!=90001}.told.flatten()", is(List.of()));
    String trail =
        As.role(Role.AUDITOR).accept("application/x-ndjson").get("/v1/audit-entries").asString();
    assertThat(trail.lines().filter(line -> line.contains("run/" + second)))
        .hasSize(1)
        .first()
        .asString()
        .contains("\"actor\":\"bailiwick\"");
    // It goes on from where it was, and a month that is at its newest makes no version.
    job.round();
    assertThat(asked("YTE")).isEqualTo(1);
    assertThat(versions(march)).containsExactly(1, 2);
  }

  @Test
  void scoresLaterMonthsThatCountTheChangeOldestFirstAndNoOthers() {
    Month march = Month.of(2053, 3);
    Ingest.year(march.plus(12));
    Ingest.year(march.plus(2));
    Ingest.year(march);
    for (Month month : List.of(march.plus(12), march.plus(2), march, march.minus(1))) {
      if (month.compareTo(march) < 0) {
        Ingest.typical(month.minus(12), 0).stub();
      }
      run(month);
    }
    Ingest.typical(march, 3).stub();
    Ingest.changes("YjE", Ingest.change(march, 90001, "MUTE"));
    job.round();
    assertThat(versions(march.minus(1))).containsExactly(1);
    assertThat(versions(march)).containsExactly(1, 2);
    assertThat(versions(march.plus(2))).containsExactly(1, 2);
    assertThat(versions(march.plus(12))).containsExactly(1);
    Instant early = madeAt(march);
    assertThat(early).isBefore(madeAt(march.plus(2)));
  }

  /**
   * What no change tells of: names under management, feeds, reports, and that a month is mature.
   */
  @Test
  void looksOnceADayAtMonthsThatAreNotMatureYet() {
    Month may = Month.of(2098, 5);
    Ingest.year(may);
    TestClock.set(Instant.parse("2098-06-03T12:00:00Z"));
    run(may);
    job.round();
    Ingest.typical(may, 12).reconciled("DIFFERS").stub();
    job.round();
    assertThat(versions(may)).containsExactly(1);
    TestClock.set(Instant.parse("2098-06-04T00:00:00Z"));
    job.round();
    job.round();
    assertThat(versions(may)).containsExactly(1, 2);
    TestClock.set(Instant.parse("2098-09-01T00:00:00Z"));
    job.round();
    assertThat(versions(may)).containsExactly(1, 2, 3);
    As.role(Role.AUDITOR)
        .get("/v1/runs?month=" + may)
        .then()
        .body("items.mature", is(List.of(false, false, true)));
    TestClock.set(Instant.parse("2098-09-02T00:00:00Z"));
    job.round();
    assertThat(versions(may)).containsExactly(1, 2, 3);
    assertThat(meters.get("bailiwick.rescoring.months").gauge().value()).isZero();
    assertThat(meters.get("bailiwick.rescoring.age").gauge().value()).isZero();
  }

  private static Instant madeAt(Month month) {
    return Instant.parse(
        As.role(Role.AUDITOR).get("/v1/runs?month=" + month).path("items[1].createdAt"));
  }

  @Test
  void makesNoVersionOfWhatNoScoreDependsOn() {
    Month march = Month.of(2056, 3);
    Ingest.year(march);
    run(march);
    Ingest.changes(
        "YzE",
        Ingest.change(march, 0, "OBSERVATIONS"),
        Ingest.change(march, 90001, "OBSERVATIONS"));
    job.round();
    assertThat(versions(march)).containsExactly(1);
    assertThat(rescoring.isDue(march)).isFalse();
    Ingest.typical(march, 3).stub();
    Ingest.changes("YzI", Ingest.change(march, 0, "OBSERVATIONS"));
    job.round();
    assertThat(versions(march)).containsExactly(1);
  }

  @Test
  void keepsItsPlaceWhileIngestDoesNotTell() {
    Month march = Month.of(2058, 3);
    Ingest.year(march);
    run(march);
    Ingest.changes("ZDE");
    job.round();
    Ingest.typical(march, 3).stub();
    Ingest.changes("ZDI", Ingest.change(march, 90001, "CORRECTION"));
    Ingest.changesAway();
    job.round();
    assertThat(versions(march)).containsExactly(1);
    SuiteResource.resetPeers();
    Ingest.year(march);
    Ingest.typical(march, 3).stub();
    Ingest.changes("ZDI", Ingest.change(march, 90001, "CORRECTION"));
    // It leaves ingest alone for a second or two after a failure.
    await()
        .atMost(Duration.ofSeconds(20))
        .untilAsserted(
            () -> {
              job.round();
              assertThat(versions(march)).containsExactly(1, 2);
            });
  }

  @Test
  void waitsWithAMonthWhoseFactsDoNotComeAndTakesNoWrongNumber() {
    Month march = Month.of(2060, 3);
    Ingest.year(march);
    run(march);
    Ingest.changes("ZTE", Ingest.change(march, 90001, "CORRECTION"));
    Ingest.away(march.minus(2));
    job.round();
    assertThat(versions(march)).containsExactly(1);
    assertThat(rescoring.isDue(march)).isTrue();
    // Whoever was killed after reading has lost nothing: what is due is kept.
    Ingest.typical(march.minus(2), 12).stub();
    Ingest.typical(march, 3).stub();
    await()
        .atMost(Duration.ofSeconds(20))
        .untilAsserted(
            () -> {
              rescoring.score();
              assertThat(versions(march)).containsExactly(1, 2);
            });
    assertThat(rescoring.isDue(march)).isFalse();
  }

  @Test
  void severalReplicasMakeOneVersion() throws Exception {
    Month march = Month.of(2062, 3);
    Ingest.year(march);
    run(march);
    Ingest.typical(march, 3).stub();
    Ingest.changes("ZjE", Ingest.change(march, 90001, "CORRECTION"));
    try (ExecutorService pool = Executors.newFixedThreadPool(4)) {
      Callable<Void> replica =
          () -> {
            job.round();
            return null;
          };
      for (Future<Void> done : pool.invokeAll(List.of(replica, replica, replica, replica))) {
        done.get();
      }
    }
    job.round();
    assertThat(versions(march)).containsExactly(1, 2);
    assertThat(rescoring.isDue(march)).isFalse();
  }
}

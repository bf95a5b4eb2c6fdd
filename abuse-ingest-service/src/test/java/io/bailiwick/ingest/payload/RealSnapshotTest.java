package io.bailiwick.ingest.payload;

import static org.assertj.core.api.Assertions.assertThat;

import io.bailiwick.common.security.Role;
import io.bailiwick.common.testing.As;
import io.bailiwick.common.testing.SuiteResource;
import io.bailiwick.common.testing.TestClock;
import io.bailiwick.ingest.ManyZones;
import io.bailiwick.ingest.Operate;
import io.bailiwick.ingest.SharedData;
import io.bailiwick.ingest.Slate;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.path.json.JsonPath;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jboss.logging.Logger;
import org.junit.jupiter.api.Test;
import org.tukaani.xz.XZInputStream;

/**
 * Five consecutive states of one rolling list, taken as a registry of many zones would take them;
 * and backwards, since this list only grows within the five.
 */
@QuarkusTest
@WithTestResource(SuiteResource.class)
@TestProfile(ManyZones.class)
class RealSnapshotTest {
  private static final Logger LOG = Logger.getLogger(RealSnapshotTest.class);
  private static final List<String> STATES =
      List.of(
          "20260822T000039Z",
          "20260822T031526Z",
          "20260822T041523Z",
          "20260822T044525Z",
          "20260822T050027Z");

  @Test
  void aSeriesOfStatesGivesWhatAPlainDiffOfTheFilesGives() throws IOException {
    List<Path> files = new ArrayList<>();
    for (String state : STATES) {
      files.add(SharedData.file("snapshots/week-" + state + ".csv.xz"));
    }
    files.addAll(files.subList(0, 4).reversed().stream().toList());
    Slate.clean();
    TestClock.set(Instant.parse("2026-08-22T00:00:40Z"));
    Operate.feed(
            Map.of(
                "name",
                "rolling",
                "format",
                "GENERIC_CSV",
                "defaultThreat",
                "PHISHING",
                "columns",
                Map.of("value", "value", "time", "first_seen_utc", "type", "type", "tags", "tags"),
                "delisting",
                Map.of("by", "BY_ABSENCE", "absences", 1, "largestDropPercent", 100)))
        .statusCode(201);
    Set<String> before = Set.of();
    long came = 0;
    long went = 0;
    for (int i = 0; i < files.size(); i++) {
      byte[] bytes = Files.readAllBytes(files.get(i));
      TestClock.set(Instant.parse("2026-08-22T1%d:30:00Z".formatted(i)));
      JsonPath payload =
          Operate.send("rolling", "application/x-xz", bytes).statusCode(201).extract().jsonPath();
      List<String> lines = lines(bytes);
      Set<String> now = new HashSet<>(lines.subList(1, lines.size()));
      // Names of other registries are rejected; what is left is compared line by line.
      for (long line : rejected(payload.getString("id"))) {
        now.remove(lines.get((int) line - 1));
      }
      Set<String> added = new HashSet<>(now);
      added.removeAll(before);
      Set<String> removed = new HashSet<>(before);
      removed.removeAll(now);
      assertThat(payload.getLong("entries.listed")).as("came in " + i).isEqualTo(added.size());
      assertThat(payload.getLong("entries.delisted")).as("went in " + i).isEqualTo(removed.size());
      assertThat(payload.getLong("rows.read")).isEqualTo(lines.size() - 1);
      assertThat(
              payload.getLong("rows.accepted")
                  + payload.getLong("rows.duplicates")
                  + payload.getLong("rows.rejected"))
          .isEqualTo(payload.getLong("rows.read"));
      LOG.infof(
          "%s: %d rows, %d in the zone, %d came, %d went",
          files.get(i).getFileName(), lines.size() - 1, now.size(), added.size(), removed.size());
      came += added.size();
      went += removed.size();
      before = now;
    }
    long open =
        As.role(Role.ABUSE_ANALYST)
            .accept("application/x-ndjson")
            .get("/v1/listings?feed=rolling&open=true")
            .asString()
            .lines()
            .count();
    assertThat(open).isEqualTo(came - went).isEqualTo(before.size()).isGreaterThan(800);
    assertThat(went).isPositive();
  }

  private static List<String> lines(byte[] bytes) throws IOException {
    try (InputStream in = new XZInputStream(new java.io.ByteArrayInputStream(bytes))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
    }
  }

  private static List<Long> rejected(String payload) {
    return As.role(Role.ABUSE_ANALYST)
        .accept("application/x-ndjson")
        .get("/v1/payloads/" + payload + "/rejections")
        .asString()
        .lines()
        .map(line -> JsonPath.from(line).getLong("line"))
        .toList();
  }
}

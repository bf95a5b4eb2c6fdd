package io.bailiwick.launcher.bench;

import com.fasterxml.jackson.databind.JsonNode;
import io.bailiwick.launcher.bench.Load.Kind;
import io.bailiwick.launcher.postgres.DatabaseAccess;
import io.bailiwick.launcher.suite.Suite;
import io.bailiwick.launcher.suite.SuiteBackup;
import io.bailiwick.launcher.suite.SuiteOptions;
import io.bailiwick.launcher.suite.SuiteService;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A backup that is taken while all services work, restored into an empty directory: nothing that
 * was accepted before it is missing, the services fit one another, the chains hold, and a month
 * scored anew gives the same bytes.
 */
final class RestoreBench {
  private static final double PER_SECOND = 10;
  private static final int LOAD_SECONDS = 15;
  private static final String MONTH = "2026-01";

  private final SuiteOptions options;
  private final Findings findings;

  RestoreBench(SuiteOptions options, PrintStream out) {
    this.options = options.withZones(List.of("org"));
    this.findings = new Findings(out);
  }

  boolean run() throws IOException, InterruptedException {
    findings.say("Backup and restore: ./run bench restore");
    findings.say("%s", Machine.describe());
    findings.say("");
    Path before = options.data().resolve("before");
    Path copy = options.data().resolve("copy");
    Path after = options.data().resolve("after");
    for (Path place : List.of(copy, copy.resolveSibling("copy.unfinished"), after)) {
      delete(place);
    }
    Set<Integer> accepted;
    Set<Integer> all;
    String scored;
    try (Suite suite = Suite.start(options.withData(before).withFreshData(), line -> {});
        Load load = new Load(suite, findings, true)) {
      load.prepare();
      load.start(PER_SECOND);
      TimeUnit.SECONDS.sleep(LOAD_SECONDS);
      accepted = new HashSet<>(load.accepted(Kind.PAYLOAD));
      long from = System.nanoTime();
      SuiteBackup.Made made = SuiteBackup.take(before, copy);
      findings.say(
          "  taken under %.0f requests a second in %.1f s: %,d files, %.0f MB",
          PER_SECOND, SuiteClient.seconds(from), made.files(), made.bytes() / 1e6);
      TimeUnit.SECONDS.sleep(LOAD_SECONDS / 3);
      load.finish();
      load.report();
      all = load.accepted(Kind.PAYLOAD);
      scored = scored(suite);
    }
    long from = System.nanoTime();
    SuiteBackup.restore(copy, after);
    double restoring = SuiteClient.seconds(from);
    try (Suite suite = Suite.start(options.withData(after).withKeptData(), line -> {});
        Load load = new Load(suite, findings, true)) {
      findings.say(
          "  restored into an empty directory in %.1f s, all services ready %.0f s later",
          restoring, suite.age().toMillis() / 1e3);
      Set<Integer> missing = load.missing(accepted);
      Set<Integer> there = new HashSet<>(all);
      there.removeAll(load.missing(all));
      findings.check(
          missing.isEmpty(), "payloads accepted before it that are missing: %s", missing);
      findings.say(
          "  payloads: all %,d accepted before it are there; of %,d accepted in all, %,d are",
          accepted.size(), all.size(), there.size());
      load.chains();
      fits(suite);
      again(suite, load.client(), scored);
    }
    for (Path place : List.of(copy, after)) {
      delete(place);
    }
    return findings.end(
        options.root(), "restore.txt", "nothing missing, nothing apart, and the same bytes again");
  }

  /** Nobody knows of what the service that it reads does not have. */
  private void fits(Suite suite) {
    Set<String> incidents =
        new HashSet<>(texts(suite, SuiteService.INGEST, "SELECT id::text FROM incident"));
    List<String> scored =
        texts(
            suite, SuiteService.SCORING, "SELECT DISTINCT incident_id::text FROM scored_incident");
    Set<String> events =
        new HashSet<>(
            texts(suite, SuiteService.INGEST, "SELECT sequence::text FROM registration_event"));
    List<String> booked =
        texts(
            suite,
            SuiteService.QPI,
            "SELECT event_sequence::text FROM ledger_transaction WHERE event_sequence IS NOT NULL");
    findings.check(
        incidents.containsAll(scored), "a score counts an incident that ingest does not have");
    findings.check(
        events.containsAll(booked), "an accrual names an event that ingest does not have");
    findings.say(
        "  every one of %,d incidents in the scores and of %,d events in the ledger is in ingest",
        scored.size(), booked.size());
  }

  /** The runs are taken away, and the month is scored from the facts. */
  private void again(Suite suite, SuiteClient client, String expected)
      throws IOException, InterruptedException {
    client.sql(SuiteService.SCORING, "TRUNCATE run, snapshot CASCADE");
    JsonNode run =
        client.post(
            SuiteService.SCORING,
            "/v1/runs",
            "scoring-operator",
            "{\"month\": \"%s\"}".formatted(MONTH),
            201);
    String found = scored(suite);
    findings.check(
        found.equals(expected),
        "%s scored anew: %s, before the backup: %s",
        MONTH,
        found,
        expected);
    findings.say(
        "  %s scored anew from the restored facts: %d registrars, the same bytes (%s)",
        MONTH, run.path("registrars").asInt(), found);
  }

  /**
   * SHA-256 of the frozen inputs of the first run of the month, and a digest of all its scores but
   * for the identifier of the run.
   */
  private static String scored(Suite suite) {
    return texts(
            suite,
            SuiteService.SCORING,
            """
            SELECT left(r.snapshot_sha256, 16) || '… ' || md5(string_agg(replace(s.document, r.id::text, ''), E'\\n' ORDER BY s.registrar))
            FROM run r JOIN score s ON s.run_id = r.id
            WHERE r.month = '%s-01' AND r.version = 1 GROUP BY r.id
            """
                .formatted(MONTH))
        .stream()
        .findFirst()
        .orElse("nothing");
  }

  private static List<String> texts(Suite suite, SuiteService service, String sql) {
    DatabaseAccess access = suite.database(service);
    String all =
        IngestWork.text(
            access,
            access.owner(),
            "SELECT coalesce(string_agg(t, ',,'), '') FROM (" + sql + ") AS x (t)");
    return all.isEmpty() ? List.of() : List.of(all.split(",,"));
  }

  private static void delete(Path place) throws IOException {
    if (!Files.exists(place)) {
      return;
    }
    List<Path> all = new ArrayList<>();
    try (Stream<Path> files = Files.walk(place)) {
      files.sorted(Comparator.reverseOrder()).forEach(all::add);
    }
    for (Path file : all) {
      Files.deleteIfExists(file);
    }
  }
}

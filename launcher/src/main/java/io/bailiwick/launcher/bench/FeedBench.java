package io.bailiwick.launcher.bench;

import com.fasterxml.jackson.databind.JsonNode;
import io.bailiwick.launcher.process.LaunchException;
import io.bailiwick.launcher.suite.Suite;
import io.bailiwick.launcher.suite.SuiteOptions;
import io.bailiwick.launcher.suite.SuiteService;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.postgresql.PGConnection;

/**
 * Sends a file of reports (CSV with the columns first_seen_utc, type, value, tags) through the API
 * of one ingest service, from bytes to committed incidents, and compares the time with the script
 * {@code feed-merge.sql}, which does the least that the database must do for the same tables and is
 * given the hosts already normalised. Both must come to the same incidents.
 */
final class FeedBench {
  private static final double AIM = 0.4;
  private static final int ROUNDS = 6;

  private final SuiteOptions options;
  private final Path file;
  private final Findings findings;

  /**
   * @param file plain or compressed with gzip or xz
   */
  FeedBench(SuiteOptions options, Path file, PrintStream out) {
    this.options = options.withServices(Set.of(SuiteService.INGEST));
    this.file = file;
    this.findings = new Findings(out);
  }

  /**
   * Whether the incidents agree and the median of the ratios is at least 0.4. The first round warms
   * both sides up and is not counted.
   */
  boolean run() throws IOException, InterruptedException {
    findings.say("Taking a feed in: ./run bench feeds --file %s", file.getFileName());
    findings.say("%s", Machine.describe());
    List<String> zones = zones();
    findings.say(
        "%,d zones, so that every registrable name of the file is one of the registry's",
        zones.size());
    List<Double> ratios = new ArrayList<>();
    List<Double> speeds = new ArrayList<>();
    try (Suite started = Suite.start(options.withZones(zones), line -> {})) {
      SuiteClient suite = new SuiteClient(started);
      for (int round = 0; round < ROUNDS; round++) {
        Round measured = round(suite, round);
        if (round > 0) {
          ratios.add(measured.ratio());
          speeds.add(measured.rows / measured.service);
        }
      }
    }
    Collections.sort(ratios);
    Collections.sort(speeds);
    double median = ratios.get(ratios.size() / 2);
    findings.say("");
    findings.say(
        "Median of %d rounds: %.2f of the script's speed (least %.2f, most %.2f), %,.0f rows/s",
        ratios.size(), median, ratios.getFirst(), ratios.getLast(), speeds.get(speeds.size() / 2));
    findings.check(median >= AIM, "at least %.1f of the speed of the script", AIM);
    return findings.end(
        options.root(), "feeds.txt", "as fast as it should, and the same incidents");
  }

  /** Which zones a registry would have to hold for all of the file's names, as the service says. */
  private List<String> zones() throws IOException, InterruptedException {
    try (Suite started = Suite.start(options.withZones(List.of("org")), line -> {})) {
      SuiteClient suite = new SuiteClient(started);
      feed(suite, "zones");
      JsonNode payload = upload(suite, "zones");
      String rejections =
          suite.text(
              SuiteService.INGEST,
              "/v1/payloads/" + payload.path("id").asText() + "/rejections",
              "data-operator",
              "application/x-ndjson");
      Set<String> zones = new TreeSet<>(Set.of("org"));
      for (String line : (Iterable<String>) rejections.lines()::iterator) {
        JsonNode rejection = SuiteClient.JSON.readTree(line);
        if (rejection.path("reason").asText().equals("OUT_OF_ZONE")) {
          String domain = rejection.path("detail").asText().split(" ", 2)[0];
          zones.add(domain.substring(domain.indexOf('.') + 1));
        }
      }
      truncate(suite);
      return List.copyOf(zones);
    }
  }

  private record Round(long rows, double service, double script) {
    double ratio() {
      return script / service;
    }
  }

  private Round round(SuiteClient suite, int number) throws IOException, InterruptedException {
    truncate(suite);
    String feed = "round-" + number;
    feed(suite, feed);
    long from = System.nanoTime();
    JsonNode payload = upload(suite, feed);
    double service = SuiteClient.seconds(from);
    long rows = payload.path("rows").path("read").asLong();
    from = System.nanoTime();
    var unused = upload(suite, feed);
    double replay = SuiteClient.seconds(from);
    findings.check(replay < service, "a replay is faster than the first time");

    Script script = script(suite, payload.path("id").asText());
    findings.say("");
    findings.say(
        "%s: service %.2f s (%,.0f rows/s), script %.2f s (%s); ratio %.2f; the same bytes again %.3f s",
        number == 0 ? "Warming up" : "Round " + number,
        service,
        rows / service,
        script.seconds,
        script.steps,
        script.seconds / service,
        replay);
    findings.say("  rows: %s", payload.path("rows"));
    findings.say(
        "  incidents: %,d of the service, %,d of the script, %,d differ",
        script.incidentsOfService, script.incidents, script.differences);
    if (payload.has("steps")) {
      findings.say("  steps of the service: %s", payload.path("steps"));
    }
    findings.check(script.differences == 0, "the same incidents");
    return new Round(rows, service, script.seconds);
  }

  private record Script(
      double seconds, String steps, long incidents, long incidentsOfService, long differences) {}

  /** The same rows, normalised by the service, through the script in a schema of its own. */
  private Script script(SuiteClient suite, String payload) throws IOException {
    try (Connection connection = suite.owner(SuiteService.INGEST);
        Statement statement = connection.createStatement()) {
      PGConnection postgres = connection.unwrap(PGConnection.class);
      byte[] rows = raw(postgres);
      statement.execute(
          """
          DROP SCHEMA IF EXISTS bench CASCADE;
          CREATE SCHEMA bench;
          CREATE TABLE bench.observation (LIKE observation INCLUDING ALL);
          CREATE TABLE bench.incident (LIKE incident INCLUDING ALL);
          SET search_path = bench, public
          """);
      String feed;
      String fetched;
      try (ResultSet row =
          statement.executeQuery(
              "SELECT feed_id, received_at FROM payload WHERE id = '" + payload + "'")) {
        row.next();
        feed = row.getString(1);
        fetched = row.getString(2);
      }
      StringBuilder steps = new StringBuilder();
      connection.setAutoCommit(false);
      long begin = System.nanoTime();
      for (String step : SuiteClient.script("feed-merge.sql").split("-- step: ")) {
        int end = step.indexOf('\n');
        String name = step.substring(0, end).strip();
        if (name.startsWith("--")) {
          continue; // the head of the script
        }
        long from = System.nanoTime();
        for (String sql : step.substring(end).split(";\\s*\\n")) {
          String filled =
              sql.replace(":feed", "'" + feed + "'::uuid")
                  .replace(":payload", "'" + payload + "'::uuid")
                  .replace(":fetched", "'" + fetched + "'::timestamptz")
                  .replace(":family", "'bench'");
          if (filled.strip().startsWith("COPY")) {
            try (InputStream in = new ByteArrayInputStream(rows)) {
              postgres.getCopyAPI().copyIn(filled, in, 1 << 16);
            }
          } else if (!filled.isBlank()) {
            statement.execute(filled);
          }
        }
        steps.append(
            String.format(
                Locale.ROOT,
                "%s%s %.2f s",
                steps.isEmpty() ? "" : ", ",
                name,
                SuiteClient.seconds(from)));
      }
      connection.commit();
      double seconds = SuiteClient.seconds(begin);
      connection.setAutoCommit(true);
      String same =
          "domain, threat, opened_at, last_seen_at, observations, state, classification, deep";
      long differences =
          number(
              statement,
              """
              SELECT count(*) FROM (
                (SELECT %1$s FROM bench.incident EXCEPT ALL SELECT %1$s FROM public.incident)
                UNION ALL (SELECT %1$s FROM public.incident EXCEPT ALL SELECT %1$s FROM bench.incident)) d
              """
                  .formatted(same));
      Script script =
          new Script(
              seconds,
              steps.toString(),
              number(statement, "SELECT count(*) FROM bench.incident"),
              number(statement, "SELECT count(*) FROM public.incident"),
              differences);
      statement.execute("SET search_path = public; DROP SCHEMA bench CASCADE");
      return script;
    } catch (SQLException e) {
      throw new LaunchException("The script to compare with failed: " + e.getMessage(), e);
    }
  }

  /** Every row that names a domain of the registry, repeated ones too, in the order of the file. */
  private byte[] raw(PGConnection postgres) throws IOException, SQLException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(1 << 24);
    postgres
        .getCopyAPI()
        .copyOut(
            """
            COPY (SELECT line, source_time, value, host, domain, unicode_domain, platform, deep, threat
                  FROM observation ORDER BY line) TO STDOUT
            """,
            bytes);
    return bytes.toByteArray();
  }

  private static void feed(SuiteClient suite, String name)
      throws IOException, InterruptedException {
    var unused =
        suite.post(
            SuiteService.INGEST,
            "/v1/feeds",
            "data-operator",
            """
            {"name": "%s", "title": "Benchmark", "family": "bench", "format": "GENERIC_CSV",
             "defaultThreat": "PHISHING", "threats": {"#malware": "MALWARE"},
             "columns": {"value": "value", "time": "first_seen_utc", "type": "type", "tags": "tags"}}
            """
                .formatted(name),
            201);
  }

  private JsonNode upload(SuiteClient suite, String feed) throws IOException, InterruptedException {
    return suite.upload(
        "/v1/feeds/"
            + feed
            + "/payloads?historicalFrom=2015-01-01&historicalTo="
            + LocalDate.now(ZoneOffset.UTC),
        "application/octet-stream",
        BodyPublishers.ofFile(file));
  }

  private static void truncate(SuiteClient suite) {
    suite.sql(
        SuiteService.INGEST, "TRUNCATE feed, payload, rejection, observation, incident CASCADE");
  }

  private static long number(Statement statement, String sql) throws SQLException {
    try (ResultSet row = statement.executeQuery(sql)) {
      row.next();
      return row.getLong(1);
    }
  }
}

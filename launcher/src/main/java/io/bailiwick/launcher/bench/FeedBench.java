package io.bailiwick.launcher.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.bailiwick.launcher.postgres.DatabaseAccess;
import io.bailiwick.launcher.process.LaunchException;
import io.bailiwick.launcher.suite.Suite;
import io.bailiwick.launcher.suite.SuiteOptions;
import io.bailiwick.launcher.suite.SuiteService;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
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
  private static final Duration LONGEST = Duration.ofMinutes(10);
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final SuiteOptions options;
  private final Path file;
  private final PrintStream out;
  private final HttpClient http = HttpClient.newHttpClient();
  private final StringBuilder report = new StringBuilder();
  private boolean asItMust = true;

  /**
   * @param file plain or compressed with gzip or xz
   */
  FeedBench(SuiteOptions options, Path file, PrintStream out) {
    this.options = options.withServices(Set.of(SuiteService.INGEST));
    this.file = file;
    this.out = out;
  }

  /**
   * Whether the incidents agree and the median of the ratios is at least 0.4. The first round warms
   * both sides up and is not counted.
   */
  boolean run() throws IOException, InterruptedException {
    say("Taking a feed in: ./run bench feeds --file %s", file.getFileName());
    say("%s", Machine.describe());
    List<String> zones = zones();
    say(
        "%,d zones, so that every registrable name of the file is one of the registry's",
        zones.size());
    List<Double> ratios = new ArrayList<>();
    List<Double> speeds = new ArrayList<>();
    try (Suite suite = Suite.start(options.withZones(zones), line -> {})) {
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
    say("");
    say(
        "Median of %d rounds: %.2f of the script's speed (least %.2f, most %.2f), %,.0f rows/s",
        ratios.size(), median, ratios.getFirst(), ratios.getLast(), speeds.get(speeds.size() / 2));
    check(median >= AIM, "at least %.1f of the speed of the script", AIM);
    say(asItMust ? "All as it must be." : "NOT all as it must be; see above.");
    Path written = options.root().resolve("target/bench/feeds.txt");
    Files.createDirectories(written.getParent());
    Files.writeString(written, report);
    out.println("Written to " + options.root().relativize(written));
    return asItMust;
  }

  /** Which zones a registry would have to hold for all of the file's names, as the service says. */
  private List<String> zones() throws IOException, InterruptedException {
    try (Suite suite = Suite.start(options.withZones(List.of("org")), line -> {})) {
      feed(suite, "zones");
      JsonNode payload = JSON.readTree(upload(suite, "zones").body());
      String rejections =
          get(
              suite,
              "/v1/payloads/" + payload.path("id").asText() + "/rejections",
              "application/x-ndjson");
      Set<String> zones = new TreeSet<>(Set.of("org"));
      for (String line : (Iterable<String>) rejections.lines()::iterator) {
        JsonNode rejection = JSON.readTree(line);
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

  private Round round(Suite suite, int number) throws IOException, InterruptedException {
    truncate(suite);
    String feed = "round-" + number;
    feed(suite, feed);
    long from = System.nanoTime();
    HttpResponse<String> answer = upload(suite, feed);
    double service = seconds(from);
    JsonNode payload = JSON.readTree(answer.body());
    long rows = payload.path("rows").path("read").asLong();
    from = System.nanoTime();
    upload(suite, feed);
    double replay = seconds(from);
    check(replay < service, "a replay is faster than the first time");

    Script script = script(suite, payload.path("id").asText());
    say("");
    say(
        "%s: service %.2f s (%,.0f rows/s), script %.2f s (%s); ratio %.2f; the same bytes again %.3f s",
        number == 0 ? "Warming up" : "Round " + number,
        service,
        rows / service,
        script.seconds,
        script.steps,
        script.seconds / service,
        replay);
    say("  rows: %s", payload.path("rows"));
    say(
        "  incidents: %,d of the service, %,d of the script, %,d differ",
        script.incidentsOfService, script.incidents, script.differences);
    if (payload.has("steps")) {
      say("  steps of the service: %s", payload.path("steps"));
    }
    check(script.differences == 0, "the same incidents");
    return new Round(rows, service, script.seconds);
  }

  private record Script(
      double seconds, String steps, long incidents, long incidentsOfService, long differences) {}

  /** The same rows, normalised by the service, through the script in a schema of its own. */
  private Script script(Suite suite, String payload) throws IOException {
    try (Connection connection = owner(suite);
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
      for (String step : text().split("-- step: ")) {
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
                Locale.ROOT, "%s%s %.2f s", steps.isEmpty() ? "" : ", ", name, seconds(from)));
      }
      connection.commit();
      double seconds = seconds(begin);
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

  private static String text() throws IOException {
    try (InputStream in = FeedBench.class.getResourceAsStream("feed-merge.sql")) {
      if (in == null) {
        throw new IllegalStateException("feed-merge.sql is missing");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private void feed(Suite suite, String name) throws IOException, InterruptedException {
    HttpResponse<String> answer =
        http.send(
            request(suite, "/v1/feeds")
                .header("Content-Type", "application/json")
                .POST(
                    HttpRequest.BodyPublishers.ofString(
                        """
                        {"name": "%s", "title": "Benchmark", "family": "bench", "format": "GENERIC_CSV",
                         "defaultThreat": "PHISHING", "threats": {"#malware": "MALWARE"},
                         "columns": {"value": "value", "time": "first_seen_utc", "type": "type", "tags": "tags"}}
                        """
                            .formatted(name)))
                .build(),
            BodyHandlers.ofString());
    expect(answer, 201);
  }

  private HttpResponse<String> upload(Suite suite, String feed)
      throws IOException, InterruptedException {
    HttpResponse<String> answer =
        http.send(
            request(
                    suite,
                    "/v1/feeds/"
                        + feed
                        + "/payloads?historicalFrom=2015-01-01&historicalTo="
                        + java.time.LocalDate.now(java.time.ZoneOffset.UTC))
                .header("Content-Type", "application/octet-stream")
                .POST(HttpRequest.BodyPublishers.ofFile(file))
                .build(),
            BodyHandlers.ofString(StandardCharsets.UTF_8));
    if (answer.statusCode() != 200) {
      expect(answer, 201);
    }
    return answer;
  }

  private String get(Suite suite, String path, String type)
      throws IOException, InterruptedException {
    HttpResponse<String> answer =
        http.send(
            request(suite, path).header("Accept", type).GET().build(),
            BodyHandlers.ofString(StandardCharsets.UTF_8));
    expect(answer, 200);
    return answer.body();
  }

  private static HttpRequest.Builder request(Suite suite, String path) {
    return HttpRequest.newBuilder(URI.create(suite.url(SuiteService.INGEST) + path))
        .timeout(LONGEST)
        .header("Authorization", "Bearer " + suite.token("data-operator", "bench"));
  }

  private static void expect(HttpResponse<String> answer, int status) {
    if (answer.statusCode() != status) {
      throw new LaunchException(
          "%s answered %d: %s".formatted(answer.uri(), answer.statusCode(), answer.body()));
    }
  }

  private static Connection owner(Suite suite) throws SQLException {
    DatabaseAccess access = suite.database(SuiteService.INGEST);
    Properties login = new Properties();
    login.setProperty("user", access.owner().role());
    login.setProperty("password", access.owner().password());
    return DriverManager.getConnection(access.url(), login);
  }

  private static void truncate(Suite suite) {
    try (Connection connection = owner(suite);
        Statement statement = connection.createStatement()) {
      statement.execute("TRUNCATE feed, payload, rejection, observation, incident CASCADE");
    } catch (SQLException e) {
      throw new LaunchException("The tables could not be emptied: " + e.getMessage(), e);
    }
  }

  private static long number(Statement statement, String sql) throws SQLException {
    try (ResultSet row = statement.executeQuery(sql)) {
      row.next();
      return row.getLong(1);
    }
  }

  private static double seconds(long from) {
    return (System.nanoTime() - from) / 1e9;
  }

  private void check(boolean right, String what, Object... values) {
    if (!right) {
      asItMust = false;
      say("  NOT AS EXPECTED: " + what, values);
    }
  }

  private void say(String format, Object... values) {
    String line = values.length == 0 ? format : String.format(Locale.ROOT, format, values);
    out.println(line);
    report.append(line).append('\n');
  }
}

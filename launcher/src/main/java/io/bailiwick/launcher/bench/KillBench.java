package io.bailiwick.launcher.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.bailiwick.launcher.postgres.DatabaseAccess;
import io.bailiwick.launcher.process.LaunchException;
import io.bailiwick.launcher.suite.Suite;
import io.bailiwick.launcher.suite.SuiteOptions;
import io.bailiwick.launcher.suite.SuiteService;
import java.io.IOException;
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
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Sends payloads and deposits in turn, and kills the service or PostgreSQL at a random point of
 * each. After each restart the work is there whole or not at all; it is sent again until it is
 * taken, and counted once. In the end the facts are those of the same work done in peace.
 */
final class KillBench {
  private static final int NAMES = 20_000;
  private static final int ROWS = 3_000;
  private static final long SHORTEST = 20_000_000;
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final SuiteOptions options;
  private final int kills;
  private final long seed;
  private final PrintStream out;
  private final HttpClient http = HttpClient.newHttpClient();
  private final StringBuilder report = new StringBuilder();
  private boolean asItMust = true;

  /**
   * @param seed of the random points, so that a run can be repeated
   */
  KillBench(SuiteOptions options, int kills, long seed, PrintStream out) {
    this.options = options.withServices(Set.of(SuiteService.INGEST)).withZones(List.of("org"));
    this.kills = kills;
    this.seed = seed;
    this.out = out;
  }

  boolean run() throws IOException, InterruptedException {
    say(
        "Killing while it works: ./run bench kills --kills %d (random points from seed %d)",
        kills, seed);
    say("%s", Machine.describe());
    Map<String, String> troubled;
    int caught = 0;
    Random random = new Random(seed);
    try (Suite suite = Suite.start(options, line -> {})) {
      Work work = new Work(suite);
      // Of payloads and deposits, in nanoseconds; follows what is seen, so that kills meet the
      // work.
      long[] span = new long[] {begin(work), 0};
      span[1] = span[0];
      for (int unit = 0; unit < kills; unit++) {
        byte[] body = work.body(unit);
        AtomicInteger status = new AtomicInteger();
        Thread sender = Thread.ofVirtual().start(() -> status.set(statusOf(work, body)));
        TimeUnit.NANOSECONDS.sleep(random.nextLong(span[unit % 2]));
        boolean service = random.nextInt(5) == 0;
        if (service) {
          suite.crash(SuiteService.INGEST);
        } else {
          suite.crashPostgres();
        }
        sender.join();
        boolean inFlight = status.get() != 201;
        caught += inFlight ? 1 : 0;
        span[unit % 2] = Math.max(SHORTEST, span[unit % 2] * (inFlight ? 11 : 7) / 10);
        check(work.wholeOrNothing(), "unit %d is there in part", unit);
        JsonNode taken = work.sendUntilTaken(body);
        work.compare(unit, taken);
        say(
            "  %2d: %s of %s, answered %s",
            unit + 1,
            unit % 2 == 0 ? "payload" : "deposit",
            service ? "the service killed" : "PostgreSQL killed",
            inFlight ? "nothing or an error" : "already");
      }
      troubled = work.facts();
    }
    Map<String, String> peaceful;
    try (Suite suite = Suite.start(options, line -> {})) {
      Work work = new Work(suite);
      begin(work);
      for (int unit = 0; unit < kills; unit++) {
        work.compare(unit, work.sendUntilTaken(work.body(unit)));
      }
      peaceful = work.facts();
    }
    for (Map.Entry<String, String> table : peaceful.entrySet()) {
      String facts = troubled.getOrDefault(table.getKey(), "nothing");
      check(
          facts.equals(table.getValue()),
          "%s: %s, in peace %s",
          table.getKey(),
          facts,
          table.getValue());
    }
    say("");
    say("%d kills, %d of them while the work was under way", kills, caught);
    peaceful.forEach((table, facts) -> say("  %-26s %s", table, facts));
    say(
        asItMust
            ? "All as it must be: the same facts as in peace."
            : "NOT all as it must be; see above.");
    Path written = options.root().resolve("target/bench/kills.txt");
    Files.createDirectories(written.getParent());
    Files.writeString(written, report);
    out.println("Written to " + options.root().relativize(written));
    return asItMust;
  }

  /**
   * The baseline, before anything is killed.
   *
   * @return how long a unit of work takes, in nanoseconds
   */
  private long begin(Work work) throws IOException, InterruptedException {
    work.feed();
    work.sendUntilTaken(work.deposit(-1));
    long from = System.nanoTime();
    work.sendUntilTaken(work.payload(1_000_000));
    return System.nanoTime() - from;
  }

  private static int statusOf(Work work, byte[] body) {
    try {
      return work.send(body).statusCode();
    } catch (IOException e) {
      return 0;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return 0;
    }
  }

  /** What is sent, and what must come of it. */
  private final class Work {
    private final Suite suite;
    private final Path files;
    private final GeneratedRegistry registry;
    private String path = "";
    private String type = "";

    Work(Suite suite) throws IOException {
      this.suite = suite;
      this.files = Files.createDirectories(options.data().resolve("work"));
      int[] changes = new int[kills / 2 + 2];
      Arrays.fill(changes, 1, changes.length, 1000);
      this.registry = new GeneratedRegistry(NAMES, changes);
    }

    void feed() throws IOException, InterruptedException {
      HttpResponse<String> answer =
          http.send(
              request("/v1/feeds")
                  .header("Content-Type", "application/json")
                  .POST(
                      HttpRequest.BodyPublishers.ofString(
                          """
                          {"name": "kills", "title": "Kills", "family": "kills", "format": "GENERIC_CSV", "defaultThreat": "PHISHING",
                           "columns": {"value": "value", "time": "time"}}
                          """))
                  .build(),
              BodyHandlers.ofString());
      if (answer.statusCode() != 201) {
        throw new LaunchException("The feed could not be set up: " + answer.body());
      }
    }

    byte[] body(int unit) throws IOException {
      return unit % 2 == 0 ? payload(unit) : deposit(unit / 2);
    }

    /** A tenth of the rows repeat the one before, a twentieth name an address. */
    byte[] payload(int unit) {
      path = "/v1/feeds/kills/payloads?historicalFrom=2026-01-01&historicalTo=2026-06-30";
      type = "text/csv";
      StringBuilder text = new StringBuilder("value,time\n");
      String row = "";
      for (int i = 0; i < ROWS; i++) {
        if (i % 20 == 7) {
          row = "http://192.0.2.1/" + unit + "/" + i + ",2026-03-01 00:00:00";
        } else if (i % 10 != 9) {
          row =
              "http://%s.org/%d/%d,2026-%02d-%02d 0%d:00:00"
                  .formatted(
                      registry.label((unit * 31 + i * 7) % NAMES),
                      unit,
                      i,
                      1 + i % 6,
                      1 + i % 28,
                      i % 10);
        }
        text.append(row).append('\n');
      }
      return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    /**
     * @param day -1 for the FULL that all begins with
     */
    byte[] deposit(int day) throws IOException {
      path = "/v1/deposits";
      type = "application/zip";
      Path file = files.resolve("deposit.zip");
      if (day < 0) {
        registry.full(file, 0, 0);
      } else {
        registry.diff(file, day + 1, day + 1);
      }
      return Files.readAllBytes(file);
    }

    HttpResponse<String> send(byte[] body) throws IOException, InterruptedException {
      return http.send(
          request(path)
              .header("Content-Type", type)
              .POST(HttpRequest.BodyPublishers.ofByteArray(body))
              .build(),
          BodyHandlers.ofString(StandardCharsets.UTF_8));
    }

    JsonNode sendUntilTaken(byte[] body) throws IOException, InterruptedException {
      long deadline = System.nanoTime() + PATIENCE.toNanos();
      while (true) {
        String said;
        try {
          HttpResponse<String> answer = send(body);
          if (answer.statusCode() == 201 || answer.statusCode() == 200) {
            return JSON.readTree(answer.body());
          }
          said = answer.statusCode() + " " + answer.body();
        } catch (IOException e) {
          said = String.valueOf(e.getMessage());
        }
        if (System.nanoTime() > deadline) {
          throw new LaunchException("Not taken within " + PATIENCE.toSeconds() + " s: " + said);
        }
        TimeUnit.MILLISECONDS.sleep(200);
      }
    }

    /** Every fact belongs to a payload or deposit that is there, and every row is accounted for. */
    boolean wholeOrNothing() {
      return """
          SELECT (SELECT count(*) FROM observation o WHERE NOT EXISTS (SELECT 1 FROM payload p WHERE p.id = o.payload_id))
               + (SELECT count(*) FROM rejection r WHERE NOT EXISTS (SELECT 1 FROM payload p WHERE p.id = r.payload_id))
               + (SELECT count(*) FROM payload p WHERE p.rows_accepted <> (SELECT count(*) FROM observation o WHERE o.payload_id = p.id)
                                                    OR p.rows_rejected <> (SELECT count(*) FROM rejection r WHERE r.payload_id = p.id))
          """
          .transform(this::text)
          .equals("0");
    }

    void compare(int unit, JsonNode taken) {
      if (unit % 2 == 0) {
        JsonNode rows = taken.path("rows");
        long addresses = ROWS / 20;
        long repeated = ROWS / 10;
        check(
            rows.path("read").asLong() == ROWS
                && rows.path("rejected").asLong() == addresses
                && rows.path("duplicates").asLong() == repeated
                && rows.path("accepted").asLong() == ROWS - addresses - repeated,
            "payload %d: %s",
            unit,
            rows);
      } else {
        GeneratedRegistry.Day day = registry.day(unit / 2 + 1);
        check(
            taken.path("domainsAdded").asLong() == day.added()
                && taken.path("domainsChanged").asLong() == day.changed()
                && taken.path("domainsDeleted").asLong() == day.deleted(),
            "deposit %d: %s",
            unit,
            taken);
      }
    }

    /** Number and digest of each table's facts, without identifiers and times of receipt. */
    Map<String, String> facts() {
      Map<String, String> facts = new TreeMap<>();
      Map.of(
              "observation", "value, host, domain, threat, source_time, counted_at, line",
              "rejection", "line, reason, detail",
              "incident",
                  "domain, threat, roid, registrar, creator, state, opened_at, last_seen_at, observations, families, classification",
              "registration",
                  "name, roid, sponsor, creator, created_at, expires_at, statuses, deleted_at",
              "sponsorship", "registrar, from_at, until_at",
              "registration_event",
                  "type, name, roid, registrar, other_registrar, occurred_at, years",
              "domains_under_management", "day, registrar, names",
              "evidence_day", "day, tld")
          .forEach(
              (table, columns) ->
                  facts.put(
                      table,
                      text(
                          """
                          SELECT count(*) || ' ' || coalesce(md5(string_agg(t, E'\\n' ORDER BY t)), '')
                          FROM (SELECT (%s)::text AS t FROM %s) rows
                          """
                              .formatted("ROW(" + columns + ")", table))));
      return facts;
    }

    private String text(String sql) {
      DatabaseAccess access = suite.database(SuiteService.INGEST);
      Properties login = new Properties();
      login.setProperty("user", access.owner().role());
      login.setProperty("password", access.owner().password());
      try (Connection connection = DriverManager.getConnection(access.url(), login);
          Statement statement = connection.createStatement();
          ResultSet row = statement.executeQuery(sql)) {
        row.next();
        return row.getString(1);
      } catch (SQLException e) {
        throw new LaunchException("The facts cannot be read: " + e.getMessage(), e);
      }
    }

    private HttpRequest.Builder request(String to) {
      return HttpRequest.newBuilder(URI.create(suite.url(SuiteService.INGEST) + to))
          .timeout(PATIENCE)
          .header("Authorization", "Bearer " + suite.token("data-operator", "bench"));
    }
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

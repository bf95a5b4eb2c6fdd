package io.bailiwick.launcher.bench;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.bailiwick.launcher.postgres.DatabaseAccess;
import io.bailiwick.launcher.process.LaunchException;
import io.bailiwick.launcher.suite.Suite;
import io.bailiwick.launcher.suite.SuiteService;
import java.io.IOException;
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
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/**
 * Payloads and deposits for a service that is troubled while it takes them, and what must come of
 * them.
 */
final class IngestWork {
  static final Duration PATIENCE = Duration.ofSeconds(60);

  private static final int NAMES = 20_000;
  private static final int ROWS = 3_000;
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final Suite suite;
  private final Path files;
  private final GeneratedRegistry registry;
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  /**
   * @param days how many DIFF deposits there may be
   */
  IngestWork(Suite suite, int days) throws IOException {
    this.suite = suite;
    this.files = Files.createDirectories(suite.options().data().resolve("work"));
    int[] changes = new int[days + 2];
    Arrays.fill(changes, 1, changes.length, 1000);
    this.registry = new GeneratedRegistry(NAMES, changes);
  }

  /** Something to send. */
  sealed interface Upload {
    /** The rows of a payload: a tenth repeat the one before, a twentieth name an address. */
    record Payload(int number, byte[] body) implements Upload {}

    /** A FULL deposit, of day 0, or the DIFF of a later day. */
    record Deposit(int day, byte[] body) implements Upload {}

    byte[] body();

    default String path() {
      return switch (this) {
        case Payload payload ->
            "/v1/feeds/work/payloads?historicalFrom=2026-01-01&historicalTo=2026-06-30";
        case Deposit deposit -> "/v1/deposits";
      };
    }

    default String type() {
      return switch (this) {
        case Payload payload -> "text/csv";
        case Deposit deposit -> "application/zip";
      };
    }

    default String name() {
      return switch (this) {
        case Payload payload -> "payload";
        case Deposit deposit -> "deposit";
      };
    }
  }

  /**
   * What came back.
   *
   * @param status 0 where nothing came back
   * @param retryAfter seconds, 0 where nothing was said
   */
  record Answer(int status, int retryAfter, String type, String text) {
    static final Answer NONE = new Answer(0, 0, "", "");

    static Answer of(HttpResponse<String> response) {
      return new Answer(
          response.statusCode(),
          response.headers().firstValue("Retry-After").map(Integer::parseInt).orElse(0),
          response.headers().firstValue("Content-Type").orElse(""),
          response.body());
    }

    boolean isTaken() {
      return status == 200 || status == 201;
    }

    /** Clear, with a time to come back after, and without the insides of the service. */
    boolean isClear(int expected) {
      return status == expected
          && retryAfter > 0
          && type.startsWith("application/problem+json")
          && !json().path("nextSteps").isEmpty()
          && !text.matches("(?s).*(Exception|SQL|org\\.|io\\.|could not|/tmp|/pgsql).*");
    }

    JsonNode json() {
      try {
        return JSON.readTree(text);
      } catch (JsonProcessingException e) {
        return MissingNode.getInstance();
      }
    }

    @Override
    public String toString() {
      return status == 0 ? "nothing" : isTaken() ? "taken" : status + " " + text;
    }
  }

  /** The feed and the FULL deposit that all begins with. */
  void begin() throws IOException, InterruptedException {
    feed("work");
    sendUntilTaken(deposit(0));
  }

  void feed(String name) throws IOException, InterruptedException {
    Answer made =
        ask(
            1,
            "POST",
            "/v1/feeds",
            """
            {"name": "%s", "title": "Work", "family": "%s", "format": "GENERIC_CSV", "defaultThreat": "PHISHING",
             "columns": {"value": "value", "time": "time"}}
            """
                .formatted(name, name));
    if (made.status() != 201) {
      throw new LaunchException("The feed could not be set up: " + made.text());
    }
  }

  Upload payload(int number) {
    StringBuilder text = new StringBuilder("value,time\n");
    String row = "";
    for (int i = 0; i < ROWS; i++) {
      if (i % 20 == 7) {
        row = "http://192.0.2.1/" + number + "/" + i + ",2026-03-01 00:00:00";
      } else if (i % 10 != 9) {
        row =
            "http://%s.org/%d/%d,2026-%02d-%02d 0%d:00:00"
                .formatted(
                    registry.label((number * 31 + i * 7) % NAMES),
                    number,
                    i,
                    1 + i % 6,
                    1 + i % 28,
                    i % 10);
      }
      text.append(row).append('\n');
    }
    return new Upload.Payload(number, text.toString().getBytes(StandardCharsets.UTF_8));
  }

  /**
   * @param day 0 for the FULL
   */
  Upload deposit(int day) throws IOException {
    Path file = files.resolve("deposit.zip");
    if (day == 0) {
      registry.full(file, 0, 0);
    } else {
      registry.diff(file, day, day);
    }
    return new Upload.Deposit(day, Files.readAllBytes(file));
  }

  /** Sends to the first process of the service. */
  Answer send(Upload upload) throws InterruptedException {
    return send(1, upload);
  }

  /** Sends once; where nothing comes back, that is the answer. */
  Answer send(int replica, Upload upload) throws InterruptedException {
    return ask(
        request(replica, upload.path())
            .header("Content-Type", upload.type())
            .POST(HttpRequest.BodyPublishers.ofByteArray(upload.body()))
            .build());
  }

  /** A request with a JSON body, or none where that is empty. */
  Answer ask(int replica, String method, String path, String body) throws InterruptedException {
    return ask(
        request(replica, path)
            .header("Content-Type", "application/json")
            .method(
                method,
                body.isEmpty()
                    ? HttpRequest.BodyPublishers.noBody()
                    : HttpRequest.BodyPublishers.ofString(body))
            .build());
  }

  private Answer ask(HttpRequest request) throws InterruptedException {
    try {
      return Answer.of(http.send(request, BodyHandlers.ofString(StandardCharsets.UTF_8)));
    } catch (IOException e) {
      return Answer.NONE;
    }
  }

  private HttpRequest.Builder request(int replica, String to) {
    return HttpRequest.newBuilder(URI.create(suite.url(SuiteService.INGEST, replica) + to))
        .timeout(PATIENCE)
        .header("Authorization", "Bearer " + token());
  }

  String token() {
    return suite.token("data-operator", "bench");
  }

  JsonNode sendUntilTaken(Upload upload) throws InterruptedException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      Answer answer = send(upload);
      if (answer.isTaken()) {
        return answer.json();
      }
      if (System.nanoTime() > deadline) {
        throw new LaunchException("Not taken within " + PATIENCE.toSeconds() + " s: " + answer);
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

  /** Whether what the service says of an upload is what the generator knows of it. */
  boolean isRight(Upload upload, JsonNode taken) {
    return switch (upload) {
      case Upload.Payload payload -> {
        JsonNode rows = taken.path("rows");
        long addresses = ROWS / 20;
        long repeated = ROWS / 10;
        yield rows.path("read").asLong() == ROWS
            && rows.path("rejected").asLong() == addresses
            && rows.path("duplicates").asLong() == repeated
            && rows.path("accepted").asLong() == ROWS - addresses - repeated;
      }
      case Upload.Deposit deposit -> {
        GeneratedRegistry.Day day = registry.day(deposit.day());
        yield taken.path("domainsAdded").asLong() == day.added()
            && taken.path("domainsChanged").asLong() == day.changed()
            && taken.path("domainsDeleted").asLong() == day.deleted();
      }
    };
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
            "evidence_day", "day, tld",
            "payload", "sha256, rows_read, rows_accepted, rows_rejected",
            "deposit", "sha256")
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
    // What was done is told once, too. Other entries are of the schedule, and depend on the time.
    Map.of("outbox_event", "type", "audit_entry", "action")
        .forEach(
            (table, column) ->
                facts.put(
                    table,
                    text(
                        """
                        SELECT count(*) || ' ' || md5(string_agg(%1$s, ' ' ORDER BY %1$s)) FROM %2$s
                        WHERE subject LIKE 'payload/%%' OR subject LIKE 'deposit/%%'
                        """
                            .formatted(column, table))));
    return facts;
  }

  /** The one value that a query answers with. */
  String text(String sql) {
    DatabaseAccess access = suite.database(SuiteService.INGEST);
    return text(access, access.owner(), sql);
  }

  static String text(DatabaseAccess access, DatabaseAccess.Login as, String sql) {
    Properties login = new Properties();
    login.setProperty("user", as.role());
    login.setProperty("password", as.password());
    try (Connection connection = DriverManager.getConnection(access.url(), login);
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      row.next();
      return String.valueOf(row.getString(1));
    } catch (SQLException e) {
      throw new LaunchException("The facts cannot be read: " + e.getMessage(), e);
    }
  }
}

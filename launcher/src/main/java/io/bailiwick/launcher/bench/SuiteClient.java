package io.bailiwick.launcher.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.bailiwick.launcher.postgres.DatabaseAccess;
import io.bailiwick.launcher.process.LaunchException;
import io.bailiwick.launcher.suite.Suite;
import io.bailiwick.launcher.suite.SuiteService;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import java.util.UUID;

/**
 * The services of a suite as a benchmark uses them: every answer is one that the benchmark needs,
 * or the benchmark ends there. And their databases, as their owners.
 */
final class SuiteClient {
  static final JsonMapper JSON = JsonMapper.builder().build();
  private static final Duration LONGEST = Duration.ofMinutes(40);

  private final Suite suite;
  private final HttpClient http = HttpClient.newHttpClient();

  SuiteClient(Suite suite) {
    this.suite = suite;
  }

  JsonNode get(SuiteService service, String path, String role)
      throws IOException, InterruptedException {
    return JSON.readTree(text(service, path, role, "application/json"));
  }

  /**
   * A published promotion of the creates of March 2026, two dollars each, with these registrars
   * enrolled. Written by one person and published by another; who may take part is not what is
   * measured. The clock of qpi stands at February afterwards.
   *
   * @return its identifier
   */
  String promotion(String name, int firstRegistrar, int registrars)
      throws IOException, InterruptedException {
    clock(SuiteService.QPI, "2026-02-01T00:00:00Z");
    String id =
        post(
                SuiteService.QPI,
                "/v1/promotions",
                "account-manager",
                """
                {"name": "%s", "title": "Benchmark", "terms": {
                 "startsAt": "2026-03-01T00:00:00Z", "endsAt": "2026-04-01T00:00:00Z",
                 "baseline": 60, "rewardGatePolicyVersion": 1, "years": [1], "names": "BOTH",
                 "baselineLost": "NOTHING", "aipLimit": "NOTHING",
                 "incentive": {"model": "PER_CREATE", "amount": 2.00, "currency": "USD"},
                 "budget": {"amount": 10000000, "currency": "USD"},
                 "limitedDurationDisclosure": "This offer ends on 1 April 2026."}}
                """
                    .formatted(name),
                201)
            .path("id")
            .asText();
    post(SuiteService.QPI, "/v1/promotions/" + id + "/publication", "finance", "{}", 200);
    sql(
        SuiteService.QPI,
        """
        INSERT INTO enrolment (id, promotion_id, registrar, enrolled_at, enrolled_by)
        SELECT gen_random_uuid(), '%s', n, '2026-02-02T00:00:00Z', 'benchmark'
        FROM generate_series(%d, %d) AS n
        """
            .formatted(id, firstRegistrar, firstRegistrar + registrars - 1));
    return id;
  }

  /** An answer in a media type other than JSON. */
  String text(SuiteService service, String path, String role, String type)
      throws IOException, InterruptedException {
    return expect(send(request(service, path, role).header("Accept", type).GET().build()), 200)
        .body();
  }

  /**
   * @param expected one of these statuses
   */
  JsonNode post(SuiteService service, String path, String role, String body, Integer... expected)
      throws IOException, InterruptedException {
    return JSON.readTree(
        expect(
                send(
                    request(service, path, role)
                        .header("Content-Type", "application/json")
                        .header("Idempotency-Key", UUID.randomUUID().toString())
                        .POST(BodyPublishers.ofString(body))
                        .build()),
                expected)
            .body());
  }

  /** Sends data of the registry or of a feed. New, or the same bytes again. */
  JsonNode upload(String path, String type, BodyPublisher body)
      throws IOException, InterruptedException {
    return JSON.readTree(
        expect(
                send(
                    request(SuiteService.INGEST, path, "data-operator")
                        .header("Content-Type", type)
                        .header("Accept", "application/json")
                        .POST(body)
                        .build()),
                200,
                201)
            .body());
  }

  /** Sets a service's business time, in each of its processes. */
  void clock(SuiteService service, String now) throws IOException, InterruptedException {
    for (int replica = 1; replica <= suite.options().replicas(); replica++) {
      var unused =
          expect(
              send(
                  request(suite.url(service, replica) + "/v1/development-clock", "operator")
                      .header("Content-Type", "application/json")
                      .PUT(BodyPublishers.ofString("{\"now\": \"%s\"}".formatted(now)))
                      .build()),
              200,
              204);
    }
  }

  private HttpRequest.Builder request(SuiteService service, String path, String role) {
    return request(suite.url(service) + path, role);
  }

  private HttpRequest.Builder request(String address, String role) {
    return HttpRequest.newBuilder(URI.create(address))
        .timeout(LONGEST)
        .header("Authorization", "Bearer " + suite.token(role, role));
  }

  private HttpResponse<String> send(HttpRequest request) throws IOException, InterruptedException {
    return http.send(request, BodyHandlers.ofString(StandardCharsets.UTF_8));
  }

  private static HttpResponse<String> expect(HttpResponse<String> answer, Integer... statuses) {
    if (!List.of(statuses).contains(answer.statusCode())) {
      throw new LaunchException(
          "%s answered %d: %s".formatted(answer.uri(), answer.statusCode(), answer.body()));
    }
    return answer;
  }

  /** Runs statements in a service's database. */
  void sql(SuiteService service, String statements) {
    try (Connection connection = owner(service);
        Statement statement = connection.createStatement()) {
      statement.execute(statements);
    } catch (SQLException e) {
      throw new LaunchException("A statement failed: " + e.getMessage(), e);
    }
  }

  /** A connection to a service's database as its owner. */
  Connection owner(SuiteService service) throws SQLException {
    DatabaseAccess access = suite.database(service);
    Properties login = new Properties();
    login.setProperty("user", access.owner().role());
    login.setProperty("password", access.owner().password());
    return DriverManager.getConnection(access.url(), login);
  }

  /** A script beside this class. */
  static String script(String resource) throws IOException {
    try (InputStream in = SuiteClient.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalStateException(resource + " is missing");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  static double median(List<Double> values) {
    List<Double> sorted = values.stream().sorted().toList();
    return sorted.get(sorted.size() / 2);
  }

  /**
   * Seconds since a time.
   *
   * @param from of {@link System#nanoTime}
   */
  static double seconds(long from) {
    return (System.nanoTime() - from) / 1e9;
  }
}

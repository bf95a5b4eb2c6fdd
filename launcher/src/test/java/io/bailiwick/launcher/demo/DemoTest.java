package io.bailiwick.launcher.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.bailiwick.launcher.suite.FreePorts;
import io.bailiwick.launcher.suite.Suite;
import io.bailiwick.launcher.suite.SuiteOptions;
import io.bailiwick.launcher.suite.SuiteService;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** The four real processes: the main job at a small scale, and who may call what. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class DemoTest {
  private static final double SCALE = 0.05;
  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
  private static final String NOBODY = "00000000-0000-7000-8000-000000000000";

  @TempDir static Path data;
  private static Suite suite;
  private static final HttpClient HTTP =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  @BeforeAll
  static void start() throws Exception {
    for (SuiteService service : SuiteService.values()) {
      if (!Files.exists(
          ROOT.resolve(service.module()).resolve("target/quarkus-app/quarkus-run.jar"))) {
        String message =
            "SKIPPED: "
                + service.module()
                + " is not built; ./mvnw package builds it, then this test runs the whole suite";
        System.err.println(message);
        abort(message);
      }
    }
    suite =
        Suite.start(
            Demo.options(
                SuiteOptions.in(ROOT)
                    .withData(data)
                    .withPortBase(FreePorts.base())
                    .withZones(List.of("org"))),
            System.out::println);
  }

  @AfterAll
  static void stop() {
    if (suite != null) {
      suite.stop();
    }
  }

  @Test
  @Order(1)
  void doesTheMainJobAndFindsEveryNumberAsItShouldBe() throws Exception {
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    boolean good = Demo.run(suite, new PrintStream(printed, true, StandardCharsets.UTF_8), SCALE);
    String text = printed.toString(StandardCharsets.UTF_8);
    System.out.println(text);
    assertThat(good).as(text).isTrue();
    assertThat(text)
        .contains("0 differences", "the limit has lifted by itself", "case AIP-2026-0001")
        .contains("Transparency report of 2026-01 to 2026-11", "for regulators, as for everybody");
    // The README tells the story as it was printed, but for identifiers and times of day.
    assertThat(masked(text)).contains(masked(storyOfTheReadme()));
  }

  /** The second block of the section: the first one defines what the commands use. */
  private static String storyOfTheReadme() throws Exception {
    String readme = Files.readString(ROOT.resolve("README.md"));
    String section = readme.substring(readme.indexOf("\n## One case, both sides\n"));
    return section.split("\n```[a-z]*\n", -1)[3].strip();
  }

  private static String masked(String text) {
    return text.replaceAll("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", "ID")
        .replaceAll("T\\d\\d:\\d\\d:\\d\\d(\\.\\d+)?Z", "T")
        .replaceAll("\\d\\d:\\d\\d UTC", "UTC");
  }

  @Test
  void tableNamesEveryOperationAndNoOther() throws Exception {
    for (SuiteService service : SuiteService.values()) {
      Set<String> table = new TreeSet<>();
      PermissionTable.read().stream()
          .filter(row -> row.service().equals(service.database()))
          .forEach(row -> table.add(row.operation()));
      assertThat(new TreeSet<>(operations(service).keySet())).as(service.module()).isEqualTo(table);
    }
  }

  @Test
  void everyRoleReachesWhatTheTableSaysAndNothingElse() throws Exception {
    List<String> wrong = new ArrayList<>();
    int calls = 0;
    for (SuiteService service : SuiteService.values()) {
      Map<String, JsonNode> operations = operations(service);
      for (PermissionTable.Row row : PermissionTable.read()) {
        JsonNode operation = operations.get(row.operation());
        if (!row.service().equals(service.database()) || operation == null) {
          continue;
        }
        int anonymous = call(service, row, operation, null, "");
        if (row.published() ? anonymous == 401 || anonymous >= 500 : anonymous != 401) {
          wrong.add("%s %s without a token: %d".formatted(service, row.operation(), anonymous));
        }
        for (String role : PermissionTable.ROLES) {
          int status = call(service, row, operation, role, "");
          calls++;
          boolean right =
              row.allowed().contains(role)
                  ? status != 401 && status != 403 && status < 500
                  : status == 403;
          if (!right) {
            wrong.add("%s %s as %s: %d".formatted(service, row.operation(), role, status));
          }
          if (row.own().contains(role) && asks(operation, "registrar")) {
            HttpResponse<String> foreign = send(service, row, operation, role, "?registrar=90002");
            if (foreign.statusCode() != 404 && !foreign.body().startsWith("{\"items\":[]")) {
              wrong.add(
                  "%s %s as %s for another registrar: %s"
                      .formatted(service, row.operation(), role, foreign.body()));
            }
          }
        }
      }
    }
    assertThat(wrong).isEmpty();
    assertThat(calls).isGreaterThan(100 * PermissionTable.ROLES.size());
  }

  private static int call(
      SuiteService service, PermissionTable.Row row, JsonNode operation, String role, String query)
      throws Exception {
    return send(service, row, operation, role, query).statusCode();
  }

  /** Calls with a body that is good for nothing, so that an allowed call changes nothing either. */
  private static HttpResponse<String> send(
      SuiteService service, PermissionTable.Row row, JsonNode operation, String role, String query)
      throws Exception {
    String path =
        row.path()
            .replace("{sequence}", "999999999")
            .replace("{name}", "no-such-name")
            .replaceAll("\\{\\w+}", NOBODY);
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(suite.url(service) + path + query));
    if (role != null) {
      request.header("Authorization", "Bearer " + TOKENS.computeIfAbsent(role, DemoTest::token));
    }
    JsonNode content = operation.path("requestBody").path("content");
    if (content.isEmpty()) {
      request.method(row.method(), BodyPublishers.noBody());
    } else {
      request
          .header("Content-Type", content.fieldNames().next())
          .method(row.method(), BodyPublishers.ofString("{}"));
    }
    return HTTP.send(request.build(), BodyHandlers.ofString());
  }

  private static String token(String role) {
    boolean ofRegistrar = role.startsWith("registrar-") || role.equals("reseller-view");
    return suite.token(role, "walker", ofRegistrar ? List.of("90001") : List.of());
  }

  private static boolean asks(JsonNode operation, String parameter) {
    for (JsonNode each : operation.path("parameters")) {
      if (each.path("name").asText().equals(parameter)
          && each.path("in").asText().equals("query")) {
        return true;
      }
    }
    return false;
  }

  private static final Map<String, String> TOKENS = new HashMap<>();
  private static final Map<SuiteService, Map<String, JsonNode>> OPERATIONS = new HashMap<>();

  /** What the service's own document says that there is, by method and path. */
  private static Map<String, JsonNode> operations(SuiteService service) throws Exception {
    Map<String, JsonNode> known = OPERATIONS.get(service);
    if (known == null) {
      known = new HashMap<>();
      HttpRequest request =
          HttpRequest.newBuilder(URI.create(suite.url(service) + "/openapi?format=json")).build();
      JsonNode document =
          new ObjectMapper().readTree(HTTP.send(request, BodyHandlers.ofByteArray()).body());
      for (Map.Entry<String, JsonNode> path : document.path("paths").properties()) {
        for (Map.Entry<String, JsonNode> method : path.getValue().properties()) {
          if (Set.of("get", "put", "post", "delete", "patch").contains(method.getKey())) {
            known.put(
                method.getKey().toUpperCase(Locale.ROOT) + " " + path.getKey(), method.getValue());
          }
        }
      }
      OPERATIONS.put(service, known);
    }
    return known;
  }
}

package io.bailiwick.launcher.k8s;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import io.bailiwick.launcher.identity.IdentityProvider;
import io.bailiwick.launcher.postgres.DatabaseAccess;
import io.bailiwick.launcher.postgres.EmbeddedPostgres;
import io.bailiwick.launcher.process.Programs;
import io.bailiwick.launcher.process.Spawner;
import io.bailiwick.launcher.suite.SuiteService;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The built services, started as the manifests of staging start them: with the variables that are
 * written there and no others, the migration first and apart, on a real PostgreSQL and with an
 * identity provider.
 */
class StartTest {
  private static final Duration PATIENCE = Duration.ofSeconds(180);
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir static Path places;
  private static Spawner spawner;
  private static EmbeddedPostgres postgres;
  private static IdentityProvider identity;

  @BeforeAll
  static void start() throws Exception {
    Overlays.assumeRendering();
    for (SuiteService service : SuiteService.values()) {
      boolean built = Files.exists(jar(service));
      if (!built) {
        System.err.printf("NOT TESTED: %s is not built, so it was not started%n", service.module());
      }
      assumeTrue(built, "the services are packaged");
    }
    spawner = new Spawner();
    postgres =
        EmbeddedPostgres.start(
            new EmbeddedPostgres.Places(
                places.resolve("binaries"),
                Files.createDirectories(places.resolve("postgres")),
                places.resolve("passwords"),
                places.resolve("postgres.log")),
            freePort(),
            spawner);
    identity = IdentityProvider.start(freePort(), places.resolve("key"), Set.of(), Set.of());
  }

  @AfterAll
  static void stop() {
    if (identity != null) {
      identity.stop();
    }
    if (postgres != null) {
      postgres.stop();
    }
    if (spawner != null) {
      spawner.close();
    }
  }

  private static Path jar(SuiteService service) {
    return Path.of("..", service.module(), "target/quarkus-app/quarkus-run.jar").toAbsolutePath();
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  @ParameterizedTest
  @EnumSource(SuiteService.class)
  void migratesAsTheOwnerThenServesWithoutKnowingIt(SuiteService service) throws Exception {
    DatabaseAccess database = postgres.database(service.database());
    DatabaseAccess.Login sensitive =
        service == SuiteService.INGEST ? postgres.furtherRole(database, "sensitive") : null;
    Map<String, String> secrets = secrets(service, database, sensitive);
    JsonNode deployment =
        Manifests.byName(Overlays.rendered("staging")).get("Deployment/" + service.module());
    Map<String, String> migration =
        environment(Manifests.initContainers(deployment).toList().getFirst(), secrets, database);
    Map<String, String> serving =
        environment(Manifests.containers(deployment).toList().getFirst(), secrets, database);
    assertThat(serving.values()).doesNotContain(database.owner().password());

    int management = freePort();
    Path log = places.resolve(service.module() + "-migration.log");
    Process migrating = run(service, migration, management, log);
    assertThat(migrating.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
    assertThat(migrating.exitValue()).as(tail(log)).isZero();
    assertThat(ownerOf(database, "audit_entry")).isEqualTo(database.owner().role());

    Path served = places.resolve(service.module() + ".log");
    Process process = run(service, serving, management, served);
    try {
      URI base = URI.create("http://127.0.0.1:" + management);
      awaitReady(process, base, served);
      Set<String> used = new TreeSet<>(Monitoring.names(service.module()));
      used.removeAll(Monitoring.LAZY);
      assertThat(numbers(base, used))
          .as("metrics of " + service.module())
          .containsOnlyKeys(used)
          // There is no list of orders yet, and nothing to say about it.
          .allSatisfy(
              (name, value) ->
                  assertThat(value.isNaN())
                      .as(name)
                      .isEqualTo(name.equals("bailiwick_order_list_valid_seconds")));
      Instant asked = Instant.now();
      process.destroy();
      assertThat(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
      // Idle, so it need not use the time it has.
      assertThat(Duration.between(asked, Instant.now()))
          .isLessThan(Duration.ofSeconds(Policies.SHUTDOWN_SECONDS));
    } finally {
      process.destroyForcibly();
    }
    List<String> lines = Files.readAllLines(served).stream().filter(l -> !l.isBlank()).toList();
    assertThat(lines).isNotEmpty();
    for (String line : lines) {
      JsonNode entry = JSON.readTree(line);
      assertThat(entry.path("timestamp").asText()).as(line).isNotEmpty();
      assertThat(entry.path("level").asText()).as(line).isNotEmpty();
    }
    for (String secret : secrets.values()) {
      assertThat(secret.length() > 10 && Files.readString(served).contains(secret)).isFalse();
    }
  }

  private static Map<String, String> secrets(
      SuiteService service, DatabaseAccess database, DatabaseAccess.Login sensitive)
      throws JOSEException {
    String name = service.module();
    Map<String, String> secrets = new TreeMap<>();
    secrets.put(name + "-database/username", database.application().role());
    secrets.put(name + "-database/password", database.application().password());
    secrets.put(name + "-database-owner/username", database.owner().role());
    secrets.put(name + "-database-owner/password", database.owner().password());
    secrets.put(name + "-identity/client-secret", "of-the-client");
    if (sensitive != null) {
      secrets.put(name + "-database-sensitive/username", sensitive.role());
      secrets.put(name + "-database-sensitive/password", sensitive.password());
      secrets.put(name + "-sensitive/key", Base64.getEncoder().encodeToString(new byte[32]));
    }
    if (service == SuiteService.AIP) {
      secrets.put(
          name + "-signing/keys",
          new JWKSet(new ECKeyGenerator(Curve.P_256).keyID("one").generate()).toString(false));
    }
    return secrets;
  }

  /** As the kubelet puts it together, but for addresses of this machine. */
  private static Map<String, String> environment(
      JsonNode container, Map<String, String> secrets, DatabaseAccess database) {
    Map<String, JsonNode> objects = Manifests.byName(Overlays.rendered("staging"));
    Map<String, String> environment = new TreeMap<>();
    for (JsonNode from : container.path("envFrom")) {
      objects
          .get("ConfigMap/" + from.at("/configMapRef/name").asText())
          .path("data")
          .properties()
          .forEach(entry -> environment.put(entry.getKey(), entry.getValue().asText()));
    }
    for (JsonNode variable : container.path("env")) {
      JsonNode secret = variable.at("/valueFrom/secretKeyRef");
      String value =
          secret.isMissingNode()
              ? variable.path("value").asText()
              : secrets.get(secret.path("name").asText() + "/" + secret.path("key").asText());
      assertThat(value).as(variable.toString()).isNotNull();
      environment.put(variable.path("name").asText(), value);
    }
    environment.replace("QUARKUS_DATASOURCE_JDBC_URL", database.url());
    environment.replace("QUARKUS_OIDC_AUTH_SERVER_URL", identity.issuer().toString());
    environment.replace("QUARKUS_OIDC_CLIENT_AUTH_SERVER_URL", identity.issuer().toString());
    environment.replace(
        "BAILIWICK_UPLOAD_DIRECTORY", places.resolve("uploads").toAbsolutePath().toString());
    return environment;
  }

  private static Process run(
      SuiteService service, Map<String, String> environment, int management, Path log)
      throws IOException {
    Files.createDirectories(places.resolve("uploads"));
    ProcessBuilder builder =
        new ProcessBuilder(
            Programs.java(),
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-Xmx384m",
            "-Dquarkus.http.host=127.0.0.1",
            "-Dquarkus.http.port=" + freePort(),
            "-Dquarkus.management.host=127.0.0.1",
            "-Dquarkus.management.port=" + management,
            "-jar",
            jar(service).toString());
    builder.environment().clear();
    builder.environment().putAll(environment);
    return builder.redirectErrorStream(true).redirectOutput(log.toFile()).start();
  }

  private static void awaitReady(Process process, URI base, Path log) throws Exception {
    Instant deadline = Instant.now().plus(PATIENCE);
    while (Instant.now().isBefore(deadline)) {
      assertThat(process.isAlive()).as(tail(log)).isTrue();
      try {
        if (HttpClient.newHttpClient()
                .send(
                    HttpRequest.newBuilder(base.resolve("/q/health/ready")).build(),
                    BodyHandlers.discarding())
                .statusCode()
            == 200) {
          return;
        }
      } catch (IOException e) {
        // Not yet.
      }
      TimeUnit.MILLISECONDS.sleep(100);
    }
    throw new AssertionError("not ready: " + tail(log));
  }

  private static String get(URI uri) throws IOException, InterruptedException {
    return HttpClient.newHttpClient()
        .send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString())
        .body();
  }

  /**
   * A value of each metric that is there; waits a little for those that are read out of the
   * database.
   */
  private static Map<String, Double> numbers(URI base, Set<String> names) throws Exception {
    Instant deadline = Instant.now().plusSeconds(15);
    while (true) {
      Map<String, Double> numbers = new TreeMap<>();
      for (String line : get(base.resolve("/q/metrics")).split("\n")) {
        String name = line.split("[{ ]", 2)[0];
        if (names.contains(name)) {
          numbers.put(name, Double.valueOf(line.substring(line.lastIndexOf(' ') + 1)));
        }
      }
      if (numbers.values().stream().filter(value -> value.isNaN()).count() <= 1
          || Instant.now().isAfter(deadline)) {
        return numbers;
      }
      TimeUnit.MILLISECONDS.sleep(200);
    }
  }

  private static String ownerOf(DatabaseAccess database, String table) throws SQLException {
    try (Connection connection =
            DriverManager.getConnection(
                database.url(), database.owner().role(), database.owner().password());
        ResultSet row =
            connection
                .createStatement()
                .executeQuery(
                    "SELECT tableowner FROM pg_tables WHERE tablename = '" + table + "'")) {
      assertThat(row.next()).isTrue();
      return row.getString(1);
    }
  }

  private static String tail(Path log) {
    try (Stream<String> lines = Files.lines(log)) {
      List<String> all = new ArrayList<>(lines.toList());
      return String.join("\n", all.subList(Math.max(0, all.size() - 25), all.size()));
    } catch (IOException e) {
      return "no log";
    }
  }
}

package io.bailiwick.launcher.k8s;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import io.bailiwick.launcher.identity.IdentityProvider;
import io.bailiwick.launcher.postgres.DatabaseAccess;
import io.bailiwick.launcher.postgres.EmbeddedPostgres;
import io.bailiwick.launcher.process.Programs;
import io.bailiwick.launcher.process.Spawner;
import io.bailiwick.launcher.suite.SuiteService;
import io.bailiwick.launcher.token.TokenClient;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
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

  /** Of the samples of W3C Trace Context. */
  private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";

  @TempDir static Path places;
  private static Spawner spawner;
  private static EmbeddedPostgres postgres;
  private static IdentityProvider identity;
  private static Serving serving;

  /**
   * @param base of its API
   * @param log what it has printed
   */
  private record Serving(Process process, URI base, Path log) {}

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
    identity =
        IdentityProvider.start(freePort(), places.resolve("key"), Set.of("auditor"), Set.of());
  }

  @AfterAll
  static void stop() {
    if (serving != null) {
      serving.process().destroyForcibly();
    }
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
    Process migrating = run(service, migration, freePort(), management, log);
    assertThat(migrating.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
    assertThat(migrating.exitValue()).as(tail(log)).isZero();
    assertThat(ownerOf(database, "audit_entry")).isEqualTo(database.owner().role());

    Path served = places.resolve(service.module() + ".log");
    Process process = run(service, serving, freePort(), management, served);
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

  /** One service for the tests that only ask, on a database of its own. */
  private static Serving serving() throws Exception {
    if (serving == null) {
      SuiteService service = SuiteService.SCORING;
      DatabaseAccess database = postgres.database("asked");
      Map<String, String> secrets = secrets(service, database, null);
      JsonNode deployment =
          Manifests.byName(Overlays.rendered("staging")).get("Deployment/" + service.module());
      JsonNode init = Manifests.initContainers(deployment).toList().getFirst();
      Path log = places.resolve("asked.log");
      Process migrating =
          run(service, environment(init, secrets, database), freePort(), freePort(), log);
      assertThat(migrating.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
      JsonNode container = Manifests.containers(deployment).toList().getFirst();
      int port = freePort();
      int management = freePort();
      Process process =
          run(service, environment(container, secrets, database), port, management, log);
      serving = new Serving(process, URI.create("http://127.0.0.1:" + port), log);
      awaitReady(process, URI.create("http://127.0.0.1:" + management), log);
    }
    return serving;
  }

  private static int status(String method, String path, String token, String body)
      throws Exception {
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(URI.create(serving().base() + path))
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .header("traceparent", "00-" + TRACE + "-00f067aa0ba902b7-01")
                .method(
                    method,
                    body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
                .build(),
            BodyHandlers.discarding())
        .statusCode();
  }

  /** The words are nowhere but in the requests, so that they can be looked for. */
  @Test
  void logsJsonWithServiceAndTraceAndNothingOfWhoAsksAndForWhat() throws Exception {
    String token =
        new TokenClient(identity.issuer()).token("auditor", "zora@mail.example", List.of());
    assertThat(status("GET", "/v1/audit-verification?q=zquery@mail.example", token, ""))
        .isEqualTo(200);
    String body = "{\"zmember\": \"zvalue@mail.example\"}";
    assertThat(status("POST", "/v1/runs", token, body)).isEqualTo(403);
    assertThat(status("POST", "/v1/nothing/zname-listed.example", token, body)).isEqualTo(404);
    assertThat(status("GET", "/v1/scores/%0a%7Bzforged%7D", token, "")).isBetween(400, 499);
    assertThat(status("GET", "/v1/audit-verification", "zforged.a.b", "")).isEqualTo(401);

    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () -> assertThat(Files.readString(serving().log())).contains("audit-verification 401"));
    List<String> messages = new ArrayList<>();
    for (String line : Files.readAllLines(serving().log())) {
      JsonNode entry = JSON.readTree(line);
      assertThat(entry.path("service").asText()).as(line).isEqualTo("scoring-service");
      assertThat(OffsetDateTime.parse(entry.path("timestamp").asText())).isNotNull();
      if (entry.at("/mdc/traceId").asText().equals(TRACE)) {
        messages.add(entry.path("message").asText().replaceAll(" \\d+ ms.*", ""));
      }
    }
    assertThat(messages)
        .contains(
            "GET /v1/audit-verification 200",
            "POST /v1/runs 403",
            "POST /v1/nothing/* 404",
            "GET /v1/audit-verification 401");
    assertThat(Files.readString(serving().log()))
        .doesNotContain("zora", "zquery", "zmember", "zvalue", "zname", "zforged", "mail.example")
        .doesNotContain(token.substring(0, 40), token.substring(token.length() - 40));
  }

  /** What a verifier may be talked into by the token itself (RFC 8725, sections 2 and 3). */
  @Test
  void letsNoTokenSayHowOrByWhomItIsToBeBelieved() throws Exception {
    String good = new TokenClient(identity.issuer()).token("auditor", "anna", List.of());
    JWTClaimsSet claims = SignedJWT.parse(good).getJWTClaimsSet();
    RSAKey ours = RSAKey.parse(Files.readString(places.resolve("key")));
    RSAKey theirs = new RSAKeyGenerator(2048).generate();
    String keyId = SignedJWT.parse(good).getHeader().getKeyID();
    JWSHeader header = new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(keyId).build();
    URI nowhere = URI.create("http://127.0.0.1:1/keys");

    Map<String, String> forged = new LinkedHashMap<>();
    forged.put("alg none", new PlainJWT(claims).serialize());
    for (byte[] secret :
        List.of(
            ours.toRSAPublicKey().getEncoded(),
            ours.toPublicJWK().toString().getBytes(StandardCharsets.UTF_8))) {
      SignedJWT mac =
          new SignedJWT(new JWSHeader.Builder(JWSAlgorithm.HS256).keyID(keyId).build(), claims);
      mac.sign(new MACSigner(secret));
      forged.put("alg HS256 with a public secret of " + secret.length, mac.serialize());
    }
    forged.put("kid of ours, key of theirs", signed(header, claims, theirs));
    for (String kid : List.of("", "theirs", "../../../../dev/null", "' OR 1 = 1 --")) {
      forged.put(
          "kid " + kid,
          signed(new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(kid).build(), claims, theirs));
    }
    forged.put(
        "jwk of theirs",
        signed(new JWSHeader.Builder(header).jwk(theirs.toPublicJWK()).build(), claims, theirs));
    forged.put(
        "jku of theirs",
        signed(new JWSHeader.Builder(header).jwkURL(nowhere).build(), claims, theirs));
    forged.put("another audience", signed(header, with(claims).audience("other").build(), ours));
    forged.put(
        "no audience", signed(header, with(claims).audience(List.<String>of()).build(), ours));
    forged.put(
        "another issuer",
        signed(header, with(claims).issuer("https://identity.example").build(), ours));
    forged.put(
        "over",
        signed(
            header,
            with(claims).expirationTime(Date.from(Instant.now().minusSeconds(3600))).build(),
            ours));
    forged.put(
        "not yet",
        signed(
            header,
            with(claims).notBeforeTime(Date.from(Instant.now().plusSeconds(3600))).build(),
            ours));

    assertThat(status("GET", "/v1/audit-verification", good, "")).isEqualTo(200);
    // Made in the same way as those that are refused, and good.
    assertThat(status("GET", "/v1/audit-verification", signed(header, claims, ours), ""))
        .isEqualTo(200);
    for (Map.Entry<String, String> token : forged.entrySet()) {
      assertThat(status("GET", "/v1/audit-verification", token.getValue(), ""))
          .as(token.getKey())
          .isEqualTo(401);
    }
  }

  private static JWTClaimsSet.Builder with(JWTClaimsSet claims) {
    return new JWTClaimsSet.Builder(claims);
  }

  private static String signed(JWSHeader header, JWTClaimsSet claims, RSAKey key)
      throws JOSEException {
    SignedJWT token = new SignedJWT(header, claims);
    token.sign(new RSASSASigner(key));
    return token.serialize();
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
      SuiteService service, Map<String, String> environment, int port, int management, Path log)
      throws IOException {
    Files.createDirectories(places.resolve("uploads"));
    ProcessBuilder builder =
        new ProcessBuilder(
            Programs.java(),
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-Xmx384m",
            "-Dquarkus.http.host=127.0.0.1",
            "-Dquarkus.http.port=" + port,
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

package io.bailiwick.launcher.keycloak;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;

/**
 * Keycloak itself, as a process on the loopback interface, with the realm that ships with the
 * manifests and a few users and clients of the test.
 */
final class Keycloak implements AutoCloseable {
  static final String SECRET = "of-the-test-0123456789";
  static final String PASSWORD = "of-the-test-Zk4!";

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String ADMIN = "admin-of-the-test";

  private final HttpClient http = HttpClient.newHttpClient();
  private final Process process;
  private final URI base;

  private Keycloak(Process process, URI base) {
    this.process = process;
    this.base = base;
  }

  /**
   * @param home where the distribution lies
   * @param realm file of the manifests
   * @param pages addresses from which people log in
   */
  static Keycloak start(Path home, Path realm, int port, List<URI> pages, Path log)
      throws IOException {
    Path imported = Files.createDirectories(home.resolve("data/import")).resolve("realm.json");
    Files.writeString(imported, JSON.writeValueAsString(forTest(realm, pages)));
    URI base = URI.create("http://127.0.0.1:" + port);
    ProcessBuilder builder =
        new ProcessBuilder(
            home.resolve("bin/kc.sh").toString(),
            "start-dev",
            "--import-realm",
            "--db=dev-mem",
            "--cache=local",
            "--http-host=127.0.0.1",
            "--http-port=" + port,
            "--hostname=" + base);
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    builder.environment().put("JAVA_OPTS_KC_HEAP", "-Xms64m -Xmx512m");
    builder.environment().put("KC_BOOTSTRAP_ADMIN_USERNAME", ADMIN);
    builder.environment().put("KC_BOOTSTRAP_ADMIN_PASSWORD", PASSWORD);
    for (String client : List.of("SCORING_SERVICE", "QPI_SERVICE", "AIP_SERVICE", "SRS")) {
      builder.environment().put(client + "_CLIENT_SECRET", SECRET);
    }
    Process process = builder.redirectErrorStream(true).redirectOutput(log.toFile()).start();
    Keycloak keycloak = new Keycloak(process, base);
    try {
      Awaitility.await()
          .atMost(Duration.ofMinutes(10))
          .pollInterval(Duration.ofMillis(500))
          .until(keycloak::answers);
    } catch (RuntimeException e) {
      keycloak.close();
      throw new IllegalStateException(Files.readString(log), e);
    }
    return keycloak;
  }

  /** The realm as it ships, and what a test needs beside it. */
  private static JsonNode forTest(Path file, List<URI> pages) throws IOException {
    ObjectNode realm = (ObjectNode) JSON.readTree(Files.readString(file));
    JsonNode mappers = JSON.createArrayNode();
    for (JsonNode client : realm.path("clients")) {
      if (client.path("clientId").asText().equals("bailiwick-ui")) {
        mappers = client.path("protocolMappers");
        ArrayNode redirects = ((ObjectNode) client).putArray("redirectUris");
        ArrayNode origins = ((ObjectNode) client).putArray("webOrigins");
        for (URI page : pages) {
          redirects.add(page + "/ui/*");
          origins.add(page.toString());
        }
      }
    }
    ArrayNode clients = (ArrayNode) realm.path("clients");
    ArrayNode users = (ArrayNode) realm.path("users");
    machine(clients, users, "dana", mappers, List.of("data-operator", "abuse-analyst"));
    machine(clients, users, "sven", mappers, List.of("scoring-operator"));
    machine(clients, users, "for-a-second", mappers, List.of("data-operator"))
        .putObject("attributes")
        .put("access.token.lifespan", "1");
    machine(clients, users, "elsewhere", JSON.createArrayNode(), List.of("data-operator"));
    person(users, "anna", List.of("abuse-analyst"), List.of());
    person(users, "maria", List.of("registrar-admin"), List.of("90001"));
    return realm;
  }

  private static ObjectNode machine(
      ArrayNode clients, ArrayNode users, String name, JsonNode mappers, List<String> roles) {
    ObjectNode client = clients.addObject();
    client
        .put("clientId", name)
        .put("protocol", "openid-connect")
        .put("publicClient", false)
        .put("secret", SECRET)
        .put("serviceAccountsEnabled", true)
        .put("standardFlowEnabled", false)
        .put("fullScopeAllowed", true)
        .set("protocolMappers", mappers.deepCopy());
    ObjectNode user = users.addObject();
    user.put("username", "service-account-" + name)
        .put("enabled", true)
        .put("serviceAccountClientId", name);
    ArrayNode held = user.putArray("realmRoles");
    roles.forEach(held::add);
    return client;
  }

  private static void person(
      ArrayNode users, String name, List<String> roles, List<String> registrars) {
    ObjectNode user = users.addObject();
    user.put("username", name)
        .put("enabled", true)
        .put("email", name + "@registry.example")
        .put("emailVerified", true)
        .put("firstName", name)
        .put("lastName", "Example");
    user.putArray("credentials").addObject().put("type", "password").put("value", PASSWORD);
    ArrayNode held = user.putArray("realmRoles");
    roles.forEach(held::add);
    ArrayNode ids = user.putObject("attributes").putArray("registrars");
    registrars.forEach(ids::add);
  }

  private boolean answers() {
    if (!process.isAlive()) {
      throw new IllegalStateException("Keycloak has ended: " + process.exitValue());
    }
    try {
      return http.send(
                  HttpRequest.newBuilder(URI.create(issuer() + "/.well-known/openid-configuration"))
                      .timeout(Duration.ofSeconds(5))
                      .build(),
                  BodyHandlers.discarding())
              .statusCode()
          == 200;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  URI issuer() {
    return URI.create(base + "/realms/bailiwick");
  }

  /** An access token by client credentials. */
  String token(String client) throws IOException, InterruptedException {
    return form(
            issuer() + "/protocol/openid-connect/token",
            Map.of(
                "grant_type", "client_credentials", "client_id", client, "client_secret", SECRET))
        .path("access_token")
        .asText();
  }

  /** From now on tokens are signed with a key that was not there before. */
  void rotateKeys() throws IOException, InterruptedException {
    String admin =
        form(
                base + "/realms/master/protocol/openid-connect/token",
                Map.of(
                    "grant_type",
                    "password",
                    "client_id",
                    "admin-cli",
                    "username",
                    ADMIN,
                    "password",
                    PASSWORD))
            .path("access_token")
            .asText();
    HttpResponse<String> realm =
        http.send(
            HttpRequest.newBuilder(URI.create(base + "/admin/realms/bailiwick"))
                .header("Authorization", "Bearer " + admin)
                .build(),
            BodyHandlers.ofString());
    HttpResponse<String> made =
        http.send(
            HttpRequest.newBuilder(URI.create(base + "/admin/realms/bailiwick/components"))
                .header("Authorization", "Bearer " + admin)
                .header("Content-Type", "application/json")
                .POST(
                    BodyPublishers.ofString(
                        """
                        {"name": "newer", "providerId": "rsa-generated", "providerType": "org.keycloak.keys.KeyProvider",
                         "parentId": "%s", "config": {"priority": ["500"], "enabled": ["true"], "active": ["true"],
                         "algorithm": ["RS256"], "keySize": ["2048"]}}
                        """
                            .formatted(JSON.readTree(realm.body()).path("id").asText())))
                .build(),
            BodyHandlers.ofString());
    if (made.statusCode() != 201) {
      throw new IOException("The key was not made: " + made.statusCode() + " " + made.body());
    }
  }

  private JsonNode form(String address, Map<String, String> fields)
      throws IOException, InterruptedException {
    HttpResponse<String> answer =
        http.send(
            HttpRequest.newBuilder(URI.create(address))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(
                    BodyPublishers.ofString(
                        fields.entrySet().stream()
                            .map(
                                field ->
                                    field.getKey()
                                        + "="
                                        + URLEncoder.encode(
                                            field.getValue(), StandardCharsets.UTF_8))
                            .collect(Collectors.joining("&"))))
                .build(),
            BodyHandlers.ofString());
    if (answer.statusCode() != 200) {
      throw new IOException(address + " answered " + answer.statusCode() + " " + answer.body());
    }
    return JSON.readTree(answer.body());
  }

  @Override
  public void close() {
    // kc.sh ends in exec, so that this is Keycloak itself.
    process.destroy();
    try {
      if (!process.waitFor(20, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}

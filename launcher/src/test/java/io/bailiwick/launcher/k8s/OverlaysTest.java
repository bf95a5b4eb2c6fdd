package io.bailiwick.launcher.k8s;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Renders the overlays, and looks at what differs between them and what their services read. */
class OverlaysTest {
  /** What every service gets from outside; beside it each has the addresses of its peers. */
  private static final Set<String> ENVIRONMENT =
      Set.of(
          "QUARKUS_DATASOURCE_JDBC_URL",
          "QUARKUS_DATASOURCE_USERNAME",
          "QUARKUS_DATASOURCE_PASSWORD",
          "QUARKUS_FLYWAY_MIGRATE_AT_START",
          "BAILIWICK_DATABASE_APPLICATION_ROLE",
          "QUARKUS_OIDC_AUTH_SERVER_URL");

  private static final Set<String> CLIENT =
      Set.of(
          "QUARKUS_OIDC_CLIENT_AUTH_SERVER_URL",
          "QUARKUS_OIDC_CLIENT_CLIENT_ID",
          "QUARKUS_OIDC_CLIENT_CREDENTIALS_SECRET");

  private static final Map<String, Set<String>> PEERS =
      Map.of(
          "abuse-ingest-service", Set.of(),
          "scoring-service", Set.of("INGEST"),
          "qpi-service", Set.of("INGEST", "SCORING", "AIP"),
          "aip-service", Set.of("INGEST", "SCORING"));

  /** Settings of Quarkus that the manifests use; those of Bailiwick are looked for in the code. */
  private static final Set<String> OF_QUARKUS =
      Set.of(
          "QUARKUS_DATASOURCE_JDBC_URL",
          "QUARKUS_DATASOURCE_PASSWORD",
          "QUARKUS_DATASOURCE_USERNAME",
          "QUARKUS_FLYWAY_MIGRATE_AT_START",
          "QUARKUS_FLYWAY_PASSWORD",
          "QUARKUS_FLYWAY_USERNAME",
          "QUARKUS_INIT_AND_EXIT",
          "QUARKUS_LOG_CONSOLE_JSON_ENABLED",
          "QUARKUS_LOG_CONSOLE_JSON_EXCEPTION_OUTPUT_TYPE",
          "QUARKUS_LOG_CONSOLE_JSON_EXCLUDED_KEYS",
          "QUARKUS_OIDC_AUTH_SERVER_URL",
          "QUARKUS_OIDC_CLIENT_AUTH_SERVER_URL",
          "QUARKUS_OIDC_CLIENT_CLIENT_ID",
          "QUARKUS_OIDC_CLIENT_CREDENTIALS_SECRET",
          "QUARKUS_PROFILE",
          "QUARKUS_REST_CLIENT_AIP_URL",
          "QUARKUS_REST_CLIENT_INGEST_URL",
          "QUARKUS_REST_CLIENT_SCORING_URL",
          // Put there by quarkus-kubernetes.
          "KUBERNETES_NAMESPACE");

  private static final Pattern PROPERTY = Pattern.compile("bailiwick\\.[a-z0-9.-]+");

  private static JsonNode object(String overlay, String name) {
    JsonNode found = Manifests.byName(Overlays.rendered(overlay)).get(name);
    assertThat(found).as(name + " in " + overlay).isNotNull();
    return found;
  }

  @ParameterizedTest
  @ValueSource(strings = {"dev", "staging", "production"})
  void putsEverythingInItsOwnNamespace(String overlay) {
    List<JsonNode> objects = Overlays.rendered(overlay);
    assertThat(Manifests.ofKind(objects, "Namespace"))
        .singleElement()
        .satisfies(
            namespace ->
                assertThat(
                        namespace
                            .at("/metadata/labels")
                            .path("pod-security.kubernetes.io/enforce")
                            .asText())
                    .isEqualTo("restricted"));
    for (JsonNode object : objects) {
      if (!object.path("kind").asText().equals("Namespace")) {
        assertThat(object.at("/metadata/namespace").asText())
            .as(Manifests.name(object))
            .isEqualTo("bailiwick-" + overlay);
      }
    }
    assertThat(Manifests.ofKind(objects, "Ingress").map(o -> o.at("/metadata/name").asText()))
        .containsExactlyInAnyOrderElementsOf(Manifests.SERVICES);
    for (String kind : List.of("Deployment", "Service", "ServiceAccount")) {
      assertThat(Manifests.ofKind(objects, kind).map(o -> o.at("/metadata/name").asText()))
          .as(kind)
          .containsAll(Manifests.SERVICES);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"dev", "staging", "production"})
  void selectsByWhatDoesNotChangeWithTheVersion(String overlay) {
    for (JsonNode object : Overlays.rendered(overlay)) {
      assertThat(object.at("/spec/selector").toString())
          .as(Manifests.name(object))
          .doesNotContain("version");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"dev", "staging", "production"})
  void givesEveryServiceTheEnvironmentThatItReads(String overlay) {
    for (String service : Manifests.SERVICES) {
      JsonNode deployment = object(overlay, "Deployment/" + service);
      JsonNode container = Manifests.containers(deployment).findFirst().orElseThrow();
      Map<String, String> environment = environment(overlay, container);
      Set<String> expected = new TreeSet<>(ENVIRONMENT);
      for (String peer : PEERS.get(service)) {
        expected.addAll(CLIENT);
        expected.add("QUARKUS_REST_CLIENT_" + peer + "_URL");
      }
      if (service.equals("abuse-ingest-service")) {
        expected.add("BAILIWICK_ZONES");
        expected.add("BAILIWICK_UPLOAD_DIRECTORY");
        expected.add("BAILIWICK_DATABASE_SENSITIVE_ROLE");
        expected.add("BAILIWICK_DATABASE_SENSITIVE_PASSWORD");
        expected.add("BAILIWICK_SENSITIVE_KEY");
      }
      if (service.equals("aip-service")) {
        expected.add("BAILIWICK_SIGNING_KEYS");
      }
      assertThat(environment.keySet()).as(service + " in " + overlay).containsAll(expected);
      assertThat(environment)
          .containsEntry("QUARKUS_PROFILE", "prod")
          .containsEntry("QUARKUS_FLYWAY_MIGRATE_AT_START", "false")
          .doesNotContainKeys("QUARKUS_FLYWAY_USERNAME", "QUARKUS_FLYWAY_PASSWORD");
      // An address of a peer names a service of this namespace.
      environment.forEach(
          (name, value) -> {
            if (name.startsWith("QUARKUS_REST_CLIENT_")) {
              assertThat(Manifests.SERVICES).contains(value.replace("http://", ""));
            }
          });
      Map<String, String> migration =
          environment(overlay, Manifests.initContainers(deployment).findFirst().orElseThrow());
      assertThat(migration)
          .containsEntry("QUARKUS_INIT_AND_EXIT", "true")
          .containsEntry("QUARKUS_FLYWAY_MIGRATE_AT_START", "true")
          .containsKeys("QUARKUS_FLYWAY_USERNAME", "QUARKUS_FLYWAY_PASSWORD");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"dev", "staging", "production"})
  void setsNothingThatNobodyReads(String overlay) throws IOException {
    for (String service : Manifests.SERVICES) {
      Set<String> known = new TreeSet<>(OF_QUARKUS);
      known.addAll(properties(service));
      known.addAll(properties("common"));
      JsonNode deployment = object(overlay, "Deployment/" + service);
      for (JsonNode container :
          Stream.concat(Manifests.initContainers(deployment), Manifests.containers(deployment))
              .toList()) {
        assertThat(known)
            .as(service + " in " + overlay)
            .containsAll(environment(overlay, container).keySet());
      }
    }
  }

  /** Settings of Bailiwick that a module names, as environment variables. */
  private static Set<String> properties(String module) throws IOException {
    Set<String> names = new TreeSet<>();
    try (Stream<Path> files = Files.walk(Path.of("..", module, "src/main"))) {
      for (Path file :
          files
              .filter(f -> f.toString().endsWith(".java") || f.toString().endsWith(".properties"))
              .toList()) {
        Matcher property = PROPERTY.matcher(Files.readString(file));
        while (property.find()) {
          names.add(
              property.group().toUpperCase(java.util.Locale.ROOT).replaceAll("[^A-Z0-9]", "_"));
        }
      }
    }
    return names;
  }

  /** Variable to value; of what comes from elsewhere, where it comes from. */
  private static Map<String, String> environment(String overlay, JsonNode container) {
    Map<String, String> environment = new HashMap<>();
    Manifests.elements(container.path("envFrom"))
        .forEach(
            from ->
                // The name carries a hash of the content; it resolves, or this fails.
                object(overlay, "ConfigMap/" + from.at("/configMapRef/name").asText())
                    .path("data")
                    .properties()
                    .forEach(entry -> environment.put(entry.getKey(), entry.getValue().asText())));
    Manifests.elements(container.path("env"))
        .forEach(
            variable ->
                environment.put(
                    variable.path("name").asText(),
                    variable.path("value").asText(variable.path("valueFrom").toString())));
    return environment;
  }

  @Test
  void differAsEnvironmentsDo() {
    assertThat(replicas("dev")).containsOnly("1 to 1");
    assertThat(replicas("staging")).containsOnly("2 to 3");
    assertThat(replicas("production")).containsOnly("3 to 5");
    assertThat(hosts("dev")).allMatch(host -> host.endsWith(".dev.bailiwick.example"));
    assertThat(hosts("staging")).allMatch(host -> host.endsWith(".staging.bailiwick.example"));
    assertThat(hosts("production"))
        .containsExactlyInAnyOrder(
            "ingest.bailiwick.example",
            "scoring.bailiwick.example",
            "qpi.bailiwick.example",
            "aip.bailiwick.example");
    for (String overlay : List.of("staging", "production")) {
      for (String service : Manifests.SERVICES) {
        JsonNode container =
            Manifests.containers(object(overlay, "Deployment/" + service))
                .findFirst()
                .orElseThrow();
        assertThat(environment(overlay, container))
            .containsEntry("QUARKUS_LOG_CONSOLE_JSON_ENABLED", "true");
        // Over TLS, and only to who the operator's authority says it is.
        assertThat(environment(overlay, container).get("QUARKUS_DATASOURCE_JDBC_URL"))
            .contains("sslmode=verify-full");
      }
    }
  }

  /**
   * The page logs people in where the browser reaches Keycloak, under the name that is in the
   * tokens.
   */
  @Test
  void offersTheLoginOfItsKeycloakOnThePagesInDevelopment() {
    JsonNode keycloak =
        Manifests.containers(object("dev", "Deployment/keycloak")).findFirst().orElseThrow();
    Map<String, String> ofKeycloak = environment("dev", keycloak);
    // Or the services would be sent to the browser's name for it, too.
    assertThat(ofKeycloak).containsEntry("KC_HOSTNAME_BACKCHANNEL_DYNAMIC", "true");
    String realm = ofKeycloak.get("KC_HOSTNAME") + "/realms/bailiwick/protocol/openid-connect/";
    for (String service : Manifests.SERVICES) {
      JsonNode container =
          Manifests.containers(object("dev", "Deployment/" + service)).findFirst().orElseThrow();
      assertThat(environment("dev", container))
          .as(service)
          .containsEntry("BAILIWICK_LOGIN_AUTHORIZATION_URL", realm + "auth")
          .containsEntry("BAILIWICK_LOGIN_TOKEN_URL", realm + "token");
    }
  }

  /** Small clusters have no operators: what dev uses, the API server of any cluster knows. */
  @Test
  void needNothingBeyondASmallClusterInDevelopment() {
    assertThat(Overlays.rendered("dev"))
        .extracting(object -> object.path("apiVersion").asText())
        .allMatch(
            version ->
                Set.of("v1", "apps/v1", "autoscaling/v2", "networking.k8s.io/v1", "policy/v1")
                    .contains(version));
    assertThat(Manifests.ofKind(Overlays.rendered("production"), "ServiceMonitor")).hasSize(4);
  }

  /** Every pod of every service takes its whole pools, while each service has one pod too many. */
  @ParameterizedTest
  @ValueSource(strings = {"staging", "production"})
  void leaveTheDatabaseMoreConnectionsThanAllPodsCanTake(String overlay) throws IOException {
    int pools = 0;
    for (String service : Manifests.SERVICES) {
      int pool = number("common/src/main/resources/META-INF/microprofile-config.properties");
      int sensitive =
          service.equals("abuse-ingest-service")
              ? number("abuse-ingest-service/src/main/resources/application.properties")
              : 0;
      int pods =
          object(overlay, "HorizontalPodAutoscaler/" + service).at("/spec/maxReplicas").asInt() + 1;
      // And one for each migration.
      pools += pods * (pool + sensitive + 1);
    }
    int connections =
        object(overlay, "Cluster/bailiwick")
            .at("/spec/postgresql/parameters/max_connections")
            .asInt();
    // Twenty for the operator, backups and people.
    assertThat(pools + 20).isLessThanOrEqualTo(connections);
  }

  private static int number(String file) throws IOException {
    Matcher size =
        Pattern.compile("(?m)^quarkus\\.datasource\\.(?:sensitive\\.)?jdbc\\.max-size=(\\d+)$")
            .matcher(Files.readString(Path.of("..").resolve(file)));
    assertThat(size.find()).as(file).isTrue();
    return Integer.parseInt(size.group(1));
  }

  private static Set<String> replicas(String overlay) {
    return new TreeSet<>(
        Manifests.ofKind(Overlays.rendered(overlay), "HorizontalPodAutoscaler")
            .map(
                scaler ->
                    scaler.at("/spec/minReplicas").asText()
                        + " to "
                        + scaler.at("/spec/maxReplicas").asText())
            .toList());
  }

  private static List<String> hosts(String overlay) {
    return Manifests.ofKind(Overlays.rendered(overlay), "Ingress")
        .map(ingress -> ingress.at("/spec/rules/0/host").asText())
        .toList();
  }
}

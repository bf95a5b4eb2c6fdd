package io.bailiwick.launcher.k8s;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Renders the overlays with {@code kubectl kustomize}, which needs no cluster, and looks at every
 * object.
 */
class OverlaysTest {
  private static final Pattern VERSION = Pattern.compile("v1\\.(\\d+)");
  private static final int OLDEST_MINOR = 21;
  private static final Pattern SENSITIVE =
      Pattern.compile("PASSWORD|SECRET|TOKEN|PRIVATE|CREDENTIAL|_KEY", Pattern.CASE_INSENSITIVE);
  private static final Map<String, List<JsonNode>> RENDERED = new ConcurrentHashMap<>();

  /** What every service gets from outside; beside it each has the addresses of its peers. */
  private static final Set<String> ENVIRONMENT =
      Set.of(
          "QUARKUS_DATASOURCE_JDBC_URL",
          "QUARKUS_DATASOURCE_USERNAME",
          "QUARKUS_DATASOURCE_PASSWORD",
          "QUARKUS_FLYWAY_USERNAME",
          "QUARKUS_FLYWAY_PASSWORD",
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

  @BeforeAll
  static void findKubectl() {
    String problem = problemWithKubectl();
    if (problem != null) {
      System.err.printf(
          "%n******** NOT TESTED: the overlays in k8s/ were not rendered: %s ********%n%n",
          problem);
    }
    assumeTrue(
        problem == null, () -> "kubectl 1." + OLDEST_MINOR + " or newer is needed: " + problem);
  }

  private static String problemWithKubectl() {
    try {
      Matcher version = VERSION.matcher(run("kubectl", "version", "--client"));
      if (!version.find()) {
        return "kubectl does not say its version";
      }
      return Integer.parseInt(version.group(1)) < OLDEST_MINOR
          ? "this kubectl is older than 1." + OLDEST_MINOR
          : null;
    } catch (IOException e) {
      return "there is no kubectl here";
    }
  }

  private static String run(String... command) throws IOException {
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    try {
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
      assertThat(process.exitValue()).as(String.join(" ", command)).isZero();
      return output;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    } finally {
      process.destroyForcibly();
    }
  }

  private static List<JsonNode> rendered(String overlay) {
    return RENDERED.computeIfAbsent(
        overlay,
        name -> {
          Path folder = Manifests.K8S.resolve("overlays").resolve(name);
          try {
            return Manifests.parse(run("kubectl", "kustomize", folder.toString()));
          } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
          }
        });
  }

  private static JsonNode object(String overlay, String name) {
    JsonNode found = Manifests.byName(rendered(overlay)).get(name);
    assertThat(found).as(name + " in " + overlay).isNotNull();
    return found;
  }

  @ParameterizedTest
  @ValueSource(strings = {"dev", "staging", "production"})
  void putsEverythingInItsOwnNamespace(String overlay) {
    List<JsonNode> objects = rendered(overlay);
    assertThat(Manifests.ofKind(objects, "Namespace")).hasSize(1);
    for (JsonNode object : objects) {
      if (!object.path("kind").asText().equals("Namespace")) {
        assertThat(object.at("/metadata/namespace").asText())
            .as(Manifests.name(object))
            .isEqualTo("bailiwick-" + overlay);
      }
    }
    for (String kind : List.of("Deployment", "Service", "ServiceAccount", "Ingress")) {
      assertThat(Manifests.ofKind(objects, kind).map(o -> o.at("/metadata/name").asText()))
          .as(kind)
          .containsExactlyInAnyOrderElementsOf(Manifests.SERVICES);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"dev", "staging", "production"})
  void givesEveryContainerResourcesProbesAndAnImageOfItsOwn(String overlay) {
    Manifests.ofKind(rendered(overlay), "Deployment")
        .forEach(
            deployment ->
                Manifests.containers(deployment)
                    .forEach(
                        container -> {
                          String of = Manifests.name(deployment) + " in " + overlay;
                          for (String path :
                              List.of(
                                  "/resources/requests/cpu",
                                  "/resources/requests/memory",
                                  "/resources/limits/memory",
                                  "/livenessProbe/httpGet/path",
                                  "/readinessProbe/httpGet/path",
                                  "/startupProbe/httpGet/path")) {
                            assertThat(container.at(path).asText())
                                .as(of + " " + path)
                                .isNotEmpty();
                          }
                          assertThat(container.path("image").asText())
                              .as(of)
                              .startsWith("registry.bailiwick.example/bailiwick/")
                              .doesNotContain("set-by-overlay")
                              .doesNotEndWith(":latest");
                        }));
  }

  @ParameterizedTest
  @ValueSource(strings = {"dev", "staging", "production"})
  void holdsNoSecretValue(String overlay) {
    List<JsonNode> objects = rendered(overlay);
    assertThat(Manifests.ofKind(objects, "Secret")).isEmpty();
    Manifests.ofKind(objects, "ConfigMap")
        .forEach(
            map -> {
              map.path("data")
                  .properties()
                  .forEach(
                      entry -> {
                        assertThat(entry.getKey())
                            .as(Manifests.name(map))
                            .doesNotContainPattern(SENSITIVE);
                        // No user and password inside an address either.
                        assertThat(entry.getValue().asText())
                            .as(entry.getKey())
                            .doesNotContain("@")
                            .doesNotContainIgnoringCase("password=");
                      });
            });
    Manifests.ofKind(objects, "Deployment")
        .flatMap(Manifests::containers)
        .flatMap(container -> Manifests.elements(container.path("env")))
        .filter(variable -> SENSITIVE.matcher(variable.path("name").asText()).find())
        .forEach(
            variable -> {
              assertThat(variable.has("value")).as(variable.toString()).isFalse();
              assertThat(variable.at("/valueFrom/secretKeyRef/name").asText()).isNotEmpty();
              assertThat(variable.at("/valueFrom/secretKeyRef/key").asText()).isNotEmpty();
            });
  }

  @ParameterizedTest
  @ValueSource(strings = {"dev", "staging", "production"})
  void selectsByWhatDoesNotChangeWithTheVersion(String overlay) {
    for (JsonNode object : rendered(overlay)) {
      assertThat(object.at("/spec/selector").toString())
          .as(Manifests.name(object))
          .doesNotContain("version");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"dev", "staging", "production"})
  void givesEveryServiceTheEnvironmentThatItReads(String overlay) {
    for (String service : Manifests.SERVICES) {
      Map<String, String> environment = environment(overlay, service);
      Set<String> expected = new TreeSet<>(ENVIRONMENT);
      for (String peer : PEERS.get(service)) {
        expected.addAll(CLIENT);
        expected.add("QUARKUS_REST_CLIENT_" + peer + "_URL");
      }
      if (service.equals("abuse-ingest-service")) {
        expected.add("BAILIWICK_ZONES");
        expected.add("BAILIWICK_DATABASE_SENSITIVE_ROLE");
        expected.add("BAILIWICK_DATABASE_SENSITIVE_PASSWORD");
        expected.add("BAILIWICK_SENSITIVE_KEY");
      }
      assertThat(environment.keySet()).as(service + " in " + overlay).containsAll(expected);
      assertThat(environment).containsEntry("QUARKUS_PROFILE", "prod");
      // An address of a peer names a service of this namespace.
      environment.forEach(
          (name, value) -> {
            if (name.startsWith("QUARKUS_REST_CLIENT_")) {
              assertThat(Manifests.SERVICES).contains(value.replace("http://", ""));
            }
          });
    }
  }

  /** Variable to value; of what comes from elsewhere, where it comes from. */
  private static Map<String, String> environment(String overlay, String service) {
    JsonNode container =
        Manifests.containers(object(overlay, "Deployment/" + service)).findFirst().orElseThrow();
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
    assertThat(replicas("dev")).containsOnly(1);
    assertThat(replicas("staging")).containsOnly(2);
    assertThat(replicas("production")).containsOnly(3);
    assertThat(hosts("dev")).allMatch(host -> host.endsWith(".dev.bailiwick.example"));
    assertThat(hosts("staging")).allMatch(host -> host.endsWith(".staging.bailiwick.example"));
    assertThat(hosts("production"))
        .containsExactlyInAnyOrder(
            "ingest.bailiwick.example",
            "scoring.bailiwick.example",
            "qpi.bailiwick.example",
            "aip.bailiwick.example");
    for (String overlay : List.of("staging", "production")) {
      assertThat(Manifests.ofKind(rendered(overlay), "Ingress"))
          .allSatisfy(
              ingress -> {
                assertThat(ingress.at("/spec/tls/0/secretName").asText()).isNotEmpty();
                assertThat(ingress.at("/spec/tls/0/hosts/0"))
                    .isEqualTo(ingress.at("/spec/rules/0/host"));
              });
    }
    assertThat(Manifests.ofKind(rendered("dev"), "ServiceMonitor")).isEmpty();
    assertThat(Manifests.ofKind(rendered("production"), "ServiceMonitor")).hasSize(4);
  }

  private static Set<Integer> replicas(String overlay) {
    return Manifests.ofKind(rendered(overlay), "Deployment")
        .map(deployment -> deployment.at("/spec/replicas").asInt())
        .collect(Collectors.toSet());
  }

  private static List<String> hosts(String overlay) {
    return Manifests.ofKind(rendered(overlay), "Ingress")
        .map(ingress -> ingress.at("/spec/rules/0/host").asText())
        .toList();
  }
}

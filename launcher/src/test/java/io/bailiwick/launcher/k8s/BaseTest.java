package io.bailiwick.launcher.k8s;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The committed base, held against what the build generates and against rules that must not be
 * lost.
 */
class BaseTest {
  private static final Pattern DOCUMENTS = Pattern.compile("(?m)^---\\R");

  static Stream<String> services() {
    return Manifests.SERVICES.stream();
  }

  /** Where what the build generates for a service goes, by kind. */
  private static final Map<String, String> PLACES =
      Map.of(
          "Deployment", "base",
          "Service", "base",
          "Ingress", "components/ingress",
          "ServiceMonitor", "components/monitoring");

  private static Path file(String place, String service) {
    return Manifests.K8S.resolve(place).resolve("generated").resolve(service + ".yaml");
  }

  private static List<JsonNode> committed(String service) {
    return PLACES.values().stream()
        .distinct()
        .flatMap(place -> Manifests.read(file(place, service)).stream())
        .toList();
  }

  private static void write(String service, String generated) throws IOException {
    Map<String, StringBuilder> files = new HashMap<>();
    for (String document : DOCUMENTS.split(generated)) {
      if (!document.isBlank()) {
        String kind = Manifests.parse(document).getFirst().path("kind").asText();
        assertThat(PLACES).as("where generated objects go").containsKey(kind);
        files
            .computeIfAbsent(PLACES.get(kind), _ -> new StringBuilder())
            .append("---\n")
            .append(document);
      }
    }
    for (Map.Entry<String, StringBuilder> file : files.entrySet()) {
      Files.writeString(file(file.getKey(), service), file.getValue());
    }
  }

  @ParameterizedTest
  @MethodSource("services")
  void isWhatTheBuildGenerates(String service) throws IOException {
    Path generated = Path.of("..", service, "target", "kubernetes", "kubernetes.yml");
    if (!Files.exists(generated)) {
      System.err.printf(
          "NOT TESTED: %s is not there, so k8s/*/generated/%s.yaml was compared with nothing; './mvnw verify' generates it%n",
          generated.normalize(), service);
    }
    assumeTrue(Files.exists(generated), "the service has not been packaged");
    Map<String, Object> expected = unordered(Manifests.read(generated));
    // Written anew only if something but the order of lines has changed, so that the diff shows
    // what did.
    if (Boolean.getBoolean("bailiwick.update") && !unordered(committed(service)).equals(expected)) {
      write(service, Files.readString(generated));
    }
    assertThat(unordered(committed(service)))
        .as("k8s/*/generated/%s.yaml is not what the build generates: run k8s/refresh", service)
        .isEqualTo(expected);
  }

  private static Map<String, Object> unordered(List<JsonNode> objects) {
    Map<String, Object> trees = new TreeMap<>();
    Manifests.byName(objects)
        .forEach((name, object) -> trees.put(name, Manifests.unordered(object)));
    return trees;
  }

  @ParameterizedTest
  @MethodSource("services")
  void selectsByWhatDoesNotChangeWithTheVersion(String service) {
    List<JsonNode> objects = committed(service);
    assertThat(objects).isNotEmpty();
    for (JsonNode object : objects) {
      assertThat(object.at("/spec/selector").toString())
          .as(Manifests.name(object))
          .doesNotContain("version");
      assertThat(object.toString()).doesNotContain("0.1.0-SNAPSHOT");
    }
  }

  @ParameterizedTest
  @MethodSource("services")
  void startsNothingButTheServiceItself(String service) {
    assertThat(Manifests.ofKind(committed(service), "Deployment"))
        .singleElement()
        .satisfies(
            deployment -> {
              assertThat(deployment.at("/spec/template/spec/initContainers").isMissingNode())
                  .isTrue();
              assertThat(Manifests.containers(deployment))
                  .singleElement()
                  .satisfies(
                      container ->
                          assertThat(container.path("image").asText())
                              .isEqualTo(
                                  "registry.bailiwick.example/bailiwick/"
                                      + service
                                      + ":set-by-overlay"));
            });
  }
}

package io.bailiwick.launcher.k8s;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The committed base, held against what the build generates and against rules that must not be
 * lost.
 */
class BaseTest {
  static Stream<String> services() {
    return Manifests.SERVICES.stream();
  }

  private static Path file(String service) {
    return Manifests.K8S.resolve("base").resolve(service + ".yaml");
  }

  private static List<JsonNode> committed(String service) {
    return Manifests.read(file(service));
  }

  @ParameterizedTest
  @MethodSource("services")
  void isWhatTheBuildGenerates(String service) throws IOException {
    Path generated = Path.of("..", service, "target", "kubernetes", "kubernetes.yml");
    if (!Files.exists(generated)) {
      System.err.printf(
          "NOT TESTED: %s is not there, so k8s/base/%s.yaml was compared with nothing; './mvnw verify' generates it%n",
          generated.normalize(), service);
    }
    assumeTrue(Files.exists(generated), "the service has not been packaged");
    Map<String, Object> expected = unordered(Manifests.read(generated));
    // Written anew only if something but the order of lines has changed, so that the diff shows
    // what did.
    if (Boolean.getBoolean("bailiwick.update") && !unordered(committed(service)).equals(expected)) {
      Files.copy(generated, file(service), StandardCopyOption.REPLACE_EXISTING);
    }
    assertThat(unordered(committed(service)))
        .as("k8s/base/%s.yaml is not what the build generates: run k8s/refresh and commit", service)
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

package io.bailiwick.launcher.k8s;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * Kubernetes objects out of YAML, to be compared as trees, since the order of lines says nothing.
 */
final class Manifests {
  static final Path K8S = Path.of("..", "k8s");
  static final List<String> SERVICES =
      List.of("abuse-ingest-service", "scoring-service", "qpi-service", "aip-service");

  private static final YAMLMapper YAML = new YAMLMapper();

  private Manifests() {}

  static List<JsonNode> read(Path file) {
    try {
      return parse(Files.readString(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static List<JsonNode> parse(String yaml) {
    try (MappingIterator<JsonNode> documents = YAML.readerFor(JsonNode.class).readValues(yaml)) {
      return documents.readAll().stream().filter(JsonNode::isObject).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Kind and name to object. */
  static Map<String, JsonNode> byName(List<JsonNode> objects) {
    return objects.stream()
        .collect(
            Collectors.toMap(
                Manifests::name,
                object -> object,
                (one, other) -> {
                  throw new AssertionError("Two objects are called " + name(one));
                },
                TreeMap::new));
  }

  /**
   * A tree whose equality does not depend on the order of lists either: the generator writes ports
   * and variables in any order.
   */
  static Object unordered(JsonNode node) {
    if (node.isObject()) {
      Map<String, Object> members = new TreeMap<>();
      node.properties()
          .forEach(member -> members.put(member.getKey(), unordered(member.getValue())));
      return members;
    }
    if (node.isArray()) {
      return elements(node)
          .map(Manifests::unordered)
          .sorted(Comparator.comparing(Object::toString))
          .toList();
    }
    return node.asText();
  }

  static String name(JsonNode object) {
    return object.path("kind").asText() + "/" + object.at("/metadata/name").asText();
  }

  static Stream<JsonNode> ofKind(List<JsonNode> objects, String kind) {
    return objects.stream().filter(object -> object.path("kind").asText().equals(kind));
  }

  static Stream<JsonNode> containers(JsonNode workload) {
    return elements(workload.at("/spec/template/spec/containers"));
  }

  static Stream<JsonNode> initContainers(JsonNode workload) {
    return elements(workload.at("/spec/template/spec/initContainers"));
  }

  /** What makes pods. */
  static Stream<JsonNode> workloads(List<JsonNode> objects) {
    return objects.stream().filter(object -> object.at("/spec/template/spec").isObject());
  }

  /** The value of {@code app.kubernetes.io/name} of its pods. */
  static String podName(JsonNode workload) {
    return workload.at("/spec/template/metadata/labels").path("app.kubernetes.io/name").asText();
  }

  static Stream<JsonNode> elements(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false);
  }
}

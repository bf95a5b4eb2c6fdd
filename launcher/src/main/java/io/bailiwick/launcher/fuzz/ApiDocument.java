package io.bailiwick.launcher.fuzz;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.bailiwick.launcher.suite.SuiteService;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;

/** The OpenAPI document of a running service: its operations, and a request body for each. */
final class ApiDocument {
  static final JsonMapper JSON = JsonMapper.builder().build();
  private static final int DEEPEST = 8;
  private static final Set<String> METHODS = Set.of("get", "put", "post", "delete", "patch");
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private final SuiteService service;
  private final JsonNode root;

  ApiDocument(SuiteService service, JsonNode root) {
    this.service = service;
    this.root = root;
  }

  List<Operation> operations() {
    List<Operation> operations = new ArrayList<>();
    for (Map.Entry<String, JsonNode> path : root.path("paths").properties()) {
      for (Map.Entry<String, JsonNode> method : path.getValue().properties()) {
        if (METHODS.contains(method.getKey())) {
          operations.add(
              operation(
                  path.getKey(), method.getKey().toUpperCase(Locale.ROOT), method.getValue()));
        }
      }
    }
    return operations;
  }

  private Operation operation(String path, String method, JsonNode described) {
    List<Operation.Parameter> parameters = new ArrayList<>();
    for (JsonNode each : described.path("parameters")) {
      JsonNode parameter = resolved(each);
      parameters.add(
          new Operation.Parameter(
              parameter.path("name").asText(),
              Operation.Where.valueOf(parameter.path("in").asText().toUpperCase(Locale.ROOT)),
              resolved(parameter.path("schema"))));
    }
    Map<String, JsonNode> bodies = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> content :
        described.path("requestBody").path("content").properties()) {
      bodies.put(content.getKey(), content.getValue());
    }
    return new Operation(
        service,
        method,
        path,
        described.has("x-permission") ? described.get("x-permission").asText() : null,
        parameters,
        bodies);
  }

  /** A reference with what stands beside it, as OpenAPI 3.1 allows. */
  JsonNode resolved(JsonNode schema) {
    if (!schema.has("$ref")) {
      return schema;
    }
    JsonNode target = root.at(schema.get("$ref").asText().substring(1));
    if (!(target instanceof ObjectNode object) || schema.size() == 1) {
      return target;
    }
    ObjectNode both = object.deepCopy();
    for (Map.Entry<String, JsonNode> member : schema.properties()) {
      if (!member.getKey().equals("$ref") && !both.has(member.getKey())) {
        both.set(member.getKey(), member.getValue());
      }
    }
    return both;
  }

  /**
   * A body that the document says is right, as far as it says so.
   *
   * @param words what to make of text that may be anything
   */
  JsonNode body(JsonNode content, UnaryOperator<String> words) {
    for (JsonNode example : content.path("examples")) {
      return reworded(example.path("value"), words);
    }
    if (content.has("example")) {
      return reworded(content.get("example"), words);
    }
    return sample(content.path("schema"), words, 0);
  }

  private static JsonNode reworded(JsonNode example, UnaryOperator<String> words) {
    if (example.isTextual() && example.asText().contains(" ")) {
      return NODES.textNode(words.apply(example.asText()));
    }
    if (example instanceof ObjectNode object) {
      ObjectNode copy = NODES.objectNode();
      object
          .properties()
          .forEach(each -> copy.set(each.getKey(), reworded(each.getValue(), words)));
      return copy;
    }
    return example.deepCopy();
  }

  JsonNode sample(JsonNode reference, UnaryOperator<String> words, int depth) {
    JsonNode schema = resolved(reference);
    if (depth > DEEPEST) {
      return NODES.nullNode();
    }
    for (String several : List.of("allOf", "oneOf", "anyOf")) {
      if (schema.has(several) && !schema.get(several).isEmpty()) {
        return sample(schema.get(several).get(0), words, depth + 1);
      }
    }
    String type =
        schema.path("type").isArray()
            ? schema.path("type").path(0).asText()
            : schema.path("type").asText(schema.has("properties") ? "object" : "string");
    if (type.equals("object")) {
      return object(schema, words, depth);
    }
    if (schema.path("enum").isArray() && !schema.get("enum").isEmpty()) {
      return schema.get("enum").get(0);
    }
    JsonNode example = schema.path("examples").path(0);
    if (type.equals("array")) {
      if (example.isArray()) {
        return example.deepCopy();
      }
      ArrayNode array = NODES.arrayNode();
      array.add(sample(schema.path("items"), words, depth + 1));
      return array;
    }
    boolean free = !schema.has("format") && !isNarrow(schema.path("pattern").asText("\\S"));
    if (!example.isMissingNode()) {
      return example.isTextual() && free && example.asText().contains(" ")
          ? NODES.textNode(words.apply(example.asText()))
          : example.deepCopy();
    }
    return switch (type) {
      case "integer" -> NODES.numberNode(schema.path("minimum").asLong(1));
      case "number" -> NODES.numberNode(schema.path("minimum").asDouble(1));
      case "boolean" -> NODES.booleanNode(false);
      default ->
          NODES.textNode(
              switch (schema.path("format").asText()) {
                case "uuid" -> Targets.NOBODY;
                case "date" -> "2026-06-01";
                case "date-time" -> "2026-06-01T00:00:00Z";
                case "uri" -> "https://example.org/";
                default -> free ? words.apply("words") : "words";
              });
    };
  }

  private static boolean isNarrow(String pattern) {
    return !pattern.equals("\\S") && !pattern.equals(".*\\S.*");
  }

  private JsonNode object(JsonNode schema, UnaryOperator<String> words, int depth) {
    JsonNode example = schema.path("examples").path(0);
    if (example.isObject()) {
      return reworded(example, words);
    }
    ObjectNode object = NODES.objectNode();
    for (Map.Entry<String, JsonNode> property : schema.path("properties").properties()) {
      object.set(property.getKey(), sample(property.getValue(), words, depth + 1));
    }
    return object;
  }
}

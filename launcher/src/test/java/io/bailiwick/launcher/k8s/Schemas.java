package io.bailiwick.launcher.k8s;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.kubernetes.client.openapi.JSON;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationTargetException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What an API server would say of an object's form: members that it does not know, members that are
 * missing, values of the wrong type.
 *
 * <p>Kinds of Kubernetes itself by the classes that its own project generates from its OpenAPI
 * document ({@code io.kubernetes:client-java-api}); kinds of operators by small schemas of our own,
 * which know the part of each that is used here.
 */
final class Schemas {
  private static final String MODELS = "io.kubernetes.client.openapi.models.";
  private static final SchemaRegistry REGISTRY =
      SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);
  private static final Map<String, Schema> OF_OPERATORS = new ConcurrentHashMap<>();

  private Schemas() {}

  /** Empty where the form is right. */
  static Optional<String> problem(JsonNode object) {
    String version = object.path("apiVersion").asText();
    String kind = object.path("kind").asText();
    String group = version.contains("/") ? version.substring(0, version.indexOf('/')) : "";
    // Groups of Kubernetes itself are plain words or end in k8s.io.
    return group.contains(".") && !group.endsWith(".k8s.io")
        ? ofOperator(object, kind)
        : ofKubernetes(object, version.substring(version.indexOf('/') + 1), kind);
  }

  private static Optional<String> ofKubernetes(JsonNode object, String version, String kind) {
    String name =
        MODELS + version.substring(0, 1).toUpperCase(Locale.ROOT) + version.substring(1) + kind;
    try {
      Class<?> model = Class.forName(name);
      JsonElement json = JsonParser.parseString(object.toString());
      model.getMethod("validateJsonElement", JsonElement.class).invoke(null, json);
      // Numbers and truth values are only looked at where they are read.
      Object _ = JSON.getGson().fromJson(json, model);
      return Optional.empty();
    } catch (ClassNotFoundException e) {
      return Optional.of("Kubernetes knows no " + version + " " + kind);
    } catch (InvocationTargetException e) {
      return Optional.of(String.valueOf(e.getCause().getMessage()));
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    } catch (RuntimeException e) {
      return Optional.of(String.valueOf(e.getMessage()));
    }
  }

  private static Optional<String> ofOperator(JsonNode object, String kind) {
    Schema schema = OF_OPERATORS.computeIfAbsent(kind, Schemas::schema);
    List<String> errors =
        schema.validate(object.toString(), InputFormat.JSON).stream()
            .map(Object::toString)
            .toList();
    return errors.isEmpty() ? Optional.empty() : Optional.of(String.join("; ", errors));
  }

  private static Schema schema(String kind) {
    try (InputStream file = Schemas.class.getResourceAsStream("/k8s-schemas/" + kind + ".json")) {
      if (file == null) {
        throw new IllegalStateException("there is no schema of " + kind);
      }
      return REGISTRY.getSchema(new String(file.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

package io.bailiwick.launcher.fuzz;

import com.fasterxml.jackson.databind.JsonNode;
import io.bailiwick.common.security.Role;
import io.bailiwick.launcher.suite.SuiteService;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One operation as the service's document describes it.
 *
 * @param path with its parameters in braces
 * @param permission its code; null for what is published
 * @param bodies schema by media type; empty where no body is taken
 */
record Operation(
    SuiteService service,
    String method,
    String path,
    @Nullable String permission,
    List<Parameter> parameters,
    Map<String, JsonNode> bodies) {

  record Parameter(String name, Where in, JsonNode schema) {}

  enum Where {
    PATH,
    QUERY,
    HEADER
  }

  boolean published() {
    return permission == null;
  }

  /** Those who may call it. */
  List<Role> holders() {
    return java.util.stream.Stream.of(Role.values()).filter(this::isHeldBy).toList();
  }

  boolean isHeldBy(Role role) {
    return role.permissions().stream().anyMatch(each -> each.code().equals(permission));
  }

  boolean reads() {
    return method.equals("GET");
  }

  boolean takesJson() {
    return bodies.containsKey("application/json");
  }

  boolean asksForAKey() {
    return parameter("Idempotency-Key").isPresent();
  }

  Optional<Parameter> parameter(String name) {
    return parameters.stream().filter(each -> each.name().equalsIgnoreCase(name)).findFirst();
  }

  List<Parameter> in(Where where) {
    return parameters.stream().filter(each -> each.in() == where).toList();
  }

  @Override
  public String toString() {
    return service.database() + " " + method + " " + path;
  }
}

package io.bailiwick.launcher.fuzz;

import org.jspecify.annotations.Nullable;

/**
 * Whom a request is of.
 *
 * @param role empty for nobody
 * @param registrar that the token is held to; null for the registry's own people
 * @param token as sent behind "Bearer"; null: no such header
 */
record Person(String role, @Nullable Integer registrar, @Nullable String token) {
  static final Person NOBODY = new Person("", null, null);

  /** How a reader of the report gets this token. */
  String command() {
    if (token == null) {
      return "";
    }
    return role.isEmpty()
        ? token
        : "$(./run token " + role + (registrar == null ? "" : " --registrar " + registrar) + ")";
  }
}

package io.bailiwick.launcher.k8s;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.bailiwick.common.security.Role;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** The sample realm, held against what the services ask of tokens. */
class RealmTest {
  private static final Map<String, String> MACHINES =
      Map.of(
          "scoring-service", "service",
          "qpi-service", "service",
          "aip-service", "service",
          "srs", "srs");

  private final JsonNode realm = read();

  private static JsonNode read() {
    try {
      return new ObjectMapper()
          .readTree(Manifests.K8S.resolve("components/keycloak-dev/realm.json").toFile());
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  @Test
  void hasTheRolesOfTheCodeAndNoOthers() {
    assertThat(Manifests.elements(realm.at("/roles/realm")).map(role -> role.path("name").asText()))
        .containsExactlyInAnyOrderElementsOf(Arrays.stream(Role.values()).map(Role::code).toList());
  }

  @Test
  void hasAClientForEachMachineThatSignsIn() {
    Map<String, String> roles = new TreeMap<>();
    for (JsonNode user : realm.path("users")) {
      assertThat(user.path("realmRoles")).hasSize(1);
      roles.put(user.path("serviceAccountClientId").asText(), user.at("/realmRoles/0").asText());
      assertThat(user.has("credentials")).isFalse();
    }
    assertThat(roles).isEqualTo(new TreeMap<>(MACHINES));
    for (String machine : MACHINES.keySet()) {
      JsonNode client = client(machine);
      assertThat(client.path("serviceAccountsEnabled").asBoolean()).isTrue();
      assertThat(client.path("standardFlowEnabled").asBoolean()).isFalse();
      // The value comes from a secret, by the environment of Keycloak.
      assertThat(client.path("secret").asText()).matches("\\$\\{[A-Z_]+_CLIENT_SECRET}");
    }
  }

  @Test
  void letsPeopleInByProofKeyOnly() {
    JsonNode people = client("bailiwick-ui");
    assertThat(people.path("publicClient").asBoolean()).isTrue();
    assertThat(people.path("directAccessGrantsEnabled").asBoolean()).isFalse();
    assertThat(people.path("implicitFlowEnabled").asBoolean()).isFalse();
    assertThat(people.path("attributes").path("pkce.code.challenge.method").asText())
        .isEqualTo("S256");
    assertThat(mapper(people, "registrars").at("/config/multivalued").asText()).isEqualTo("true");
    assertThat(mapper(people, "registrars").path("config").path("claim.name").asText())
        .isEqualTo("registrars");
  }

  @Test
  void putsAudienceAndRolesIntoEveryToken() {
    for (JsonNode client : realm.path("clients")) {
      assertThat(
              mapper(client, "audience").path("config").path("included.custom.audience").asText())
          .isEqualTo("bailiwick");
      assertThat(mapper(client, "roles").path("config").path("claim.name").asText())
          .isEqualTo("roles");
    }
  }

  private JsonNode client(String id) {
    return only(
        Manifests.elements(realm.path("clients"))
            .filter(client -> client.path("clientId").asText().equals(id))
            .toList());
  }

  private static JsonNode mapper(JsonNode client, String name) {
    return only(
        Manifests.elements(client.path("protocolMappers"))
            .filter(mapper -> mapper.path("name").asText().equals(name))
            .toList());
  }

  private static JsonNode only(List<JsonNode> found) {
    assertThat(found).hasSize(1);
    return found.getFirst();
  }
}

package io.bailiwick.ingest.sensitive;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.bailiwick.common.security.Role;
import io.bailiwick.common.testing.As;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.util.Map;

/** What a cleared person does, over HTTP. */
final class Cleared {
  static final String PURPOSE = "Complaint of a caller; case seventeen";

  private Cleared() {}

  static RequestSpecification person() {
    return As.role(Role.IWF_CLEARED).header("X-Purpose", PURPOSE);
  }

  static ValidatableResponse upload(String list, String query, String body) {
    return As.role(Role.IWF_CLEARED)
        .contentType("text/plain")
        .body(body.getBytes(UTF_8))
        .post("/v1/sensitive/lists/" + list + "/entries" + query)
        .then();
  }

  static ValidatableResponse check(String name) {
    return As.role(Role.IWF_CLEARED)
        .contentType("application/json")
        .body(Map.of("name", name, "purpose", PURPOSE, "caseReference", "IR-17"))
        .post("/v1/sensitive/checks")
        .then();
  }

  static ValidatableResponse refresh() {
    return person().post("/v1/sensitive/matches/refresh").then().statusCode(200);
  }

  static ValidatableResponse matches(String query) {
    return person().get("/v1/sensitive/matches" + query).then().statusCode(200);
  }

  static ValidatableResponse handOver(String match, String contact, String note) {
    return As.role(Role.IWF_CLEARED)
        .contentType("application/json")
        .body(Map.of("registrarContact", contact, "note", note))
        .post("/v1/sensitive/matches/" + match + "/hand-over")
        .then();
  }
}

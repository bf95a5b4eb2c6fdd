package io.bailiwick.ingest;

import io.bailiwick.common.security.Role;
import io.bailiwick.common.testing.As;
import io.bailiwick.ingest.registration.DepositFixture;
import io.restassured.response.ValidatableResponse;
import java.util.HashMap;
import java.util.Map;

/** What a data operator does, over HTTP. */
public final class Operate {

  private Operate() {}

  /** A list feed of phishing, with the name as its family. */
  public static void list(String name) {
    feed(Map.of("name", name, "format", "LIST", "defaultThreat", "PHISHING")).statusCode(201);
  }

  /**
   * A feed of columns value, time, tags, hacked; tag {@code malware} is MALWARE, everything else
   * PHISHING.
   */
  public static void csv(String name, String family) {
    feed(Map.of(
            "name",
            name,
            "family",
            family,
            "format",
            "GENERIC_CSV",
            "defaultThreat",
            "PHISHING",
            "threats",
            Map.of("malware", "MALWARE"),
            "columns",
            Map.of("value", "value", "time", "time", "tags", "tags", "compromised", "hacked")))
        .statusCode(201);
  }

  public static ValidatableResponse feed(Map<String, ?> members) {
    Map<String, Object> body = new HashMap<>(members);
    body.putIfAbsent("title", "A feed for a test");
    body.putIfAbsent("family", body.get("name"));
    return As.role(Role.DATA_OPERATOR)
        .contentType("application/json")
        .body(body)
        .post("/v1/feeds")
        .then();
  }

  public static ValidatableResponse send(String feed, String type, byte[] body) {
    return As.role(Role.DATA_OPERATOR)
        .contentType(type)
        .body(body)
        .post("/v1/feeds/" + feed + "/payloads")
        .then();
  }

  public static ValidatableResponse send(String feed, String text) {
    return send(feed, "text/csv", text.getBytes(java.nio.charset.StandardCharsets.UTF_8));
  }

  /** Rows of {@link #csv} without its header. */
  public static ValidatableResponse rows(String feed, String... rows) {
    return send(feed, "value,time,tags,hacked\n" + String.join("\n", rows) + "\n").statusCode(201);
  }

  public static ValidatableResponse deposit(DepositFixture deposit) {
    return deposit(deposit.zip());
  }

  public static ValidatableResponse deposit(byte[] zip) {
    return deposit("application/zip", zip);
  }

  public static ValidatableResponse deposit(String type, byte[] zip) {
    return As.role(Role.DATA_OPERATOR).contentType(type).body(zip).post("/v1/deposits").then();
  }
}

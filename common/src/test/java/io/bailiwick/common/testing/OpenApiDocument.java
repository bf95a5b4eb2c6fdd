package io.bailiwick.common.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.restassured.RestAssured;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The committed OpenAPI document of a service, held against what the service serves. */
public final class OpenApiDocument {

  private static final String HINT =
      "openapi.yaml differs from what the service serves. If the change is meant, run the test again with"
          + " -Dbailiwick.update=true and commit the file.";

  private OpenApiDocument() {}

  /**
   * Compares {@code openapi.yaml} in the module's folder; {@code -Dbailiwick.update=true} writes it
   * anew.
   */
  public static void assertCommitted() {
    String served =
        RestAssured.given()
            .accept("application/yaml")
            .get("/openapi")
            .then()
            .statusCode(200)
            .extract()
            .asString();
    Path committed = Path.of("openapi.yaml");
    try {
      if (Boolean.getBoolean("bailiwick.update")) {
        Files.writeString(committed, served);
      }
      assertThat(committed).as(HINT).exists();
      assertThat(served).as(HINT).isEqualTo(Files.readString(committed));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

package io.bailiwick.aip.signing;

import io.bailiwick.common.security.Published;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The public keys over HTTP. */
@Path("/v1/signing-keys")
@RunOnVirtualThread
@Tag(name = "Signing keys", description = "To check what this service has signed")
public class SigningKeyResource {
  private final SigningKeys keys;

  @Inject
  SigningKeyResource(SigningKeys keys) {
    this.keys = keys;
  }

  /** For the document only: a JWK set as RFC 7517, section 5 has it. */
  @Schema(name = "SigningKeySet")
  record KeySet(
      @Schema(
              description = "Public keys: kty, crv, x, y, kid, use (RFC 7517, RFC 7518)",
              examples =
                  "[{\"kty\": \"EC\", \"crv\": \"P-256\", \"kid\": \"2026-11\", \"x\": \"…\","
                      + " \"y\": \"…\"}]")
          List<Map<String, Object>> keys) {}

  @GET
  @Produces(MediaType.APPLICATION_JSON)
  @Published
  @Operation(
      summary = "Read the public signing keys",
      description =
          "A JWK set (RFC 7517). A key appears here before anything is signed with it, and stays"
              + " until nothing that it signed is valid any more. Fetch it again where a signature"
              + " names a key that is not known.")
  @APIResponse(
      responseCode = "200",
      description = "The keys",
      content =
          @Content(
              mediaType = MediaType.APPLICATION_JSON,
              schema = @Schema(implementation = KeySet.class)))
  public Map<String, Object> get() {
    return keys.published();
  }
}

package io.bailiwick.ingest.evidence;

import io.bailiwick.common.json.CanonicalJson;
import io.bailiwick.common.json.Hashes;
import io.bailiwick.common.registrar.RegistrarId;
import io.bailiwick.common.security.Permission;
import io.bailiwick.common.security.RequiresPermission;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.Base64;
import java.util.HexFormat;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.headers.Header;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** Evidence packets over HTTP. */
@Path("/v1/incidents/{id}/evidence")
@RunOnVirtualThread
@Tag(name = "Incidents")
public class EvidenceResource {
  private final EvidenceService evidence;

  @Inject
  EvidenceResource(EvidenceService evidence) {
    this.evidence = evidence;
  }

  @GET
  @Produces(MediaType.APPLICATION_JSON)
  @RequiresPermission(Permission.INCIDENT_READ)
  @Operation(
      summary = "Read the evidence packet of an incident",
      description =
          "One document to keep: listings down to the line of the payload whose SHA-256 is given, versions of lists and "
              + "parsers, judgement with its reason, lifetime and sponsorships, corrections and changes, and when it was put "
              + "together. Canonical JSON (members sorted, no white space), so that its bytes can be hashed again: "
              + "`Digest` and `Repr-Digest` hold their SHA-256 in base64, `X-Evidence-SHA256` the same in hexadecimal. A "
              + "registrar reads its own incidents; in them other registrars are left out.")
  @APIResponse(
      responseCode = "200",
      description = "The packet",
      headers = {
        @Header(
            name = "Digest",
            description = "RFC 3230: `sha-256=` and base64",
            schema = @Schema(implementation = String.class)),
        @Header(
            name = "Repr-Digest",
            description = "RFC 9530: `sha-256=:` base64 `:`",
            schema = @Schema(implementation = String.class)),
        @Header(
            name = "X-Evidence-SHA256",
            description = "Hexadecimal",
            schema = @Schema(implementation = String.class))
      },
      content = @Content(schema = @Schema(implementation = EvidencePacket.class)))
  @APIResponse(responseCode = "404", description = "No such incident, or not the caller's")
  public RestResponse<byte[]> packet(
      @PathParam("id") UUID id,
      @QueryParam("reader")
          @Parameter(
              description = "As this registrar may read it, so that it can be handed on to it",
              example = "90001")
          @Nullable RegistrarId reader) {
    byte[] document = CanonicalJson.bytes(evidence.packet(id, reader));
    byte[] digest = Hashes.sha256(document);
    String base64 = Base64.getEncoder().encodeToString(digest);
    return RestResponse.ResponseBuilder.ok(document)
        .header("Digest", "sha-256=" + base64)
        .header("Repr-Digest", "sha-256=:" + base64 + ":")
        .header("X-Evidence-SHA256", HexFormat.of().formatHex(digest))
        .build();
  }
}

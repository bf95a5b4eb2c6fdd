package io.bailiwick.aip.evidence;

import io.bailiwick.common.security.Permission;
import io.bailiwick.common.security.RequiresPermission;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.inject.Inject;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Single packets over HTTP. */
@Path("/v1/evidence-packets")
@RunOnVirtualThread
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Evidence")
public class PacketResource {
  private final EvidenceService evidence;

  @Inject
  PacketResource(EvidenceService evidence) {
    this.evidence = evidence;
  }

  @GET
  @Path("/{id}/document")
  @RequiresPermission(Permission.EVIDENCE_READ)
  @Operation(
      summary = "Read a packet",
      description = "Its bytes as they were frozen, so that their SHA-256 is that of the packet.")
  @APIResponse(
      responseCode = "200",
      description = "The packet as abuse-ingest-service had made it",
      content =
          @Content(
              mediaType = MediaType.APPLICATION_JSON,
              schema = @Schema(type = SchemaType.OBJECT)))
  @APIResponse(responseCode = "404", description = "Unknown, or not the caller's")
  @APIResponse(responseCode = "409", description = "It was erased")
  public byte[] document(@PathParam("id") UUID id) {
    return evidence.document(id);
  }

  @POST
  @Path("/{id}/redaction")
  @RequiresPermission(Permission.EVIDENCE_HOLD)
  @Operation(
      summary = "Redact a packet",
      description =
          "Erases its document for good; its digest, the reason, who it was and when remain. Not while a legal hold stands.")
  @APIResponse(responseCode = "200", description = "The packet without its document")
  @APIResponse(responseCode = "404", description = "Unknown")
  @APIResponse(responseCode = "409", description = "Erased already, or held")
  public Packet redact(@PathParam("id") UUID id, @Valid @NotNull EvidenceResource.Reason request) {
    return evidence.redact(id, request.reason());
  }
}

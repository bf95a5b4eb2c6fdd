package io.bailiwick.aip.evidence;

import io.bailiwick.common.page.Page;
import io.bailiwick.common.page.PageFormats;
import io.bailiwick.common.page.PageRequest;
import io.bailiwick.common.security.Permission;
import io.bailiwick.common.security.RequiresPermission;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.inject.Inject;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.StreamingOutput;
import java.net.URI;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;

/** Evidence of cases over HTTP. */
@Path("/v1/cases")
@RunOnVirtualThread
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@Tag(
    name = "Evidence",
    description = "What spoke for and against each name of a notice, frozen and signed")
public class EvidenceResource {
  private final EvidenceService evidence;

  @Inject
  EvidenceResource(EvidenceService evidence) {
    this.evidence = evidence;
  }

  @Schema(name = "EvidenceReason")
  public record Reason(
      @NotBlank
          @Size(max = 10_000)
          @Schema(description = "Why, for the record", examples = "Names a private person.")
          String reason) {}

  @GET
  @Path("/{id}/notices/{notice}/evidence")
  @Produces({MediaType.APPLICATION_JSON, PageFormats.NDJSON, PageFormats.CSV})
  @RequiresPermission(Permission.EVIDENCE_READ)
  @Operation(
      summary = "List the evidence of a notice",
      description =
          "One packet for each name, frozen when the notice was sent, as the registrar may read it: both sides have the same. The digest stays where a"
              + " document was erased.")
  @APIResponse(responseCode = "200", description = "The packets")
  @APIResponse(responseCode = "404", description = "Unknown, or not the caller's")
  public Page<Packet> packets(
      @PathParam("id") UUID id,
      @PathParam("notice") UUID notice,
      @Valid @BeanParam PageRequest page) {
    return evidence.packets(id, notice, page);
  }

  @GET
  @Path("/{id}/notices/{notice}/evidence-bundle")
  @Produces("application/zip")
  @RequiresPermission(Permission.EVIDENCE_READ)
  @Operation(
      summary = "Download the evidence of a notice",
      description =
          "A ZIP with every packet, a manifest, the digests of all files and a signature over the digests (JWS, RFC 7515). It can be checked without this"
              + " service: `java VerifyEvidence.java BUNDLE.zip KEYS.json`, where the keys are the answer of `/v1/signing-keys`. Audited.")
  @APIResponse(
      responseCode = "200",
      description = "The bundle",
      content =
          @Content(
              mediaType = "application/zip",
              schema = @Schema(type = SchemaType.STRING, format = "binary")))
  @APIResponse(responseCode = "404", description = "Unknown, or not the caller's")
  @APIResponse(responseCode = "409", description = "It is still being frozen")
  public RestResponse<StreamingOutput> bundle(
      @PathParam("id") UUID id, @PathParam("notice") UUID notice) {
    EvidenceBundle bundle = evidence.bundle(id, notice);
    StreamingOutput body = out -> evidence.write(bundle, out);
    return RestResponse.ResponseBuilder.ok(body)
        .header("Content-Disposition", "attachment; filename=\"evidence-" + notice + ".zip\"")
        .build();
  }

  @GET
  @Path("/{id}/evidence-holds")
  @Produces({MediaType.APPLICATION_JSON, PageFormats.NDJSON, PageFormats.CSV})
  @RequiresPermission(Permission.EVIDENCE_HOLD)
  @Operation(
      summary = "List the legal holds on the evidence of a case",
      description = "Those that stand, and those that were released.")
  @APIResponse(responseCode = "200", description = "The holds")
  @APIResponse(responseCode = "404", description = "Unknown")
  public Page<Hold> holds(@PathParam("id") UUID id, @Valid @BeanParam PageRequest page) {
    return evidence.holds(id, page);
  }

  @POST
  @Path("/{id}/evidence-holds")
  @RequiresPermission(Permission.EVIDENCE_HOLD)
  @Operation(
      summary = "Place a legal hold",
      description = "While it stands nothing of the case's evidence is erased.")
  @APIResponse(
      responseCode = "201",
      description = "The hold",
      content =
          @Content(
              mediaType = MediaType.APPLICATION_JSON,
              schema = @Schema(implementation = Hold.class)))
  @APIResponse(responseCode = "404", description = "Unknown")
  public RestResponse<Hold> hold(@PathParam("id") UUID id, @Valid @NotNull Reason request) {
    return RestResponse.ResponseBuilder.<Hold>created(
            URI.create("/v1/cases/" + id + "/evidence-holds"))
        .entity(evidence.hold(id, request.reason()))
        .build();
  }
}

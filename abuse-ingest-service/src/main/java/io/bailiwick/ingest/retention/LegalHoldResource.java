package io.bailiwick.ingest.retention;

import io.bailiwick.common.page.Page;
import io.bailiwick.common.page.PageFormats;
import io.bailiwick.common.page.PageRequest;
import io.bailiwick.common.registrar.RegistrarId;
import io.bailiwick.common.security.Permission;
import io.bailiwick.common.security.RequiresPermission;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.inject.Inject;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.net.URI;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** Legal holds over HTTP. */
@Path("/v1/legal-holds")
@RunOnVirtualThread
@Tag(
    name = "Retention",
    description =
        "What is kept although its time is over. What is erased when says the policy `retention`")
public class LegalHoldResource {
  private final LegalHoldService holds;

  @Inject
  LegalHoldResource(LegalHoldService holds) {
    this.holds = holds;
  }

  /** A new hold. */
  @Schema(name = "NewLegalHold")
  public record NewHold(
      @Pattern(regexp = "([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\\.)+[a-z0-9-]{2,63}")
          @Size(max = 253)
          @Schema(
              description = "Registrable domain in A-labels, lower case; or a registrar",
              nullable = true,
              examples = "example.org")
          @Nullable String name,
      @Schema(description = "Registrar that incidents count for; or a name", nullable = true)
          @Nullable RegistrarId registrar,
      @NotBlank @Size(max = 2000) @Schema(examples = "Order of the court of 2 March, file 7/26")
          String reason) {}

  /** Why a hold ends. */
  @Schema(name = "LegalHoldRelease")
  public record Release(
      @NotBlank @Size(max = 2000) @Schema(examples = "The case was closed on 7 May")
          String reason) {}

  @GET
  @Produces({MediaType.APPLICATION_JSON, PageFormats.NDJSON, PageFormats.CSV})
  @RequiresPermission(Permission.AUDIT_READ)
  @Operation(
      summary = "List legal holds",
      description =
          "In the order in which they were placed. Example: `/v1/legal-holds?inForce=true`.")
  public Page<LegalHold> list(
      @QueryParam("inForce") @Parameter(description = "Not released yet, or released")
          @Nullable Boolean inForce,
      @Valid @BeanParam PageRequest request) {
    return holds.list(inForce, request);
  }

  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  @Produces(MediaType.APPLICATION_JSON)
  @RequiresPermission(Permission.AUDIT_REDACT)
  @Operation(
      summary = "Place a legal hold",
      description =
          "On a name or a registrar: from now on nothing of it is erased, whatever the retention policy says. One hold on one "
              + "name or registrar. Audited.")
  @APIResponse(
      responseCode = "201",
      description = "In force",
      content = @Content(schema = @Schema(implementation = LegalHold.class)))
  @APIResponse(responseCode = "409", description = "There is one already")
  public RestResponse<LegalHold> place(@Valid @NotNull NewHold wanted) {
    LegalHold hold = holds.place(wanted.name(), wanted.registrar(), wanted.reason());
    return RestResponse.ResponseBuilder.<LegalHold>created(
            URI.create("/v1/legal-holds/" + hold.id()))
        .entity(hold)
        .build();
  }

  @POST
  @Path("/{id}/release")
  @Consumes(MediaType.APPLICATION_JSON)
  @Produces(MediaType.APPLICATION_JSON)
  @RequiresPermission(Permission.AUDIT_REDACT)
  @Operation(
      summary = "Release a legal hold",
      description =
          "By another person than the one who placed it. What is past its time by then is erased in the next night. Audited.")
  @APIResponse(responseCode = "403", description = "Placed by the caller")
  @APIResponse(responseCode = "409", description = "Released already")
  public LegalHold release(@PathParam("id") UUID id, @Valid @NotNull Release release) {
    return holds.release(id, release.reason());
  }
}

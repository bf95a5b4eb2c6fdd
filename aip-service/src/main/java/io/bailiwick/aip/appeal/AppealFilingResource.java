package io.bailiwick.aip.appeal;

import io.bailiwick.common.idempotency.Idempotency;
import io.bailiwick.common.security.Permission;
import io.bailiwick.common.security.RequiresPermission;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.inject.Inject;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
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

/** Filing appeals over HTTP: below the proposal whose limit they are against. */
@Path("/v1/limit-proposals/{id}/appeals")
@RunOnVirtualThread
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@Tag(
    name = "Appeals",
    description =
        "Against a limit: heard by somebody who had no part in it; a registrar reaches its own")
public class AppealFilingResource {
  private final AppealService appeals;

  @Inject
  AppealFilingResource(AppealService appeals) {
    this.appeals = appeals;
  }

  @Schema(name = "AppealRequest")
  public record NewAppeal(
      @NotBlank
          @Size(max = 50_000)
          @Schema(
              description = "Why the limit is wrong",
              examples = "Forty of the sixty names were compromised sites, cleaned within a day.")
          String grounds,
      @Schema(
              description = "Whether nothing is to be limited until it is decided",
              examples = "true")
          boolean stay) {}

  @POST
  @RequiresPermission(Permission.APPEAL_FILE)
  @Operation(
      summary = "Appeal against a limit",
      description =
          "The first appeal goes to the registry and is free, a second one to the panel, after the first was decided and with a fee. By the registrar, or by"
              + " an officer for a letter. The time to decide starts; if it is missed, the limit is stayed until the decision.")
  @APIResponse(
      responseCode = "201",
      description = "The appeal",
      content =
          @Content(
              mediaType = MediaType.APPLICATION_JSON,
              schema = @Schema(implementation = Appeal.class)))
  @APIResponse(responseCode = "404", description = "Unknown, or not the caller's")
  @APIResponse(
      responseCode = "409",
      description = "There is no limit, its time to appeal is over, or this step is not open")
  public RestResponse<Appeal> file(
      @PathParam("id") UUID id,
      @Parameter(description = "Repeats of a request with the same key do nothing twice")
          @HeaderParam(Idempotency.HEADER)
          @Nullable String key,
      @Valid @NotNull NewAppeal request) {
    Appeal appeal = appeals.file(id, request.grounds(), request.stay(), key);
    return RestResponse.ResponseBuilder.<Appeal>created(URI.create("/v1/appeals/" + appeal.id()))
        .entity(appeal)
        .build();
  }
}

package io.bailiwick.ingest.sensitive;

import io.bailiwick.common.page.Page;
import io.bailiwick.common.page.PageFormats;
import io.bailiwick.common.page.PageRequest;
import io.bailiwick.common.security.Permission;
import io.bailiwick.common.security.RequiresPermission;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.inject.Inject;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jspecify.annotations.Nullable;

/** Breaking the glass over HTTP. */
@Path("/v1/sensitive/break-glass")
@RunOnVirtualThread
@Tag(name = "Sensitive listings")
public class BreakGlassResource {
  private final BreakGlass glass;

  @Inject
  BreakGlassResource(BreakGlass glass) {
    this.glass = glass;
  }

  /** A wish to let somebody in. */
  @Schema(name = "SensitiveBreakGlassRequest")
  public record Wish(
      @NotBlank
          @Size(max = 200)
          @Schema(description = "Subject of the person's tokens", examples = "anna")
          String person,
      @NotBlank
          @Size(min = 10, max = 500)
          @Schema(
              description = SensitiveResource.PURPOSE_TEXT,
              examples = "Alert on a Sunday; the analyst on duty must see which name to hold")
          String purpose,
      @Min(1) @Max(60) @Schema(description = "From the approval on", examples = "30")
          int minutes) {}

  @POST
  @ResponseStatus(201)
  @Consumes(MediaType.APPLICATION_JSON)
  @Produces(MediaType.APPLICATION_JSON)
  @RequiresPermission(Permission.SENSITIVE_WRITE)
  @Operation(
      summary = "Ask to let a person without clearance in",
      description =
          "For at most an hour, for the matches only. Another cleared person must approve it within an hour.")
  public BreakGlassGrant request(@Valid @NotNull Wish wish) {
    return glass.request(
        wish.person(), PlainWords.purpose("purpose", wish.purpose()), wish.minutes());
  }

  @GET
  @Produces({MediaType.APPLICATION_JSON, PageFormats.NDJSON, PageFormats.CSV})
  @RequiresPermission(Permission.SENSITIVE_READ)
  @Operation(summary = "List grants", description = "Oldest first, also those not approved.")
  public Page<BreakGlassGrant> list(
      @HeaderParam(SensitiveResource.PURPOSE)
          @Parameter(description = SensitiveResource.PURPOSE_TEXT, required = true)
          @Nullable String purpose,
      @Valid @BeanParam PageRequest request) {
    return glass.list(PlainWords.purpose(SensitiveResource.PURPOSE, purpose), request);
  }

  @POST
  @Path("/{id}/approval")
  @Produces(MediaType.APPLICATION_JSON)
  @RequiresPermission(Permission.SENSITIVE_WRITE)
  @Operation(
      summary = "Approve a grant",
      description =
          "By a cleared person other than the one who asked. The time runs from now, and the ordinary audit trail is told: who for, by whom, how long.")
  public BreakGlassGrant approve(@PathParam("id") UUID id) {
    return glass.approve(id);
  }

  @GET
  @Path("/{id}/matches")
  @Produces({MediaType.APPLICATION_JSON, PageFormats.NDJSON, PageFormats.CSV})
  @RequiresPermission(Permission.WATCH_WRITE)
  @Operation(
      summary = "List matches under a grant",
      description =
          "For the person of the grant, while it runs; for everybody else, and before and after, there is no such grant. Each page is on record.")
  public Page<Match> matches(@PathParam("id") UUID id, @Valid @BeanParam PageRequest request) {
    return glass.matches(id, request);
  }
}

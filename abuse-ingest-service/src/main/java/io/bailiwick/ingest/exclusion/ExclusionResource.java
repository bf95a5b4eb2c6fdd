package io.bailiwick.ingest.exclusion;

import io.bailiwick.common.page.Page;
import io.bailiwick.common.page.PageFormats;
import io.bailiwick.common.page.PageRequest;
import io.bailiwick.common.security.Permission;
import io.bailiwick.common.security.RequiresPermission;
import io.bailiwick.common.time.Day;
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
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.LocalDate;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jspecify.annotations.Nullable;

/** Exclusions over HTTP. */
@Path("/v1/exclusions")
@RunOnVirtualThread
@Tag(name = "Tallies")
public class ExclusionResource {
  private final ExclusionService exclusions;

  @Inject
  ExclusionResource(ExclusionService exclusions) {
    this.exclusions = exclusions;
  }

  /** An exclusion to be entered. */
  @Schema(name = "NewExclusion")
  public record NewExclusion(
      @NotBlank
          @Size(max = 253)
          @Schema(
              description = "A-label, below one of the registry's zones",
              examples = "example.org")
          String name,
      @NotNull Exclusion.Reason reason,
      @NotNull @Schema(description = "First day, UTC", examples = "2026-03-02") LocalDate from,
      @Schema(description = "Exclusive; left out: until further notice", nullable = true)
          @Nullable LocalDate until,
      @NotBlank @Size(max = 2000) @Schema(examples = "Seized by the order of 2 March")
          String note) {}

  /** The end of an exclusion. */
  @Schema(name = "EndOfExclusion")
  public record End(
      @NotNull
          @Schema(description = "First day on which the name counts again", examples = "2026-07-01")
          LocalDate until) {}

  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  @Produces(MediaType.APPLICATION_JSON)
  @ResponseStatus(201)
  @RequiresPermission(Permission.INCIDENT_CLASSIFY)
  @Operation(
      summary = "Exclude a name",
      description =
          "A name that was seized, sinkholed, held by the registry or registered for a test leaves both sides of every rate while it "
              + "is excluded: an incident opened then does not count, its days under management are subtracted, and what "
              + "happened to it is in no portfolio. The gross counts stay for the reconciliation with the monthly report. Audited.")
  @APIResponse(responseCode = "201", description = "Entered")
  public Exclusion enter(@Valid @NotNull NewExclusion exclusion) {
    return exclusions.enter(exclusion);
  }

  @GET
  @Produces({MediaType.APPLICATION_JSON, PageFormats.NDJSON, PageFormats.CSV})
  @RequiresPermission(Permission.REGISTRY_DATA_READ)
  @Operation(
      summary = "List exclusions",
      description = "In the order of entry, with those that have ended.")
  public Page<Exclusion> list(
      @QueryParam("name") @Parameter(description = "One name only") @Nullable String name,
      @QueryParam("at") @Parameter(description = "Those of this day only") @Nullable Day at,
      @Valid @BeanParam PageRequest request) {
    return exclusions.list(name, at, request);
  }

  @POST
  @Path("/{id}/end")
  @Consumes(MediaType.APPLICATION_JSON)
  @Produces(MediaType.APPLICATION_JSON)
  @RequiresPermission(Permission.INCIDENT_CLASSIFY)
  @Operation(
      summary = "End an exclusion",
      description = "From a day on the name counts again. Audited.")
  public Exclusion end(@PathParam("id") UUID id, @Valid @NotNull End end) {
    return exclusions.end(id, end.until());
  }
}

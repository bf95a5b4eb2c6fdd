package io.bailiwick.aip.takeover;

import io.bailiwick.common.page.Cursor;
import io.bailiwick.common.page.Page;
import io.bailiwick.common.page.PageFormats;
import io.bailiwick.common.page.PageRequest;
import io.bailiwick.common.security.Permission;
import io.bailiwick.common.security.RequiresPermission;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.inject.Inject;
import jakarta.validation.Valid;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Takeovers over HTTP. */
@Path("/v1")
@RunOnVirtualThread
@Tag(
    name = "Takeovers",
    description = "Whether another accreditation takes over the creates of one that is limited")
public class TakeoverResource {
  private final TakeoverWatch watch;

  @Inject
  TakeoverResource(TakeoverWatch watch) {
    this.watch = watch;
  }

  @Schema(name = "TakeoverRun")
  public record Run(@Schema(description = "Flags that are new") List<TakeoverFlag> flags) {}

  @POST
  @Path("/takeover-runs")
  @Produces(MediaType.APPLICATION_JSON)
  @RequiresPermission(Permission.CASE_WRITE)
  @Operation(
      summary = "Look for takeovers now",
      description =
          "At all orders that run, as the schedule does every few hours. Repeats find nothing"
              + " twice.")
  @APIResponse(responseCode = "200", description = "What is new")
  @APIResponse(responseCode = "503", description = "abuse-ingest-service is away")
  public Run look() {
    return new Run(watch.look());
  }

  @GET
  @Path("/takeover-flags")
  @Produces({MediaType.APPLICATION_JSON, PageFormats.NDJSON, PageFormats.CSV})
  @RequiresPermission(Permission.CANDIDATE_READ)
  @Operation(
      summary = "List the registrars whose creates rose while another one is limited",
      description =
          "With the numbers, in the order in which they were found. Of the order's family where"
              + " creates rose at all, of the others where they rose by more than the policy's"
              + " factor, by an exact test at 1 % for all registrars together. For people to look"
              + " at: nothing follows by itself.")
  @APIResponse(responseCode = "200", description = "The flags")
  public Page<TakeoverFlag> flags(
      @Parameter(description = "Only of this order") @QueryParam("order") @Nullable UUID order,
      @Parameter(description = "Only of this case") @QueryParam("case") @Nullable UUID caseId,
      @Valid @BeanParam PageRequest request) {
    return Page.of(
        request,
        TakeoverFlag.class,
        (after, limit) -> watch.flags(order, caseId, Cursor.id(after), limit),
        flag -> Cursor.key(flag.id()));
  }
}

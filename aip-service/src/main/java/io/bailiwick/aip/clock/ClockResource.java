package io.bailiwick.aip.clock;

import io.bailiwick.common.page.Page;
import io.bailiwick.common.page.PageFormats;
import io.bailiwick.common.page.PageRequest;
import io.bailiwick.common.security.Permission;
import io.bailiwick.common.security.RequiresPermission;
import io.bailiwick.common.time.Day;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.inject.Inject;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Min;
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
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Clocks of cases over HTTP. */
@Path("/v1/clocks")
@RunOnVirtualThread
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@Tag(
    name = "Clocks",
    description = "By when somebody has to act in a case; a registrar reaches its own")
public class ClockResource {
  private final ClockService clocks;

  @Inject
  ClockResource(ClockService clocks) {
    this.clocks = clocks;
  }

  @Schema(name = "ClockReason")
  public record Reason(
      @NotBlank
          @Size(max = 10_000)
          @Schema(
              description = "Why, for the record; the registrar reads it, too",
              examples = "The registrar's systems are down after a fire.")
          String reason) {}

  @Schema(name = "ClockExtension")
  public record Extension(
      @Min(1)
          @Schema(
              description =
                  "Days more, of the kind that the clock counts; at most what the policy allows",
              examples = "5")
          int days,
      @NotBlank
          @Size(max = 10_000)
          @Schema(
              description = "Why, for the record",
              examples = "The plan needs the board's word.")
          String reason) {}

  @GET
  @Produces({MediaType.APPLICATION_JSON, PageFormats.NDJSON, PageFormats.CSV})
  @RequiresPermission(Permission.CASE_READ)
  @Operation(
      summary = "List the clocks",
      description =
          "In the order in which they were started. Example: `/v1/clocks?due=2026-03-31` gives those that run and whose last day is that day or"
              + " earlier; `/v1/clocks?state=OVERDUE` those that nobody kept.")
  @APIResponse(responseCode = "200", description = "The clocks")
  public Page<CaseClock> list(
      @Parameter(description = "Only those that run and end on this day (UTC) or before")
          @QueryParam("due")
          @Nullable Day due,
      @QueryParam("state") @Nullable ClockState state,
      @QueryParam("kind") @Nullable ClockKind kind,
      @Parameter(description = "Only those of this case") @QueryParam("case") @Nullable UUID caseId,
      @Valid @BeanParam PageRequest page) {
    return clocks.list(
        new ClockRepository.Filter(caseId, kind, state, due == null ? null : due.value()), page);
  }

  @GET
  @Path("/{id}")
  @RequiresPermission(Permission.CASE_READ)
  @Operation(summary = "Read a clock", description = "With every step: who, why, and when.")
  @APIResponse(responseCode = "200", description = "The clock")
  @APIResponse(responseCode = "404", description = "Unknown, or not the caller's")
  public ClockDetail get(@PathParam("id") UUID id) {
    return clocks.get(id);
  }

  @POST
  @Path("/{id}/pause")
  @RequiresPermission(Permission.CASE_WRITE)
  @Operation(
      summary = "Let a clock stand still",
      description =
          "What was left after today is left when it goes on. Clocks of appeals and of the review of a limit never stand still. Clocks of plans and"
              + " responses also stand still by themselves while a name of the case is contested in abuse-ingest-service.")
  @APIResponse(responseCode = "200", description = "The clock")
  @APIResponse(responseCode = "404", description = "Unknown")
  @APIResponse(responseCode = "409", description = "It does not run, or may not stand still")
  public ClockDetail pause(@PathParam("id") UUID id, @Valid @NotNull Reason request) {
    return clocks.pause(id, request.reason());
  }

  @POST
  @Path("/{id}/resumption")
  @RequiresPermission(Permission.CASE_WRITE)
  @Operation(
      summary = "Let a clock run on",
      description = "One that an officer let stand still. It waits on while a name is contested.")
  @APIResponse(responseCode = "200", description = "The clock")
  @APIResponse(responseCode = "404", description = "Unknown")
  @APIResponse(responseCode = "409", description = "Nobody let it stand still")
  public ClockDetail resume(@PathParam("id") UUID id, @Valid @NotNull Reason request) {
    return clocks.resume(id, request.reason());
  }

  @POST
  @Path("/{id}/extension")
  @RequiresPermission(Permission.CASE_WRITE)
  @Operation(
      summary = "Give more time",
      description =
          "From its last day on, or from today where that has passed; length and number by the policy.")
  @APIResponse(responseCode = "200", description = "The clock")
  @APIResponse(responseCode = "404", description = "Unknown")
  @APIResponse(responseCode = "409", description = "It has ended, or was extended often enough")
  @APIResponse(responseCode = "422", description = "Longer than the policy allows")
  public ClockDetail extend(@PathParam("id") UUID id, @Valid @NotNull Extension request) {
    return clocks.extend(id, request.days(), request.reason());
  }

  @POST
  @Path("/{id}/completion")
  @RequiresPermission(Permission.CASE_WRITE)
  @Operation(
      summary = "Write down a review",
      description = "Of how a plan goes: the clock of that review is met.")
  @APIResponse(responseCode = "200", description = "The clock")
  @APIResponse(responseCode = "404", description = "Unknown")
  @APIResponse(responseCode = "409", description = "It is no clock of a review, or has ended")
  public ClockDetail complete(@PathParam("id") UUID id, @Valid @NotNull Reason request) {
    return clocks.complete(id, request.reason());
  }
}

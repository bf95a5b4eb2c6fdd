package io.bailiwick.scoring.parallel;

import io.bailiwick.common.page.Page;
import io.bailiwick.common.page.PageFormats;
import io.bailiwick.common.page.PageRequest;
import io.bailiwick.common.security.Permission;
import io.bailiwick.common.security.RequiresPermission;
import io.bailiwick.common.time.Month;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.inject.Inject;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.DefaultValue;
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

/** Parallel runs over HTTP. */
@Path("/v1/parallel-runs")
@RunOnVirtualThread
@Tag(
    name = "Parallel runs",
    description =
        "A proposed policy beside the one in force: what it would say. For those who propose and approve, and nobody else")
public class ParallelRunResource {

  private final ParallelRunService runs;

  @Inject
  ParallelRunResource(ParallelRunService runs) {
    this.runs = runs;
  }

  /** What to run on what. */
  @Schema(name = "ParallelRunRequest")
  public record Request(
      @NotNull @Schema(description = "A proposed scoring policy") UUID policyId,
      @NotNull @Schema(description = "A month that has been scored") Month month) {}

  @POST
  @Produces(MediaType.APPLICATION_JSON)
  @RequiresPermission(Permission.SCORE_RUN)
  @Operation(
      summary = "Run a proposed policy on a month",
      description =
          "From the frozen input of the run that stands, so that every difference comes from the policy. Kept apart from scores:"
              + " nothing follows from it and no registrar or programme sees it. A policy that changes what is measured (the least"
              + " evidence, the days to maturity, the prior, who makes the funnel, windows and months looked at) can be approved"
              + " only once it has run on three mature months. Asked again with nothing changed, it answers with the same. Example:"
              + " `{\"policyId\": \"0199f7c2-52a1-7c11-9d0e-3f5a6b7c8d90\", \"month\": \"2026-03\"}`.")
  @APIResponse(
      responseCode = "201",
      description = "A new parallel run",
      content =
          @Content(
              mediaType = MediaType.APPLICATION_JSON,
              schema = @Schema(implementation = ParallelRunView.class)))
  @APIResponse(
      responseCode = "200",
      description = "The one that there is",
      content =
          @Content(
              mediaType = MediaType.APPLICATION_JSON,
              schema = @Schema(implementation = ParallelRunView.class)))
  @APIResponse(responseCode = "404", description = "There is no such scoring policy")
  @APIResponse(
      responseCode = "409",
      description = "The policy is decided, or the month has not been scored")
  public RestResponse<ParallelRunView> run(@Valid @NotNull Request request) {
    ParallelRunService.Outcome outcome = runs.run(request.policyId(), request.month());
    return outcome.created()
        ? RestResponse.ResponseBuilder.<ParallelRunView>created(
                URI.create("/v1/parallel-runs/" + outcome.run().id()))
            .entity(outcome.run())
            .build()
        : RestResponse.ok(outcome.run());
  }

  @GET
  @Produces({MediaType.APPLICATION_JSON, PageFormats.NDJSON, PageFormats.CSV})
  @RequiresPermission(Permission.PARALLEL_READ)
  @Operation(
      summary = "List parallel runs",
      description = "In the order of their making; of one policy where it is given.")
  public Page<ParallelRunView> list(
      @QueryParam("policy") @Nullable UUID policy, @Valid @BeanParam PageRequest request) {
    return runs.list(policy, request);
  }

  @GET
  @Path("/{id}")
  @Produces(MediaType.APPLICATION_JSON)
  @RequiresPermission(Permission.PARALLEL_READ)
  @Operation(
      summary = "Read a parallel run",
      description = "With how many registrars something else would be said of.")
  public ParallelRunView get(@PathParam("id") UUID id) {
    return runs.get(id);
  }

  @GET
  @Path("/{id}/comparison")
  @Produces({MediaType.APPLICATION_JSON, PageFormats.NDJSON, PageFormats.CSV})
  @RequiresPermission(Permission.PARALLEL_READ)
  @Operation(
      summary = "Compare what is said with what would be said",
      description =
          "Per registrar: the state of each gate in the run that stands, and by the proposed policy. In CSV the gates are JSON in"
              + " their cell.")
  public Page<ParallelRunView.Row> comparison(
      @PathParam("id") UUID id,
      @QueryParam("changed")
          @DefaultValue("false")
          @Parameter(description = "Only registrars of whom something else would be said")
          boolean changed,
      @Valid @BeanParam PageRequest request) {
    return runs.comparison(id, changed, request);
  }
}

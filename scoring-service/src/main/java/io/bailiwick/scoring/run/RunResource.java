package io.bailiwick.scoring.run;

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
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** Runs over HTTP. */
@Path("/v1/runs")
@RunOnVirtualThread
@Tag(name = "Runs", description = "A month's scores, in versions that are never edited")
public class RunResource {

  private static final String EXAMPLE =
      """
      {"id":"0199f7c2-52a1-7c11-9d0e-3f5a6b7c8d90","month":"2026-03","version":2,
      "supersedes":"0199f7b0-1c2d-7e3f-8a4b-5c6d7e8f9a0b","snapshotId":"0199f7c2-52a0-7f00-8123-456789abcdef",
      "snapshotSha256":"9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
      "policyId":"0199f000-0000-7000-8000-000000000001","policyVersion":1,"mature":true,
      "createdAt":"2026-05-01T00:10:00Z","registrars":40,"rewardHolds":31,"interventionHolds":1,"notAssessable":3}
      """;

  private final RunService runs;

  @Inject
  RunResource(RunService runs) {
    this.runs = runs;
  }

  /**
   * @param month the month to score, begun already
   */
  @Schema(name = "RunRequest")
  public record RunRequest(@NotNull Month month) {}

  @POST
  @Produces(MediaType.APPLICATION_JSON)
  @RequiresPermission(Permission.SCORE_RUN)
  @Operation(
      summary = "Score a month",
      description =
          "Freezes ingest's tallies of the month and of the twelve before it, with the feeds' health, the reconciliation and the"
              + " cohorts of the months that the rules look at, and scores every registrar by the policy in force"
              + " on the month's first day. Asked again with nothing changed, it answers with the same run; where a fact, the"
              + " month's maturity or the policy changed, with a new version that names the one it supersedes. A month may be"
              + " scored before it is mature; its gates are NOT_ASSESSABLE until then.")
  @APIResponse(
      responseCode = "201",
      description = "A new version",
      content =
          @Content(
              mediaType = MediaType.APPLICATION_JSON,
              schema = @Schema(implementation = RunView.class),
              examples = @ExampleObject(name = "run", value = EXAMPLE)))
  @APIResponse(
      responseCode = "200",
      description = "Nothing changed: the run that there is",
      content =
          @Content(
              mediaType = MediaType.APPLICATION_JSON,
              schema = @Schema(implementation = RunView.class)))
  @APIResponse(responseCode = "422", description = "The month has not begun")
  @APIResponse(
      responseCode = "503",
      description = "abuse-ingest-service is away; nothing was changed. See Retry-After")
  public RestResponse<RunView> run(@Valid @NotNull RunRequest request) {
    RunService.Outcome outcome = runs.run(request.month());
    if (!outcome.created()) {
      return RestResponse.ok(outcome.run());
    }
    return RestResponse.ResponseBuilder.<RunView>created(
            URI.create("/v1/runs/" + outcome.run().id()))
        .entity(outcome.run())
        .build();
  }

  @GET
  @Produces({MediaType.APPLICATION_JSON, PageFormats.NDJSON, PageFormats.CSV})
  @RequiresPermission(Permission.SCORE_READ)
  @Operation(
      summary = "List runs",
      description =
          "All versions, sorted by month and version; the highest version of a month stands.")
  public Page<RunView> list(
      @QueryParam("month") @Nullable Month month, @Valid @BeanParam PageRequest request) {
    return runs.list(month, request);
  }

  @GET
  @Path("/{id}")
  @Produces(MediaType.APPLICATION_JSON)
  @RequiresPermission(Permission.SCORE_READ)
  @Operation(summary = "Read a run", description = "Also one that was superseded.")
  @APIResponse(
      responseCode = "200",
      description = "The run",
      content =
          @Content(
              mediaType = MediaType.APPLICATION_JSON,
              schema = @Schema(implementation = RunView.class),
              examples = @ExampleObject(name = "run", value = EXAMPLE)))
  @APIResponse(responseCode = "404", description = "There is no such run")
  public RunView get(@PathParam("id") UUID id) {
    return runs.get(id);
  }

  @GET
  @Path("/{id}/scores")
  @Produces({MediaType.APPLICATION_JSON, PageFormats.NDJSON, PageFormats.CSV})
  @RequiresPermission(Permission.SCORE_READ)
  @Operation(
      summary = "List the scores of a run",
      description =
          "Sorted by registrar; also of a run that was superseded. A registrar sees its own only. In CSV the gates are JSON in"
              + " their cells. Numbers that sum up fewer than five other registrars are held back from registrars and from"
              + " machines, which pass on what they read; the state is told all the same.")
  public Page<ScoreView> scores(@PathParam("id") UUID id, @Valid @BeanParam PageRequest request) {
    return runs.scoresOf(id, request);
  }
}

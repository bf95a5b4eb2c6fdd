package io.bailiwick.aip.casefile;

import io.bailiwick.common.idempotency.Idempotency;
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
import jakarta.ws.rs.HeaderParam;
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

/** Candidates over HTTP. */
@Path("/v1")
@RunOnVirtualThread
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Candidates", description = "What the scores suggest, until a person has looked at it")
public class CandidateResource {
  private final CandidateService candidates;

  @Inject
  CandidateResource(CandidateService candidates) {
    this.candidates = candidates;
  }

  @Schema(name = "CandidateRunRequest")
  public record RunRequest(@NotNull @Schema(description = "A run of scoring-service") UUID runId) {}

  @Schema(name = "Reason")
  public record Reason(
      @NotBlank
          @Size(max = 10_000)
          @Schema(
              description = "Why, for the record",
              examples =
                  "Sixty names of one campaign in three months, all registered in bulk; the evidence was looked at name by name.")
          String reason) {}

  @POST
  @Path("/candidate-runs")
  @RequiresPermission(Permission.CANDIDATE_DECIDE)
  @Operation(
      summary = "Make candidates of a scoring run",
      description =
          "Every registrar for whom the intervention gate holds becomes a candidate, with the inputs that made the gate hold. A registrar with"
              + " an open candidate or case gets no second one: the finding joins it. The same scoring run again makes nothing new. A gate that"
              + " holds provisionally is left out.")
  @APIResponse(
      responseCode = "201",
      description = "What was made",
      content =
          @Content(
              mediaType = MediaType.APPLICATION_JSON,
              schema = @Schema(implementation = CandidateService.Outcome.class)))
  @APIResponse(responseCode = "422", description = "scoring-service has no such run")
  @APIResponse(responseCode = "503", description = "scoring-service does not answer")
  public RestResponse<CandidateService.Outcome> run(
      @Parameter(description = "Repeats of a request with the same key do nothing twice")
          @HeaderParam(Idempotency.HEADER)
          @Nullable String key,
      @Valid @NotNull RunRequest request) {
    return RestResponse.ResponseBuilder.<CandidateService.Outcome>create(
            RestResponse.Status.CREATED)
        .entity(candidates.run(request.runId(), key))
        .location(URI.create("/v1/candidates"))
        .build();
  }

  @GET
  @Path("/candidates")
  @Produces({MediaType.APPLICATION_JSON, PageFormats.NDJSON, PageFormats.CSV})
  @RequiresPermission(Permission.CANDIDATE_READ)
  @Operation(summary = "List the candidates", description = "In the order in which they were made.")
  @APIResponse(responseCode = "200", description = "The candidates")
  public Page<CandidateRow> list(
      @Parameter(description = "Only candidates in this state") @QueryParam("state")
          @Nullable CandidateState state,
      @Valid @BeanParam PageRequest page) {
    return candidates.list(state, page);
  }

  @GET
  @Path("/candidates/{id}")
  @RequiresPermission(Permission.CANDIDATE_READ)
  @Operation(
      summary = "Read a candidate",
      description = "With every finding: score, clauses of the gate and hash of the snapshot.")
  @APIResponse(responseCode = "200", description = "The candidate")
  @APIResponse(responseCode = "404", description = "Unknown")
  public CandidateView get(@PathParam("id") UUID id) {
    return candidates.get(id);
  }

  @POST
  @Path("/candidates/{id}/confirmation")
  @RequiresPermission(Permission.CANDIDATE_DECIDE)
  @Operation(
      summary = "Confirm a candidate",
      description = "A person has looked and opens the case, in state CONFIRMED.")
  @APIResponse(
      responseCode = "201",
      description = "The case",
      content =
          @Content(
              mediaType = MediaType.APPLICATION_JSON,
              schema = @Schema(implementation = CaseView.class)))
  @APIResponse(responseCode = "404", description = "Unknown")
  @APIResponse(responseCode = "409", description = "Confirmed or dismissed already")
  public RestResponse<CaseView> confirm(
      @PathParam("id") UUID id,
      @Parameter(description = "Repeats of a request with the same key do nothing twice")
          @HeaderParam(Idempotency.HEADER)
          @Nullable String key,
      @Valid @NotNull Reason request) {
    CaseView opened = candidates.confirm(id, request.reason(), key);
    return RestResponse.ResponseBuilder.<CaseView>created(URI.create("/v1/cases/" + opened.id()))
        .entity(opened)
        .build();
  }

  @POST
  @Path("/candidates/{id}/dismissal")
  @RequiresPermission(Permission.CANDIDATE_DECIDE)
  @Operation(
      summary = "Dismiss a candidate",
      description =
          "A person has looked and finds no case. A later scoring run may find a new one.")
  @APIResponse(responseCode = "200", description = "The candidate")
  @APIResponse(responseCode = "404", description = "Unknown")
  @APIResponse(responseCode = "409", description = "Confirmed or dismissed already")
  public CandidateView dismiss(@PathParam("id") UUID id, @Valid @NotNull Reason request) {
    return candidates.dismiss(id, request.reason());
  }
}

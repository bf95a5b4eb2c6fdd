package io.bailiwick.qpi.evaluation;

import io.bailiwick.common.page.Page;
import io.bailiwick.common.page.PageFormats;
import io.bailiwick.common.page.PageRequest;
import io.bailiwick.common.registrar.RegistrarId;
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
import java.util.Objects;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** Evaluations over HTTP. */
@Path("/v1")
@RunOnVirtualThread
@Tag(name = "Index", description = "The quality index of each registrar and how it came about")
public class EvaluationResource {

  private final EvaluationService evaluations;

  @Inject
  EvaluationResource(EvaluationService evaluations) {
    this.evaluations = evaluations;
  }

  /** What to evaluate. */
  @Schema(name = "EvaluationRequest")
  public record Request(
      @NotNull Month month,
      @Schema(description = "Absent: PROVISIONAL, a look ahead", examples = "PROVISIONAL")
          @Nullable Purpose purpose) {}

  @POST
  @Path("/evaluations")
  @Produces(MediaType.APPLICATION_JSON)
  @RequiresPermission(Permission.INDEX_RUN)
  @Operation(
      summary = "Evaluate a month",
      description =
          "Reads the month's scores and portfolios, and those of the months before it that the windows"
              + " of the policy reach, freezes them, and computes the index of every registrar by the"
              + " policy in force on the first day of the month. Which scores are read, the policy"
              + " says for each purpose: as shipped the newest for a look ahead (PROVISIONAL), and the"
              + " published ones to decide who qualifies (QUALIFYING), which no look ahead supersedes."
              + " Changed inputs or another policy make a new version that supersedes the one"
              + " before; unchanged ones answer 200 with what is there. 409 where the month is not"
              + " over, not scored or not published, 503 where a peer is away; nothing is written then.")
  @APIResponse(
      responseCode = "201",
      description = "Made",
      content = @Content(schema = @Schema(implementation = EvaluationView.class)))
  @APIResponse(
      responseCode = "200",
      description = "The same inputs and policy had given this already",
      content = @Content(schema = @Schema(implementation = EvaluationView.class)))
  @APIResponse(
      responseCode = "409",
      description = "The month is not over, not scored, not published, or evaluated to qualify")
  @APIResponse(responseCode = "422", description = "There is no month in the request")
  @APIResponse(
      responseCode = "503",
      description = "A peer is away; nothing was written. See Retry-After")
  public RestResponse<EvaluationView> evaluate(@Valid @NotNull Request request) {
    EvaluationService.Answer answer =
        evaluations.evaluate(
            request.month(), Objects.requireNonNullElse(request.purpose(), Purpose.PROVISIONAL));
    EvaluationView view = answer.evaluation();
    return answer.made()
        ? RestResponse.ResponseBuilder.<EvaluationView>created(
                URI.create("/v1/evaluations/" + view.id()))
            .entity(view)
            .build()
        : RestResponse.ok(view);
  }

  @GET
  @Path("/evaluations")
  @Produces({MediaType.APPLICATION_JSON, PageFormats.NDJSON, PageFormats.CSV})
  @RequiresPermission(Permission.INDEX_READ)
  @Operation(summary = "List evaluations", description = "All versions, by month and version.")
  public Page<EvaluationView> list(
      @QueryParam("month") @Parameter(description = "Only this month, UTC", example = "2026-03")
          @Nullable Month month,
      @Valid @BeanParam PageRequest request) {
    return evaluations.list(month, request);
  }

  @GET
  @Path("/evaluations/{id}")
  @Produces(MediaType.APPLICATION_JSON)
  @RequiresPermission(Permission.INDEX_READ)
  @Operation(
      summary = "Read an evaluation",
      description = "Which policy and scoring run it was made from.")
  @APIResponse(responseCode = "200", description = "OK")
  @APIResponse(
      responseCode = "404",
      description = "There is no such evaluation that the caller may see")
  public EvaluationView get(@PathParam("id") UUID id) {
    return evaluations.get(id);
  }

  @GET
  @Path("/evaluations/{id}/inputs")
  @Produces(MediaType.APPLICATION_JSON)
  @RequiresPermission(Permission.INDEX_READ)
  @Operation(
      summary = "Read the frozen inputs of an evaluation",
      description =
          "What the peers said, in canonical JSON: the bytes whose SHA-256 the evaluation names. Of"
              + " all registrars, so 404 for a registrar's token.")
  @APIResponse(
      responseCode = "200",
      description = "The inputs",
      content = @Content(schema = @Schema(type = SchemaType.OBJECT)))
  @APIResponse(
      responseCode = "404",
      description = "There is no such evaluation that the caller may see")
  public String inputs(@PathParam("id") UUID id) {
    return evaluations.inputs(id);
  }

  @GET
  @Path("/evaluations/{id}/results")
  @Produces({MediaType.APPLICATION_JSON, PageFormats.NDJSON, PageFormats.CSV})
  @RequiresPermission(Permission.INDEX_READ)
  @Operation(
      summary = "List the results of an evaluation",
      description = "By IANA ID. A registrar's token sees its own only.")
  @APIResponse(responseCode = "200", description = "OK")
  @APIResponse(
      responseCode = "404",
      description = "There is no such evaluation that the caller may see")
  public Page<ResultView> results(@PathParam("id") UUID id, @Valid @BeanParam PageRequest request) {
    return evaluations.results(id, request);
  }

  @GET
  @Path("/results")
  @Produces({MediaType.APPLICATION_JSON, PageFormats.NDJSON, PageFormats.CSV})
  @RequiresPermission(Permission.INDEX_READ)
  @Operation(
      summary = "List the latest results",
      description =
          "Of the latest version of each month, by month and IANA ID. A registrar's token sees its"
              + " own only; asking for another registrar answers 404, as for an unknown one.")
  @APIResponse(responseCode = "200", description = "OK")
  @APIResponse(
      responseCode = "404",
      description = "There is no such registrar that the caller may see")
  public Page<ResultView> latest(
      @QueryParam("registrar")
          @Parameter(description = "Only this registrar, by IANA ID", example = "90001")
          @Nullable RegistrarId registrar,
      @QueryParam("month") @Parameter(description = "Only this month, UTC", example = "2026-03")
          @Nullable Month month,
      @Valid @BeanParam PageRequest request) {
    return evaluations.latestResults(registrar, month, request);
  }
}

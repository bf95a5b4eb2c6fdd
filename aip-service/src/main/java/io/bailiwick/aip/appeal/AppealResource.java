package io.bailiwick.aip.appeal;

import io.bailiwick.aip.evidence.CitedEvidence;
import io.bailiwick.common.idempotency.Idempotency;
import io.bailiwick.common.page.Page;
import io.bailiwick.common.page.PageFormats;
import io.bailiwick.common.page.PageRequest;
import io.bailiwick.common.security.Permission;
import io.bailiwick.common.security.RequiresPermission;
import io.bailiwick.enforcement.Limit;
import io.bailiwick.enforcement.RestrictionMode;
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
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Appeals over HTTP. */
@Path("/v1/appeals")
@RunOnVirtualThread
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@Tag(
    name = "Appeals",
    description =
        "Against a limit: heard by somebody who had no part in it; a registrar reaches its own")
public class AppealResource {
  private final AppealService appeals;

  @Inject
  AppealResource(AppealService appeals) {
    this.appeals = appeals;
  }

  @Schema(name = "StayRequest")
  public record StayRequest(
      @NotBlank
          @Size(max = 10_000)
          @Schema(description = "Why, for the record", examples = "The grounds are serious.")
          String reason) {}

  /** A limit that stands in the place of another. */
  @Schema(name = "VariedLimit")
  public record VariedLimit(
      @NotNull RestrictionMode mode,
      @Size(max = 100) @Schema(description = "Zones; absent or empty: all", examples = "[\"org\"]")
          @Nullable List<@NotBlank @Size(max = 253) String> tlds,
      @Min(1) @Max(1_000_000) @Schema(examples = "50") @Nullable Integer creates,
      @Min(1) @Max(1_440) @Schema(examples = "60") @Nullable Integer windowMinutes,
      @Min(1)
          @Max(120)
          @Schema(
              description =
                  "From now, in days of 24 hours; not beyond the end of the limit in whose place it is",
              examples = "7")
          int days) {}

  @Schema(name = "AppealDecisionRequest")
  public record DecisionRequest(
      @NotNull AppealOutcome outcome,
      @NotBlank
          @Size(max = 50_000)
          @Schema(
              examples = "The names were classified rightly; the limit is short and create-only.")
          String reasons,
      @Valid @Schema(description = "With VARIED only") @Nullable VariedLimit limit,
      @Size(max = CitedEvidence.MOST) @Schema(description = CitedEvidence.NAMED)
          @Nullable List<@NotNull UUID> packets) {}

  @GET
  @Produces({MediaType.APPLICATION_JSON, PageFormats.NDJSON, PageFormats.CSV})
  @RequiresPermission(Permission.CASE_READ)
  @Operation(summary = "List the appeals", description = "In the order of filing.")
  @APIResponse(responseCode = "200", description = "The appeals")
  public Page<Appeal> list(
      @Parameter(description = "Only those in this case") @QueryParam("case") @Nullable UUID caseId,
      @Parameter(description = "Not decided yet; or decided") @QueryParam("open")
          @Nullable Boolean open,
      @Valid @BeanParam PageRequest page) {
    return appeals.list(caseId, open, page);
  }

  @GET
  @Path("/{id}")
  @RequiresPermission(Permission.CASE_READ)
  @Operation(
      summary = "Read an appeal",
      description = "With its decision, fee and refund. Its clock is in `/v1/clocks?case=`.")
  @APIResponse(responseCode = "200", description = "The appeal")
  @APIResponse(responseCode = "404", description = "Unknown, or not the caller's")
  public Appeal get(@PathParam("id") UUID id) {
    return appeals.get(id);
  }

  @POST
  @Path("/{id}/stay")
  @RequiresPermission(Permission.APPEAL_DECIDE)
  @Operation(
      summary = "Stay the limit",
      description =
          "Nothing is limited from now until the appeal is decided. The end of the limit stays where it is.")
  @APIResponse(responseCode = "200", description = "The appeal")
  @APIResponse(responseCode = "404", description = "Unknown")
  @APIResponse(responseCode = "409", description = "It was decided, or no limit is in force")
  public Appeal stay(@PathParam("id") UUID id, @Valid @NotNull StayRequest request) {
    return appeals.stay(id, request.reason());
  }

  @POST
  @Path("/{id}/decision")
  @RequiresPermission(Permission.APPEAL_DECIDE)
  @Operation(
      summary = "Decide an appeal",
      description =
          "By somebody who neither proposed nor decided the limit nor heard the step before. UPHELD: a stayed limit is in force again, until the end that"
              + " it always had. VARIED: a milder limit stands in its place. REVERSED: the limit ends at once, the case ends as REVERSED and counts"
              + " no more, and the order says `reversedAt` to those who read it. The decision of the panel is entered by who received it.")
  @APIResponse(responseCode = "200", description = "The appeal")
  @APIResponse(responseCode = "404", description = "Unknown")
  @APIResponse(responseCode = "409", description = "It was decided, or there is nothing to vary")
  @APIResponse(responseCode = "422", description = "Not a limit that can be ordered")
  public Appeal decide(
      @PathParam("id") UUID id,
      @Parameter(description = "Repeats of a request with the same key do nothing twice")
          @HeaderParam(Idempotency.HEADER)
          @Nullable String key,
      @Valid @NotNull DecisionRequest request) {
    VariedLimit limit = request.limit();
    return appeals.decide(
        id,
        request.outcome(),
        request.reasons(),
        limit == null
            ? null
            : new AppealService.Varied(
                new Limit(
                    limit.mode(),
                    limit.tlds() == null ? List.of() : limit.tlds(),
                    limit.creates(),
                    limit.windowMinutes(),
                    Set.of()),
                limit.days()),
        request.packets(),
        key);
  }
}

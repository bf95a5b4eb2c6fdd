package io.bailiwick.qpi.outcome;

import io.bailiwick.common.idempotency.Idempotency;
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
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** Outcomes over HTTP. */
@Path("/v1/promotions/{id}/outcome")
@RunOnVirtualThread
@Tag(name = "Promotions", description = "Offers to registrars, who qualifies and who takes part")
public class OutcomeResource {

  private final OutcomeService outcomes;

  @Inject
  OutcomeResource(OutcomeService outcomes) {
    this.outcomes = outcomes;
  }

  @POST
  @Produces(MediaType.APPLICATION_JSON)
  @ResponseStatus(201)
  @RequiresPermission(Permission.OUTCOME_READ)
  @Operation(
      summary = "Report the outcome of a promotion",
      description =
          "Once it has ended: fees less incentives, and renewal and abuse of its names against those"
              + " that the participants created beside and before it and against those of"
              + " non-participants, with intervals and with what is not mature yet. Reads the"
              + " registration events and malicious incidents of the ingest service page by page, so it"
              + " takes a while: /v1/promotions/{id}/outcome/runs says how far it is. What was cut off is gone on"
              + " with, by the next call or by itself; one report of a promotion is made at a time."
              + " Each report is kept. Only what the ledger has accrued counts as a name of the"
              + " promotion: accrue first.")
  @APIResponse(
      responseCode = "201",
      description = "Made",
      content = @Content(schema = @Schema(implementation = OutcomeView.class)))
  @APIResponse(responseCode = "404", description = "There is no such promotion")
  @APIResponse(
      responseCode = "409",
      description = "Not published, not ended, or the key was used with another request")
  @APIResponse(responseCode = "422", description = "There is no Idempotency-Key")
  @APIResponse(
      responseCode = "503",
      description = "The ingest service is away; what was read until then is kept. See Retry-After")
  public RestResponse<OutcomeView> make(
      @PathParam("id") UUID id,
      @HeaderParam(Idempotency.HEADER)
          @Parameter(
              required = true,
              description = "1 to 200 characters; the same key gives the same answer",
              example = "outcome-2026-10-01")
          @Nullable String key) {
    return RestResponse.ResponseBuilder.<OutcomeView>created(
            URI.create("/v1/promotions/" + id + "/outcome"))
        .entity(outcomes.make(id, key))
        .build();
  }

  @GET
  @Produces(MediaType.APPLICATION_JSON)
  @RequiresPermission(Permission.OUTCOME_READ)
  @Operation(
      summary = "Read the outcome of a promotion",
      description = "The newest report. 409 before the first was made.")
  @APIResponse(responseCode = "200", description = "OK")
  @APIResponse(responseCode = "404", description = "There is no such promotion")
  @APIResponse(responseCode = "409", description = "Not published, or no report has been made")
  public OutcomeView latest(@PathParam("id") UUID id) {
    return outcomes.latest(id);
  }

  @GET
  @Path("/runs")
  @Produces({MediaType.APPLICATION_JSON, PageFormats.NDJSON, PageFormats.CSV})
  @RequiresPermission(Permission.OUTCOME_READ)
  @Operation(
      summary = "List how far reports are",
      description =
          "Every making of a report of the promotion, oldest first: its stage, the pages read, and when it last went on.")
  @APIResponse(responseCode = "200", description = "OK")
  @APIResponse(responseCode = "404", description = "There is no such promotion")
  @APIResponse(responseCode = "409", description = "Not published")
  public Page<OutcomeRunView> runs(
      @PathParam("id") UUID id, @Valid @BeanParam PageRequest request) {
    return outcomes.runs(id, request);
  }
}

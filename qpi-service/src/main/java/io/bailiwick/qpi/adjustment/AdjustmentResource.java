package io.bailiwick.qpi.adjustment;

import io.bailiwick.common.idempotency.Idempotency;
import io.bailiwick.common.page.Page;
import io.bailiwick.common.page.PageFormats;
import io.bailiwick.common.page.PageRequest;
import io.bailiwick.common.registrar.RegistrarId;
import io.bailiwick.common.security.Permission;
import io.bailiwick.common.security.RequiresPermission;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.inject.Inject;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
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

/** Adjustments over HTTP. */
@Path("/v1/adjustments")
@RunOnVirtualThread
@Tag(name = "Settlement", description = "Corrections by two people, and what is handed to billing")
public class AdjustmentResource {

  private final AdjustmentService adjustments;

  @Inject
  AdjustmentResource(AdjustmentService adjustments) {
    this.adjustments = adjustments;
  }

  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  @Produces(MediaType.APPLICATION_JSON)
  @RequiresPermission(Permission.LEDGER_ADJUST)
  @Operation(
      summary = "Propose an adjustment",
      description =
          "Nothing is booked before another person of finance approves it. It needs a ground and its"
              + " words, which the registrar reads on its statement: what was earned is never touched"
              + " without.")
  @APIResponse(
      responseCode = "201",
      description = "Proposed",
      content = @Content(schema = @Schema(implementation = AdjustmentView.class)))
  @APIResponse(responseCode = "404", description = "There is no such promotion")
  @APIResponse(
      responseCode = "409",
      description = "The promotion is not published, or the key was used with another request")
  @APIResponse(
      responseCode = "422",
      description = "Amount, currency, ground or reason is not valid, or there is no key")
  public RestResponse<AdjustmentView> propose(
      @Valid @NotNull AdjustmentDraft draft,
      @HeaderParam(Idempotency.HEADER)
          @Parameter(
              required = true,
              description = "1 to 200 characters; the same key gives the same answer",
              example = "late-creates-of-april")
          @Nullable String key) {
    return created(adjustments.propose(draft, key));
  }

  private static RestResponse<AdjustmentView> created(AdjustmentView adjustment) {
    return RestResponse.ResponseBuilder.<AdjustmentView>created(
            URI.create("/v1/adjustments/" + adjustment.id()))
        .entity(adjustment)
        .build();
  }

  @POST
  @Path("/write-offs")
  @Consumes(MediaType.APPLICATION_JSON)
  @Produces(MediaType.APPLICATION_JSON)
  @RequiresPermission(Permission.LEDGER_ADJUST)
  @Operation(
      summary = "Propose to give up a balance",
      description =
          "What is claimed back from a registrar and will not come, or what is payable to one that is gone."
              + " It becomes an adjustment on the ground UNCOLLECTABLE, decided like any other by another"
              + " person of finance: POST /v1/adjustments/{id}/decision. No more than the balance can be"
              + " given up, when it is proposed and when it is approved.")
  @APIResponse(
      responseCode = "201",
      description = "Proposed",
      content = @Content(schema = @Schema(implementation = AdjustmentView.class)))
  @APIResponse(responseCode = "404", description = "There is no such promotion")
  @APIResponse(
      responseCode = "409",
      description = "The promotion is not published, or the key was used with another request")
  @APIResponse(
      responseCode = "422",
      description = "More than the balance, another currency, too short a reason, or no key")
  public RestResponse<AdjustmentView> proposeWriteOff(
      @Valid @NotNull WriteOffDraft draft,
      @HeaderParam(Idempotency.HEADER)
          @Parameter(
              required = true,
              description = "1 to 200 characters; the same key gives the same answer",
              example = "terminated-registrar-90001")
          @Nullable String key) {
    return created(adjustments.proposeWriteOff(draft, key));
  }

  @POST
  @Path("/fraud-reversals")
  @Consumes(MediaType.APPLICATION_JSON)
  @Produces(MediaType.APPLICATION_JSON)
  @RequiresPermission(Permission.LEDGER_ADJUST)
  @Operation(
      summary = "Propose to take names back for fraud",
      description =
          "All that stands of the accruals of these names, wherever the money is by then: not mature, payable,"
              + " or settled and then claimed back. Approved by another person of finance, the names count no"
              + " more for caps and tiers: POST /v1/adjustments/{id}/decision. Where what stands of them has"
              + " changed by then, the approval is refused.")
  @APIResponse(
      responseCode = "201",
      description = "Proposed",
      content = @Content(schema = @Schema(implementation = AdjustmentView.class)))
  @APIResponse(responseCode = "404", description = "There is no such promotion")
  @APIResponse(
      responseCode = "409",
      description = "The promotion is not published, or the key was used with another request")
  @APIResponse(
      responseCode = "422",
      description = "A name of which nothing stands, too short a reason, or no key")
  public RestResponse<AdjustmentView> proposeFraudReversal(
      @Valid @NotNull FraudReversalDraft draft,
      @HeaderParam(Idempotency.HEADER)
          @Parameter(
              required = true,
              description = "1 to 200 characters; the same key gives the same answer",
              example = "finding-2026-17")
          @Nullable String key) {
    return created(adjustments.proposeFraudReversal(draft, key));
  }

  @POST
  @Path("/{id}/decision")
  @Consumes(MediaType.APPLICATION_JSON)
  @Produces(MediaType.APPLICATION_JSON)
  @RequiresPermission(Permission.LEDGER_ADJUST)
  @Operation(
      summary = "Approve or reject an adjustment",
      description =
          "By another person than who proposed it. Approved, it is booked at once and once. Where it"
              + " settles a dispute, what was held is released and a corrected statement is issued;"
              + " rejected, the dispute is open again. 409 for the same person and for a second"
              + " decision.")
  @APIResponse(responseCode = "200", description = "Decided")
  @APIResponse(responseCode = "404", description = "There is no such adjustment")
  @APIResponse(responseCode = "409", description = "Decided before, or proposed by the caller")
  @APIResponse(responseCode = "422", description = "There is no reason")
  public AdjustmentView decide(
      @PathParam("id") @Parameter(example = "0197a6c0-0000-7000-8000-000000000000") UUID id,
      @Valid @NotNull AdjustmentDecision decision) {
    return adjustments.decide(id, decision);
  }

  @GET
  @Produces({MediaType.APPLICATION_JSON, PageFormats.NDJSON, PageFormats.CSV})
  @RequiresPermission(Permission.LEDGER_READ)
  @Operation(
      summary = "List adjustments",
      description =
          "In the order of their proposal. A registrar's token sees its own that were booked, and no"
              + " other; asking for another registrar answers 404.")
  @APIResponse(responseCode = "200", description = "OK")
  @APIResponse(
      responseCode = "404",
      description = "There is no such registrar that the caller may see")
  public Page<AdjustmentView> list(
      @QueryParam("registrar")
          @Parameter(description = "Only this registrar, by IANA ID", example = "90001")
          @Nullable RegistrarId registrar,
      @QueryParam("state") @Parameter(description = "Only this state", example = "PROPOSED")
          @Nullable AdjustmentState state,
      @Valid @BeanParam PageRequest request) {
    return adjustments.list(registrar, state, request);
  }

  @GET
  @Path("/{id}")
  @Produces(MediaType.APPLICATION_JSON)
  @RequiresPermission(Permission.LEDGER_READ)
  @Operation(summary = "Read an adjustment", description = "With who proposed and who decided it.")
  @APIResponse(responseCode = "200", description = "OK")
  @APIResponse(responseCode = "404", description = "There is no such adjustment")
  public AdjustmentView get(
      @PathParam("id") @Parameter(example = "0197a6c0-0000-7000-8000-000000000000") UUID id) {
    return adjustments.get(id);
  }
}

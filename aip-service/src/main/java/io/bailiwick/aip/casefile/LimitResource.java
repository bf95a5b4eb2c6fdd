package io.bailiwick.aip.casefile;

import io.bailiwick.aip.evidence.CitedEvidence;
import io.bailiwick.aip.restriction.OrderView;
import io.bailiwick.common.idempotency.Idempotency;
import io.bailiwick.common.security.Permission;
import io.bailiwick.common.security.RequiresPermission;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.inject.Inject;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.net.URI;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** Limit proposals and their decisions over HTTP. */
@Path("/v1/limit-proposals")
@RunOnVirtualThread
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Limits", description = "Proposed by one person, decided by another")
public class LimitResource {
  private final LimitService limits;

  @Inject
  LimitResource(LimitService limits) {
    this.limits = limits;
  }

  @Schema(name = "LimitDecisionRequest")
  public record DecisionRequest(
      @NotNull LimitOutcome outcome,
      @NotBlank
          @Size(max = 20_000)
          @Schema(examples = "Proportionate: short, create-only, after two notices.")
          String reasons,
      @Size(max = CitedEvidence.MOST) @Schema(description = CitedEvidence.NAMED)
          @Nullable List<@NotNull UUID> packets) {}

  @GET
  @Path("/{id}")
  @RequiresPermission(Permission.CASE_READ)
  @Operation(
      summary = "Read a limit proposal",
      description = "With its decision, once there is one. A registrar reads those of its cases.")
  @APIResponse(responseCode = "200", description = "The proposal")
  @APIResponse(responseCode = "404", description = "Unknown, or not the caller's")
  public ProposalView get(@PathParam("id") UUID id) {
    return limits.get(id);
  }

  @POST
  @Path("/{id}/decision")
  @RequiresPermission(Permission.LIMIT_DECIDE)
  @Operation(
      summary = "Decide a limit proposal",
      description =
          "By the person whom the proposal names, who is never the proposer. An approval issues the order, in force at once and with its end; a"
              + " refusal leaves the case in REVIEW.")
  @APIResponse(
      responseCode = "201",
      description = "Approved: the order",
      content =
          @Content(
              mediaType = MediaType.APPLICATION_JSON,
              schema = @Schema(implementation = OrderView.class)))
  @APIResponse(
      responseCode = "202",
      description = "The first of two approvals: nothing is limited until the other is there",
      content =
          @Content(
              mediaType = MediaType.APPLICATION_JSON,
              schema = @Schema(implementation = ProposalView.class)))
  @APIResponse(responseCode = "204", description = "Refused, and kept in the case")
  @APIResponse(responseCode = "404", description = "Unknown")
  @APIResponse(responseCode = "409", description = "Decided already")
  public RestResponse<?> decide(
      @PathParam("id") UUID id,
      @Parameter(description = "Repeats of a request with the same key do nothing twice")
          @HeaderParam(Idempotency.HEADER)
          @Nullable String key,
      @Valid @NotNull DecisionRequest request) {
    LimitService.Decided decided =
        limits.decide(id, request.outcome(), request.reasons(), request.packets(), key);
    OrderView order = decided.order();
    if (order != null) {
      return RestResponse.ResponseBuilder.<OrderView>created(
              URI.create("/v1/restriction-orders/" + order.id()))
          .entity(order)
          .build();
    }
    return decided.awaited() == null
        ? RestResponse.noContent()
        : RestResponse.accepted(limits.get(id));
  }

  @Schema(name = "ProposalWithdrawal")
  public record WithdrawalRequest(
      @NotBlank
          @Size(max = 10_000)
          @Schema(
              description = "Why, for the record",
              examples = "The registrar filed a plan that was agreed to.")
          String reason) {}

  @POST
  @Path("/{id}/withdrawal")
  @RequiresPermission(Permission.LIMIT_PROPOSE)
  @Operation(
      summary = "Take a limit proposal back",
      description = "One that nobody has decided; its case goes to REVIEW.")
  @APIResponse(responseCode = "200", description = "The proposal")
  @APIResponse(responseCode = "404", description = "Unknown")
  @APIResponse(responseCode = "409", description = "Decided already")
  public ProposalView withdraw(
      @PathParam("id") UUID id, @Valid @NotNull WithdrawalRequest request) {
    return limits.withdraw(id, request.reason());
  }
}

package io.bailiwick.common.policy;

import com.fasterxml.jackson.databind.JsonNode;
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
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.net.URI;
import java.time.LocalDate;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** Policies over HTTP. */
@Path("/v1/policies")
@RunOnVirtualThread
@Tag(
    name = "Policies",
    description =
        "The numbers that this service runs by: dated documents, proposed by one person and decided by another")
public class PolicyResource {

  private final Policies policies;

  @Inject
  PolicyResource(Policies policies) {
    this.policies = policies;
  }

  /** A proposal of a new version. */
  @Schema(name = "PolicyProposal")
  public record Proposal(
      @NotBlank @Schema(examples = "scoring") String kind,
      @NotNull
          @Schema(description = "First day (UTC) in force; today or later", examples = "2026-03-01")
          LocalDate effectiveFrom,
      @NotBlank @Size(max = 2000) @Schema(examples = "Yearly review, board minute 2026-02")
          String reason,
      @NotNull
          @Schema(
              implementation = Object.class,
              description =
                  "The whole document; take the one in force as a pattern. Unknown members are refused")
          JsonNode document) {}

  /** A decision on a proposal. */
  @Schema(name = "PolicyDecision")
  public record Decision(
      @NotBlank @Size(max = 2000) @Schema(examples = "Checked against the minute") String reason) {}

  @GET
  @Produces({MediaType.APPLICATION_JSON, PageFormats.NDJSON, PageFormats.CSV})
  @RequiresPermission(Permission.POLICY_READ)
  @Operation(summary = "List policy versions", description = "Sorted by kind and version.")
  public Page<PolicyView> list(
      @QueryParam("kind") @Nullable String kind,
      @QueryParam("state") @Nullable PolicyState state,
      @Valid @BeanParam PageRequest request) {
    return policies.list(kind, state, request);
  }

  @GET
  @Path("/{id}")
  @Produces(MediaType.APPLICATION_JSON)
  @RequiresPermission(Permission.POLICY_READ)
  @Operation(summary = "Read a policy version", description = "With its document and its decision.")
  public PolicyView get(@PathParam("id") UUID id) {
    return policies.get(id);
  }

  @POST
  @ResponseStatus(201)
  @RequiresPermission(Permission.POLICY_PROPOSE)
  @Operation(
      summary = "Propose a policy version",
      description =
          "Checked at once; a document that breaks a rule is refused with every violation.")
  public RestResponse<PolicyView> propose(@Valid @NotNull Proposal proposal) {
    PolicyView view =
        policies.propose(
            proposal.kind(), proposal.effectiveFrom(), proposal.reason(), proposal.document());
    return RestResponse.ResponseBuilder.<PolicyView>created(URI.create("/v1/policies/" + view.id()))
        .entity(view)
        .build();
  }

  @POST
  @Path("/{id}/approval")
  @RequiresPermission(Permission.POLICY_APPROVE)
  @Operation(
      summary = "Approve a proposed policy version",
      description = "By somebody else than its proposer, and not after its first day.")
  public PolicyView approve(@PathParam("id") UUID id, @Valid @NotNull Decision decision) {
    return policies.approve(id, decision.reason());
  }

  @POST
  @Path("/{id}/rejection")
  @RequiresPermission(Permission.POLICY_APPROVE)
  @Operation(
      summary = "Reject a proposed policy version",
      description = "By somebody else than its proposer.")
  public PolicyView reject(@PathParam("id") UUID id, @Valid @NotNull Decision decision) {
    return policies.reject(id, decision.reason());
  }
}

package io.bailiwick.aip.casefile;

import io.bailiwick.aip.evidence.CitedEvidence;
import io.bailiwick.aip.restriction.OrderView;
import io.bailiwick.common.security.Permission;
import io.bailiwick.common.security.RequiresPermission;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.inject.Inject;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Reviewing a limit of the acute path over HTTP: a step of its case, as lifting is. */
@Path("/v1/restriction-orders/{id}/review")
@RunOnVirtualThread
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Restriction orders", description = "What the EPP system enforces; each ends by itself")
public class LimitReviewResource {
  private final LimitService limits;

  @Inject
  LimitReviewResource(LimitService limits) {
    this.limits = limits;
  }

  @Schema(name = "LimitReviewRequest")
  public record ReviewRequest(
      @NotBlank
          @Size(max = 10_000)
          @Schema(
              description = "Why the limit goes on",
              examples = "A further forty names in the week; the registrar has not answered.")
          String reason,
      @Size(max = CitedEvidence.MOST) @Schema(description = CitedEvidence.NAMED)
          @Nullable List<@NotNull UUID> packets) {}

  @POST
  @RequiresPermission(Permission.LIMIT_DECIDE)
  @Operation(
      summary = "Review a limit of the acute path",
      description =
          "By a decider whom the proposal names, before the review date, at which the limit ends by itself otherwise. A second order takes it to the end"
              + " that was decided, and not beyond.")
  @APIResponse(responseCode = "200", description = "The order that goes on")
  @APIResponse(responseCode = "404", description = "Unknown")
  @APIResponse(responseCode = "409", description = "There is nothing to review, or it is too late")
  public OrderView review(@PathParam("id") UUID id, @Valid @NotNull ReviewRequest request) {
    return limits.keep(id, request.reason(), request.packets());
  }
}

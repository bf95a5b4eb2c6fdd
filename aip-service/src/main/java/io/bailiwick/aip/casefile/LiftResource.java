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

/**
 * Lifting an order over HTTP: a step of its case, for which reason it is here and not with the
 * orders.
 */
@Path("/v1/restriction-orders/{id}/lift")
@RunOnVirtualThread
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Restriction orders", description = "What the EPP system enforces; each ends by itself")
public class LiftResource {
  private final LimitService limits;

  @Inject
  LiftResource(LimitService limits) {
    this.limits = limits;
  }

  @Schema(name = "LiftRequest")
  public record LiftRequest(
      @NotBlank @Size(max = 10_000) @Schema(examples = "The campaign was stopped.") String reason,
      @Size(max = CitedEvidence.MOST) @Schema(description = CitedEvidence.NAMED)
          @Nullable List<@NotNull UUID> packets) {}

  @POST
  @RequiresPermission(Permission.LIMIT_DECIDE)
  @Operation(
      summary = "Lift a limit early",
      description = "The order stops being in force at once; its case goes to REVIEW.")
  @APIResponse(responseCode = "200", description = "The order")
  @APIResponse(responseCode = "404", description = "Unknown")
  @APIResponse(responseCode = "409", description = "The order is not in force")
  public OrderView lift(@PathParam("id") UUID id, @Valid @NotNull LiftRequest request) {
    return limits.lift(id, request.reason(), request.packets());
  }
}

package io.bailiwick.qpi.settlement;

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
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** How registrars are paid, over HTTP. */
@Path("/v1/payout-ways")
@RunOnVirtualThread
@Tag(name = "Settlement", description = "Corrections by two people, and what is handed to billing")
public class PayoutWayResource {

  private final PayoutWays ways;

  @Inject
  PayoutWayResource(PayoutWays ways) {
    this.ways = ways;
  }

  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  @Produces(MediaType.APPLICATION_JSON)
  @RequiresPermission(Permission.LEDGER_SETTLE)
  @Operation(
      summary = "Say how a registrar is paid",
      description =
          "From now on, in settlements that name no way themselves. What it was before stays in the"
              + " list.")
  @APIResponse(
      responseCode = "201",
      description = "Kept",
      content = @Content(schema = @Schema(implementation = PayoutWayView.class)))
  @APIResponse(responseCode = "409", description = "The key was used with another request")
  @APIResponse(
      responseCode = "422",
      description = "Registrar, way or reason is missing, or there is no key")
  public RestResponse<PayoutWayView> set(
      @Valid @NotNull PayoutWayDraft draft,
      @HeaderParam(Idempotency.HEADER)
          @Parameter(
              required = true,
              description = "1 to 200 characters; the same key gives the same answer",
              example = "deposit-for-90001")
          @Nullable String key) {
    return RestResponse.status(RestResponse.Status.CREATED, ways.set(draft, key));
  }

  @GET
  @Produces({MediaType.APPLICATION_JSON, PageFormats.NDJSON, PageFormats.CSV})
  @RequiresPermission(Permission.SETTLEMENT_READ)
  @Operation(
      summary = "List how registrars are paid",
      description = "With the history: of each registrar the last row holds.")
  @APIResponse(responseCode = "200", description = "OK")
  public Page<PayoutWayView> list(
      @QueryParam("registrar")
          @Parameter(description = "Only this registrar, by IANA ID", example = "90001")
          @Nullable RegistrarId registrar,
      @Valid @BeanParam PageRequest request) {
    return ways.list(registrar, request);
  }
}

package io.bailiwick.qpi.outcome;

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
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Exposures over HTTP. */
@Path("/v1/exposures")
@RunOnVirtualThread
@Tag(name = "Promotions", description = "Offers to registrars, who qualifies and who takes part")
public class ExposureResource {

  private final OutcomeService outcomes;

  @Inject
  ExposureResource(OutcomeService outcomes) {
    this.outcomes = outcomes;
  }

  @GET
  @Produces({MediaType.APPLICATION_JSON, PageFormats.NDJSON, PageFormats.CSV})
  @RequiresPermission(Permission.LEDGER_READ)
  @Operation(
      summary = "List exposures",
      description =
          "What each registrar was granted, by the month of the creates and by promotion: names and"
              + " money, less what was taken back. With month and registrar it joins the scores of the"
              + " scoring service, so that the effect of discounts on abuse can be studied. A"
              + " registrar's token sees its own. Example: `/v1/exposures?month=2026-04`.")
  @APIResponse(responseCode = "200", description = "OK")
  @APIResponse(responseCode = "404", description = "The registrar is not the caller's")
  public Page<ExposureView> exposures(
      @QueryParam("promotion") @Parameter(description = "Only of this promotion")
          @Nullable UUID promotion,
      @QueryParam("registrar") @Parameter(description = "IANA ID", example = "90001")
          @Nullable RegistrarId registrar,
      @QueryParam("month") @Parameter(description = "Month of the creates", example = "2026-04")
          @Nullable Month month,
      @Valid @BeanParam PageRequest request) {
    return outcomes.exposures(promotion, registrar, month, request);
  }
}

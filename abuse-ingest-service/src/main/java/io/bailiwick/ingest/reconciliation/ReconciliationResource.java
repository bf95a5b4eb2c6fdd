package io.bailiwick.ingest.reconciliation;

import io.bailiwick.common.security.Permission;
import io.bailiwick.common.security.RequiresPermission;
import io.bailiwick.common.time.Month;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.inject.Inject;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Reconciliations over HTTP. */
@Path("/v1/reconciliations/{month}")
@RunOnVirtualThread
@Tag(name = "Reconciliation")
public class ReconciliationResource {
  private final ReconciliationService reconciliations;

  @Inject
  ReconciliationResource(ReconciliationService reconciliations) {
    this.reconciliations = reconciliations;
  }

  /** A person's word that a month goes on without its report. */
  @Schema(name = "NewReconciliationWaiver")
  public record Waiver(
      @NotBlank @Size(max = 63) @Schema(description = "Zone", examples = "org") String tld,
      @NotBlank
          @Size(max = 2000)
          @Schema(examples = "The back-end operator reports late after its move; see its letter")
          String reason) {}

  @GET
  @Produces(MediaType.APPLICATION_JSON)
  @RequiresPermission(Permission.REGISTRY_DATA_READ)
  @Operation(
      summary = "Read the reconciliation of a month",
      description =
          "For each zone and registrar our counts beside the report that stands. Names at the end of the month and net adds "
              + "that differ by more than 0.5 % or 5 names, whichever is larger, block the month, and so does the zone's "
              + "movement since the report before; other comparisons are shown. Adds and transfers in are counted in the month "
              + "in which their grace period of five days ends, as the report counts them. What our deposits do not tell "
              + "is not compared.")
  public Reconciliation reconcile(@PathParam("month") @Parameter(example = "2026-03") Month month) {
    return reconciliations.reconcile(month);
  }

  @POST
  @Path("/waivers")
  @Consumes(MediaType.APPLICATION_JSON)
  @Produces(MediaType.APPLICATION_JSON)
  @RequiresPermission(Permission.RECONCILIATION_WAIVE)
  @Operation(
      summary = "Waive a missing report",
      description =
          "Lets a month go on although the report of one zone is missing: WAITING becomes WAIVED. With a reason, audited. A "
              + "difference cannot be waived, and a report that comes later counts all the same.")
  public Reconciliation waive(
      @PathParam("month") @Parameter(example = "2026-03") Month month,
      @Valid @NotNull Waiver waiver) {
    return reconciliations.waive(month, waiver.tld(), waiver.reason());
  }
}

package io.bailiwick.scoring.run;

import io.bailiwick.common.page.Page;
import io.bailiwick.common.page.PageFormats;
import io.bailiwick.common.page.PageRequest;
import io.bailiwick.common.registrar.RegistrarId;
import io.bailiwick.common.security.Permission;
import io.bailiwick.common.security.RequiresPermission;
import io.bailiwick.scoring.ingest.Threat;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.inject.Inject;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Pattern;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Measures over HTTP. */
@Path("/v1/runs")
@RunOnVirtualThread
@Tag(
    name = "Measures",
    description = "Stock, flow and cohort side by side, how long abuse lived and whom it lay with")
public class MeasureResource {

  private final MeasureService measures;

  @Inject
  MeasureResource(MeasureService measures) {
    this.measures = measures;
  }

  @GET
  @Path("/{id}/measures")
  @Produces({MediaType.APPLICATION_JSON, PageFormats.NDJSON, PageFormats.CSV})
  @RequiresPermission(Permission.SCORE_READ)
  @Operation(
      summary = "List the measures of a run",
      description =
          "Of each registrar, by IANA ID, and after them of each family of registrars, by name: a row for all zones together and"
              + " for each zone, and in each of them for every class of abuse and for the total. Made from the run's snapshot"
              + " alone, so that an old run's measures never change. A registrar sees its own rows, and a family's only where"
              + " every member is its own. No gate reads a measure. In CSV the parts are JSON in their cells. "
              + "Example: `/v1/runs/0199f7c2-52a1-7c11-9d0e-3f5a6b7c8d90/measures?tld=ALL&threat=TOTAL`.")
  public Page<MeasureView> list(
      @PathParam("id") UUID id,
      @QueryParam("registrar") @Parameter(description = "Only this one's rows", example = "90001")
          @Nullable RegistrarId registrar,
      @QueryParam("tld")
          @Parameter(
              description = "Only a zone's rows; ALL for those of all zones together",
              example = "org")
          @Pattern(
              regexp = "ALL|[a-z0-9](?:[a-z0-9.-]{0,251}[a-z0-9])?",
              message = "is a zone in lower case, for example org, or ALL")
          @Nullable String tld,
      @QueryParam("threat") @Parameter(description = "Only a class's rows", example = "TOTAL")
          @Nullable Threat threat,
      @QueryParam("family")
          @Parameter(description = "Only this family's rows", example = "example-group")
          @Pattern(
              regexp = "[a-z0-9][a-z0-9-]{1,62}",
              message = "is a family's name, for example example-group")
          @Nullable String family,
      @Valid @BeanParam PageRequest request) {
    return measures.measures(
        id, new MeasureService.Wanted(registrar, tld, threat, family), request);
  }
}

package io.bailiwick.scoring.run;

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
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Differences of versions over HTTP. */
@Path("/v1/runs/{id}/differences")
@RunOnVirtualThread
@Tag(name = "Runs")
public class DifferenceResource {

  private final DifferenceService differences;

  @Inject
  DifferenceResource(DifferenceService differences) {
    this.differences = differences;
  }

  @GET
  @Produces({MediaType.APPLICATION_JSON, PageFormats.NDJSON, PageFormats.CSV})
  @RequiresPermission(Permission.SCORE_READ)
  @Operation(
      summary = "Compare two versions of a month",
      description =
          "Per registrar what the later version says differently: figures, states of gates and of clauses with both sentences;"
              + " and why: another policy version, in which months the frozen facts differ and which, and what ingest told of it."
              + " Sorted by registrar; whoever is the same in both is left out. A registrar sees its own only; of others it"
              + " learns that something changed in a month, never what. Example: `/v1/runs/{id}/differences?from={run}`.")
  @APIResponse(responseCode = "404", description = "There is no such run")
  @APIResponse(
      responseCode = "409",
      description =
          "The run is the first version of its month, and none is named to compare it with")
  @APIResponse(responseCode = "422", description = "The runs are of different months")
  public Page<ScoreDifference> list(
      @PathParam("id") UUID id,
      @QueryParam("from")
          @Parameter(
              description = "Run to compare with; left out: the version that the run supersedes")
          @Nullable UUID from,
      @Valid @BeanParam PageRequest request) {
    return differences.differences(id, from, request);
  }
}

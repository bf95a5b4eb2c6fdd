package io.bailiwick.scoring.run;

import io.bailiwick.common.page.Page;
import io.bailiwick.common.page.PageFormats;
import io.bailiwick.common.page.PageRequest;
import io.bailiwick.common.registrar.RegistrarId;
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
import jakarta.ws.rs.core.MediaType;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The incidents behind scores over HTTP. */
@Path("/v1/runs/{id}/scores/{registrar}/incidents")
@RunOnVirtualThread
@Tag(name = "Explanations")
public class ScoredIncidentResource {

  private final ScoredIncidentService incidents;

  @Inject
  ScoredIncidentResource(ScoredIncidentService incidents) {
    this.incidents = incidents;
  }

  @GET
  @Produces({MediaType.APPLICATION_JSON, PageFormats.NDJSON, PageFormats.CSV})
  @RequiresPermission(Permission.SCORE_READ)
  @Operation(
      summary = "List the incidents behind a score",
      description =
          "Those of the scored month that were counted when the snapshot was frozen, whatever their classification, in the order"
              + " of their identifiers: distinct domains of them give the numbers of the score. Only their identifiers are kept"
              + " here. Their names and families are asked of abuse-ingest-service as they are now, for callers who may read"
              + " incidents, with the path of the evidence packet, which goes down to the line of the payload; and each row says"
              + " whether it still counts the same today. A registrar reads its own only; another's is answered 404. Example:"
              + " `/v1/runs/0199f7c2-52a1-7c11-9d0e-3f5a6b7c8d90/scores/90001/incidents?limit=10`.")
  @APIResponse(
      responseCode = "404",
      description = "There is no such run, or no such score for this caller")
  @APIResponse(responseCode = "503", description = "abuse-ingest-service is away. See Retry-After")
  public Page<ScoredIncidentView> list(
      @PathParam("id") UUID id,
      @PathParam("registrar") RegistrarId registrar,
      @Valid @BeanParam PageRequest request) {
    return incidents.list(id, registrar, request);
  }
}

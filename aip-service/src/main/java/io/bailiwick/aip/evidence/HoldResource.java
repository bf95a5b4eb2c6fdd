package io.bailiwick.aip.evidence;

import io.bailiwick.common.security.Permission;
import io.bailiwick.common.security.RequiresPermission;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.inject.Inject;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Legal holds over HTTP. */
@Path("/v1/evidence-holds")
@RunOnVirtualThread
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Evidence")
public class HoldResource {
  private final EvidenceService evidence;

  @Inject
  HoldResource(EvidenceService evidence) {
    this.evidence = evidence;
  }

  @POST
  @Path("/{id}/release")
  @RequiresPermission(Permission.EVIDENCE_HOLD)
  @Operation(summary = "Release a legal hold", description = "By somebody else than who placed it.")
  @APIResponse(responseCode = "200", description = "The hold")
  @APIResponse(responseCode = "404", description = "Unknown")
  @APIResponse(responseCode = "409", description = "Released already")
  public Hold release(@PathParam("id") UUID id, @Valid @NotNull EvidenceResource.Reason request) {
    return evidence.release(id, request.reason());
  }
}

package io.bailiwick.scoring.snapshot;

import io.bailiwick.common.security.Permission;
import io.bailiwick.common.security.RequiresPermission;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;

/** Snapshots over HTTP. */
@Path("/v1/snapshots")
@RunOnVirtualThread
@Tag(name = "Snapshots", description = "The frozen input of a run, byte for byte")
public class SnapshotResource {

  private final Snapshots snapshots;

  @Inject
  SnapshotResource(Snapshots snapshots) {
    this.snapshots = snapshots;
  }

  @GET
  @Path("/{id}")
  @Produces(MediaType.APPLICATION_JSON)
  @RequiresPermission(Permission.SNAPSHOT_READ)
  @Operation(
      summary = "Read a snapshot",
      description =
          "The canonical JSON that was hashed, unchanged: the SHA-256 of the body is the `snapshotSha256` of the run, and the"
              + " ETag. With the policy that the run names it gives every score again.")
  @APIResponse(
      responseCode = "200",
      description = "The bytes of the snapshot",
      content =
          @Content(
              mediaType = MediaType.APPLICATION_JSON,
              schema = @Schema(implementation = Snapshot.class)))
  public RestResponse<byte[]> get(@PathParam("id") UUID id) {
    Snapshots.Stored stored = snapshots.get(id);
    return RestResponse.ResponseBuilder.ok(stored.content())
        .header(HttpHeaders.ETAG, '"' + stored.sha256() + '"')
        .build();
  }
}

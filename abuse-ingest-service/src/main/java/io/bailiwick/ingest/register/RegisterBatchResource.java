package io.bailiwick.ingest.register;

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
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Batches over HTTP. */
@Path("/v1/register-batches")
@RunOnVirtualThread
@Tag(name = "Register data")
public class RegisterBatchResource {
  private final RegisterService register;

  @Inject
  RegisterBatchResource(RegisterService register) {
    this.register = register;
  }

  @GET
  @Produces({MediaType.APPLICATION_JSON, PageFormats.NDJSON, PageFormats.CSV})
  @RequiresPermission(Permission.REGISTRY_DATA_READ)
  @Operation(
      summary = "List batches of events and measurements",
      description = "In the order of receipt.")
  public Page<RegisterBatch> list(
      @QueryParam("kind") @Nullable BatchKind kind, @Valid @BeanParam PageRequest request) {
    return register.list(kind, request);
  }

  @GET
  @Path("/{id}")
  @Produces(MediaType.APPLICATION_JSON)
  @RequiresPermission(Permission.REGISTRY_DATA_READ)
  @Operation(summary = "Read a batch", description = "As it was answered when it was taken in.")
  public RegisterBatch get(@PathParam("id") UUID id) {
    return register.get(id);
  }

  @GET
  @Path("/{id}/rejections")
  @Produces({MediaType.APPLICATION_JSON, PageFormats.NDJSON, PageFormats.CSV})
  @RequiresPermission(Permission.REGISTRY_DATA_READ)
  @Operation(
      summary = "List the rejected rows of a batch",
      description = "In the order of their lines, each with reason and the row as received.")
  public Page<RegisterRejection> rejections(
      @PathParam("id") UUID id, @Valid @BeanParam PageRequest request) {
    return register.rejections(id, request);
  }
}

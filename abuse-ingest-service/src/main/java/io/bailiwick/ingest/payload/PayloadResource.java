package io.bailiwick.ingest.payload;

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
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Payloads over HTTP. */
@Path("/v1/payloads")
@RunOnVirtualThread
@Tag(name = "Payloads", description = "Content of feeds as received, every row accounted for")
public class PayloadResource {
  private final PayloadService payloads;

  @Inject
  PayloadResource(PayloadService payloads) {
    this.payloads = payloads;
  }

  @GET
  @Produces({MediaType.APPLICATION_JSON, PageFormats.NDJSON, PageFormats.CSV})
  @RequiresPermission(Permission.FEED_READ)
  @Operation(summary = "List payloads", description = "In the order of receipt.")
  public Page<Payload> list(
      @QueryParam("feed") @Parameter(description = "Name of a feed", example = "urlhaus-org")
          @Nullable String feed,
      @Valid @BeanParam PageRequest request) {
    return payloads.list(feed, request);
  }

  @GET
  @Path("/{id}")
  @Produces(MediaType.APPLICATION_JSON)
  @RequiresPermission(Permission.FEED_READ)
  @Operation(summary = "Read a payload", description = "As it was answered when it was taken in.")
  public Payload get(@PathParam("id") UUID id) {
    return payloads.get(id);
  }

  @GET
  @Path("/{id}/rejections")
  @Produces({MediaType.APPLICATION_JSON, PageFormats.NDJSON, PageFormats.CSV})
  @RequiresPermission(Permission.FEED_READ)
  @Operation(
      summary = "List the rejected rows of a payload",
      description = "In the order of their lines, each with reason and the row as received.")
  public Page<Rejection> rejections(
      @PathParam("id") UUID id, @Valid @BeanParam PageRequest request) {
    return payloads.rejections(id, request);
  }
}

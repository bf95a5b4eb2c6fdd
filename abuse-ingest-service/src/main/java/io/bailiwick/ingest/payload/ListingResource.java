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
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Listings over HTTP. */
@Path("/v1/listings")
@RunOnVirtualThread
@Tag(name = "Payloads")
public class ListingResource {
  private final PayloadService payloads;

  @Inject
  ListingResource(PayloadService payloads) {
    this.payloads = payloads;
  }

  @GET
  @Produces({MediaType.APPLICATION_JSON, PageFormats.NDJSON, PageFormats.CSV})
  @RequiresPermission(Permission.FEED_READ)
  @Operation(
      summary = "List listings",
      description =
          "Of feeds that are lists (their `delisting` is BY_ABSENCE or BY_WITHDRAWAL): when each entry came and when it left. "
              + "In the order of appearance.")
  public Page<Listing> list(
      @QueryParam("feed") @Parameter(description = "Name of a feed", example = "blocklist")
          @Nullable String feed,
      @QueryParam("name") @Parameter(description = "Registrable domain", example = "example.org")
          @Nullable String name,
      @QueryParam("open")
          @Parameter(description = "Only those that are listed, or only those that are not")
          @Nullable Boolean open,
      @QueryParam("listedBy") @Parameter(description = "Payload that they appeared in")
          @Nullable UUID listedBy,
      @QueryParam("delistedBy") @Parameter(description = "Payload that showed that they had left")
          @Nullable UUID delistedBy,
      @Valid @BeanParam PageRequest request) {
    return payloads.listings(new ListingQuery(feed, name, open, listedBy, delistedBy), request);
  }
}

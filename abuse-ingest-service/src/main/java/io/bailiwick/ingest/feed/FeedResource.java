package io.bailiwick.ingest.feed;

import io.bailiwick.common.page.Page;
import io.bailiwick.common.page.PageFormats;
import io.bailiwick.common.page.PageRequest;
import io.bailiwick.common.security.Permission;
import io.bailiwick.common.security.RequiresPermission;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.inject.Inject;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.net.URI;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jboss.resteasy.reactive.RestResponse;

/** Feeds over HTTP. */
@Path("/v1/feeds")
@RunOnVirtualThread
@Tag(name = "Feeds", description = "Sources of reports: format, family, and what their words mean")
public class FeedResource {
  private final Feeds feeds;

  @Inject
  FeedResource(Feeds feeds) {
    this.feeds = feeds;
  }

  @POST
  @ResponseStatus(201)
  @Consumes(MediaType.APPLICATION_JSON)
  @Produces(MediaType.APPLICATION_JSON)
  @RequiresPermission(Permission.FEED_WRITE)
  @Operation(
      summary = "Set a feed up",
      description =
          "A feed is data: its format, its source family, the time zone of its times, and which of its words mean which "
              + "threat. It is never changed afterwards; a source that changes becomes a new feed of the same family.")
  public RestResponse<Feed> create(@Valid @NotNull NewFeed feed) {
    Feed created = feeds.create(feed);
    return RestResponse.ResponseBuilder.<Feed>created(URI.create("/v1/feeds/" + created.name()))
        .entity(created)
        .build();
  }

  @GET
  @Produces({MediaType.APPLICATION_JSON, PageFormats.NDJSON, PageFormats.CSV})
  @RequiresPermission(Permission.FEED_READ)
  @Operation(summary = "List feeds", description = "Sorted by name.")
  public Page<Feed> list(@Valid @BeanParam PageRequest request) {
    return feeds.list(request);
  }

  @GET
  @Path("/{name}")
  @Produces(MediaType.APPLICATION_JSON)
  @RequiresPermission(Permission.FEED_READ)
  @Operation(summary = "Read a feed", description = "By its name.")
  public Feed get(@PathParam("name") String name) {
    return feeds.named(name);
  }
}

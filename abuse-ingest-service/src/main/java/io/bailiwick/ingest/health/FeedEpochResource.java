package io.bailiwick.ingest.health;

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
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.net.URI;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** Feed epochs over HTTP. */
@Path("/v1/feed-epochs")
@RunOnVirtualThread
@Tag(name = "Feed health")
public class FeedEpochResource {
  private final HealthService health;

  @Inject
  FeedEpochResource(HealthService health) {
    this.health = health;
  }

  @GET
  @Produces({MediaType.APPLICATION_JSON, PageFormats.NDJSON, PageFormats.CSV})
  @RequiresPermission(Permission.FEED_READ)
  @Operation(
      summary = "List feed epochs",
      description =
          "Times in which a feed is not to be compared with the time before: opened by the system after unhealthy days in a"
              + " row or a level shift, or by a person. In the order of opening.")
  public Page<FeedEpoch> list(
      @QueryParam("feed") @Parameter(description = "Only of this feed", example = "urlhaus-org")
          @Nullable String feed,
      @QueryParam("open")
          @Parameter(
              description = "true: open ones only; false: closed ones only",
              example = "true")
          @Nullable Boolean open,
      @Valid @BeanParam PageRequest request) {
    return health.epochs(feed, open, request);
  }

  @GET
  @Path("/{id}")
  @Produces(MediaType.APPLICATION_JSON)
  @RequiresPermission(Permission.FEED_READ)
  @Operation(summary = "Read a feed epoch", description = "By its identifier.")
  public FeedEpoch get(@PathParam("id") UUID id) {
    return health.epoch(id);
  }

  @POST
  @ResponseStatus(201)
  @Consumes(MediaType.APPLICATION_JSON)
  @Produces(MediaType.APPLICATION_JSON)
  @RequiresPermission(Permission.FEED_REVIEW)
  @Operation(
      summary = "Open a feed epoch",
      description =
          "For what the figures do not show. A feed has one open epoch at most (409). Audited and published as an event.")
  public RestResponse<FeedEpoch> open(@Valid @NotNull NewEpoch epoch) {
    FeedEpoch opened = health.open(epoch);
    return RestResponse.ResponseBuilder.<FeedEpoch>created(
            URI.create("/v1/feed-epochs/" + opened.id()))
        .entity(opened)
        .build();
  }

  @POST
  @Path("/{id}/closure")
  @Consumes(MediaType.APPLICATION_JSON)
  @Produces(MediaType.APPLICATION_JSON)
  @RequiresPermission(Permission.FEED_REVIEW)
  @Operation(
      summary = "Close a feed epoch",
      description =
          "With what was found: BACK_TO_NORMAL leaves its days out of what is usual; NEW_LEVEL makes them the measure and"
              + " leaves out the days before. Audited and published as an event; 409 for one that is closed.")
  public FeedEpoch close(@PathParam("id") UUID id, @Valid @NotNull EpochClosure closure) {
    return health.close(id, closure);
  }
}

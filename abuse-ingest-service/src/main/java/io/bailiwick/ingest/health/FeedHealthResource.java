package io.bailiwick.ingest.health;

import io.bailiwick.common.page.Page;
import io.bailiwick.common.page.PageFormats;
import io.bailiwick.common.page.PageRequest;
import io.bailiwick.common.security.Permission;
import io.bailiwick.common.security.RequiresPermission;
import io.bailiwick.common.time.Month;
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
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** The health of feeds over HTTP. */
@Path("/v1/feed-health")
@RunOnVirtualThread
@Tag(
    name = "Feed health",
    description = "Whether feeds are well, the epochs that scoring must know, trust and muting")
public class FeedHealthResource {
  private final HealthService health;

  @Inject
  FeedHealthResource(HealthService health) {
    this.health = health;
  }

  @GET
  @Produces({MediaType.APPLICATION_JSON, PageFormats.NDJSON, PageFormats.CSV})
  @RequiresPermission(Permission.FEED_READ)
  @Operation(
      summary = "List the days of feeds",
      description =
          "Per feed and UTC day: fetches, rows, lag, level, and whether the feed was well by the `feed-health` policy, with"
              + " reasons. By feed, then day; computed every few minutes, and no more two hours after the day's end.")
  public Page<FeedDay> days(
      @QueryParam("feed") @Parameter(description = "Only this feed", example = "urlhaus-org")
          @Nullable String feed,
      @QueryParam("from")
          @Parameter(
              description = "First day",
              example = "2026-03-01",
              schema = @Schema(type = SchemaType.STRING, format = "date"))
          @Nullable String from,
      @QueryParam("to")
          @Parameter(
              description = "Last day",
              example = "2026-03-31",
              schema = @Schema(type = SchemaType.STRING, format = "date"))
          @Nullable String to,
      @Valid @BeanParam PageRequest request) {
    return health.days(feed, from, to, request);
  }

  @GET
  @Path("/months/{month}")
  @Produces(MediaType.APPLICATION_JSON)
  @RequiresPermission(Permission.FEED_READ)
  @Operation(
      summary = "Read the health of all feeds in a month",
      description =
          "What a data gate needs, in one answer: per feed the healthy days, the days that are settled, the epochs that touch"
              + " the month, and whether it was muted. A feed that was not known in the month is left out.")
  public FeedMonth month(@PathParam("month") @Parameter(example = "2026-03") Month month) {
    return health.month(month);
  }
}

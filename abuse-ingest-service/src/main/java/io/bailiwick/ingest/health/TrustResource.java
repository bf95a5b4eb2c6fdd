package io.bailiwick.ingest.health;

import io.bailiwick.common.security.Permission;
import io.bailiwick.common.security.RequiresPermission;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.inject.Inject;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
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

/** What feeds are worth, and muting, over HTTP. */
@Path("/v1/feeds/{name}")
@RunOnVirtualThread
@Tag(name = "Feed health")
public class TrustResource {
  private final TrustService trust;

  @Inject
  TrustResource(TrustService trust) {
    this.trust = trust;
  }

  @GET
  @Path("/trust")
  @Produces(MediaType.APPLICATION_JSON)
  @RequiresPermission(Permission.FEED_READ)
  @Operation(
      summary = "Read what a feed is worth",
      description =
          "Over the last 90 days, or the days asked for (at most a year): what it sees, how much of that no other source"
              + " family sees (a registrar whose names come from one family alone is not gated on them), how early it sees it,"
              + " and how often persons called its incidents false. Muted times count here, because they are what is looked at.")
  public TrustProfile profile(
      @PathParam("name") @Parameter(example = "urlhaus-org") String name,
      @QueryParam("from")
          @Parameter(
              description = "First day",
              example = "2025-12-11",
              schema = @Schema(type = SchemaType.STRING, format = "date"))
          @Nullable String from,
      @QueryParam("to")
          @Parameter(
              description = "Last day; today where it is left out",
              example = "2026-03-10",
              schema = @Schema(type = SchemaType.STRING, format = "date"))
          @Nullable String to) {
    return trust.profile(name, from, to);
  }

  @POST
  @Path("/mute")
  @Consumes(MediaType.APPLICATION_JSON)
  @Produces(MediaType.APPLICATION_JSON)
  @RequiresPermission(Permission.FEED_REVIEW)
  @Operation(
      summary = "Mute a feed",
      description =
          "Its observations from that time on stay facts but count in no incident; incidents are computed anew at once."
              + " Audited and published as an event; 409 where it is muted already.")
  public Mute mute(
      @PathParam("name") @Parameter(example = "urlhaus-org") String name,
      @Valid @NotNull NewMute mute) {
    return trust.mute(name, mute);
  }

  @POST
  @Path("/unmute")
  @Consumes(MediaType.APPLICATION_JSON)
  @Produces(MediaType.APPLICATION_JSON)
  @RequiresPermission(Permission.FEED_REVIEW)
  @Operation(
      summary = "Unmute a feed",
      description =
          "What it observed from the time given counts again; what lies between stays muted. With the beginning of the mute"
              + " nothing does: it is undone. Audited and published as an event; 409 where the feed is not muted.")
  public Mute unmute(
      @PathParam("name") @Parameter(example = "urlhaus-org") String name,
      @Valid @NotNull Unmute unmute) {
    return trust.unmute(name, unmute);
  }
}

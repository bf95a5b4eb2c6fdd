package io.bailiwick.ingest.pull;

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
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.net.URI;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** Pulling feeds over HTTP. */
@Path("/v1/feeds/{name}")
@RunOnVirtualThread
@Tag(name = "Pulls", description = "Fetching feeds on a schedule, and how each fetch went")
public class PullResource {
  private final PullService pulls;

  @Inject
  PullResource(PullService pulls) {
    this.pulls = pulls;
  }

  @GET
  @Path("/pull")
  @Produces(MediaType.APPLICATION_JSON)
  @RequiresPermission(Permission.FEED_READ)
  @Operation(
      summary = "Read how a feed is pulled",
      description =
          "With its ETag, which a change has to send back. 404 for a feed that is only pushed.")
  public RestResponse<Pull> get(
      @PathParam("name") @Parameter(example = "urlhaus-org") String name) {
    Pull pull = pulls.get(name);
    return RestResponse.ResponseBuilder.ok(pull).tag(Long.toString(pull.version())).build();
  }

  @PUT
  @Path("/pull")
  @Consumes(MediaType.APPLICATION_JSON)
  @Produces(MediaType.APPLICATION_JSON)
  @RequiresPermission(Permission.FEED_WRITE)
  @Operation(
      summary = "Say how a feed is pulled",
      description =
          "Makes the pull, or replaces it where `If-Match` carries the ETag that was read; audited. Feeds are fetched over"
              + " https from hosts that the operator listed (`bailiwick.pull.hosts`), at public addresses only. A new address"
              + " or connector starts reading from the beginning; what is known already stays known. The first fetch is due"
              + " at once.")
  @APIResponse(
      responseCode = "201",
      description = "The feed is pulled from now on",
      content = @Content(schema = @Schema(implementation = Pull.class)))
  @APIResponse(
      responseCode = "200",
      description = "The pull was replaced",
      content = @Content(schema = @Schema(implementation = Pull.class)))
  public RestResponse<Pull> set(
      @PathParam("name") @Parameter(example = "urlhaus-org") String name,
      @HeaderParam(HttpHeaders.IF_MATCH)
          @Parameter(
              description = "The ETag that was read; left out to make a pull",
              example = "\"1\"")
          @Nullable String ifMatch,
      @Valid @NotNull NewPull pull) {
    PullService.Outcome outcome = pulls.set(name, ifMatch, pull);
    RestResponse.ResponseBuilder<Pull> answer =
        outcome.created()
            ? RestResponse.ResponseBuilder.created(URI.create("/v1/feeds/" + name + "/pull"))
            : RestResponse.ResponseBuilder.ok();
    return answer.entity(outcome.pull()).tag(Long.toString(outcome.pull().version())).build();
  }

  @DELETE
  @Path("/pull")
  @ResponseStatus(204)
  @RequiresPermission(Permission.FEED_WRITE)
  @Operation(
      summary = "Pull a feed no more",
      description = "What was fetched and the list of fetches stay; audited.")
  public void remove(
      @PathParam("name") @Parameter(example = "urlhaus-org") String name,
      @HeaderParam(HttpHeaders.IF_MATCH)
          @Parameter(description = "The ETag that was read", example = "\"1\"")
          @Nullable String ifMatch) {
    pulls.remove(name, ifMatch);
  }

  @POST
  @Path("/pull/run")
  @Produces(MediaType.APPLICATION_JSON)
  @RequiresPermission(Permission.FEED_WRITE)
  @Operation(
      summary = "Fetch a feed now",
      description =
          "Starts a fetch, also of a pull that is switched off, and answers at once with the fetch to look at; audited. 409"
              + " while the feed is being fetched, by whichever replica.")
  @APIResponse(
      responseCode = "202",
      description = "Started; Location leads to the fetch",
      content = @Content(schema = @Schema(implementation = Fetch.class)))
  public RestResponse<Fetch> run(
      @PathParam("name") @Parameter(example = "urlhaus-org") String name) {
    Fetch fetch = pulls.run(name);
    return RestResponse.ResponseBuilder.<Fetch>create(RestResponse.Status.ACCEPTED)
        .location(URI.create("/v1/feeds/" + name + "/pulls/" + fetch.id()))
        .entity(fetch)
        .build();
  }

  @GET
  @Path("/pulls")
  @Produces({MediaType.APPLICATION_JSON, PageFormats.NDJSON, PageFormats.CSV})
  @RequiresPermission(Permission.FEED_READ)
  @Operation(summary = "List fetches of a feed", description = "The newest first.")
  public Page<Fetch> fetches(
      @PathParam("name") @Parameter(example = "urlhaus-org") String name,
      @Valid @BeanParam PageRequest request) {
    return pulls.fetches(name, request);
  }

  @GET
  @Path("/pulls/{id}")
  @Produces(MediaType.APPLICATION_JSON)
  @RequiresPermission(Permission.FEED_READ)
  @Operation(summary = "Read a fetch", description = "While it runs, it has no outcome yet.")
  public Fetch fetch(
      @PathParam("name") @Parameter(example = "urlhaus-org") String name,
      @PathParam("id") UUID id) {
    return pulls.fetch(name, id);
  }
}

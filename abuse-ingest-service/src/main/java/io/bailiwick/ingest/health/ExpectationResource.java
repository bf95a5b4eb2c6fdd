package io.bailiwick.ingest.health;

import io.bailiwick.common.security.Permission;
import io.bailiwick.common.security.RequiresPermission;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.inject.Inject;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** How often feeds are expected, over HTTP. */
@Path("/v1/feeds/{name}/expectation")
@RunOnVirtualThread
@Tag(name = "Feed health")
public class ExpectationResource {
  private final HealthService health;

  @Inject
  ExpectationResource(HealthService health) {
    this.health = health;
  }

  @GET
  @Produces(MediaType.APPLICATION_JSON)
  @RequiresPermission(Permission.FEED_READ)
  @Operation(
      summary = "Read how often a feed is expected",
      description =
          "With its ETag. 404 where nobody has said: then the interval of its pull counts.")
  public RestResponse<Expectation> get(
      @PathParam("name") @Parameter(example = "openphish") String name) {
    return answer(health.expectation(name));
  }

  @PUT
  @Consumes(MediaType.APPLICATION_JSON)
  @Produces(MediaType.APPLICATION_JSON)
  @RequiresPermission(Permission.FEED_WRITE)
  @Operation(
      summary = "Say how often a feed is expected",
      description =
          "For feeds that are pushed, so that silence is noticed; for a pulled feed it stands in for the interval of the pull."
              + " A change needs the ETag in `If-Match`. Audited.")
  public RestResponse<Expectation> set(
      @PathParam("name") @Parameter(example = "openphish") String name,
      @HeaderParam(HttpHeaders.IF_MATCH)
          @Parameter(
              description = "The ETag that was read; left out the first time",
              example = "\"1\"")
          @Nullable String ifMatch,
      @Valid @NotNull NewExpectation expectation) {
    return answer(health.expect(name, ifMatch, expectation));
  }

  private static RestResponse<Expectation> answer(Expectation expectation) {
    return RestResponse.ResponseBuilder.ok(expectation)
        .tag(Long.toString(expectation.version()))
        .build();
  }
}

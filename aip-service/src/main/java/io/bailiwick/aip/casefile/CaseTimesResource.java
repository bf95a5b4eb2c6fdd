package io.bailiwick.aip.casefile;

import io.bailiwick.common.problem.ProblemException;
import io.bailiwick.common.problem.Violation;
import io.bailiwick.common.security.Permission;
import io.bailiwick.common.security.RequiresPermission;
import io.bailiwick.common.time.Day;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.inject.Inject;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** How long cases are in which state, over HTTP. */
@Path("/v1/case-times")
@RunOnVirtualThread
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Cases", description = "From confirmation to the end; a registrar reaches its own")
public class CaseTimesResource {
  private final CaseService cases;

  @Inject
  CaseTimesResource(CaseService cases) {
    this.cases = cases;
  }

  @GET
  @RequiresPermission(Permission.CASE_READ)
  @Operation(
      summary = "Read how long cases were in which state",
      description =
          "Per state the cases that were in it and their seconds within a period; a registrar's own only. Example:"
              + " `/v1/case-times?from=2026-01-01&until=2026-03-31`.")
  @APIResponse(responseCode = "200", description = "The states that occur, in their order")
  @APIResponse(responseCode = "422", description = "The period ends before it begins")
  public List<TimeInState.Sum> times(
      @Parameter(description = "First day (UTC)") @QueryParam("from") @NotNull Day from,
      @Parameter(description = "Last day (UTC)") @QueryParam("until") @NotNull Day until) {
    if (until.compareTo(from) < 0) {
      throw ProblemException.invalid(
          "The period ends before it begins.", new Violation("until", "is " + from + " or later"));
    }
    return cases.times(from.start(), until.end());
  }
}

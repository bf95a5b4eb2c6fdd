package io.bailiwick.ingest.tally;

import io.bailiwick.common.problem.ProblemException;
import io.bailiwick.common.problem.Violation;
import io.bailiwick.common.security.Permission;
import io.bailiwick.common.security.RequiresPermission;
import io.bailiwick.common.time.Month;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Tallies and portfolios over HTTP. */
@Path("/v1")
@RunOnVirtualThread
@Tag(
    name = "Tallies",
    description =
        "Abuse and portfolio per registrar and month: what everything else is measured by")
public class TallyResource {
  private final TallyService tallies;

  @Inject
  TallyResource(TallyService tallies) {
    this.tallies = tallies;
  }

  @GET
  @Path("/tallies")
  @Produces(MediaType.APPLICATION_JSON)
  @RequiresPermission(Permission.TALLY_READ)
  @Operation(
      summary = "Read the tallies of a month",
      description =
          "Per registrar: distinct registrable domains with an incident opened in the month while it sponsored them, by "
              + "threat, classification and minimum evidence, and the sum of its daily domains under management. Excluded names "
              + "are on neither side. "
              + "Example: `/v1/tallies?month=2026-03`.")
  public Tallies tallies(
      @QueryParam("month") @Parameter(required = true, example = "2026-03") @Nullable Month month) {
    return tallies.tallies(required(month));
  }

  @GET
  @Path("/portfolios")
  @Produces(MediaType.APPLICATION_JSON)
  @RequiresPermission(Permission.REGISTRATION_READ)
  @Operation(
      summary = "Read the portfolios of a month",
      description =
          "Per registrar: names held, created, deleted, transferred, due for renewal and renewed, signed. What is not known "
              + "is null. Example: `/v1/portfolios?month=2026-03`.")
  public Portfolios portfolios(
      @QueryParam("month") @Parameter(required = true, example = "2026-03") @Nullable Month month) {
    return tallies.portfolios(required(month));
  }

  private static Month required(@Nullable Month month) {
    if (month == null) {
      throw ProblemException.invalid(
          "Which month?", new Violation("month", "is a calendar month, for example 2026-03"));
    }
    return month;
  }
}

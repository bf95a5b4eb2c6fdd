package io.bailiwick.ingest.tally;

import io.bailiwick.common.page.Page;
import io.bailiwick.common.page.PageFormats;
import io.bailiwick.common.page.PageRequest;
import io.bailiwick.common.problem.ProblemException;
import io.bailiwick.common.problem.Violation;
import io.bailiwick.common.registrar.RegistrarId;
import io.bailiwick.common.security.Caller;
import io.bailiwick.common.security.Permission;
import io.bailiwick.common.security.RequiresPermission;
import io.bailiwick.common.time.Month;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.inject.Inject;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** The incidents behind the tallies over HTTP. */
@Path("/v1/tallies/incidents")
@RunOnVirtualThread
@Tag(name = "Tallies")
public class CountedIncidentResource {

  private static final int MOST_ASKED = 1000;
  private static final int MOST_REGISTRARS = 100;

  private final CountedIncidentRepository incidents;
  private final Caller caller;

  @Inject
  CountedIncidentResource(CountedIncidentRepository incidents, Caller caller) {
    this.incidents = incidents;
    this.caller = caller;
  }

  /** Which incidents are asked for. */
  @Schema(name = "IncidentsTodayQuestion")
  public record Question(
      @NotNull
          @Size(min = 1, max = MOST_ASKED)
          @Schema(examples = "[\"0199f7c2-52a1-7c11-9d0e-3f5a6b7c8d90\"]")
          List<@NotNull UUID> ids) {}

  @GET
  @Produces({MediaType.APPLICATION_JSON, PageFormats.NDJSON, PageFormats.CSV})
  @RequiresPermission(Permission.TALLY_READ)
  @Operation(
      summary = "List the incidents that are in the tallies of a month",
      description =
          "Of all registrars or of those asked for, sorted by opening, without names. Distinct subjects by registrar, threat, classification and "
              + "minimum evidence give the tallies of the month again, as long as nothing changes between the two. "
              + "Example: `/v1/tallies/incidents?month=2026-03`.")
  public Page<CountedIncident> list(
      @QueryParam("month") @Parameter(required = true, example = "2026-03") @Nullable Month month,
      @QueryParam("registrar")
          @Size(max = MOST_REGISTRARS)
          @Parameter(description = "Up to 100, each in a parameter of its own", example = "90001")
          List<RegistrarId> registrars,
      @Valid @BeanParam PageRequest request) {
    if (month == null) {
      throw ProblemException.invalid(
          "Which month?", new Violation("month", "is a calendar month, for example 2026-03"));
    }
    Part part = registrars.isEmpty() ? Part.ALL : Part.of(registrars);
    return Page.of(
        request,
        CountedIncident.class,
        (after, limit) -> incidents.ofMonth(month, part, after, limit),
        CountedIncidentRepository::key);
  }

  @POST
  @Path("/today")
  @Consumes(MediaType.APPLICATION_JSON)
  @Produces(MediaType.APPLICATION_JSON)
  @RequiresPermission(Permission.INCIDENT_READ)
  @Operation(
      summary = "Ask how incidents count today",
      description =
          "Up to 1,000 by their identifiers, with their names, and whether they are in the tallies of their month. Changes "
              + "nothing. What is not there, or not the caller's, is left out. Example: `{\"ids\": [\"0199f7c2-…\"]}`.")
  public IncidentToday.Answer today(@Valid @NotNull Question question) {
    return new IncidentToday.Answer(incidents.today(question.ids(), caller.scope()));
  }
}

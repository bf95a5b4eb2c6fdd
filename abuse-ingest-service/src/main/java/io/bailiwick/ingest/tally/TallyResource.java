package io.bailiwick.ingest.tally;

import io.bailiwick.common.page.Cursor;
import io.bailiwick.common.page.Page;
import io.bailiwick.common.page.PageFormats;
import io.bailiwick.common.page.PageRequest;
import io.bailiwick.common.problem.ProblemException;
import io.bailiwick.common.problem.Violation;
import io.bailiwick.common.registrar.RegistrarId;
import io.bailiwick.common.security.Permission;
import io.bailiwick.common.security.RequiresPermission;
import io.bailiwick.common.time.Month;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** Tallies and portfolios over HTTP. */
@Path("/v1")
@RunOnVirtualThread
@Tag(
    name = "Tallies",
    description =
        "Abuse and portfolio per registrar and month: what everything else is measured by")
public class TallyResource {
  private static final String KNOWN = "The ETag of an answer that the caller has kept";
  private static final String SINCE =
      "The ETag, without its quotation marks, of an answer that the caller has kept: where it can, the answer then tells only of the registrars that may differ from it, and `changed` names them";
  private static final String UNCHANGED = "Nothing has changed since the answer with this ETag";

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
  @APIResponse(
      responseCode = "200",
      description = "As the facts stand",
      content = @Content(schema = @Schema(implementation = Tallies.class)))
  @APIResponse(responseCode = "304", description = UNCHANGED)
  public RestResponse<Tallies> tallies(
      @QueryParam("month") @Parameter(required = true, example = "2026-03") @Nullable Month month,
      @HeaderParam(HttpHeaders.IF_NONE_MATCH) @Parameter(description = KNOWN)
          @Nullable String known,
      @QueryParam("since") @Parameter(description = SINCE) @Nullable String since) {
    return answer(tallies.tallies(required(month), known, since));
  }

  @GET
  @Path("/tallies/changed")
  @Produces(MediaType.APPLICATION_JSON)
  @RequiresPermission(Permission.TALLY_READ)
  @Operation(
      summary = "Ask whose tallies have changed",
      description =
          "The registrars whose tallies of the month, or the incidents behind them, may differ from those of a version; null where "
              + "that is not known. "
              + "Example: `/v1/tallies/changed?month=2026-03&since=…`.")
  public Changed changed(
      @QueryParam("month") @Parameter(required = true, example = "2026-03") @Nullable Month month,
      @QueryParam("since")
          @Parameter(description = "The ETag of tallies, without its quotation marks")
          @Nullable String since) {
    return tallies.changed(required(month), since);
  }

  @GET
  @Path("/measures")
  @Produces(MediaType.APPLICATION_JSON)
  @RequiresPermission(Permission.TALLY_READ)
  @Operation(
      summary = "Read cohort, stock and survival of a month",
      description =
          "Per registrar, beside the tallies: names created in the month that were malicious within 30 days; malicious names "
              + "that were listed and in the zone at the end of each day; and how long the month's incidents lived, from the "
              + "listing and from the proven notification. What happens more than 30 days after the beginning of an incident "
              + "does not change its row. "
              + "Example: `/v1/measures?month=2026-03`.")
  @APIResponse(
      responseCode = "200",
      description = "As the facts stand",
      content = @Content(schema = @Schema(implementation = Measures.class)))
  @APIResponse(responseCode = "304", description = UNCHANGED)
  public RestResponse<Measures> measures(
      @QueryParam("month") @Parameter(required = true, example = "2026-03") @Nullable Month month,
      @HeaderParam(HttpHeaders.IF_NONE_MATCH) @Parameter(description = KNOWN)
          @Nullable String known) {
    return answer(tallies.measures(required(month), known));
  }

  @GET
  @Path("/tallies/zones")
  @Produces(MediaType.APPLICATION_JSON)
  @RequiresPermission(Permission.TALLY_READ)
  @Operation(
      summary = "Read the tallies of a month zone by zone",
      description =
          "Per registrar and zone (TLD) of the registry: the sum of its daily domains under management, what it created, and"
              + " distinct domains by threat, classification and evidence, of the month and of its cohort of new names. The"
              + " zones' figures add up to those of `/v1/tallies`. "
              + "Example: `/v1/tallies/zones?month=2026-03`.")
  @APIResponse(
      responseCode = "200",
      description = "As the facts stand",
      content = @Content(schema = @Schema(implementation = ZoneTallies.class)))
  @APIResponse(responseCode = "304", description = UNCHANGED)
  public RestResponse<ZoneTallies> zoneTallies(
      @QueryParam("month") @Parameter(required = true, example = "2026-03") @Nullable Month month,
      @HeaderParam(HttpHeaders.IF_NONE_MATCH) @Parameter(description = KNOWN)
          @Nullable String known,
      @QueryParam("since") @Parameter(description = SINCE) @Nullable String since) {
    return answer(tallies.zoneTallies(required(month), known, since));
  }

  @GET
  @Path("/measures/zones")
  @Produces(MediaType.APPLICATION_JSON)
  @RequiresPermission(Permission.TALLY_READ)
  @Operation(
      summary = "Read stock and survival of a month zone by zone",
      description =
          "Per registrar and zone (TLD) of the registry, by threat: malicious names that were listed and in the zone at the end"
              + " of each day, and how long the month's incidents lived, as `/v1/measures` has them of all zones and threats"
              + " together. Lives are watched up to the beginning of the day on which one asks, and no longer than 30 days after"
              + " the month. "
              + "Example: `/v1/measures/zones?month=2026-03`.")
  @APIResponse(
      responseCode = "200",
      description = "As the facts stand",
      content = @Content(schema = @Schema(implementation = ZoneMeasures.class)))
  @APIResponse(responseCode = "304", description = UNCHANGED)
  public RestResponse<ZoneMeasures> zoneMeasures(
      @QueryParam("month") @Parameter(required = true, example = "2026-03") @Nullable Month month,
      @HeaderParam(HttpHeaders.IF_NONE_MATCH) @Parameter(description = KNOWN)
          @Nullable String known,
      @QueryParam("since") @Parameter(description = SINCE) @Nullable String since) {
    return answer(tallies.zoneMeasures(required(month), known, since));
  }

  @GET
  @Path("/portfolios")
  @Produces({MediaType.APPLICATION_JSON, PageFormats.NDJSON, PageFormats.CSV})
  @RequiresPermission(Permission.REGISTRATION_READ)
  @Operation(
      summary = "Read the portfolios of a month",
      description =
          "Per registrar: names held, created, deleted, restored, transferred, due for renewal and renewed, signed, and what "
              + "measurements found of them. What is not known is null. As NDJSON or CSV: the registrars alone, one a line. "
              + "Example: `/v1/portfolios?month=2026-03`.")
  @APIResponse(
      responseCode = "200",
      description = "The portfolios",
      content = {
        @Content(
            mediaType = MediaType.APPLICATION_JSON,
            schema = @Schema(implementation = Portfolios.class)),
        @Content(
            mediaType = PageFormats.NDJSON,
            schema = @Schema(implementation = Portfolios.Portfolio.class)),
        @Content(mediaType = PageFormats.CSV, schema = @Schema(type = SchemaType.STRING))
      })
  public Response portfolios(
      @QueryParam("month") @Parameter(required = true, example = "2026-03") @Nullable Month month,
      @Context HttpHeaders headers) {
    Portfolios portfolios = tallies.portfolios(required(month));
    for (MediaType wanted : headers.getAcceptableMediaTypes()) {
      String type = wanted.getType() + "/" + wanted.getSubtype();
      if (type.equals(PageFormats.NDJSON) || type.equals(PageFormats.CSV)) {
        return Response.ok(rows(portfolios.registrars())).type(type).build();
      }
      if (wanted.isCompatible(MediaType.APPLICATION_JSON_TYPE)) {
        break;
      }
    }
    return Response.ok(portfolios).type(MediaType.APPLICATION_JSON).build();
  }

  private static Page<Portfolios.Portfolio> rows(List<Portfolios.Portfolio> portfolios) {
    PageRequest everything = new PageRequest();
    everything.limit = PageRequest.MAXIMUM;
    return Page.of(
        everything,
        Portfolios.Portfolio.class,
        (after, limit) ->
            portfolios.stream()
                .filter(
                    row ->
                        after == null
                            || row.registrar().compareTo(RegistrarId.fromString(after)) > 0)
                .limit(limit)
                .toList(),
        row -> Cursor.key(row.registrar()));
  }

  private static Month required(@Nullable Month month) {
    if (month == null) {
      throw ProblemException.invalid(
          "Which month?", new Violation("month", "is a calendar month, for example 2026-03"));
    }
    return month;
  }

  private static <T> RestResponse<T> answer(Versioned<T> versioned) {
    T answer = versioned.answer();
    return (answer == null
            ? RestResponse.ResponseBuilder.<T>create(RestResponse.Status.NOT_MODIFIED)
            : RestResponse.ResponseBuilder.ok(answer))
        .header(HttpHeaders.ETAG, versioned.etag())
        .build();
  }
}

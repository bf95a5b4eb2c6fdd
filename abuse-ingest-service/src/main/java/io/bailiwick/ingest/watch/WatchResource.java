package io.bailiwick.ingest.watch;

import io.bailiwick.common.page.Page;
import io.bailiwick.common.page.PageFormats;
import io.bailiwick.common.page.PageRequest;
import io.bailiwick.common.registrar.RegistrarId;
import io.bailiwick.common.security.Permission;
import io.bailiwick.common.security.RequiresPermission;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.inject.Inject;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
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
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** The watch over HTTP. */
@Path("/v1/watch")
@RunOnVirtualThread
@Tag(
    name = "Watch",
    description = "Terms held against new names: tasks for a person, no incidents and no numbers")
public class WatchResource {
  private final WatchLists lists;
  private final WatchRuns runs;
  private final WatchHits hits;

  @Inject
  WatchResource(WatchLists lists, WatchRuns runs, WatchHits hits) {
    this.lists = lists;
    this.runs = runs;
    this.hits = hits;
  }

  /** The whole list anew. */
  @Schema(name = "WatchTerms")
  public record Terms(
      @NotEmpty @Size(max = WatchLists.MOST_TERMS) @Schema(description = "1 to 10,000")
          List<@Valid @NotNull WatchTerm> terms) {}

  /** A step of the review. */
  @Schema(name = "WatchHitStepTaken")
  public record Step(
      @NotNull @Schema(examples = "FIND_EVIDENCE") HitStep step,
      @Size(max = 200)
          @Schema(
              description = "Of ASSIGN: who looks from now on",
              nullable = true,
              examples = "anna")
          @Nullable String assignee,
      @Size(max = 4000)
          @Schema(
              description =
                  "What was found and where; FIND_EVIDENCE, FIND_NO_ABUSE and DISMISS need it",
              nullable = true,
              examples = "Copy of the bank's log-in page, seen on 2 March at 10:00 UTC")
          @Nullable String note,
      @Schema(
              description =
                  "Of FIND_EVIDENCE: the report of this name that was made of it, if there is one",
              nullable = true)
          @Nullable UUID reportId) {}

  @POST
  @Path("/lists")
  @ResponseStatus(201)
  @Consumes(MediaType.APPLICATION_JSON)
  @Produces(MediaType.APPLICATION_JSON)
  @RequiresPermission(Permission.WATCH_WRITE)
  @Operation(
      summary = "Set a list of terms up",
      description =
          "Terms in any script. Names and terms are compared once look-alikes are folded (UTS 39), digits read as the letters they stand for and hyphens "
              + "taken out, so `pаypal` with a Cyrillic а, `paypa1` and `pay-pal` are all `paypal`. Watched from now on, or from `lookBackDays` ago.")
  public RestResponse<WatchList> create(@Valid @NotNull NewWatchList list) {
    WatchList created = lists.create(list);
    return RestResponse.ResponseBuilder.<WatchList>created(
            URI.create("/v1/watch/lists/" + created.name()))
        .entity(created)
        .build();
  }

  @GET
  @Path("/lists")
  @Produces({MediaType.APPLICATION_JSON, PageFormats.NDJSON, PageFormats.CSV})
  @RequiresPermission(Permission.WATCH_READ)
  @Operation(summary = "List the lists of terms", description = "Sorted by name.")
  public Page<WatchList> lists(@Valid @BeanParam PageRequest request) {
    return lists.list(request);
  }

  @GET
  @Path("/lists/{name}")
  @Produces(MediaType.APPLICATION_JSON)
  @RequiresPermission(Permission.WATCH_READ)
  @Operation(summary = "Read a list of terms", description = "With the version in force.")
  public WatchList list(@PathParam("name") @Parameter(example = "banks") String name) {
    return lists.named(name).list();
  }

  @GET
  @Path("/lists/{name}/terms")
  @Produces({MediaType.APPLICATION_JSON, PageFormats.NDJSON, PageFormats.CSV})
  @RequiresPermission(Permission.WATCH_READ)
  @Operation(summary = "List the terms of a list", description = "Of the version in force.")
  public Page<NumberedTerm> terms(
      @PathParam("name") @Parameter(example = "banks") String name,
      @Valid @BeanParam PageRequest request) {
    return lists.terms(name, request);
  }

  @POST
  @Path("/lists/{name}/versions")
  @ResponseStatus(201)
  @Consumes(MediaType.APPLICATION_JSON)
  @Produces(MediaType.APPLICATION_JSON)
  @RequiresPermission(Permission.WATCH_WRITE)
  @Operation(
      summary = "Change the terms of a list",
      description =
          "The whole list anew, as its next version, for names that come from now on. Hits name the version that found them.")
  public RestResponse<WatchList> change(
      @PathParam("name") @Parameter(example = "banks") String name, @Valid @NotNull Terms terms) {
    return RestResponse.ResponseBuilder.<WatchList>created(URI.create("/v1/watch/lists/" + name))
        .entity(lists.change(name, terms.terms()))
        .build();
  }

  @POST
  @Path("/runs")
  @ResponseStatus(201)
  @Produces(MediaType.APPLICATION_JSON)
  @RequiresPermission(Permission.WATCH_WRITE)
  @Operation(
      summary = "Hold new names against the lists now",
      description =
          "As the schedule does every few minutes. New are names that were created, by the registration events; the first deposit makes none.")
  public WatchRun run() {
    return runs.run();
  }

  @GET
  @Path("/runs")
  @Produces({MediaType.APPLICATION_JSON, PageFormats.NDJSON, PageFormats.CSV})
  @RequiresPermission(Permission.WATCH_READ)
  @Operation(
      summary = "List runs",
      description = "Those by a person, and those of the schedule that found something.")
  public Page<WatchRun> runs(@Valid @BeanParam PageRequest request) {
    return runs.list(request);
  }

  @GET
  @Path("/hits")
  @Produces({MediaType.APPLICATION_JSON, PageFormats.NDJSON, PageFormats.CSV})
  @RequiresPermission(Permission.WATCH_READ)
  @Operation(
      summary = "List hits",
      description =
          "Oldest first. A hit says that a name looks like a term, and nothing about who registered it. Example: `/v1/watch/hits?state=OPEN&list=banks`.")
  public Page<WatchHit> hits(
      @QueryParam("state") @Nullable HitState state,
      @QueryParam("list") @Parameter(example = "banks") @Nullable String list,
      @QueryParam("registrar") @Parameter(description = "IANA ID of the creator", example = "90001")
          @Nullable RegistrarId registrar,
      @Valid @BeanParam PageRequest request) {
    return hits.list(state, list, registrar, request);
  }

  @GET
  @Path("/hits/{id}")
  @Produces(MediaType.APPLICATION_JSON)
  @RequiresPermission(Permission.WATCH_READ)
  @Operation(summary = "Read a hit", description = "With what was done about it.")
  public WatchHitDetail hit(@PathParam("id") UUID id) {
    return hits.get(id);
  }

  @POST
  @Path("/hits/{id}/steps")
  @Consumes(MediaType.APPLICATION_JSON)
  @Produces(MediaType.APPLICATION_JSON)
  @RequiresPermission(Permission.WATCH_WRITE)
  @Operation(
      summary = "Take a step in the review of a hit",
      description =
          "OPEN takes START. IN_REVIEW takes ASSIGN, and from the assignee with a note FIND_EVIDENCE, FIND_NO_ABUSE or DISMISS, which end it. "
              + "Evidence becomes a report, sent like any other; its id is entered here. The hit itself opens no incident and changes no number in any state.")
  public WatchHitDetail step(@PathParam("id") UUID id, @Valid @NotNull Step step) {
    return hits.take(id, step.step(), step.assignee(), step.note(), step.reportId());
  }
}

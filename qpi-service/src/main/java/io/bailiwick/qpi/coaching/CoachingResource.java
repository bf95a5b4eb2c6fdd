package io.bailiwick.qpi.coaching;

import io.bailiwick.common.page.Page;
import io.bailiwick.common.page.PageFormats;
import io.bailiwick.common.page.PageRequest;
import io.bailiwick.common.registrar.RegistrarId;
import io.bailiwick.common.security.Permission;
import io.bailiwick.common.security.RequiresPermission;
import io.bailiwick.common.time.Day;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.inject.Inject;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
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

/** Coaching notes over HTTP. */
@Path("/v1/coaching-notes")
@RunOnVirtualThread
@Tag(name = "Promotions", description = "Offers to registrars, who qualifies and who takes part")
public class CoachingResource {

  private final CoachingService notes;

  @Inject
  CoachingResource(CoachingService notes) {
    this.notes = notes;
  }

  /** What people set of a note, all of it. */
  @Schema(name = "CoachingSettings")
  public record CoachingSettings(
      @NotBlank @Size(max = 200) @Schema(description = "Who sees to it", examples = "ann")
          String owner,
      @NotNull @Schema(examples = "2026-05-01") Day due,
      @NotNull CoachingState state,
      @NotNull @Schema(description = "Whether the registrar sees it", examples = "true")
          Boolean shared,
      @NotBlank
          @Size(max = 4000)
          @Schema(
              description = "The nearest way to qualify",
              examples = "Signing 30 % of the names brings the 5 points that are missing.")
          String advice) {}

  /** What is said about a note. */
  @Schema(name = "NewCoachingComment")
  public record NewCoachingComment(
      @NotBlank
          @Size(max = 4000)
          @Schema(examples = "Called on 3 May; DNSSEC will be switched on for all names in June.")
          String comment,
      @NotNull @Schema(description = "Whether the registrar sees it", examples = "false")
          Boolean shared) {}

  @GET
  @Produces({MediaType.APPLICATION_JSON, PageFormats.NDJSON, PageFormats.CSV})
  @RequiresPermission(Permission.PROMOTION_READ)
  @Operation(
      summary = "List coaching notes",
      description =
          "In the order of their making: one for each registrar that misses the baseline of a"
              + " promotion, with the nearest way to qualify, an owner and a day. A registrar's token"
              + " sees its own that are shared. Example: `/v1/coaching-notes?owner=ann&overdue=true`.")
  @APIResponse(responseCode = "200", description = "OK")
  @APIResponse(responseCode = "404", description = "The registrar is not the caller's")
  public Page<CoachingNoteView> list(
      @QueryParam("promotion") @Parameter(description = "Only of this promotion")
          @Nullable UUID promotion,
      @QueryParam("registrar") @Parameter(description = "IANA ID", example = "90003")
          @Nullable RegistrarId registrar,
      @QueryParam("state") @Parameter(description = "Only in this state")
          @Nullable CoachingState state,
      @QueryParam("owner") @Parameter(description = "Only of this owner", example = "ann")
          @Nullable String owner,
      @QueryParam("overdue")
          @DefaultValue("false")
          @Parameter(description = "Only those that are open after their day")
          boolean overdue,
      @Valid @BeanParam PageRequest request) {
    return notes.list(promotion, registrar, state, owner, overdue, request);
  }

  @GET
  @Path("/{id}")
  @Produces(MediaType.APPLICATION_JSON)
  @RequiresPermission(Permission.PROMOTION_READ)
  @Operation(
      summary = "Read a coaching note",
      description = "With its ETag. A registrar's token reads its own that are shared.")
  @APIResponse(
      responseCode = "200",
      description = "OK",
      content = @Content(schema = @Schema(implementation = CoachingNoteView.class)))
  @APIResponse(responseCode = "404", description = "There is no such note that the caller may see")
  public RestResponse<CoachingNoteView> get(@PathParam("id") UUID id) {
    return answer(notes.get(id));
  }

  @PUT
  @Path("/{id}")
  @Produces(MediaType.APPLICATION_JSON)
  @RequiresPermission(Permission.COACHING_WRITE)
  @Operation(
      summary = "Set a coaching note",
      description =
          "Owner, day, state, advice and whether the registrar sees it; all of them, with the ETag in"
              + " `If-Match`. Audited.")
  @APIResponse(
      responseCode = "200",
      description = "Set",
      content = @Content(schema = @Schema(implementation = CoachingNoteView.class)))
  @APIResponse(responseCode = "404", description = "There is no such note")
  @APIResponse(
      responseCode = "409",
      description = "Another note of the registrar for the promotion is open")
  @APIResponse(responseCode = "412", description = "Changed since it was read")
  @APIResponse(responseCode = "422", description = "A member or If-Match is missing")
  public RestResponse<CoachingNoteView> set(
      @PathParam("id") UUID id,
      @HeaderParam(HttpHeaders.IF_MATCH)
          @Parameter(description = "The ETag that was read", example = "\"0\"")
          @Nullable String ifMatch,
      @Valid @NotNull CoachingSettings settings) {
    return answer(
        notes.set(
            id,
            ifMatch,
            new CoachingService.Settings(
                settings.owner(),
                settings.due().value(),
                settings.state(),
                settings.shared(),
                settings.advice())));
  }

  private static RestResponse<CoachingNoteView> answer(CoachingNoteView view) {
    return RestResponse.ResponseBuilder.ok(view).tag(Integer.toString(view.version())).build();
  }

  @GET
  @Path("/{id}/comments")
  @Produces({MediaType.APPLICATION_JSON, PageFormats.NDJSON, PageFormats.CSV})
  @RequiresPermission(Permission.PROMOTION_READ)
  @Operation(
      summary = "List the comments on a coaching note",
      description = "The oldest first. A registrar's token sees those that are shared.")
  @APIResponse(responseCode = "200", description = "OK")
  @APIResponse(responseCode = "404", description = "There is no such note that the caller may see")
  public Page<CoachingCommentView> comments(
      @PathParam("id") UUID id, @Valid @BeanParam PageRequest request) {
    return notes.comments(id, request);
  }

  @POST
  @Path("/{id}/comments")
  @Produces(MediaType.APPLICATION_JSON)
  @ResponseStatus(201)
  @RequiresPermission(Permission.COACHING_WRITE)
  @Operation(
      summary = "Comment on a coaching note",
      description = "What was said or done; it stays. Audited.")
  @APIResponse(
      responseCode = "201",
      description = "Kept",
      content =
          @Content(
              mediaType = MediaType.APPLICATION_JSON,
              schema = @Schema(implementation = CoachingCommentView.class)))
  @APIResponse(responseCode = "404", description = "There is no such note")
  @APIResponse(responseCode = "422", description = "There is no comment")
  public RestResponse<CoachingCommentView> comment(
      @PathParam("id") UUID id, @Valid @NotNull NewCoachingComment comment) {
    CoachingCommentView view = notes.comment(id, comment.shared(), comment.comment());
    return RestResponse.ResponseBuilder.<CoachingCommentView>created(
            URI.create("/v1/coaching-notes/" + id + "/comments"))
        .entity(view)
        .build();
  }
}

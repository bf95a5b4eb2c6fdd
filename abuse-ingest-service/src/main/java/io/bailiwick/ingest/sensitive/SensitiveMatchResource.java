package io.bailiwick.ingest.sensitive;

import io.bailiwick.common.page.Page;
import io.bailiwick.common.page.PageFormats;
import io.bailiwick.common.page.PageRequest;
import io.bailiwick.common.security.Permission;
import io.bailiwick.common.security.RequiresPermission;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.inject.Inject;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
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

/** Matches and what a registrar's contact receives, over HTTP. */
@Path("/v1/sensitive")
@RunOnVirtualThread
@Tag(name = "Sensitive listings")
public class SensitiveMatchResource {
  private final Matches matches;
  private final HandOvers handOvers;

  @Inject
  SensitiveMatchResource(Matches matches, HandOvers handOvers) {
    this.matches = matches;
    this.handOvers = handOvers;
  }

  /** To whom a match is passed. */
  @Schema(name = "SensitiveHandOverRequest")
  public record Passing(
      @NotBlank
          @Size(max = 200)
          @Schema(
              description = "Subject of the tokens of the sponsor's cleared contact",
              examples = "contact-17")
          String registrarContact,
      @NotBlank
          @Size(max = 500)
          @Schema(
              description = "For the contact; holds no domain name and no address",
              examples = "Please call the hotline before anything is changed")
          String note) {}

  /** Why a match is closed. */
  @Schema(name = "SensitiveClosure")
  public record Closure(
      @NotBlank
          @Size(max = 500)
          @Schema(
              description = "Holds no domain name and no address",
              examples = "Removed by the registrar on 14 March; confirmed by the hotline")
          String note) {}

  @POST
  @Path("/matches/refresh")
  @Produces(MediaType.APPLICATION_JSON)
  @RequiresPermission(Permission.SENSITIVE_READ)
  @Operation(
      summary = "Compare registrations with the lists",
      description =
          "Names that came since the last time; all living names where the list of alerts has grown. Labels of the hopping list are compared with "
              + "names that were created, not with older ones. Done on a schedule as well; several at once share the work.")
  public Refreshed refresh(
      @HeaderParam(SensitiveResource.PURPOSE)
          @Parameter(description = SensitiveResource.PURPOSE_TEXT, required = true)
          @Nullable String purpose) {
    return matches.refresh(PlainWords.purpose(SensitiveResource.PURPOSE, purpose));
  }

  @GET
  @Path("/matches")
  @Produces({MediaType.APPLICATION_JSON, PageFormats.NDJSON, PageFormats.CSV})
  @RequiresPermission(Permission.SENSITIVE_READ)
  @Operation(
      summary = "List matches",
      description =
          "In the order in which they were found. The store holds the registration, not its name; the name is added while the answer is written. "
              + "Each page is on record with the matches that it showed. A match of the hopping list is a signal to look, no proof.")
  public Page<Match> list(
      @HeaderParam(SensitiveResource.PURPOSE)
          @Parameter(description = SensitiveResource.PURPOSE_TEXT, required = true)
          @Nullable String purpose,
      @QueryParam("list") @Nullable SensitiveList list,
      @QueryParam("state") @Nullable MatchState state,
      @Valid @BeanParam PageRequest request) {
    return matches.list(
        list, state, PlainWords.purpose(SensitiveResource.PURPOSE, purpose), request);
  }

  @POST
  @Path("/matches/{id}/closure")
  @Consumes(MediaType.APPLICATION_JSON)
  @Produces(MediaType.APPLICATION_JSON)
  @RequiresPermission(Permission.SENSITIVE_WRITE)
  @Operation(
      summary = "Close a match",
      description = "It stays in the store, and is not opened again for the same registration.")
  public Match close(@PathParam("id") UUID id, @Valid @NotNull Closure closure) {
    return matches.close(id, PlainWords.check("note", closure.note()));
  }

  @POST
  @Path("/matches/{id}/hand-over")
  @ResponseStatus(201)
  @Consumes(MediaType.APPLICATION_JSON)
  @Produces(MediaType.APPLICATION_JSON)
  @RequiresPermission(Permission.SENSITIVE_WRITE)
  @Operation(
      summary = "Pass a match to the sponsor's cleared contact",
      description =
          "To a person of the registrar that sponsors the name now: the contact reads it with a token that names this registrar and the role "
              + "registrar-cleared. Passing the same match to the same contact again changes nothing and answers 200, so no Idempotency-Key is asked for: "
              + "what such a key keeps lies in the ordinary tables.")
  @APIResponse(
      responseCode = "201",
      description = "Passed on",
      content = @Content(schema = @Schema(implementation = HandOver.class)))
  @APIResponse(
      responseCode = "200",
      description = "It had been passed to this contact before",
      content = @Content(schema = @Schema(implementation = HandOver.class)))
  public RestResponse<HandOver> handOver(
      @PathParam("id") UUID id, @Valid @NotNull Passing passing) {
    Matches.Passed passed =
        matches.handOver(id, passing.registrarContact(), PlainWords.check("note", passing.note()));
    return RestResponse.ResponseBuilder.create(
            passed.fresh() ? RestResponse.Status.CREATED : RestResponse.Status.OK,
            passed.handOver())
        .build();
  }

  @GET
  @Path("/hand-overs")
  @Produces({MediaType.APPLICATION_JSON, PageFormats.NDJSON, PageFormats.CSV})
  @RequiresPermission(Permission.SENSITIVE_RECEIVE)
  @Operation(
      summary = "List what was passed to you",
      description =
          "For a registrar's cleared contact: what the registry passed to this very person, for registrars that its token names. On record.")
  public Page<HandOver> received(@Valid @BeanParam PageRequest request) {
    return handOvers.received(request);
  }

  @POST
  @Path("/hand-overs/{id}/acknowledgement")
  @Produces(MediaType.APPLICATION_JSON)
  @RequiresPermission(Permission.SENSITIVE_RECEIVE)
  @Operation(
      summary = "Acknowledge what was passed to you",
      description = "Once; a repetition changes nothing.")
  public HandOver acknowledge(@PathParam("id") UUID id) {
    return handOvers.acknowledge(id);
  }
}

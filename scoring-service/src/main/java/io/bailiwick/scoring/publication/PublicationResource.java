package io.bailiwick.scoring.publication;

import io.bailiwick.common.page.Page;
import io.bailiwick.common.page.PageFormats;
import io.bailiwick.common.page.PageRequest;
import io.bailiwick.common.registrar.RegistrarId;
import io.bailiwick.common.security.Permission;
import io.bailiwick.common.security.RequiresPermission;
import io.bailiwick.common.time.Month;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.inject.Inject;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.net.URI;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** Publications over HTTP. */
@Path("/v1/publications")
@RunOnVirtualThread
@Tag(
    name = "Publications",
    description =
        "How a month's scores become public: previewed by the registrars, contested name by name, published by a second person")
public class PublicationResource {

  private static final String EXAMPLE =
      """
      {"id":"0199f7d0-0000-7000-8000-000000000001","month":"2026-03","version":1,"state":"PREVIEW",
      "runId":"0199f7c2-52a1-7c11-9d0e-3f5a6b7c8d90","policyVersion":1,"openedAt":"2026-05-01T09:00:00Z",
      "previewEndsAt":"2026-05-15T09:00:00Z","openedBy":"sam","registrars":40,"contested":0,"published":0}
      """;

  private final PublicationService publications;

  @Inject
  PublicationResource(PublicationService publications) {
    this.publications = publications;
  }

  /** A preview to open. */
  @Schema(name = "PublicationRequest")
  public record NewPublication(
      @NotNull Month month,
      @NotBlank
          @Size(max = 2000)
          @Schema(description = "Shown to registrars", examples = "Scores of March for your look")
          String reason) {}

  /** A person's word that a month is published. */
  @Schema(name = "PublicationApproval")
  public record Approval(
      @NotNull
          @Schema(
              description =
                  "The version of the scores that the person has looked at: `runId` of the publication")
          UUID runId,
      @NotBlank
          @Size(max = 2000)
          @Schema(
              description = "Shown to registrars",
              examples = "Two weeks are over; one contest is open and held back")
          String reason) {}

  /** Why a preview is called off. */
  @Schema(name = "PublicationCancellation")
  public record Cancellation(
      @NotBlank
          @Size(max = 2000)
          @Schema(description = "Shown to registrars", examples = "A deposit of March is wrong")
          String reason) {}

  @POST
  @Produces(MediaType.APPLICATION_JSON)
  @RequiresPermission(Permission.SCORE_RUN)
  @Operation(
      summary = "Open the preview of a month",
      description =
          "Scores the month as it is now, and lets each registrar look at its own result for the calendar days of the policy"
              + " `publication`. Refused while the month is not mature, a day has no evidence of domains under management, its"
              + " counts differ from the registry's reports or a report is missing and nobody has waived it, or a publication is"
              + " there already. While a name of the month is contested in abuse-ingest-service the clock of that registrar"
              + " stands still, and nobody else's.")
  @APIResponse(
      responseCode = "201",
      description = "The preview",
      content =
          @Content(
              mediaType = MediaType.APPLICATION_JSON,
              schema = @Schema(implementation = PublicationView.class),
              examples = @ExampleObject(name = "publication", value = EXAMPLE)))
  @APIResponse(
      responseCode = "409",
      description = "The data do not allow it yet, or there is one; the next steps say what to do")
  @APIResponse(responseCode = "422", description = "The month has not begun")
  @APIResponse(
      responseCode = "503",
      description = "abuse-ingest-service is away; nothing was changed. See Retry-After")
  public RestResponse<PublicationView> open(@Valid @NotNull NewPublication wanted) {
    PublicationView opened = publications.open(wanted.month(), wanted.reason());
    return RestResponse.ResponseBuilder.<PublicationView>created(
            URI.create("/v1/publications/" + opened.id()))
        .entity(opened)
        .build();
  }

  @GET
  @Produces({MediaType.APPLICATION_JSON, PageFormats.NDJSON, PageFormats.CSV})
  @RequiresPermission(Permission.SCORE_READ)
  @Operation(
      summary = "List publications",
      description =
          "Of all months, sorted by month and version. Example: `/v1/publications?month=2026-03&state=PREVIEW`.")
  public Page<PublicationView> list(
      @QueryParam("month") @Nullable Month month,
      @QueryParam("state") @Nullable PublicationState state,
      @Valid @BeanParam PageRequest request) {
    return publications.list(month, state, request);
  }

  @GET
  @Path("/{id}")
  @Produces(MediaType.APPLICATION_JSON)
  @RequiresPermission(Permission.SCORE_READ)
  @Operation(summary = "Read a publication", description = "Also one that was superseded.")
  @APIResponse(
      responseCode = "200",
      description = "The publication",
      content =
          @Content(
              mediaType = MediaType.APPLICATION_JSON,
              schema = @Schema(implementation = PublicationView.class),
              examples = @ExampleObject(name = "publication", value = EXAMPLE)))
  @APIResponse(responseCode = "404", description = "There is no such publication")
  public PublicationView get(@PathParam("id") UUID id) {
    return publications.get(id);
  }

  @POST
  @Path("/{id}/approval")
  @Produces(MediaType.APPLICATION_JSON)
  @RequiresPermission(Permission.SCORE_RUN)
  @Operation(
      summary = "Publish a month",
      description =
          "By somebody else than the person who opened the preview, once its time is over. Results whose clock has run out are"
              + " published; those that are contested, or whose clock stood still, are held back and follow by themselves once"
              + " the contest is decided and their time is over. Name in `runId` the version that you looked at: where a newer"
              + " one has come, nothing is published. A publication that stood before is superseded and stays readable.")
  @APIResponse(
      responseCode = "200",
      description = "The publication, which stands now",
      content =
          @Content(
              mediaType = MediaType.APPLICATION_JSON,
              schema = @Schema(implementation = PublicationView.class)))
  @APIResponse(
      responseCode = "403",
      description = "The caller opened the preview, or may not publish")
  @APIResponse(responseCode = "404", description = "There is no such publication")
  @APIResponse(
      responseCode = "409",
      description = "Not yet, or not any more; the next steps say what to do")
  @APIResponse(
      responseCode = "412",
      description = "The scores have changed since the version in `runId`")
  @APIResponse(
      responseCode = "503",
      description = "abuse-ingest-service is away; nothing was changed. See Retry-After")
  public PublicationView publish(@PathParam("id") UUID id, @Valid @NotNull Approval approval) {
    return publications.publish(id, approval.runId(), approval.reason());
  }

  @POST
  @Path("/{id}/cancellation")
  @Produces(MediaType.APPLICATION_JSON)
  @RequiresPermission(Permission.SCORE_RUN)
  @Operation(
      summary = "Call a preview off",
      description =
          "Nothing of it is published. Where it corrected a publication, that one stands on until the scores change again.")
  @APIResponse(responseCode = "404", description = "There is no such publication")
  @APIResponse(responseCode = "409", description = "It is no preview any more")
  public PublicationView cancel(
      @PathParam("id") UUID id, @Valid @NotNull Cancellation cancellation) {
    return publications.cancel(id, cancellation.reason());
  }

  @GET
  @Path("/{id}/results")
  @Produces({MediaType.APPLICATION_JSON, PageFormats.NDJSON, PageFormats.CSV})
  @RequiresPermission(Permission.SCORE_READ)
  @Operation(
      summary = "List the results of a publication",
      description =
          "Where each registrar's part stands, sorted by registrar. A registrar sees its own only. Example:"
              + " `/v1/publications/{id}/results?state=CONTESTED`.")
  public Page<ResultView> results(
      @PathParam("id") UUID id,
      @QueryParam("state") @Nullable ResultState state,
      @Valid @BeanParam PageRequest request) {
    return publications.results(id, state, request);
  }

  @GET
  @Path("/{id}/results/{registrar}")
  @Produces(MediaType.APPLICATION_JSON)
  @RequiresPermission(Permission.SCORE_READ)
  @Operation(
      summary = "Read a registrar's result",
      description =
          "The score that is previewed or published, the way to the names behind it, and the times for which its clock stood"
              + " still. A name is contested in abuse-ingest-service (`POST /v1/corrections`).")
  @APIResponse(responseCode = "404", description = "There is no such result, or it is not yours")
  public ResultDetail result(
      @PathParam("id") UUID id,
      @PathParam("registrar") @Parameter(description = "IANA ID") RegistrarId registrar) {
    return publications.result(id, registrar);
  }

  @GET
  @Path("/{id}/history")
  @Produces({MediaType.APPLICATION_JSON, PageFormats.NDJSON, PageFormats.CSV})
  @RequiresPermission(Permission.SCORE_READ)
  @Operation(
      summary = "Read what happened to a publication",
      description =
          "In order, with every pause of a clock. A registrar sees what happened to the month and to itself, and not who did it.")
  public Page<HistoryView> history(
      @PathParam("id") UUID id, @Valid @BeanParam PageRequest request) {
    return publications.history(id, request);
  }
}

package io.bailiwick.aip.transparency;

import io.bailiwick.common.idempotency.Idempotency;
import io.bailiwick.common.page.Page;
import io.bailiwick.common.page.PageFormats;
import io.bailiwick.common.page.PageRequest;
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
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** Drafts of transparency reports over HTTP. */
@Path("/v1/transparency-reports")
@RunOnVirtualThread
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@Tag(
    name = "Transparency reports",
    description = "Drafted by one person, published by another, then for everybody")
public class TransparencyResource {
  private final TransparencyService reports;
  private final Idempotency idempotency;

  @Inject
  TransparencyResource(TransparencyService reports, Idempotency idempotency) {
    this.reports = reports;
    this.idempotency = idempotency;
  }

  @Schema(name = "TransparencyDraft")
  public record Draft(
      @NotNull @Schema(description = "First month") Month from,
      @NotNull
          @Schema(
              description = "Last month, which has ended; 24 months at most",
              examples = "2026-06")
          Month until,
      @Size(max = 5000)
          @Schema(
              description =
                  "What the registry says of it, for everybody to read; names no registrar",
              examples = "The acute gate came into force in May.")
          @Nullable String remark,
      @Valid
          @Size(max = 1000)
          @Schema(
              description =
                  "In which group of reasons dismissed candidates are counted; what is not named stays as it was, or is OTHER")
          @Nullable List<@NotNull @Valid Dismissal> dismissals) {}

  @Schema(name = "TransparencyDismissal")
  public record Dismissal(
      @NotNull @Schema(examples = "0199f7c2-7a1e-7000-8000-0000000000aa") UUID candidate,
      @NotNull DismissalGround ground) {}

  @POST
  @RequiresPermission(Permission.TRANSPARENCY_WRITE)
  @Operation(
      summary = "Draft a transparency report",
      description =
          "Freezes the numbers of a period: again for the same period as a new version, which stands in the place of the published"
              + " one when it is published itself. A period cuts no other one. After a later reversal the service drafts the"
              + " correction by itself.")
  @APIResponse(
      responseCode = "201",
      description = "The draft",
      content =
          @Content(
              mediaType = MediaType.APPLICATION_JSON,
              schema = @Schema(implementation = TransparencyView.class)))
  @APIResponse(
      responseCode = "409",
      description = "The counts are so small that they cannot be protected")
  @APIResponse(
      responseCode = "422",
      description = "The period is not over, too long, or cuts another one")
  public RestResponse<TransparencyView> draft(
      @HeaderParam(Idempotency.HEADER)
          @Parameter(description = "Yours, 1 to 200 characters; a repetition drafts nothing")
          @Nullable String key,
      @Valid @NotNull Draft draft) {
    TransparencyView view =
        idempotency.once(
            key,
            "transparency-report",
            draft,
            TransparencyView.class,
            () -> reports.draft(draft.from(), draft.until(), draft.remark(), grounds(draft)));
    return RestResponse.ResponseBuilder.<TransparencyView>create(RestResponse.Status.CREATED)
        .entity(view)
        .location(URI.create("/v1/transparency-reports/" + view.id()))
        .build();
  }

  private static Map<UUID, DismissalGround> grounds(Draft draft) {
    Map<UUID, DismissalGround> grounds = new LinkedHashMap<>();
    if (draft.dismissals() != null) {
      draft.dismissals().forEach(named -> grounds.put(named.candidate(), named.ground()));
    }
    return grounds;
  }

  @GET
  @Produces({MediaType.APPLICATION_JSON, PageFormats.NDJSON, PageFormats.CSV})
  @RequiresPermission(Permission.TRANSPARENCY_READ)
  @Operation(
      summary = "List transparency reports",
      description = "All versions, drafts too, oldest first.")
  public Page<TransparencyView> list(@Valid @BeanParam PageRequest request) {
    return reports.list(request);
  }

  @GET
  @Path("/{id}")
  @RequiresPermission(Permission.TRANSPARENCY_READ)
  @Operation(
      summary = "Read who made a version of a transparency report",
      description = "And whether it is published. Example: `/v1/transparency-reports/{id}`.")
  @APIResponse(responseCode = "200", description = "The version")
  @APIResponse(responseCode = "404", description = "There is none")
  public TransparencyView get(@PathParam("id") UUID id) {
    return reports.view(id);
  }

  @GET
  @Path("/{id}/document")
  @Produces({MediaType.APPLICATION_JSON, PageFormats.CSV, MediaType.TEXT_HTML})
  @RequiresPermission(Permission.TRANSPARENCY_READ)
  @Operation(
      summary = "Read a version of a transparency report",
      description =
          "Also a draft, byte for byte as it will be published: JSON, its counts as CSV, or a page.")
  @APIResponse(
      responseCode = "200",
      description = "The report",
      content = {
        @Content(
            mediaType = MediaType.APPLICATION_JSON,
            schema = @Schema(implementation = TransparencyReport.class)),
        @Content(mediaType = PageFormats.CSV, schema = @Schema(implementation = String.class)),
        @Content(mediaType = MediaType.TEXT_HTML, schema = @Schema(implementation = String.class))
      })
  @APIResponse(responseCode = "404", description = "There is none")
  public RestResponse<String> document(
      @PathParam("id") UUID id,
      @HeaderParam("Accept") @Parameter(hidden = true) @Nullable String accept) {
    return PublishedTransparencyResource.served(reports.files(id), accept, null);
  }

  @POST
  @Path("/{id}/publication")
  @RequiresPermission(Permission.TRANSPARENCY_WRITE)
  @Operation(
      summary = "Publish a transparency report",
      description = "By another person than drafted it. It cannot be taken back, only corrected.")
  @APIResponse(
      responseCode = "200",
      description = "The report, which everybody can read now",
      content =
          @Content(
              mediaType = MediaType.APPLICATION_JSON,
              schema = @Schema(implementation = TransparencyView.class)))
  @APIResponse(responseCode = "404", description = "There is none")
  @APIResponse(responseCode = "409", description = "It is published, or there is a newer version")
  public TransparencyView publish(@PathParam("id") UUID id) {
    return reports.publish(id);
  }
}

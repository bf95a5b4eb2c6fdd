package io.bailiwick.ingest.correction;

import io.bailiwick.common.attachment.Download;
import io.bailiwick.common.attachment.Upload;
import io.bailiwick.common.idempotency.Idempotency;
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
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.io.InputStream;
import java.net.URI;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** Corrections over HTTP. */
@Path("/v1/corrections")
@RunOnVirtualThread
@Tag(
    name = "Corrections",
    description =
        "Claims that an incident is not what it is taken for, by the registry or the registrar, decided by another person")
public class CorrectionResource {
  private final CorrectionService corrections;
  private final int maxBytes;

  @Inject
  CorrectionResource(
      CorrectionService corrections,
      @ConfigProperty(name = "bailiwick.corrections.max-attachment-bytes") int maxBytes) {
    this.corrections = corrections;
    this.maxBytes = maxBytes;
  }

  /** A question, an answer, or why something is taken back. */
  @Schema(name = "CorrectionText")
  public record Text(
      @NotBlank @Size(max = 5000) @Schema(examples = "Which host was it, and since when?")
          String text) {}

  /** A decision. */
  @Schema(name = "CorrectionDecision")
  public record Decision(
      @NotNull @Schema(examples = "ACCEPTED") CorrectionOutcome outcome,
      @NotBlank
          @Size(max = 5000)
          @Schema(
              description = "Why; shown to the registrar",
              examples = "The bank confirms its campaign; the listing was a mistake")
          String reasons,
      @Schema(
              description =
                  "Where NOT_OURS is accepted: who was the sponsor; left out where no registrar was",
              nullable = true)
          @Nullable RegistrarId registrar) {}

  @GET
  @Produces({MediaType.APPLICATION_JSON, PageFormats.NDJSON, PageFormats.CSV})
  @RequiresPermission(Permission.CORRECTION_READ)
  @Operation(
      summary = "List corrections",
      description =
          "In the order of filing. A registrar sees those of incidents that counted for it when they were filed. Example: "
              + "`/v1/corrections?month=2026-03&open=true&origin=CONTEST`.")
  public Page<Correction> list(
      @QueryParam("state") @Nullable CorrectionState state,
      @QueryParam("open")
          @Parameter(
              description =
                  "Not decided and not taken back yet: FILED or MORE_INFORMATION_ASKED; or not open")
          @Nullable Boolean open,
      @QueryParam("month")
          @Parameter(description = "Month that the incident counted in when it was filed")
          @Nullable Month month,
      @QueryParam("origin") @Nullable CorrectionOrigin origin,
      @QueryParam("registrar")
          @Parameter(description = "IANA ID of the registrar that the incident counted for")
          @Nullable RegistrarId registrar,
      @QueryParam("overdue") @Parameter(description = "Open past its time, or not")
          @Nullable Boolean overdue,
      @QueryParam("incident") @Parameter(description = "The incident, or one that it took in")
          @Nullable UUID incident,
      @Valid @BeanParam PageRequest request) {
    return corrections.list(
        new CorrectionService.Filter(state, open, month, origin, registrar, overdue, incident),
        request);
  }

  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  @Produces(MediaType.APPLICATION_JSON)
  @RequiresPermission(Permission.CORRECTION_FILE)
  @Operation(
      summary = "File a correction or a contest",
      description =
          "By the registry's own people it is a CORRECTION, by the registrar that the incident counts for a CONTEST. "
              + "FALSE_POSITIVE: no abuse; WITHDRAWN_BY_SOURCE: the source took it back; COMPROMISED: a victim's site; "
              + "NOT_OURS: somebody else sponsored the name when the incident was opened. One of a kind can be open for an "
              + "incident. A contest is filed within the days that the policy `corrections` gives after the month of the "
              + "incident, or after it was attributed to the registrar. A wrong decision is reversed by a correction that "
              + "names it in `reverses`. The same key again answers with the first and files nothing.")
  @APIResponse(
      responseCode = "201",
      description = "Filed",
      content = @Content(schema = @Schema(implementation = Correction.class)))
  @APIResponse(responseCode = "404", description = "No such incident, or not the caller's")
  @APIResponse(responseCode = "409", description = "Open already, already so, or too late")
  public RestResponse<Correction> file(
      @Parameter(description = "Repeats of a request with the same key do nothing twice")
          @HeaderParam(Idempotency.HEADER)
          @Nullable String key,
      @Valid @NotNull NewCorrection wanted) {
    Correction filed = corrections.file(key, wanted);
    return RestResponse.ResponseBuilder.<Correction>created(
            URI.create("/v1/corrections/" + filed.id()))
        .entity(filed)
        .build();
  }

  @GET
  @Path("/{id}")
  @Produces(MediaType.APPLICATION_JSON)
  @RequiresPermission(Permission.CORRECTION_READ)
  @Operation(
      summary = "Read a correction",
      description = "With its history, its files and, once it is decided, its decision record.")
  public CorrectionDetail get(@PathParam("id") UUID id) {
    return corrections.get(id);
  }

  @POST
  @Path("/{id}/question")
  @Consumes(MediaType.APPLICATION_JSON)
  @Produces(MediaType.APPLICATION_JSON)
  @RequiresPermission(Permission.CORRECTION_DECIDE)
  @Operation(
      summary = "Ask for more information",
      description =
          "The time to decide stands still until the answer, at most for the days that the policy gives to answer.")
  @APIResponse(responseCode = "409", description = "The state does not allow it")
  public CorrectionDetail ask(@PathParam("id") UUID id, @Valid @NotNull Text question) {
    return corrections.ask(id, question.text());
  }

  @POST
  @Path("/{id}/answer")
  @Consumes(MediaType.APPLICATION_JSON)
  @Produces(MediaType.APPLICATION_JSON)
  @RequiresPermission(Permission.CORRECTION_FILE)
  @Operation(
      summary = "Answer a question",
      description = "By whoever filed it, or of a contest by a colleague at the registrar.")
  @APIResponse(responseCode = "409", description = "The state does not allow it")
  public CorrectionDetail answer(@PathParam("id") UUID id, @Valid @NotNull Text answer) {
    return corrections.answer(id, answer.text());
  }

  @POST
  @Path("/{id}/withdrawal")
  @Consumes(MediaType.APPLICATION_JSON)
  @Produces(MediaType.APPLICATION_JSON)
  @RequiresPermission(Permission.CORRECTION_FILE)
  @Operation(
      summary = "Take a correction back",
      description = "By whoever filed it, or of a contest by a colleague at the registrar.")
  @APIResponse(responseCode = "409", description = "The state does not allow it")
  public CorrectionDetail withdraw(@PathParam("id") UUID id, @Valid @NotNull Text reason) {
    return corrections.withdraw(id, reason.text());
  }

  @POST
  @Path("/{id}/decision")
  @Consumes(MediaType.APPLICATION_JSON)
  @Produces(MediaType.APPLICATION_JSON)
  @RequiresPermission(Permission.CORRECTION_DECIDE)
  @Operation(
      summary = "Decide a correction",
      description =
          "By a person of the registry other than the one who filed it. Accepted, it works from the start of the incident: "
              + "FALSE_POSITIVE and WITHDRAWN_BY_SOURCE make it a false positive, COMPROMISED a compromised site, NOT_OURS "
              + "takes it off the registrar and, where `registrar` says who was the sponsor, counts it there. The decision "
              + "record says how the incident stood before and after and which months change; their tallies do so at once.")
  @APIResponse(responseCode = "403", description = "Filed by the caller")
  @APIResponse(responseCode = "409", description = "The state does not allow it")
  public CorrectionDetail decide(@PathParam("id") UUID id, @Valid @NotNull Decision decision) {
    return corrections.decide(id, decision.outcome(), decision.reasons(), decision.registrar());
  }

  @POST
  @Path("/{id}/attachments")
  @Consumes(MediaType.APPLICATION_OCTET_STREAM)
  @Produces(MediaType.APPLICATION_JSON)
  @RequiresPermission(Permission.CORRECTION_FILE)
  @Operation(
      summary = "Attach a file",
      description =
          "PNG, JPEG, PDF, plain text in UTF-8, e-mail (RFC 5322) or JSON, told by the content whatever the name says; at most "
              + "5 MiB and ten files as shipped. While the correction is open; by a registrar to its own contests. The same bytes "
              + "again answer with the first and keep nothing twice.")
  @RequestBody(
      required = true,
      content =
          @Content(
              mediaType = MediaType.APPLICATION_OCTET_STREAM,
              schema = @Schema(type = SchemaType.STRING, format = "binary")))
  @APIResponse(
      responseCode = "201",
      description = "Kept",
      content = @Content(schema = @Schema(implementation = CorrectionDetail.Attachment.class)))
  @APIResponse(responseCode = "413", description = "Larger than allowed")
  @APIResponse(responseCode = "415", description = "None of the types that are kept")
  public RestResponse<CorrectionDetail.Attachment> attach(
      @PathParam("id") UUID id,
      @QueryParam("name")
          @Parameter(description = "Name of the file; made safe", example = "letter.pdf")
          @Nullable String name,
      @Nullable InputStream body) {
    CorrectionDetail.Attachment attachment =
        corrections.attach(
            id,
            name,
            Upload.bytes(body, maxBytes, "An attachment has at most " + maxBytes + " bytes."));
    return RestResponse.ResponseBuilder.<CorrectionDetail.Attachment>created(
            URI.create("/v1/corrections/" + id + "/attachments/" + attachment.id()))
        .entity(attachment)
        .build();
  }

  @GET
  @Path("/{id}/attachments/{attachment}")
  @Produces(MediaType.APPLICATION_OCTET_STREAM)
  @RequiresPermission(Permission.CORRECTION_READ)
  @Operation(
      summary = "Download an attachment",
      description =
          "As it was received, always as a download of unspecified type, so that no browser shows or runs it.")
  @APIResponse(
      responseCode = "200",
      description = "The file",
      content =
          @Content(
              mediaType = MediaType.APPLICATION_OCTET_STREAM,
              schema = @Schema(type = SchemaType.STRING, format = "binary")))
  public RestResponse<byte[]> attachment(
      @PathParam("id") UUID id, @PathParam("attachment") UUID attachment) {
    CorrectionService.File file = corrections.file(id, attachment);
    return Download.of(file.content(), file.name());
  }
}

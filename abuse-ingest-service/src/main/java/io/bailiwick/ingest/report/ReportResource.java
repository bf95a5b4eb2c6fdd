package io.bailiwick.ingest.report;

import io.bailiwick.common.attachment.Download;
import io.bailiwick.common.attachment.Upload;
import io.bailiwick.common.idempotency.Idempotency;
import io.bailiwick.common.page.Page;
import io.bailiwick.common.page.PageFormats;
import io.bailiwick.common.page.PageRequest;
import io.bailiwick.common.problem.ProblemException;
import io.bailiwick.common.security.Permission;
import io.bailiwick.common.security.RequiresPermission;
import io.bailiwick.ingest.incident.Classification;
import io.bailiwick.ingest.incident.Threat;
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
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.io.InputStream;
import java.net.URI;
import java.time.Instant;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** Single reports over HTTP. */
@Path("/v1")
@RunOnVirtualThread
@Tag(
    name = "Reports",
    description = "Single reports by people and machines: claims to look at, in no rate")
public class ReportResource {
  private final Reports reports;

  @Inject
  ReportResource(Reports reports) {
    this.reports = reports;
  }

  /** A person found abuse. */
  @Schema(name = "ReportValidation")
  public record Validation(
      @NotNull @Schema(examples = "PHISHING") Threat threat,
      @Schema(
              description = "Whose doing it is; left out: as the rule judges it",
              nullable = true,
              examples = "MALICIOUS")
          @Nullable Classification classification,
      @NotBlank
          @Size(max = 2000)
          @Schema(
              description =
                  "What was seen. The registrar is shown it as the reason of the classification, so it names no reporter",
              examples =
                  "The page asks for the card number of a bank's customers; looked at on 2 March, 10:00 UTC")
          String evidence,
      @Size(max = 1000)
          @Schema(description = "Shown to the reporter", nullable = true, examples = "Thank you.")
          @Nullable String publicReason) {}

  /** A person found none. */
  @Schema(name = "ReportDismissal")
  public record Refused(
      @NotNull @Schema(examples = "NOT_OURS") Dismissal dismissal,
      @NotBlank
          @Size(max = 1000)
          @Schema(
              description = "Shown to the reporter",
              examples = "A dispute over an order; please turn to the shop's hosting provider.")
          String publicReason) {}

  @POST
  @Path("/reports")
  @ResponseStatus(201)
  @Consumes({ReportReader.JSON, ReportReader.XARF, ReportReader.MAIL})
  @Produces(MediaType.APPLICATION_JSON)
  @RequiresPermission(Permission.REPORT_SUBMIT)
  @Operation(
      summary = "Report abuse",
      description =
          "Our own JSON (`url` or `domain`, `category`, `description`, `seenAt`, `reference`; the category one of PHISHING, MALWARE,"
              + " BOTNET, PHARMING, SPAM, FRAUD, OTHER), XARF 4 or 3, or a mail that holds a feedback report (RFC 5965) or a XARF"
              + " part. At most 1 MiB of JSON or 5 MiB of mail.\n\n"
              + "Each name of this registry in it becomes a report that waits for a person; no rate knows it. The same report"
              + " again (by its own identifier and reporter; or by name, category, reporter and day) makes nothing new. Of"
              + " attachments, text, PNG, JPEG, PDF and mails are kept if they are what they say; the rest is dropped with a"
              + " note.\n\n"
              + "A report of a child-abuse category is refused (422) before anything of it reaches a disk: only a count and a"
              + " keyed digest remain. The answer says where such reports go.")
  @RequestBody(
      required = true,
      content = {
        @Content(
            mediaType = ReportReader.JSON,
            schema = @Schema(type = SchemaType.OBJECT),
            examples =
                @ExampleObject(
                    name = "Own",
                    value =
                        "{\"url\":\"https://login.example.org/\",\"category\":\"PHISHING\",\"description\":\"Asks for card numbers\",\"seenAt\":\"2026-03-02T10:00:00Z\",\"reference\":\"A-17\"}")),
        @Content(
            mediaType = ReportReader.XARF,
            schema = @Schema(type = SchemaType.OBJECT),
            examples =
                @ExampleObject(
                    name = "XARF 4",
                    value =
                        "{\"xarf_version\":\"4.2.0\",\"report_id\":\"1a5ec293-0849-40a4-9eba-d5926262ff05\",\"timestamp\":\"2026-03-02T10:00:00Z\",\"reporter\":{\"org\":\"Brand Protection\",\"contact\":\"takedown@brand-protect.example\",\"domain\":\"brand-protect.example\"},\"sender\":{\"org\":\"Brand Protection\",\"contact\":\"takedown@brand-protect.example\",\"domain\":\"brand-protect.example\"},\"source_identifier\":\"203.0.113.45\",\"category\":\"content\",\"type\":\"phishing\",\"url\":\"https://login.example.org/\"}")),
        @Content(
            mediaType = ReportReader.MAIL,
            schema = @Schema(type = SchemaType.STRING),
            examples =
                @ExampleObject(
                    name = "ARF",
                    value =
                        "From: <abusedesk@example.com>\nMessage-ID: <1@example.com>\nMIME-Version: 1.0\nContent-Type: multipart/report; report-type=feedback-report; boundary=b\n\n--b\nContent-Type: text/plain\n\nThis is a report.\n--b\nContent-Type: message/feedback-report\n\nFeedback-Type: fraud\nUser-Agent: Reporter/1.0\nVersion: 1\nReported-URI: http://login.example.org/\n--b--\n"))
      })
  @APIResponse(
      responseCode = "201",
      description = "Taken in; the location is that of the first report",
      content = @Content(schema = @Schema(implementation = ReportReceipt.class)))
  @APIResponse(
      responseCode = "422",
      description = "No report, no name of this registry, or of a category that is refused")
  public RestResponse<ReportReceipt> submit(
      @HeaderParam(HttpHeaders.CONTENT_TYPE) @Parameter(hidden = true) String mediaType,
      @Parameter(description = "Repeats of a request with the same key do nothing twice")
          @HeaderParam(Idempotency.HEADER)
          @Nullable String key,
      @Nullable InputStream body) {
    ReportReceipt receipt = reports.submit(mediaType, bytes(mediaType, body), key);
    return RestResponse.ResponseBuilder.<ReportReceipt>created(
            URI.create("/v1/reports/" + receipt.reports().getFirst().id()))
        .entity(receipt)
        .build();
  }

  /** The body, in memory only. */
  private static byte[] bytes(String mediaType, @Nullable InputStream body) {
    int longest = ReportReader.longest(mediaType);
    return Upload.bytes(
        body, longest, "A report of this type has at most %d MiB.".formatted(longest >> 20));
  }

  @GET
  @Path("/reports/{id}")
  @Produces(MediaType.APPLICATION_JSON)
  @RequiresPermission(Permission.REPORT_SUBMIT)
  @Operation(
      summary = "Read what became of a report",
      description =
          "For the account that sent it, and for any other that may report and holds its reference. It says whether the report"
              + " waits, was validated, with what the registrar says it did, or was dismissed, and why.")
  public ReportStatus status(
      @PathParam("id") UUID id,
      @QueryParam("reference")
          @Parameter(description = "Token out of the receipt", example = "kYb0G1u4R1pZ0a6l0c9c3Q")
          @Nullable String reference) {
    return reports.status(id, reference);
  }

  @GET
  @Path("/reports")
  @Produces({MediaType.APPLICATION_JSON, PageFormats.NDJSON, PageFormats.CSV})
  @RequiresPermission(Permission.REPORT_READ)
  @Operation(
      summary = "List reports",
      description =
          "Oldest first. Example: `/v1/reports?state=RECEIVED&receivedUntil=2026-03-01T00:00:00Z`, which still wait and came in"
              + " before March.")
  public Page<Report> list(
      @QueryParam("state") @Nullable ReportState state,
      @QueryParam("category") @Nullable ReportCategory category,
      @QueryParam("name")
          @Parameter(description = "Registrable domain in A-labels", example = "example.org")
          @Nullable String name,
      @QueryParam("receivedUntil")
          @Parameter(
              description = "Received at this instant at the latest",
              example = "2026-03-01T00:00:00Z",
              schema = @Schema(type = SchemaType.STRING, format = "date-time"))
          @Nullable String receivedUntil,
      @Valid @BeanParam PageRequest request) {
    Instant until = Texts.time(receivedUntil);
    if (receivedUntil != null && until == null) {
      throw ProblemException.malformed(
          "A time is written with an offset, for example 2026-03-01T00:00:00Z.");
    }
    return reports.list(new ReportQuery(state, category, name, until), request);
  }

  @GET
  @Path("/reports/{id}/detail")
  @Produces(MediaType.APPLICATION_JSON)
  @RequiresPermission(Permission.REPORT_READ)
  @Operation(
      summary = "Read a report with all that was kept of it",
      description = "Its values, description, attachments, and what was left out.")
  public ReportDetail detail(@PathParam("id") UUID id) {
    return reports.detail(id);
  }

  @GET
  @Path("/reports/{id}/attachments/{number}")
  @Produces(MediaType.APPLICATION_OCTET_STREAM)
  @RequiresPermission(Permission.REPORT_READ)
  @Operation(
      summary = "Fetch an attachment",
      description = "Always as bytes to be saved, never as something that a browser shows.")
  @APIResponse(
      responseCode = "200",
      description = "The bytes",
      content =
          @Content(
              mediaType = MediaType.APPLICATION_OCTET_STREAM,
              schema = @Schema(type = SchemaType.STRING, format = "binary")))
  public RestResponse<byte[]> attachment(
      @PathParam("id") UUID id,
      @PathParam("number") @Parameter(description = "From 1", example = "1") int number) {
    return Download.of(reports.attachment(id, number).bytes(), "evidence-" + number + ".bin");
  }

  @POST
  @Path("/reports/{id}/validation")
  @Consumes(MediaType.APPLICATION_JSON)
  @Produces(MediaType.APPLICATION_JSON)
  @RequiresPermission(Permission.REPORT_VALIDATE)
  @Operation(
      summary = "Validate a report",
      description =
          "A person has looked and found abuse. The report becomes a listing of the built-in feed `reports` (family"
              + " `registry-validated`), counted at the time at which the abuse was seen, or else that of the receipt; its incident"
              + " counts as validated by a person. Audited.")
  @APIResponse(responseCode = "409", description = "Decided already, or found to be no abuse")
  public ReportDetail validate(@PathParam("id") UUID id, @Valid @NotNull Validation validation) {
    if (validation.classification() == Classification.FALSE_POSITIVE) {
      throw ProblemException.invalid("What is validated is no false positive; dismiss it.");
    }
    return reports.validate(
        id,
        validation.threat(),
        validation.classification(),
        validation.evidence(),
        validation.publicReason());
  }

  @POST
  @Path("/reports/{id}/dismissal")
  @Consumes(MediaType.APPLICATION_JSON)
  @Produces(MediaType.APPLICATION_JSON)
  @RequiresPermission(Permission.REPORT_VALIDATE)
  @Operation(
      summary = "Dismiss a report",
      description =
          "A person has looked. The reporter is shown which it is and the reason. Audited.")
  @APIResponse(responseCode = "409", description = "Decided already")
  public ReportDetail dismiss(@PathParam("id") UUID id, @Valid @NotNull Refused refused) {
    return reports.dismiss(id, refused.dismissal(), refused.publicReason());
  }

  @GET
  @Path("/report-volumes")
  @Produces({MediaType.APPLICATION_JSON, PageFormats.NDJSON, PageFormats.CSV})
  @RequiresPermission(Permission.REPORT_READ)
  @Operation(
      summary = "Count the reports",
      description =
          "By day of receipt, form, category and state. A volume of complaints says how loud somebody is, not how much abuse there"
              + " is: it stands in no rate.")
  public Page<ReportVolume> volumes(@Valid @BeanParam PageRequest request) {
    return reports.volumes(request);
  }
}

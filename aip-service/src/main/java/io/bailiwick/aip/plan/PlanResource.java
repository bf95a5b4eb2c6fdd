package io.bailiwick.aip.plan;

import io.bailiwick.common.attachment.Download;
import io.bailiwick.common.attachment.Upload;
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

/** Plans over HTTP. */
@Path("/v1/cases")
@RunOnVirtualThread
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@Tag(
    name = "Plans",
    description =
        "What the registrar will do, what the registry agrees to, and how far it has come; a registrar reaches those of its cases")
public class PlanResource {
  private final PlanService plans;
  private final int maxBytes;

  @Inject
  PlanResource(
      PlanService plans, @ConfigProperty(name = "bailiwick.plans.max-file-bytes") int maxBytes) {
    this.plans = plans;
    this.maxBytes = maxBytes;
  }

  @Schema(name = "PlanAgreementRequest")
  public record AgreementRequest(
      @NotNull @Schema(description = "The version that was read", examples = "1") Integer version,
      @Size(max = 10_000) @Schema(nullable = true, examples = "Agreed.") @Nullable String note) {}

  @Schema(name = "MonitoringRequest")
  public record MonitoringRequest(
      @Size(max = 10_000) @Schema(nullable = true, examples = "From today on.")
          @Nullable String note) {}

  @Schema(name = "MeasureStateRequest")
  public record StateRequest(
      @NotNull MeasureState state,
      @Size(max = 10_000) @Schema(nullable = true, examples = "Live since 28 April.")
          @Nullable String note) {}

  @Schema(name = "PlanCommentRequest")
  public record CommentRequest(
      @NotBlank
          @Size(max = 10_000)
          @Schema(examples = "Would June be possible for the second measure?")
          String text) {}

  @POST
  @Path("/{id}/plan")
  @RequiresPermission(Permission.CASE_ANSWER)
  @Operation(
      summary = "File a plan",
      description =
          "The first version, or a further one, by the registrar or by an officer who was told. Also while a limit is proposed or in force: whoever"
              + " is limited is still heard. What was agreed to before rules until the registry agrees to this version, too.")
  @APIResponse(
      responseCode = "201",
      description = "The plan",
      content =
          @Content(
              mediaType = MediaType.APPLICATION_JSON,
              schema = @Schema(implementation = PlanView.class)))
  @APIResponse(responseCode = "404", description = "Unknown, or not the caller's")
  @APIResponse(responseCode = "409", description = "The state of the case does not allow it")
  @APIResponse(responseCode = "422", description = "Something is missing or contradicts itself")
  public RestResponse<PlanView> file(
      @PathParam("id") UUID id, @Valid @NotNull PlanDocument request) {
    return RestResponse.ResponseBuilder.<PlanView>created(URI.create("/v1/cases/" + id + "/plan"))
        .entity(plans.file(id, request))
        .build();
  }

  @GET
  @Path("/{id}/plan")
  @RequiresPermission(Permission.CASE_READ)
  @Operation(
      summary = "Read the plan of a case",
      description =
          "The version that was filed last, which one rules, and how far each measure is.")
  @APIResponse(responseCode = "200", description = "The plan")
  @APIResponse(responseCode = "404", description = "None was filed, or not the caller's case")
  public PlanView get(@PathParam("id") UUID id) {
    return plans.get(id);
  }

  @GET
  @Path("/{id}/plan/versions")
  @Produces({MediaType.APPLICATION_JSON, PageFormats.NDJSON, PageFormats.CSV})
  @RequiresPermission(Permission.CASE_READ)
  @Operation(
      summary = "List the versions of a plan",
      description = "Each as it was filed, with the agreement of the registry where there is one.")
  @APIResponse(responseCode = "200", description = "The versions, the first one first")
  @APIResponse(responseCode = "404", description = "Not the caller's case")
  public Page<PlanVersion> versions(@PathParam("id") UUID id, @Valid @BeanParam PageRequest page) {
    return plans.versions(id, page);
  }

  @POST
  @Path("/{id}/plan-agreement")
  @RequiresPermission(Permission.CASE_WRITE)
  @Operation(
      summary = "Agree to the plan",
      description =
          "The registry agrees to the version that was filed last, by somebody else than who filed it. It rules from then on.")
  @APIResponse(responseCode = "200", description = "The plan")
  @APIResponse(responseCode = "404", description = "Unknown")
  @APIResponse(
      responseCode = "409",
      description = "A later version was filed, or the state of the case does not allow it")
  public PlanView agree(@PathParam("id") UUID id, @Valid @NotNull AgreementRequest request) {
    return plans.agree(id, request.version(), request.note());
  }

  @POST
  @Path("/{id}/monitoring")
  @RequiresPermission(Permission.CASE_WRITE)
  @Operation(
      summary = "Start monitoring",
      description =
          "The plan runs; progress is watched. Refused unless both sides agreed to a plan with exit criteria, which stay as they are from here on:"
              + " a change is a new version that both agree to.")
  @APIResponse(responseCode = "200", description = "The plan")
  @APIResponse(responseCode = "404", description = "Unknown")
  @APIResponse(
      responseCode = "409",
      description = "No such plan is agreed to, or the state of the case does not allow it")
  public PlanView startMonitoring(
      @PathParam("id") UUID id, @Valid @Nullable MonitoringRequest request) {
    return plans.startMonitoring(id, request == null ? null : request.note());
  }

  @GET
  @Path("/{id}/plan/progress")
  @RequiresPermission(Permission.CASE_READ)
  @Operation(
      summary = "Read how far the plan has come",
      description =
          "The target metric month by month, as scoring-service has published it, by the formula by which cases are found, and each exit criterion"
              + " with its numbers. Nothing follows by itself.")
  @APIResponse(responseCode = "200", description = "The progress")
  @APIResponse(responseCode = "404", description = "Unknown, or not the caller's")
  @APIResponse(responseCode = "409", description = "No plan is agreed to")
  @APIResponse(responseCode = "503", description = "scoring-service does not answer")
  public Progress progress(@PathParam("id") UUID id) {
    return plans.progress(id);
  }

  @POST
  @Path("/{id}/plan/measures/{code}/states")
  @RequiresPermission(Permission.CASE_ANSWER)
  @Operation(
      summary = "Say how far a measure is",
      description =
          "By the registrar, or by an officer who was told. What was said before is kept.")
  @APIResponse(responseCode = "200", description = "The plan")
  @APIResponse(responseCode = "404", description = "No such measure, or not the caller's case")
  @APIResponse(responseCode = "409", description = "The case has ended")
  public PlanView record(
      @PathParam("id") UUID id,
      @PathParam("code") @Parameter(example = "phone-verification") String code,
      @Valid @NotNull StateRequest request) {
    return plans.record(id, code, request.state(), request.note());
  }

  @GET
  @Path("/{id}/plan/comments")
  @Produces({MediaType.APPLICATION_JSON, PageFormats.NDJSON, PageFormats.CSV})
  @RequiresPermission(Permission.CASE_READ)
  @Operation(
      summary = "List the comments on a plan",
      description = "Of both sides, oldest first. Both read all of them.")
  @APIResponse(responseCode = "200", description = "The comments")
  @APIResponse(responseCode = "404", description = "Not the caller's case")
  public Page<PlanComment> comments(@PathParam("id") UUID id, @Valid @BeanParam PageRequest page) {
    return plans.comments(id, page);
  }

  @POST
  @Path("/{id}/plan/comments")
  @RequiresPermission(Permission.CASE_ANSWER)
  @Operation(
      summary = "Comment on a plan",
      description = "By either side; the other side reads it. At most 1,000 in a case.")
  @APIResponse(
      responseCode = "201",
      description = "The comment",
      content =
          @Content(
              mediaType = MediaType.APPLICATION_JSON,
              schema = @Schema(implementation = PlanComment.class)))
  @APIResponse(responseCode = "404", description = "Unknown, or not the caller's")
  @APIResponse(responseCode = "409", description = "The case has ended")
  public RestResponse<PlanComment> comment(
      @PathParam("id") UUID id, @Valid @NotNull CommentRequest request) {
    return RestResponse.ResponseBuilder.<PlanComment>created(
            URI.create("/v1/cases/" + id + "/plan/comments"))
        .entity(plans.comment(id, request.text()))
        .build();
  }

  @GET
  @Path("/{id}/plan/files")
  @Produces({MediaType.APPLICATION_JSON, PageFormats.NDJSON, PageFormats.CSV})
  @RequiresPermission(Permission.CASE_READ)
  @Operation(
      summary = "List the files of a plan",
      description = "What they are and their digests, oldest first.")
  @APIResponse(responseCode = "200", description = "The files")
  @APIResponse(responseCode = "404", description = "Not the caller's case")
  public Page<PlanFile> files(@PathParam("id") UUID id, @Valid @BeanParam PageRequest page) {
    return plans.files(id, page);
  }

  @POST
  @Path("/{id}/plan/files")
  @Consumes(MediaType.APPLICATION_OCTET_STREAM)
  @RequiresPermission(Permission.CASE_ANSWER)
  @Operation(
      summary = "Upload a file to a plan",
      description =
          "PNG, JPEG, PDF, plain text in UTF-8, e-mail (RFC 5322) or JSON, told by the content whatever the name says; at most 5 MiB and twenty"
              + " files as shipped. By either side. The same bytes again answer with the first and keep nothing twice.")
  @RequestBody(
      required = true,
      content =
          @Content(
              mediaType = MediaType.APPLICATION_OCTET_STREAM,
              schema = @Schema(type = SchemaType.STRING, format = "binary")))
  @APIResponse(
      responseCode = "201",
      description = "Kept",
      content =
          @Content(
              mediaType = MediaType.APPLICATION_JSON,
              schema = @Schema(implementation = PlanFile.class)))
  @APIResponse(responseCode = "404", description = "Unknown, or not the caller's")
  @APIResponse(responseCode = "409", description = "The case has ended, or has its twenty files")
  @APIResponse(responseCode = "413", description = "Larger than allowed")
  @APIResponse(responseCode = "415", description = "None of the types that are kept")
  public RestResponse<PlanFile> upload(
      @PathParam("id") UUID id,
      @QueryParam("name")
          @Parameter(description = "Name of the file; made safe", example = "verification.pdf")
          @Nullable String name,
      @Nullable InputStream body) {
    PlanFile file =
        plans.keep(
            id, name, Upload.bytes(body, maxBytes, "A file has at most " + maxBytes + " bytes."));
    return RestResponse.ResponseBuilder.<PlanFile>created(
            URI.create("/v1/cases/" + id + "/plan/files/" + file.id()))
        .entity(file)
        .build();
  }

  @GET
  @Path("/{id}/plan/files/{file}")
  @Produces(MediaType.APPLICATION_OCTET_STREAM)
  @RequiresPermission(Permission.CASE_READ)
  @Operation(
      summary = "Download a file of a plan",
      description =
          "As it was received, always as a download of unspecified type, so that no browser shows or runs it.")
  @APIResponse(
      responseCode = "200",
      description = "The file",
      content =
          @Content(
              mediaType = MediaType.APPLICATION_OCTET_STREAM,
              schema = @Schema(type = SchemaType.STRING, format = "binary")))
  @APIResponse(responseCode = "404", description = "Unknown, or not the caller's case")
  public RestResponse<byte[]> download(@PathParam("id") UUID id, @PathParam("file") UUID file) {
    PlanService.Content content = plans.content(id, file);
    return Download.of(content.bytes(), content.name());
  }
}

package io.bailiwick.qpi.promotion;

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
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.net.URI;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jboss.resteasy.reactive.RestResponse;

/** Promotions, qualifications and enrolments over HTTP. */
@Path("/v1/promotions")
@RunOnVirtualThread
@Tag(name = "Promotions", description = "Offers to registrars, who qualifies and who takes part")
public class PromotionResource {

  private final PromotionService promotions;
  private final QualificationService qualifications;
  private final EnrolmentService enrolments;

  @Inject
  PromotionResource(
      PromotionService promotions,
      QualificationService qualifications,
      EnrolmentService enrolments) {
    this.promotions = promotions;
    this.qualifications = qualifications;
    this.enrolments = enrolments;
  }

  /** Which evaluation to hold against the baseline. */
  @Schema(name = "QualificationRequest")
  public record QualificationRequest(@NotNull UUID evaluationId) {}

  /** Who is enrolled, in one act. */
  @Schema(name = "EnrolmentRequest")
  public record EnrolmentRequest(
      @NotEmpty @Size(max = 100) @Schema(description = "IANA IDs", examples = "[90001, 90002]")
          List<@NotNull RegistrarId> registrars) {}

  /** What an act of enrolment made, a row for each IANA ID. */
  @Schema(name = "Enrolments")
  public record Enrolments(List<EnrolmentView> enrolments) {}

  @POST
  @Produces(MediaType.APPLICATION_JSON)
  @ResponseStatus(201)
  @RequiresPermission(Permission.PROMOTION_WRITE)
  @Operation(
      summary = "Draft a promotion",
      description =
          "The terms are checked at once and never change afterwards: a change is a new promotion that"
              + " `supersedes` this one from its own start on. What is left out takes the default of the"
              + " policy `qpi-promotion`. `warnings` says where ending the offer could count as a price"
              + " rise. 409 where the name is taken or the promotion to be superseded is not open to it.")
  @APIResponse(
      responseCode = "201",
      description = "Made",
      content =
          @Content(
              mediaType = MediaType.APPLICATION_JSON,
              schema = @Schema(implementation = PromotionView.class)))
  @APIResponse(
      responseCode = "409",
      description = "The name is taken, or what it would supersede is over or superseded")
  @APIResponse(
      responseCode = "422",
      description = "A term is missing or makes no sense; `violations` names it")
  public RestResponse<PromotionView> draft(@Valid @NotNull PromotionDraft draft) {
    PromotionView view = promotions.draft(draft);
    return RestResponse.ResponseBuilder.<PromotionView>created(
            URI.create("/v1/promotions/" + view.id()))
        .entity(view)
        .build();
  }

  @GET
  @Produces({MediaType.APPLICATION_JSON, PageFormats.NDJSON, PageFormats.CSV})
  @RequiresPermission(Permission.PROMOTION_READ)
  @Operation(
      summary = "List promotions",
      description = "By name. A registrar's token sees the published ones only.")
  public Page<PromotionView> list(@Valid @BeanParam PageRequest request) {
    return promotions.list(request);
  }

  @GET
  @Path("/{id}")
  @Produces(MediaType.APPLICATION_JSON)
  @RequiresPermission(Permission.PROMOTION_READ)
  @Operation(
      summary = "Read a promotion",
      description = "Its terms and its state. 404 for a registrar's token unless published.")
  @APIResponse(responseCode = "200", description = "OK")
  @APIResponse(
      responseCode = "404",
      description = "There is no such promotion that the caller may see")
  public PromotionView get(@PathParam("id") UUID id) {
    return promotions.get(id);
  }

  @POST
  @Path("/{id}/publication")
  @Produces(MediaType.APPLICATION_JSON)
  @RequiresPermission(Permission.PROMOTION_PUBLISH)
  @Operation(
      summary = "Publish a promotion",
      description =
          "By somebody other than its author, and before it starts, so that everybody can read the"
              + " terms before the first name can earn; 409 otherwise. In the same act it is offered to"
              + " every eligible accreditation. 503 where the ingest service, which knows them, is"
              + " away: nothing is published then.")
  @APIResponse(responseCode = "200", description = "OK")
  @APIResponse(
      responseCode = "404",
      description = "There is no such promotion that the caller may see")
  @APIResponse(responseCode = "409", description = "By its author, after its start, or not a draft")
  @APIResponse(
      responseCode = "503",
      description = "The ingest service is away; nothing was changed. See Retry-After")
  public PromotionView publish(@PathParam("id") UUID id) {
    return promotions.publish(id);
  }

  @POST
  @Path("/{id}/withdrawal")
  @Produces(MediaType.APPLICATION_JSON)
  @RequiresPermission(Permission.PROMOTION_WRITE)
  @Operation(
      summary = "Withdraw a draft",
      description = "409 once it is published: what was offered stands until its end.")
  @APIResponse(responseCode = "200", description = "OK")
  @APIResponse(
      responseCode = "404",
      description = "There is no such promotion that the caller may see")
  @APIResponse(responseCode = "409", description = "Not a draft")
  public PromotionView withdraw(@PathParam("id") UUID id) {
    return promotions.withdraw(id);
  }

  @POST
  @Path("/{id}/qualifications")
  @Produces(MediaType.APPLICATION_JSON)
  @RequiresPermission(Permission.PROMOTION_WRITE)
  @Operation(
      summary = "Qualify registrars",
      description =
          "Holds the indexes of an evaluation against the baseline; what comes out is in force from"
              + " now on until the next time. 409 unless the promotion is published and the evaluation"
              + " was made to qualify, from published scores, after the renewals of its month were"
              + " known, by the version of the scoring policy that the promotion names; and where a"
              + " later version supersedes it. Who is held back from publication is not assessed."
              + " Where the evaluation is superseded later, who is not enrolled by then is not"
              + " assessed again until the next time. The same evaluation again answers 200 and"
              + " changes nothing.")
  @APIResponse(
      responseCode = "201",
      description = "Made",
      content = @Content(schema = @Schema(implementation = QualificationSummary.class)))
  @APIResponse(
      responseCode = "200",
      description = "The evaluation had been used for this already",
      content = @Content(schema = @Schema(implementation = QualificationSummary.class)))
  @APIResponse(
      responseCode = "404",
      description = "There is no such promotion that the caller may see")
  @APIResponse(
      responseCode = "409",
      description = "Not published, or the evaluation cannot be used; see `nextSteps`")
  @APIResponse(responseCode = "422", description = "There is no such evaluation")
  public RestResponse<QualificationSummary> qualify(
      @PathParam("id") UUID id, @Valid @NotNull QualificationRequest request) {
    QualificationService.Answer answer = qualifications.qualify(id, request.evaluationId());
    return answer.made()
        ? RestResponse.ResponseBuilder.<QualificationSummary>created(
                URI.create("/v1/promotions/" + id + "/qualifications"))
            .entity(answer.summary())
            .build()
        : RestResponse.ok(answer.summary());
  }

  @GET
  @Path("/{id}/qualifications")
  @Produces({MediaType.APPLICATION_JSON, PageFormats.NDJSON, PageFormats.CSV})
  @RequiresPermission(Permission.PROMOTION_READ)
  @Operation(
      summary = "List qualifications",
      description =
          "The latest one of each registrar, by IANA ID. A registrar's token sees its own only.")
  @APIResponse(responseCode = "200", description = "OK")
  @APIResponse(
      responseCode = "404",
      description = "There is no such promotion that the caller may see")
  public Page<QualificationView> qualifications(
      @PathParam("id") UUID id, @Valid @BeanParam PageRequest request) {
    return qualifications.list(id, request);
  }

  @POST
  @Path("/{id}/enrolments")
  @Produces(MediaType.APPLICATION_JSON)
  @RequiresPermission(Permission.ENROLMENT_WRITE)
  @Operation(
      summary = "Enrol registrars",
      description =
          "One or many IANA IDs in one act, each with a row of its own; names created from this"
              + " instant on earn. All of them or none: 409 unless each has accepted the terms and the"
              + " promotion has not ended. Who is enrolled already keeps its instant; 200 where that"
              + " is so of all.")
  @APIResponse(
      responseCode = "201",
      description = "Enrolled",
      content = @Content(schema = @Schema(implementation = Enrolments.class)))
  @APIResponse(
      responseCode = "200",
      description = "All were enrolled already",
      content = @Content(schema = @Schema(implementation = Enrolments.class)))
  @APIResponse(
      responseCode = "404",
      description = "There is no such promotion or registrar that the caller may see")
  @APIResponse(
      responseCode = "409",
      description = "Not published, ended, or a registrar has not accepted the terms")
  @APIResponse(responseCode = "422", description = "There is no registrar in the request")
  public RestResponse<Enrolments> enrol(
      @PathParam("id") UUID id, @Valid @NotNull EnrolmentRequest request) {
    EnrolmentService.Answer answer = enrolments.enrol(id, request.registrars());
    Enrolments made = new Enrolments(answer.enrolments());
    return answer.made()
        ? RestResponse.ResponseBuilder.<Enrolments>created(
                URI.create("/v1/promotions/" + id + "/enrolments"))
            .entity(made)
            .build()
        : RestResponse.ok(made);
  }

  @GET
  @Path("/{id}/enrolments")
  @Produces({MediaType.APPLICATION_JSON, PageFormats.NDJSON, PageFormats.CSV})
  @RequiresPermission(Permission.PROMOTION_READ)
  @Operation(
      summary = "List enrolments",
      description = "By IANA ID. A registrar's token sees its own only.")
  @APIResponse(responseCode = "200", description = "OK")
  @APIResponse(
      responseCode = "404",
      description = "There is no such promotion that the caller may see")
  public Page<EnrolmentView> enrolments(
      @PathParam("id") UUID id, @Valid @BeanParam PageRequest request) {
    return enrolments.list(id, request);
  }
}

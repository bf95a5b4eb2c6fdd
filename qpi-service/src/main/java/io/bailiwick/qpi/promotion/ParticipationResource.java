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
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Participations, offers and fair access over HTTP. */
@Path("/v1/promotions/{id}")
@RunOnVirtualThread
@Tag(name = "Promotions", description = "Offers to registrars, who qualifies and who takes part")
public class ParticipationResource {

  private final ParticipationService participations;
  private final OfferService offers;

  @Inject
  ParticipationResource(ParticipationService participations, OfferService offers) {
    this.participations = participations;
    this.offers = offers;
  }

  /** Who accepts which terms. */
  @Schema(name = "TermsAcceptance")
  public record TermsAcceptance(
      @NotEmpty
          @Size(max = 100)
          @Schema(description = "IANA IDs; for a registrar's token its own", examples = "[90001]")
          List<@NotNull RegistrarId> registrars,
      @NotNull
          @Pattern(regexp = "[0-9a-f]{64}", message = "is a SHA-256 in hexadecimal")
          @Schema(
              description = "`termsSha256` of the promotion, so that it is clear what is accepted")
          String termsSha256,
      @Size(max = 1000)
          @Schema(
              description = "How it is known, where the account manager enters it",
              examples = "Letter of 3 March 2026")
          @Nullable String reason) {}

  /** Participations after an act. */
  @Schema(name = "Participations")
  public record Participations(List<ParticipationView> participations) {}

  /** A ground and why it stands or is gone. */
  @Schema(name = "GroundStatement")
  public record GroundStatement(
      @NotNull @Schema(examples = "FRAUD_FINDING") SuspensionGround ground,
      @NotBlank
          @Size(max = 1000)
          @Schema(examples = "Names were created by one customer to collect the incentive.")
          String reason) {}

  /** Why a participation ends early. */
  @Schema(name = "LeavingStatement")
  public record LeavingStatement(
      @NotBlank @Size(max = 1000) @Schema(examples = "Asked for by the registrar on 3 May 2026.")
          String reason) {}

  @GET
  @Path("/participations")
  @Produces({MediaType.APPLICATION_JSON, PageFormats.NDJSON, PageFormats.CSV})
  @RequiresPermission(Permission.PROMOTION_READ)
  @Operation(
      summary = "List participations",
      description =
          "How each registrar stands that was offered the promotion, by IANA ID: not assessed or not"
              + " qualified, pre-qualified, terms accepted, enrolled, active, suspended, ended; since"
              + " when and why. A registrar's token sees its own. Example:"
              + " `/v1/promotions/{id}/participations?state=SUSPENDED&ground=AIP_LIMIT`.")
  @APIResponse(responseCode = "200", description = "OK")
  @APIResponse(
      responseCode = "404",
      description = "There is no such promotion that the caller may see")
  public Page<ParticipationView> list(
      @PathParam("id") UUID id,
      @QueryParam("state") @Parameter(description = "Only in this state")
          @Nullable ParticipationState state,
      @QueryParam("ground") @Parameter(description = "Only suspended on this ground")
          @Nullable SuspensionGround ground,
      @Valid @BeanParam PageRequest request) {
    return participations.list(id, state, ground, request);
  }

  @GET
  @Path("/participations/{registrar}")
  @Produces(MediaType.APPLICATION_JSON)
  @RequiresPermission(Permission.PROMOTION_READ)
  @Operation(
      summary = "Read a participation",
      description = "404 where the registrar was not offered the promotion or is not the caller's.")
  @APIResponse(responseCode = "200", description = "OK")
  @APIResponse(responseCode = "404", description = "There is none that the caller may see")
  public ParticipationView get(
      @PathParam("id") UUID id,
      @PathParam("registrar") @Parameter(example = "90001") RegistrarId registrar) {
    return participations.get(id, registrar);
  }

  @GET
  @Path("/participations/{registrar}/changes")
  @Produces({MediaType.APPLICATION_JSON, PageFormats.NDJSON, PageFormats.CSV})
  @RequiresPermission(Permission.PROMOTION_READ)
  @Operation(
      summary = "Read the history of a participation",
      description =
          "Each change with its event, reason, actor and instant, the oldest first; the time in a"
              + " state is that to the next change.")
  @APIResponse(responseCode = "200", description = "OK")
  @APIResponse(responseCode = "404", description = "There is none that the caller may see")
  public Page<ParticipationChangeView> changes(
      @PathParam("id") UUID id,
      @PathParam("registrar") @Parameter(example = "90001") RegistrarId registrar,
      @Valid @BeanParam PageRequest request) {
    return participations.changes(id, registrar, request);
  }

  @POST
  @Path("/terms-acceptances")
  @Produces(MediaType.APPLICATION_JSON)
  @RequiresPermission(Permission.TERMS_ACCEPT)
  @Operation(
      summary = "Accept the terms",
      description =
          "By the registrar for its own IANA IDs, or by the account manager with a reason. All of"
              + " them or none; who has accepted already stays as it is. 409 unless each is"
              + " pre-qualified and the promotion has not ended.")
  @APIResponse(responseCode = "200", description = "OK")
  @APIResponse(
      responseCode = "404",
      description = "There is no such promotion or registrar that the caller may see")
  @APIResponse(
      responseCode = "409",
      description = "Not published, ended, or a registrar is not pre-qualified")
  @APIResponse(
      responseCode = "422",
      description = "Other terms, or an account manager gives no reason")
  public Participations accept(
      @PathParam("id") UUID id, @Valid @NotNull TermsAcceptance acceptance) {
    return new Participations(
        participations.accept(
            id, acceptance.registrars(), acceptance.termsSha256(), acceptance.reason()));
  }

  @POST
  @Path("/participations/{registrar}/suspension")
  @Produces(MediaType.APPLICATION_JSON)
  @RequiresPermission(Permission.ENROLMENT_WRITE)
  @Operation(
      summary = "Suspend a participant",
      description =
          "On a finding of fraud. From now on nothing accrues; what was earned stays until the ledger"
              + " takes it back with a reason of its own. The other grounds follow from policy: a"
              + " lost baseline from an evaluation, a limit from the aip service.")
  @APIResponse(responseCode = "200", description = "OK")
  @APIResponse(responseCode = "404", description = "There is none that the caller may see")
  @APIResponse(responseCode = "409", description = "It does not take part")
  @APIResponse(
      responseCode = "422",
      description = "There is no reason, or the ground follows from policy")
  public ParticipationView suspend(
      @PathParam("id") UUID id,
      @PathParam("registrar") @Parameter(example = "90001") RegistrarId registrar,
      @Valid @NotNull GroundStatement statement) {
    return participations.suspend(id, registrar, statement.ground(), statement.reason());
  }

  @POST
  @Path("/participations/{registrar}/resumption")
  @Produces(MediaType.APPLICATION_JSON)
  @RequiresPermission(Permission.ENROLMENT_WRITE)
  @Operation(
      summary = "Drop a ground of suspension",
      description =
          "That a person found. The participant resumes once no ground stands; 409 where this one"
              + " does not, or follows from policy.")
  @APIResponse(responseCode = "200", description = "OK")
  @APIResponse(responseCode = "404", description = "There is none that the caller may see")
  @APIResponse(
      responseCode = "409",
      description = "The ground does not stand, or goes when its cause does")
  @APIResponse(responseCode = "422", description = "There is no reason")
  public ParticipationView resume(
      @PathParam("id") UUID id,
      @PathParam("registrar") @Parameter(example = "90001") RegistrarId registrar,
      @Valid @NotNull GroundStatement statement) {
    return participations.resume(id, registrar, statement.ground(), statement.reason());
  }

  @POST
  @Path("/participations/{registrar}/end")
  @Produces(MediaType.APPLICATION_JSON)
  @RequiresPermission(Permission.ENROLMENT_WRITE)
  @Operation(
      summary = "End a participation early",
      description =
          "For good; what is created from now on earns nothing, and what was earned stays. 409 where"
              + " it has not accepted the terms or has ended.")
  @APIResponse(responseCode = "200", description = "OK")
  @APIResponse(responseCode = "404", description = "There is none that the caller may see")
  @APIResponse(responseCode = "409", description = "It does not take part, or has ended")
  @APIResponse(responseCode = "422", description = "There is no reason")
  public ParticipationView leave(
      @PathParam("id") UUID id,
      @PathParam("registrar") @Parameter(example = "90001") RegistrarId registrar,
      @Valid @NotNull LeavingStatement statement) {
    return participations.leave(id, registrar, statement.reason());
  }

  @GET
  @Path("/offers")
  @Produces({MediaType.APPLICATION_JSON, PageFormats.NDJSON, PageFormats.CSV})
  @RequiresPermission(Permission.PROMOTION_READ)
  @Operation(
      summary = "Read the log of equal treatment",
      description =
          "When each eligible accreditation was offered the promotion, with the digest of the terms:"
              + " all at one instant when it was published, later ones when they were accredited. A"
              + " registrar's token sees its own.")
  @APIResponse(responseCode = "200", description = "OK")
  @APIResponse(
      responseCode = "404",
      description = "There is no such promotion that the caller may see")
  public Page<OfferView> offers(@PathParam("id") UUID id, @Valid @BeanParam PageRequest request) {
    return offers.list(id, request);
  }

  @GET
  @Path("/fair-access")
  @Produces({MediaType.APPLICATION_JSON, PageFormats.NDJSON, PageFormats.CSV})
  @RequiresPermission(Permission.PROMOTION_READ)
  @Operation(
      summary = "Report fair access",
      description =
          "How many registrars of each size class could qualify, did, and enrolled, those without an"
              + " index apart, and that the offers went out together. Small counts are left out, and"
              + " so is a count that would give one away. Names nobody, so that registrars read it,"
              + " too. 409 before publication.")
  @APIResponse(responseCode = "200", description = "OK")
  @APIResponse(
      responseCode = "404",
      description = "There is no such promotion that the caller may see")
  @APIResponse(responseCode = "409", description = "Not published")
  public Page<FairAccessView> fairAccess(
      @PathParam("id") UUID id, @Valid @BeanParam PageRequest request) {
    return offers.fairAccess(id, request);
  }
}

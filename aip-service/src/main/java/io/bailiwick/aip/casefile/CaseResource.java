package io.bailiwick.aip.casefile;

import io.bailiwick.aip.evidence.CitedEvidence;
import io.bailiwick.common.page.Page;
import io.bailiwick.common.page.PageFormats;
import io.bailiwick.common.page.PageRequest;
import io.bailiwick.common.registrar.RegistrarId;
import io.bailiwick.common.security.Permission;
import io.bailiwick.common.security.RequiresPermission;
import io.bailiwick.enforcement.Limit;
import io.bailiwick.enforcement.RestrictionMode;
import io.bailiwick.enforcement.SpecialCase;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.inject.Inject;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
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
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** Cases over HTTP. */
@Path("/v1/cases")
@RunOnVirtualThread
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Cases", description = "From confirmation to the end; a registrar reaches its own")
public class CaseResource {
  private final CaseService cases;
  private final LimitService limits;

  @Inject
  CaseResource(CaseService cases, LimitService limits) {
    this.cases = cases;
    this.limits = limits;
  }

  @Schema(name = "NoticeRequest")
  public record NoticeRequest(
      @Size(max = 200)
          @Schema(
              description = "Left out: names the program and the case",
              examples = "Abuse Intervention Program: notice in case AIP-2026-0001")
          @Nullable String subject,
      @NotBlank
          @Size(max = 20_000)
          @Schema(
              examples =
                  "In three of the last four mature months the rate of malicious names under your sponsorship was above the threshold.")
          String reasons,
      @NotEmpty
          @Size(max = 10_000)
          @Schema(description = "Incidents in abuse-ingest-service that the registrar may read")
          List<@NotNull UUID> evidenceIncidents,
      @Schema(
              description =
                  "Last day (UTC) on which an answer is in time; not before the response period of the policy is over, where the acute gate held that of"
                      + " the acute path. Left out: the last day of the ordinary period",
              examples = "2026-04-30")
          @Nullable LocalDate respondBy,
      @NotBlank
          @Size(max = 20_000)
          @Schema(
              description = "How to appeal, and to whom",
              examples =
                  "You may appeal within 60 days to the appeal reviewer, who takes no part in this case.")
          String appealText) {}

  @Schema(name = "Note")
  public record Note(
      @Size(max = 10_000) @Schema(examples = "Received, Maria is on it.") @Nullable String note) {}

  @Schema(name = "CaseReason")
  public record Reason(
      @NotBlank
          @Size(max = 10_000)
          @Schema(
              description = "Why, for the record",
              examples = "Below the line for three months.")
          String reason,
      @Size(max = CitedEvidence.MOST) @Schema(description = CitedEvidence.NAMED)
          @Nullable List<@NotNull UUID> packets) {}

  @Schema(name = "CaseExtension")
  public record Extension(
      @Min(1) @Schema(description = "Days more, at most what the policy allows", examples = "30")
          int days,
      @NotBlank
          @Size(max = 10_000)
          @Schema(
              description = "Why, for the record",
              examples = "The rate falls but is not below the line for two months yet.")
          String reason,
      @Size(max = CitedEvidence.MOST) @Schema(description = CitedEvidence.NAMED)
          @Nullable List<@NotNull UUID> packets) {}

  @Schema(name = "LimitProposalRequest")
  public record ProposalRequest(
      @Schema(
              description =
                  "ACUTE where the acute gate held: higher approval, a shorter maximum, and a review that the limit ends at. Left out: ORDINARY",
              examples = "ORDINARY")
          @Nullable LimitPath path,
      @NotNull RestrictionMode mode,
      @Size(max = 100)
          @Schema(
              description =
                  "The zones that it is to hold in, as A-labels without dots at their ends; absent or empty: all of the registry's",
              examples = "[\"org\"]")
          @Nullable List<@NotBlank @Size(max = 253) String> tlds,
      @Min(1)
          @Max(1_000_000)
          @Schema(
              description =
                  "New names allowed: in a day of UTC with DAILY_CAP, in the window with RATE; not with the others",
              examples = "50")
          @Nullable Integer creates,
      @Min(1)
          @Max(1_440)
          @Schema(description = "Length of the window; with RATE only", examples = "60")
          @Nullable Integer windowMinutes,
      @Size(max = 10)
          @Schema(
              description =
                  "Special cases to limit, too; absent: none. Only where the policy has switched them on; INBOUND_TRANSFER and CHECK with FULL_STOP only",
              examples = "[\"PREMIUM\"]")
          @Nullable Set<@NotNull SpecialCase> includes,
      @Size(max = 49)
          @Schema(
              description =
                  "Further accreditations of the same owner that the limit is to hold for, too; absent: none. A decision of its own, with reasons of its own",
              examples = "[1235]")
          @Nullable List<@NotNull RegistrarId> furtherRegistrars,
      @Size(max = 20_000)
          @Schema(
              description = "Why it is to hold for them; with `furtherRegistrars`, and only then",
              examples = "Same owner; creates moved to 1235 after the notice.")
          @Nullable String furtherReasons,
      @Size(max = 20_000)
          @Schema(
              description =
                  "Why it is to hold for those of `furtherRegistrars` that abuse-ingest-service does not know in one family with the case's registrar today; with such"
                      + " ones, and only then",
              examples =
                  "The same people order through both accreditations, see the mails of 2 March.")
          @Nullable String outsideFamilyReasons,
      @Min(1)
          @Schema(
              description = "Length in days of 24 hours, at most what the policy allows",
              examples = "14")
          int days,
      @Size(max = 20_000)
          @Schema(
              description = "Why a limit, and why nothing milder",
              examples = "The plan was not filed; the rate rose for another month.")
          @Nullable String reasons,
      @NotBlank
          @Size(max = 5_000)
          @Schema(
              description = "What is to be better at the end, and how it is measured",
              examples = "Fewer than 5 malicious names in the month of the limit.")
          String measure,
      @Size(max = 200)
          @Schema(
              description = "Who decides: the subject of that person's token; not the proposer",
              examples = "dora")
          @Nullable String decider,
      @Size(max = 200)
          @Schema(
              description =
                  "Who must approve, too: on the acute path, unless the policy lets the first one decide alone; left out otherwise",
              examples = "dirk")
          @Nullable String secondDecider,
      @Size(max = CitedEvidence.MOST) @Schema(description = CitedEvidence.NAMED)
          @Nullable List<@NotNull UUID> packets) {}

  @GET
  @Produces({MediaType.APPLICATION_JSON, PageFormats.NDJSON, PageFormats.CSV})
  @RequiresPermission(Permission.CASE_READ)
  @Operation(
      summary = "List the cases",
      description = "In the order in which their candidates were made; a registrar sees its own.")
  @APIResponse(responseCode = "200", description = "The cases")
  public Page<CaseRow> list(
      @Parameter(description = "Only cases in this state") @QueryParam("state")
          @Nullable CaseState state,
      @Parameter(description = "Only cases of this registrar") @QueryParam("registrar")
          @Nullable RegistrarId registrar,
      @Valid @BeanParam PageRequest page) {
    return cases.list(state, registrar, page);
  }

  @GET
  @Path("/transitions")
  @Produces({MediaType.APPLICATION_JSON, PageFormats.NDJSON, PageFormats.CSV})
  @RequiresPermission(Permission.CASE_READ)
  @Operation(
      summary = "Read the table of transitions",
      description =
          "The whole life of a case: what may happen in which state, under which condition, and who may do it. What is not in it cannot happen.")
  @APIResponse(responseCode = "200", description = "The rows, by state and event")
  public Page<TransitionView> transitions(@Valid @BeanParam PageRequest page) {
    return TransitionView.page(page);
  }

  @GET
  @Path("/{id}/times")
  @RequiresPermission(Permission.CASE_READ)
  @Operation(
      summary = "Read how long a case was in which state",
      description = "In order; the last one runs unless the case has ended.")
  @APIResponse(responseCode = "200", description = "The times")
  @APIResponse(responseCode = "404", description = "Unknown, or not the caller's")
  public List<TimeInState.Span> times(@PathParam("id") UUID id) {
    return cases.times(id);
  }

  @GET
  @Path("/{id}")
  @RequiresPermission(Permission.CASE_READ)
  @Operation(
      summary = "Read a case",
      description =
          "Everything in it: findings, history, notices, proposals with their decisions, orders, and what may be done next.")
  @APIResponse(responseCode = "200", description = "The case")
  @APIResponse(responseCode = "404", description = "Unknown, or not the caller's")
  public CaseView get(@PathParam("id") UUID id) {
    return cases.get(id);
  }

  @POST
  @Path("/{id}/notices")
  @RequiresPermission(Permission.CASE_WRITE)
  @Operation(
      summary = "Send a notice",
      description =
          "The first one starts the clocks (`acknowledgeBy`, `planBy`) and moves the case to NOTIFIED; a further one leaves the state. No limit can"
              + " be proposed before the last day to respond of every notice is over.")
  @APIResponse(
      responseCode = "201",
      description = "The notice",
      content =
          @Content(
              mediaType = MediaType.APPLICATION_JSON,
              schema = @Schema(implementation = NoticeView.class)))
  @APIResponse(responseCode = "404", description = "Unknown")
  @APIResponse(responseCode = "409", description = "The state of the case does not allow it")
  @APIResponse(
      responseCode = "422",
      description = "Something is missing, or the time to respond is too short")
  public RestResponse<NoticeView> sendNotice(
      @PathParam("id") UUID id, @Valid @NotNull NoticeRequest request) {
    NoticeView notice =
        cases.sendNotice(
            id,
            new CaseService.NewNotice(
                request.subject(),
                request.reasons(),
                request.evidenceIncidents(),
                request.respondBy(),
                request.appealText()));
    return RestResponse.ResponseBuilder.<NoticeView>created(URI.create("/v1/cases/" + id))
        .entity(notice)
        .build();
  }

  @POST
  @Path("/{id}/acknowledgement")
  @RequiresPermission(Permission.CASE_ANSWER)
  @Operation(
      summary = "Acknowledge the notice",
      description = "By the registrar, or by an officer who was told.")
  @APIResponse(responseCode = "200", description = "The case")
  @APIResponse(responseCode = "404", description = "Unknown, or not the caller's")
  @APIResponse(responseCode = "409", description = "There is nothing to acknowledge")
  public CaseView acknowledge(@PathParam("id") UUID id, @Valid @Nullable Note request) {
    return cases.apply(id, CaseEvent.ACKNOWLEDGE, request == null ? null : request.note(), null);
  }

  @POST
  @Path("/{id}/restoration")
  @RequiresPermission(Permission.CASE_WRITE)
  @Operation(
      summary = "Restore good standing",
      description = "The registrar has put it right: the case ends in RESTORED.")
  @APIResponse(responseCode = "200", description = "The case")
  @APIResponse(responseCode = "404", description = "Unknown")
  @APIResponse(responseCode = "409", description = "The state of the case does not allow it")
  public CaseView restore(@PathParam("id") UUID id, @Valid @NotNull Reason request) {
    return cases.apply(id, CaseEvent.RESTORE, request.reason(), request.packets());
  }

  @POST
  @Path("/{id}/closure")
  @RequiresPermission(Permission.CASE_WRITE)
  @Operation(
      summary = "Close a case",
      description = "For a reason other than good standing: unfounded, or the registrar is gone.")
  @APIResponse(responseCode = "200", description = "The case")
  @APIResponse(responseCode = "404", description = "Unknown")
  @APIResponse(responseCode = "409", description = "The state of the case does not allow it")
  public CaseView close(@PathParam("id") UUID id, @Valid @NotNull Reason request) {
    return cases.apply(id, CaseEvent.CLOSE, request.reason(), request.packets());
  }

  @POST
  @Path("/{id}/extension")
  @RequiresPermission(Permission.CASE_WRITE)
  @Operation(
      summary = "Extend the time under watch",
      description =
          "From monitoring or review; the case is EXTENDED. A limit is never extended: a further one is a new proposal and a new decision.")
  @APIResponse(responseCode = "200", description = "The case")
  @APIResponse(responseCode = "404", description = "Unknown")
  @APIResponse(
      responseCode = "409",
      description = "The state does not allow it, or the policy no more time")
  @APIResponse(responseCode = "422", description = "Longer than the policy allows")
  public CaseView extend(@PathParam("id") UUID id, @Valid @NotNull Extension request) {
    return cases.extend(id, request.days(), request.reason(), request.packets());
  }

  @POST
  @Path("/{id}/unfounded-closure")
  @RequiresPermission(Permission.CASE_WRITE)
  @Operation(
      summary = "Close a case that had no ground",
      description =
          "From any open state; a limit ends at once, and an open proposal is taken back. The case leaves the registrar's history and is shown to nobody who judges the registrar later; the audit trail keeps it, and it counts, unnamed, in"
              + " the transparency report.")
  @APIResponse(responseCode = "200", description = "The case, for the last time")
  @APIResponse(responseCode = "404", description = "Unknown")
  @APIResponse(responseCode = "409", description = "It has ended")
  public CaseView closeUnfounded(@PathParam("id") UUID id, @Valid @NotNull Reason request) {
    return cases.closeUnfounded(id, request.reason(), request.packets());
  }

  @POST
  @Path("/{id}/limit-proposals")
  @RequiresPermission(Permission.LIMIT_PROPOSE)
  @Operation(
      summary = "Propose a limit",
      description =
          "Refused with 409 unless notice, reasons, evidence, a passed time to respond, a named decider other than the proposer, and the way to appeal"
              + " exist; `nextSteps` names everything that is missing. Further registrars are held against the families of abuse-ingest-service on the day: what is"
              + " not in the family of the case's registrar is named in `outsideFamily`, and needs reasons of its own. Nothing is limited yet.")
  @APIResponse(
      responseCode = "201",
      description = "The proposal",
      content =
          @Content(
              mediaType = MediaType.APPLICATION_JSON,
              schema = @Schema(implementation = ProposalView.class)))
  @APIResponse(responseCode = "404", description = "Unknown")
  @APIResponse(responseCode = "409", description = "Due process is not complete")
  @APIResponse(
      responseCode = "422",
      description =
          "Longer than the policy allows, not a limit that can be ordered, or for a registrar that nobody knows")
  @APIResponse(responseCode = "503", description = "abuse-ingest-service does not answer")
  public RestResponse<ProposalView> propose(
      @PathParam("id") UUID id, @Valid @NotNull ProposalRequest request) {
    ProposalView proposal =
        limits.propose(
            id,
            new LimitService.NewProposal(
                request.path() == null ? LimitPath.ORDINARY : request.path(),
                new Limit(
                    request.mode(),
                    request.tlds() == null ? List.of() : request.tlds(),
                    request.creates(),
                    request.windowMinutes(),
                    request.includes() == null ? Set.of() : request.includes()),
                request.furtherRegistrars() == null ? List.of() : request.furtherRegistrars(),
                request.furtherReasons(),
                request.outsideFamilyReasons(),
                request.days(),
                request.reasons(),
                request.measure(),
                request.decider(),
                request.secondDecider(),
                request.packets()));
    return RestResponse.ResponseBuilder.<ProposalView>created(
            URI.create("/v1/limit-proposals/" + proposal.id()))
        .entity(proposal)
        .build();
  }
}

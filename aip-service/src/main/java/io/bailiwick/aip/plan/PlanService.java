package io.bailiwick.aip.plan;

import io.bailiwick.aip.casefile.CasePlans;
import io.bailiwick.aip.casefile.CasePlans.PlannedCase;
import io.bailiwick.aip.deadline.BusinessCalendar;
import io.bailiwick.aip.plan.PlanRepository.Recorded;
import io.bailiwick.aip.scoring.PublishedScore;
import io.bailiwick.aip.scoring.ScoringGateway;
import io.bailiwick.common.attachment.AttachmentContent;
import io.bailiwick.common.attachment.AttachmentType;
import io.bailiwick.common.audit.AuditTrail;
import io.bailiwick.common.id.Ids;
import io.bailiwick.common.json.Hashes;
import io.bailiwick.common.outbox.Outbox;
import io.bailiwick.common.page.Cursor;
import io.bailiwick.common.page.Page;
import io.bailiwick.common.page.PageRequest;
import io.bailiwick.common.problem.ProblemException;
import io.bailiwick.common.problem.Violation;
import io.bailiwick.common.security.Caller;
import io.bailiwick.common.time.BusinessClock;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/** Plans: filed by the registrar, agreed to by the registry, watched by both. */
@ApplicationScoped
class PlanService {
  private static final int MOST_VERSIONS = 100;
  private static final int MOST_COMMENTS = 1000;

  private final CasePlans cases;
  private final PlanRepository plans;
  private final ScoringGateway scoring;
  private final AuditTrail audit;
  private final Outbox outbox;
  private final BusinessClock clock;
  private final Caller caller;
  private final int maxFiles;

  @Inject
  PlanService(
      CasePlans cases,
      PlanRepository plans,
      ScoringGateway scoring,
      AuditTrail audit,
      Outbox outbox,
      BusinessClock clock,
      Caller caller,
      @ConfigProperty(name = "bailiwick.plans.max-files") int maxFiles) {
    this.cases = cases;
    this.plans = plans;
    this.scoring = scoring;
    this.audit = audit;
    this.outbox = outbox;
    this.clock = clock;
    this.caller = caller;
    this.maxFiles = maxFiles;
  }

  // The plan.

  @Transactional
  PlanView get(UUID caseId) {
    return view(cases.readable(caseId));
  }

  @Transactional
  Page<PlanVersion> versions(UUID caseId, PageRequest request) {
    UUID id = cases.readable(caseId).id();
    return Page.of(
        request,
        PlanVersion.class,
        (after, limit) -> plans.versions(id, after == null ? 0 : Cursor.number(after), limit),
        version -> Cursor.key(version.version()));
  }

  /**
   * A version, the first or a further one; what was agreed before rules until this is agreed to.
   */
  @Transactional
  PlanView file(UUID caseId, PlanDocument plan) {
    List<Violation> flaws = plan.flaws();
    if (!flaws.isEmpty()) {
      throw ProblemException.invalid("The plan cannot be filed so.", flaws);
    }
    PlannedCase planned = cases.locked(caseId);
    int version = plans.latest(caseId).map(PlanVersion::version).orElse(0) + 1;
    if (version > MOST_VERSIONS) {
      throw ProblemException.conflict("A plan has at most " + MOST_VERSIONS + " versions.");
    }
    PlannedCase filed = cases.file(caseId, "Version " + version + ": " + plan.summary());
    plans.insert(caseId, version, planned.registrar(), plan, clock.instant(), caller.name());
    return view(filed);
  }

  /**
   * The registry agrees to the version that it has read, and that somebody else filed.
   *
   * @param version must be the latest
   */
  @Transactional
  PlanView agree(UUID caseId, int version, @Nullable String note) {
    PlannedCase planned = cases.locked(caseId);
    PlanVersion latest = latest(planned);
    if (latest.version() != version) {
      throw ProblemException.conflict(
          "The latest version is " + latest.version() + ".",
          List.of("Read version " + latest.version() + " and agree to it, or do not."));
    }
    if (plans.agreed(caseId).filter(each -> each.version() == version).isPresent()) {
      throw ProblemException.conflict(
          "Version " + version + " is agreed to already.",
          List.of("FILE_PLAN", "START_MONITORING"));
    }
    PlannedCase agreed = cases.agree(caseId, note);
    if (latest.filedBy().equals(caller.name())) {
      throw ProblemException.forbidden("Somebody else than who filed a plan agrees to it.");
    }
    plans.insertAgreement(caseId, version, clock.instant(), caller.name(), note);
    return view(agreed);
  }

  /** The plan that was agreed to runs; its exit criteria are fixed from here on. */
  @Transactional
  PlanView startMonitoring(UUID caseId, @Nullable String note) {
    cases.locked(caseId);
    Optional<PlanVersion> agreed = plans.agreed(caseId).filter(each -> each.plan().exit() != null);
    PlannedCase started = cases.startMonitoring(caseId, agreed.isPresent(), note);
    plans.insertMonitoring(Ids.next(), caseId, agreed.orElseThrow().version(), clock.instant());
    return view(started);
  }

  /** How far the plan that rules has come, by the scores that are published. */
  Progress progress(UUID caseId) {
    PlannedCase planned = cases.readable(caseId);
    PlanVersion agreed =
        plans
            .agreed(caseId)
            .orElseThrow(
                () ->
                    ProblemException.conflict(
                        "No plan is agreed to, so there is nothing to measure by.",
                        List.of("FILE_PLAN", "AGREE_PLAN")));
    List<PublishedScore> published = scoring.published(planned.registrar());
    return Progress.of(
        agreed.version(),
        agreed.plan(),
        plans.monitoringFrom(caseId).orElse(null),
        published,
        done(agreed.plan(), plans.states(caseId)));
  }

  private static int done(PlanDocument plan, Map<String, Recorded> states) {
    return (int)
        plan.measures().stream()
            .map(measure -> states.get(measure.code()))
            .filter(state -> state != null && state.state() == MeasureState.DONE)
            .count();
  }

  /** How far a measure is, by the registrar's word or what an officer was told. */
  @Transactional
  PlanView record(UUID caseId, String code, MeasureState state, @Nullable String note) {
    PlannedCase planned = cases.locked(caseId);
    requireOpen(planned);
    if (ruling(planned).plan().measures().stream().noneMatch(each -> each.code().equals(code))) {
      throw ProblemException.notFound("measure");
    }
    plans.insertState(
        Ids.next(), caseId, new Recorded(code, state, note, clock.instant(), caller.name()));
    tell(PlanAction.MEASURE_RECORDED, planned, Map.of("measure", code, "state", state));
    return view(planned);
  }

  private PlanView view(PlannedCase planned) {
    PlanVersion latest = latest(planned);
    Optional<PlanVersion> agreed = plans.agreed(planned.id());
    Map<String, Recorded> states = plans.states(planned.id());
    Instant now = clock.instant();
    return new PlanView(
        planned.id(),
        planned.reference(),
        planned.state(),
        latest,
        agreed.map(PlanVersion::version).orElse(null),
        plans.monitoringFrom(planned.id()).orElse(null),
        agreed.orElse(latest).plan().measures().stream()
            .map(measure -> measure(measure, states.get(measure.code()), now))
            .toList());
  }

  private static PlanView.MeasureView measure(
      PlanDocument.Measure measure, @Nullable Recorded recorded, Instant now) {
    MeasureState state = recorded == null ? MeasureState.OPEN : recorded.state();
    return new PlanView.MeasureView(
        measure.code(),
        measure.title(),
        measure.owner(),
        measure.dueOn(),
        state,
        state != MeasureState.DONE && !now.isBefore(BusinessCalendar.overAt(measure.dueOn())),
        recorded == null ? null : recorded.note(),
        recorded == null ? null : recorded.at(),
        recorded == null ? null : recorded.by());
  }

  private PlanVersion ruling(PlannedCase planned) {
    return plans.agreed(planned.id()).orElseGet(() -> latest(planned));
  }

  private PlanVersion latest(PlannedCase planned) {
    return plans.latest(planned.id()).orElseThrow(() -> ProblemException.notFound("plan"));
  }

  private static void requireOpen(PlannedCase planned) {
    if (planned.state().isFinal()) {
      throw ProblemException.conflict("The case has ended.");
    }
  }

  // Comments.

  @Transactional
  PlanComment comment(UUID caseId, String text) {
    PlannedCase planned = cases.locked(caseId);
    requireOpen(planned);
    if (plans.comments(caseId) >= MOST_COMMENTS) {
      throw ProblemException.conflict("A plan has at most " + MOST_COMMENTS + " comments.");
    }
    PlanComment comment =
        new PlanComment(
            Ids.next(),
            caller.scope().isAll() ? PlanComment.Side.REGISTRY : PlanComment.Side.REGISTRAR,
            text,
            caller.name(),
            clock.instant());
    plans.insertComment(caseId, comment);
    tell(PlanAction.COMMENTED, planned, Map.of("comment", comment.id(), "side", comment.side()));
    return comment;
  }

  @Transactional
  Page<PlanComment> comments(UUID caseId, PageRequest request) {
    UUID id = cases.readable(caseId).id();
    return Page.of(
        request,
        PlanComment.class,
        (after, limit) -> plans.comments(id, Cursor.id(after), limit),
        comment -> Cursor.key(comment.id()));
  }

  // Files.

  /** A file as it was received. */
  record Content(String name, byte[] bytes) {}

  @Transactional
  PlanFile keep(UUID caseId, @Nullable String name, byte[] content) {
    PlannedCase planned = cases.locked(caseId);
    String sha256 = Hashes.sha256Hex(content);
    List<PlanFile> present = plans.files(caseId, null, maxFiles);
    for (PlanFile file : present) {
      if (file.sha256().equals(sha256)) {
        return file;
      }
    }
    requireOpen(planned);
    if (present.size() >= maxFiles) {
      throw ProblemException.conflict("A plan has at most " + maxFiles + " files.");
    }
    AttachmentType type =
        AttachmentContent.type(content)
            .orElseThrow(
                () ->
                    ProblemException.unsupportedMedia(
                        "By its content this is none of PNG, JPEG, PDF, plain text in UTF-8, e-mail and JSON."));
    PlanFile file =
        new PlanFile(
            Ids.next(),
            AttachmentContent.name(name, type),
            type,
            content.length,
            sha256,
            caller.name(),
            clock.instant());
    plans.insertFile(caseId, file, content);
    tell(
        PlanAction.FILE_KEPT,
        planned,
        Map.of("file", file.id(), "sha256", sha256, "type", type, "bytes", content.length));
    return file;
  }

  @Transactional
  Page<PlanFile> files(UUID caseId, PageRequest request) {
    UUID id = cases.readable(caseId).id();
    return Page.of(
        request,
        PlanFile.class,
        (after, limit) -> plans.files(id, Cursor.id(after), limit),
        file -> Cursor.key(file.id()));
  }

  @Transactional
  Content content(UUID caseId, UUID file) {
    UUID id = cases.readable(caseId).id();
    return new Content(
        plans.file(id, file).orElseThrow(() -> ProblemException.notFound("file")).name(),
        plans.content(id, file).orElseThrow(() -> ProblemException.notFound("file")));
  }

  /** Into the trail, and to the other side's machines. */
  private void tell(PlanAction action, PlannedCase planned, Map<String, ?> more) {
    Map<String, Object> content = new HashMap<>(more);
    content.put("caseId", planned.id());
    content.put("caseReference", planned.reference());
    content.put("registrar", planned.registrar());
    audit.record(action, "case/" + planned.id(), content);
    outbox.publish(action, "case/" + planned.id(), content);
  }
}

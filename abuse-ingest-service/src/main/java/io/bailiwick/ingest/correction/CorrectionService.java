package io.bailiwick.ingest.correction;

import io.bailiwick.common.attachment.AttachmentContent;
import io.bailiwick.common.attachment.AttachmentType;
import io.bailiwick.common.audit.AuditTrail;
import io.bailiwick.common.id.Ids;
import io.bailiwick.common.idempotency.Idempotency;
import io.bailiwick.common.json.Hashes;
import io.bailiwick.common.outbox.Outbox;
import io.bailiwick.common.page.Cursor;
import io.bailiwick.common.page.Page;
import io.bailiwick.common.page.PageRequest;
import io.bailiwick.common.policy.Policies;
import io.bailiwick.common.problem.ProblemException;
import io.bailiwick.common.problem.Violation;
import io.bailiwick.common.registrar.RegistrarId;
import io.bailiwick.common.security.Caller;
import io.bailiwick.common.time.BusinessClock;
import io.bailiwick.common.time.Month;
import io.bailiwick.ingest.change.ChangeCause;
import io.bailiwick.ingest.change.Changes;
import io.bailiwick.ingest.correction.CorrectionMachine.Transition;
import io.bailiwick.ingest.incident.Classification;
import io.bailiwick.ingest.incident.PersonsWord;
import io.bailiwick.ingest.incident.PersonsWord.Standing;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/** Filing, answering and deciding corrections. */
@ApplicationScoped
class CorrectionService {
  private final CorrectionRepository corrections;
  private final PersonsWord words;
  private final Changes changes;
  private final Policies policies;
  private final CorrectionPolicy kind;
  private final Idempotency idempotency;
  private final Caller caller;
  private final BusinessClock clock;
  private final AuditTrail audit;
  private final Outbox outbox;
  private final int maxAttachments;

  @Inject
  CorrectionService(
      CorrectionRepository corrections,
      PersonsWord words,
      Changes changes,
      Policies policies,
      CorrectionPolicy kind,
      Idempotency idempotency,
      Caller caller,
      BusinessClock clock,
      AuditTrail audit,
      Outbox outbox,
      @ConfigProperty(name = "bailiwick.corrections.max-attachments") int maxAttachments) {
    this.corrections = corrections;
    this.words = words;
    this.changes = changes;
    this.policies = policies;
    this.kind = kind;
    this.idempotency = idempotency;
    this.caller = caller;
    this.clock = clock;
    this.audit = audit;
    this.outbox = outbox;
    this.maxAttachments = maxAttachments;
  }

  // Reading.

  /** Which corrections are wanted; null: no matter. */
  record Filter(
      @Nullable CorrectionState state,
      @Nullable Boolean open,
      @Nullable Month month,
      @Nullable CorrectionOrigin origin,
      @Nullable RegistrarId registrar,
      @Nullable Boolean overdue,
      @Nullable UUID incident) {}

  Page<Correction> list(Filter filter, PageRequest request) {
    if (filter.registrar() != null) {
      caller.scope().require(filter.registrar(), "registrar");
    }
    var query = new CorrectionRepository.Query(caller.scope(), filter);
    Instant now = clock.instant();
    return Page.of(
        request,
        Correction.class,
        (after, limit) -> corrections.list(query, after, now, limit),
        correction -> Cursor.key(correction.id()));
  }

  @Transactional
  CorrectionDetail get(UUID id) {
    return detail(visible(corrections.find(id, clock.instant()).orElse(null)));
  }

  /** A correction of an incident that counted for no registrar is no registrar's to see. */
  private Correction visible(@Nullable Correction correction) {
    if (correction == null || !isVisible(correction.registrar())) {
      throw ProblemException.notFound("correction");
    }
    return correction;
  }

  private boolean isVisible(@Nullable RegistrarId registrar) {
    return caller.scope().isAll() || (registrar != null && caller.scope().includes(registrar));
  }

  private CorrectionDetail detail(Correction correction) {
    return new CorrectionDetail(
        correction,
        corrections.history(correction.id()),
        corrections.attachments(correction.id()),
        corrections
            .decision(correction.id())
            .map(decided -> shown(decided.decision()))
            .orElse(null),
        CorrectionMachine.legalEvents(correction.state()).stream()
            .filter(
                event ->
                    CorrectionMachine.find(correction.state(), event)
                        .filter(transition -> caller.has(transition.permission()))
                        .isPresent())
            .toList());
  }

  /** A registrar does not learn from its contest which other registrar had the name. */
  private CorrectionDetail.Decision shown(CorrectionDetail.Decision decision) {
    return new CorrectionDetail.Decision(
        decision.outcome(),
        decision.reasons(),
        decision.by(),
        decision.at(),
        decision.incidentId(),
        shown(decision.before()),
        shown(decision.after()),
        decision.months());
  }

  private CorrectionDetail.Standing shown(CorrectionDetail.Standing standing) {
    RegistrarId registrar = standing.registrar();
    return new CorrectionDetail.Standing(
        standing.month(),
        standing.state(),
        registrar != null && caller.scope().includes(registrar) ? registrar : null,
        standing.classification(),
        standing.evidence());
  }

  // Filing.

  Correction file(@Nullable String key, NewCorrection wanted) {
    return idempotency.once(key, "correction", wanted, Correction.class, () -> fileNow(wanted));
  }

  private Correction fileNow(NewCorrection wanted) {
    Standing standing =
        words
            .standing(wanted.incidentId())
            .filter(found -> isVisible(found.registrar()))
            .orElseThrow(() -> ProblemException.notFound("incident"));
    UUID reverses = wanted.reverses();
    Correction first = reverses == null ? null : reversible(reverses, wanted.kind(), standing);
    if (first == null) {
      requireDifference(wanted.kind(), standing);
    }
    CorrectionOrigin origin =
        caller.scope().isAll() ? CorrectionOrigin.CORRECTION : CorrectionOrigin.CONTEST;
    var policy = policies.use(kind, clock.today());
    RegistrarId registrar = first == null ? standing.registrar() : first.registrar();
    Instant now = clock.instant();
    if (origin == CorrectionOrigin.CONTEST && registrar != null) {
      requireInTime(standing, registrar, policy.document().contestDays(), now);
    }
    Correction correction =
        new Correction(
            Ids.next(),
            standing.id(),
            standing.name(),
            standing.threat(),
            standing.month(),
            registrar,
            origin,
            wanted.kind(),
            wanted.reverses(),
            CorrectionState.FILED,
            wanted.reason(),
            wanted.evidence(),
            wanted.references() == null ? List.of() : List.copyOf(wanted.references()),
            caller.name(),
            now,
            now.plus(Duration.ofDays(policy.document().decideDays())),
            null,
            false);
    if (!corrections.insert(correction, policy.version())) {
      throw ProblemException.conflict(
          "A correction of this kind is open for the incident already, or what it reverses was reversed.",
          List.of("Look at it: /v1/corrections?incident=" + standing.id()));
    }
    corrections.enter(
        correction.id(),
        "FILE",
        correction.state(),
        correction.reason(),
        correction.filedBy(),
        now);
    tell(CorrectionAction.FILED, correction, Map.of("reason", correction.reason()));
    return correction;
  }

  private Correction reversible(UUID reverses, CorrectionKind wanted, Standing standing) {
    Correction first = visible(corrections.find(reverses, clock.instant()).orElse(null));
    if (first.kind() != wanted
        || !words.standing(first.incidentId()).orElseThrow().id().equals(standing.id())) {
      throw ProblemException.invalid(
          "A reversal is of the same incident and kind as what it reverses.",
          new Violation("reverses", "is a correction of this incident and kind"));
    }
    if (first.state() != CorrectionState.ACCEPTED) {
      throw ProblemException.conflict(
          "What is to be reversed is " + first.state() + ": only what was accepted is reversed.",
          List.of());
    }
    return first;
  }

  private static void requireDifference(CorrectionKind kind, Standing standing) {
    if (kind == CorrectionKind.NOT_OURS && standing.registrar() == null) {
      throw ProblemException.conflict("The incident counts for no registrar.");
    }
    if (kind.classification() == standing.classification()) {
      throw ProblemException.conflict(
          "The incident is " + standing.classification() + " already.",
          List.of("Nothing has to be corrected."));
    }
  }

  private void requireInTime(Standing standing, RegistrarId registrar, int days, Instant now) {
    Instant end = standing.month().matureAt(days);
    Instant seen =
        corrections
            .attributedAt(standing.id(), registrar)
            .map(at -> at.plus(Duration.ofDays(days)))
            .orElse(end);
    Instant last = seen.isAfter(end) ? seen : end;
    if (now.isAfter(last)) {
      throw ProblemException.conflict(
          "The incident could be contested until " + last + ".",
          List.of("Write to the registry: its own people can file a correction at any time."));
    }
  }

  // Between filing and decision.

  @Transactional
  CorrectionDetail ask(UUID id, String question) {
    Correction correction = locked(id);
    Transition transition = check(correction, CorrectionEvent.ASK);
    Instant now = clock.instant();
    Duration answer =
        Duration.ofDays(policies.inForce(kind, clock.today()).document().answerDays());
    // The time to decide stands still for as long as the answer may take.
    corrections.move(id, transition.to(), correction.dueAt().plus(answer), now.plus(answer));
    return done(CorrectionAction.ASKED, transition, correction, question, now);
  }

  @Transactional
  CorrectionDetail answer(UUID id, String text) {
    Correction correction = locked(id);
    Transition transition = check(correction, CorrectionEvent.ANSWER);
    Instant now = clock.instant();
    Instant until = correction.answerDueAt();
    Duration unused =
        until == null || now.isAfter(until) ? Duration.ZERO : Duration.between(now, until);
    corrections.move(id, transition.to(), correction.dueAt().minus(unused), null);
    return done(CorrectionAction.ANSWERED, transition, correction, text, now);
  }

  @Transactional
  CorrectionDetail withdraw(UUID id, String reason) {
    Correction correction = locked(id);
    Transition transition = check(correction, CorrectionEvent.WITHDRAW);
    corrections.move(id, transition.to(), correction.dueAt(), null);
    return done(CorrectionAction.WITHDRAWN, transition, correction, reason, clock.instant());
  }

  private CorrectionDetail done(
      CorrectionAction action,
      Transition transition,
      Correction correction,
      String text,
      Instant now) {
    corrections.enter(
        correction.id(), transition.event().name(), transition.to(), text, caller.name(), now);
    tell(action, correction, Map.of("state", transition.to(), "reason", text));
    return get(correction.id());
  }

  private Correction locked(UUID id) {
    return visible(corrections.locked(id, clock.instant()).orElse(null));
  }

  /** The transition, if the state, the caller's permission and the guard allow it. */
  private Transition check(Correction correction, CorrectionEvent event) {
    Transition transition =
        CorrectionMachine.find(correction.state(), event)
            .orElseThrow(
                () ->
                    ProblemException.conflict(
                        "A correction that is "
                            + correction.state()
                            + " does not take "
                            + event
                            + ".",
                        CorrectionMachine.legalEvents(correction.state()).stream()
                            .map(CorrectionEvent::name)
                            .toList()));
    caller.require(transition.permission());
    switch (transition.guard()) {
      case FILER -> requireFiler(correction);
      case OTHER_PERSON -> requireOtherPerson(correction);
      case OTHER_PERSON_WITHOUT_ANSWER -> {
        requireOtherPerson(correction);
        Instant until = correction.answerDueAt();
        if (until != null && !clock.instant().isAfter(until)) {
          throw ProblemException.conflict(
              "The answer to the question may come until " + until + ".",
              List.of("ACCEPT", "Wait for the answer."));
        }
      }
    }
    return transition;
  }

  private void requireOtherPerson(Correction correction) {
    if (correction.filedBy().equals(caller.name())) {
      throw ProblemException.forbidden(
          "Who files a correction does not decide it: somebody else must.");
    }
    if (!caller.scope().isAll()) {
      throw ProblemException.forbidden("The registry decides, not a registrar.");
    }
  }

  private void requireFiler(Correction correction) {
    boolean colleague =
        correction.origin() == CorrectionOrigin.CONTEST
            && !caller.scope().isAll()
            && isVisible(correction.registrar());
    if (!colleague && !correction.filedBy().equals(caller.name())) {
      throw ProblemException.forbidden(
          "Who filed a correction answers for it; of a contest also a colleague at the registrar.");
    }
  }

  // Deciding.

  @Transactional
  CorrectionDetail decide(
      UUID id, CorrectionOutcome outcome, String reasons, @Nullable RegistrarId rightful) {
    if (outcome == CorrectionOutcome.ACCEPTED) {
      // Before the row: those who change incidents wait here, and nobody waits for them.
      visible(corrections.find(id, clock.instant()).orElse(null));
      words.waitForTurn();
    }
    Correction correction = locked(id);
    Transition transition =
        check(
            correction,
            switch (outcome) {
              case ACCEPTED -> CorrectionEvent.ACCEPT;
              case REFUSED -> CorrectionEvent.REFUSE;
            });
    Instant now = clock.instant();
    Standing before = words.standing(correction.incidentId()).orElseThrow();
    PersonsWord.Word former = words.said(before.id());
    requireSensible(correction, outcome, rightful, before);
    if (outcome == CorrectionOutcome.ACCEPTED) {
      changes.because(ChangeCause.CORRECTION);
      accept(correction, before, former, rightful, "Correction " + id + ": " + reasons, now);
    }
    Standing after = words.standing(before.id()).orElseThrow();
    var decision =
        new CorrectionDetail.Decision(
            outcome,
            reasons,
            caller.name(),
            now,
            before.id(),
            standing(before),
            standing(after),
            before.equals(after)
                ? List.of()
                : Stream.of(before.month(), after.month()).distinct().sorted().toList());
    corrections.insert(id, new CorrectionRepository.Decided(decision, former));
    corrections.move(id, transition.to(), correction.dueAt(), null);
    corrections.enter(id, transition.event().name(), transition.to(), reasons, caller.name(), now);
    tell(
        CorrectionAction.DECIDED,
        correction,
        Map.of(
            "outcome", outcome,
            "reason", reasons,
            "decidedFor", before.id(),
            "before", decision.before(),
            "after", decision.after(),
            "months", decision.months()));
    return get(id);
  }

  private void requireSensible(
      Correction correction,
      CorrectionOutcome outcome,
      @Nullable RegistrarId rightful,
      Standing before) {
    if (rightful == null) {
      return;
    }
    if (outcome != CorrectionOutcome.ACCEPTED
        || correction.kind() != CorrectionKind.NOT_OURS
        || correction.reverses() != null) {
      throw ProblemException.invalid(
          "A sponsor is named only where NOT_OURS is accepted.",
          new Violation("registrar", "is left out here"));
    }
    if (rightful.equals(before.registrar()) || !corrections.isRegistrar(rightful)) {
      throw ProblemException.invalid(
          "The sponsor is a known registrar other than the one that the incident counts for.",
          new Violation("registrar", "is the IANA ID of another known registrar"));
    }
  }

  private void accept(
      Correction correction,
      Standing before,
      PersonsWord.Word former,
      @Nullable RegistrarId rightful,
      String reason,
      Instant now) {
    if (correction.reverses() != null) {
      takeBack(correction, correction.reverses(), before, former);
      return;
    }
    Classification classification = correction.kind().classification();
    if (classification != null) {
      words.classify(before.id(), classification, reason, caller.name(), now);
    } else if (before.registrar() != null && before.registrar().equals(correction.registrar())) {
      words.overrule(before, rightful, reason, caller.name(), now);
    }
    // Otherwise registration data have come to say the same in the meantime.
  }

  /** Puts back what stood before the first decision, unless somebody has spoken since. */
  private void takeBack(
      Correction correction, UUID first, Standing before, PersonsWord.Word present) {
    CorrectionRepository.Decided decided = corrections.decision(first).orElseThrow();
    boolean ofSponsor = correction.kind() == CorrectionKind.NOT_OURS;
    String by = ofSponsor ? present.overruledBy() : present.by();
    Instant at = ofSponsor ? present.overruledAt() : present.at();
    if (!decided.decision().by().equals(by) || !decided.decision().at().equals(at)) {
      throw ProblemException.conflict(
          "What is to be reversed no longer stands: a later decision took its place.",
          List.of("Refuse this one, and file a correction of what stands now."));
    }
    if (ofSponsor) {
      words.restoreSponsor(before, decided.former());
    } else {
      words.restoreClassification(before.id(), decided.former());
    }
  }

  private static CorrectionDetail.Standing standing(Standing standing) {
    return new CorrectionDetail.Standing(
        standing.month(),
        standing.state(),
        standing.registrar(),
        standing.classification(),
        standing.evidence());
  }

  // Attachments.

  @Transactional
  CorrectionDetail.Attachment attach(UUID id, @Nullable String name, byte[] content) {
    Correction correction = locked(id);
    if (!caller.scope().isAll() && correction.origin() != CorrectionOrigin.CONTEST) {
      throw ProblemException.forbidden("Files are attached to one's own contests.");
    }
    String sha256 = Hashes.sha256Hex(content);
    List<CorrectionDetail.Attachment> present = corrections.attachments(id);
    for (CorrectionDetail.Attachment attachment : present) {
      if (attachment.sha256().equals(sha256)) {
        return attachment;
      }
    }
    if (!correction.state().isOpen()) {
      throw ProblemException.conflict(
          "The correction is " + correction.state() + ", so nothing is attached any more.");
    }
    if (present.size() >= maxAttachments) {
      throw ProblemException.conflict(
          "A correction has at most " + maxAttachments + " attachments.");
    }
    AttachmentType type =
        AttachmentContent.type(content)
            .orElseThrow(
                () ->
                    ProblemException.unsupportedMedia(
                        "By its content this is none of PNG, JPEG, PDF, plain text in UTF-8, e-mail and JSON."));
    var attachment =
        new CorrectionDetail.Attachment(
            Ids.next(),
            AttachmentContent.name(name, type),
            type,
            content.length,
            sha256,
            caller.name(),
            clock.instant(),
            null);
    corrections.insert(id, attachment, content);
    audit.record(
        CorrectionAction.ATTACHED,
        "correction/" + id,
        Map.of("sha256", sha256, "type", type, "bytes", content.length));
    return attachment;
  }

  /** A file as it was received. */
  record File(String name, byte[] content) {}

  @Transactional
  File file(UUID id, UUID attachment) {
    visible(corrections.find(id, clock.instant()).orElse(null));
    String name =
        corrections.attachments(id).stream()
            .filter(found -> found.id().equals(attachment))
            .map(CorrectionDetail.Attachment::name)
            .findFirst()
            .orElseThrow(() -> ProblemException.notFound("attachment"));
    return new File(
        name,
        corrections
            .content(id, attachment)
            .orElseThrow(() -> ProblemException.notFound("attachment")));
  }

  /** Into the trail, and to the other services. */
  private void tell(CorrectionAction action, Correction correction, Map<String, ?> more) {
    Map<String, Object> content = new TreeMap<>(more);
    content.put("correction", correction.id());
    content.put("incident", correction.incidentId());
    content.put("name", correction.name());
    content.put("month", correction.month());
    content.put("kind", correction.kind());
    content.put("origin", correction.origin());
    if (correction.registrar() != null) {
      content.put("registrar", correction.registrar());
    }
    if (correction.reverses() != null) {
      content.put("reverses", correction.reverses());
    }
    String subject = "correction/" + correction.id();
    audit.record(action, subject, content);
    outbox.publish(action, subject, content);
  }
}

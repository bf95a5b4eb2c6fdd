package io.bailiwick.qpi.coaching;

import io.bailiwick.common.audit.AuditTrail;
import io.bailiwick.common.id.Ids;
import io.bailiwick.common.json.CanonicalJson;
import io.bailiwick.common.page.Cursor;
import io.bailiwick.common.page.Page;
import io.bailiwick.common.page.PageRequest;
import io.bailiwick.common.problem.ProblemException;
import io.bailiwick.common.problem.Violation;
import io.bailiwick.common.registrar.RegistrarId;
import io.bailiwick.common.security.Caller;
import io.bailiwick.common.security.RegistrarScope;
import io.bailiwick.common.time.BusinessClock;
import io.bailiwick.qpi.QpiAction;
import io.bailiwick.qpi.promotion.QualificationsMade;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Makes notes for those who miss a baseline, and keeps what people do about them. */
@ApplicationScoped
class CoachingService {

  private final CoachingRepository notes;
  private final BusinessClock clock;
  private final Caller caller;
  private final AuditTrail audit;

  @Inject
  CoachingService(CoachingRepository notes, BusinessClock clock, Caller caller, AuditTrail audit) {
    this.notes = notes;
    this.clock = clock;
    this.caller = caller;
    this.audit = audit;
  }

  /**
   * In the transaction of the qualification: a note for each that misses, owned by who qualified. A
   * further miss goes on with the note that is open; who qualifies needs it no more.
   */
  void follow(@Observes QualificationsMade made) {
    Map<RegistrarId, CoachingNote> open = notes.open(made.promotionId());
    Instant now = clock.instant();
    int fresh = 0;
    for (QualificationsMade.Result each : made.results()) {
      CoachingNote note = open.get(each.registrar());
      switch (each.state()) {
        case NOT_QUALIFIED -> {
          if (note == null) {
            notes.persist(note(made, each, now));
            fresh++;
          } else {
            note.evaluationId = made.evaluationId();
            note.finding = each.sentence();
            note.advice = each.advice();
            comment(note, AuditTrail.SYSTEM, true, "Missed again. " + each.sentence());
          }
        }
        case PRE_QUALIFIED -> {
          if (note != null) {
            note.state = CoachingState.DONE;
            note.doneAt = now;
            comment(note, AuditTrail.SYSTEM, true, each.sentence());
          }
        }
        case NOT_ASSESSED -> {}
      }
    }
    notes.flush();
    if (fresh > 0) {
      audit.record(
          QpiAction.COACHING_NOTES_MADE,
          "promotion/" + made.promotionId(),
          Map.of("notes", fresh, "evaluation", made.evaluationId(), "owner", caller.name()));
    }
  }

  private CoachingNote note(QualificationsMade made, QualificationsMade.Result each, Instant now) {
    CoachingNote note = new CoachingNote();
    note.id = Ids.next();
    note.promotionId = made.promotionId();
    note.evaluationId = made.evaluationId();
    note.registrar = each.registrar().ianaId();
    note.registrarName = each.registrarName();
    note.finding = each.sentence();
    note.advice = each.advice();
    note.owner = caller.name();
    note.due = clock.today().plusDays(made.coachingDays());
    note.state = CoachingState.OPEN;
    note.shared = false;
    note.createdAt = now;
    return note;
  }

  private void comment(CoachingNote note, String author, boolean shared, String text) {
    CoachingComment comment = new CoachingComment();
    comment.id = Ids.next();
    comment.noteId = note.id;
    comment.at = clock.instant();
    comment.author = author;
    comment.shared = shared;
    comment.comment = text;
    notes.getEntityManager().persist(comment);
  }

  @Transactional
  Page<CoachingNoteView> list(
      @Nullable UUID promotion,
      @Nullable RegistrarId registrar,
      @Nullable CoachingState state,
      @Nullable String owner,
      boolean overdue,
      PageRequest request) {
    RegistrarScope scope = caller.scope();
    if (registrar != null) {
      scope.require(registrar, "registrar");
    }
    LocalDate today = clock.today();
    CoachingRepository.Filter filter =
        new CoachingRepository.Filter(promotion, registrar, state, owner, overdue ? today : null);
    return Page.of(
        request,
        CoachingNoteView.class,
        (after, limit) ->
            notes.page(filter, scope, Cursor.id(after), limit).stream()
                .map(note -> CoachingNoteView.of(note, today))
                .toList(),
        view -> Cursor.key(view.id()));
  }

  @Transactional
  CoachingNoteView get(UUID id) {
    return CoachingNoteView.of(visible(id), clock.today());
  }

  /** A registrar sees its own that are shared. */
  private CoachingNote visible(UUID id) {
    RegistrarScope scope = caller.scope();
    return notes
        .findByIdOptional(id)
        .filter(
            note ->
                scope.isAll() || (note.shared && scope.includes(RegistrarId.of(note.registrar))))
        .orElseThrow(() -> ProblemException.notFound("coaching note"));
  }

  @Transactional
  Page<CoachingCommentView> comments(UUID id, PageRequest request) {
    CoachingNote note = visible(id);
    boolean sharedOnly = !caller.scope().isAll();
    return Page.of(
        request,
        CoachingCommentView.class,
        (after, limit) ->
            notes.comments(note.id, sharedOnly, Cursor.id(after), limit).stream()
                .map(CoachingCommentView::of)
                .toList(),
        view -> Cursor.key(view.id()));
  }

  /** What people set of a note, all of it. */
  record Settings(
      String owner, LocalDate due, CoachingState state, boolean shared, String advice) {}

  /**
   * @param ifMatch the ETag that was read
   */
  @Transactional
  CoachingNoteView set(UUID id, @Nullable String ifMatch, Settings settings) {
    CoachingNote note = visible(id);
    if (ifMatch == null) {
      throw ProblemException.invalid(
          "A change says what it changes.", new Violation("If-Match", "is the ETag that was read"));
    }
    if (!ifMatch.equals("\"" + note.rowVersion + "\"")) {
      throw ProblemException.stale("The note has changed since it was read. Read it again.");
    }
    if (settings.state() == CoachingState.OPEN
        && note.state == CoachingState.DONE
        && notes.open(note.promotionId).containsKey(RegistrarId.of(note.registrar))) {
      throw ProblemException.conflict("Another note of the registrar for the promotion is open.");
    }
    note.owner = settings.owner();
    note.due = settings.due();
    note.shared = settings.shared();
    note.advice = settings.advice();
    if (note.state != settings.state()) {
      note.state = settings.state();
      note.doneAt = settings.state() == CoachingState.DONE ? clock.instant() : null;
    }
    notes.flush();
    CoachingNoteView view = CoachingNoteView.of(note, clock.today());
    audit.record(QpiAction.COACHING_NOTE_CHANGED, "coaching-note/" + id, CanonicalJson.map(view));
    return view;
  }

  @Transactional
  CoachingCommentView comment(UUID id, boolean shared, String text) {
    CoachingNote note = visible(id);
    CoachingComment comment = new CoachingComment();
    comment.id = Ids.next();
    comment.noteId = note.id;
    comment.at = clock.instant();
    comment.author = caller.name();
    comment.shared = shared;
    comment.comment = text;
    notes.getEntityManager().persist(comment);
    CoachingCommentView view = CoachingCommentView.of(comment);
    audit.record(QpiAction.COACHING_NOTE_CHANGED, "coaching-note/" + id, CanonicalJson.map(view));
    return view;
  }
}

package io.bailiwick.qpi.promotion;

import io.bailiwick.common.audit.AuditTrail;
import io.bailiwick.common.id.Ids;
import io.bailiwick.common.json.CanonicalJson;
import io.bailiwick.common.outbox.Outbox;
import io.bailiwick.common.page.Cursor;
import io.bailiwick.common.page.Page;
import io.bailiwick.common.page.PageRequest;
import io.bailiwick.common.problem.ProblemException;
import io.bailiwick.common.registrar.RegistrarId;
import io.bailiwick.common.security.Caller;
import io.bailiwick.common.security.RegistrarScope;
import io.bailiwick.common.time.BusinessClock;
import io.bailiwick.qpi.QpiAction;
import io.bailiwick.qpi.QpiEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.UUID;

/** Enrols registrars in promotions. */
@ApplicationScoped
class EnrolmentService {

  private final PromotionService promotions;
  private final EnrolmentRepository enrolments;
  private final ParticipationService participations;
  private final ParticipationCourse course;
  private final BusinessClock clock;
  private final Caller caller;
  private final AuditTrail audit;
  private final Outbox outbox;

  @Inject
  EnrolmentService(
      PromotionService promotions,
      EnrolmentRepository enrolments,
      ParticipationService participations,
      ParticipationCourse course,
      BusinessClock clock,
      Caller caller,
      AuditTrail audit,
      Outbox outbox) {
    this.promotions = promotions;
    this.enrolments = enrolments;
    this.participations = participations;
    this.course = course;
    this.clock = clock;
    this.caller = caller;
    this.audit = audit;
    this.outbox = outbox;
  }

  /**
   * What came of asking.
   *
   * @param made whether any registrar was enrolled that had not been
   */
  record Answer(boolean made, List<EnrolmentView> enrolments) {}

  /** All of them or none; who is enrolled already keeps its instant. */
  @Transactional
  Answer enrol(UUID promotionId, List<RegistrarId> registrars) {
    RegistrarScope scope = caller.scope();
    registrars.forEach(registrar -> scope.require(registrar, "registrar"));
    participations.followEvaluations(promotionId);
    // Two callers at once: the second waits and then finds what the first has made.
    Promotion promotion = promotions.lockedForActs(promotionId);
    Instant now = clock.instant();
    if (PromotionPhase.at(now, promotion.startsAt, promotion.closesAt()) == PromotionPhase.ENDED) {
      throw ProblemException.conflict("The promotion has ended.");
    }
    boolean made = false;
    List<EnrolmentView> views = new ArrayList<>();
    for (RegistrarId registrar : new TreeSet<>(registrars)) {
      Optional<Enrolment> earlier = enrolments.of(promotionId, registrar);
      made |= earlier.isEmpty();
      views.add(EnrolmentView.of(earlier.orElseGet(() -> enrol(promotion, registrar, now))));
    }
    return new Answer(made, views);
  }

  private Enrolment enrol(Promotion promotion, RegistrarId registrar, Instant now) {
    Participation participation = participations.offered(promotion.id, registrar);
    course.apply(
        promotion,
        participation,
        ParticipationCourse.Act.of(ParticipationEvent.ENROL, "Enrolled.", caller.name()));
    Enrolment enrolment = new Enrolment();
    enrolment.id = Ids.next();
    enrolment.promotionId = promotion.id;
    enrolment.registrar = registrar.ianaId();
    enrolment.enrolledAt = now;
    enrolment.enrolledBy = caller.name();
    enrolments.persistAndFlush(enrolment);
    course.catchUp(promotion, List.of(participation));
    EnrolmentView view = EnrolmentView.of(enrolment);
    audit.record(
        QpiAction.REGISTRAR_ENROLLED, PromotionService.subject(promotion), CanonicalJson.map(view));
    outbox.publish(QpiEvent.REGISTRAR_ENROLLED, PromotionService.subject(promotion), view);
    return enrolment;
  }

  @Transactional
  Page<EnrolmentView> list(UUID promotionId, PageRequest request) {
    promotions.visible(promotionId);
    RegistrarScope scope = caller.scope();
    return Page.of(
        request,
        EnrolmentView.class,
        (after, limit) ->
            enrolments
                .page(promotionId, scope, after == null ? 0 : (int) Cursor.number(after), limit)
                .stream()
                .map(EnrolmentView::of)
                .toList(),
        view -> Cursor.key(view.registrar()));
  }
}

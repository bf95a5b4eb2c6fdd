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
import jakarta.persistence.LockModeType;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Enrols registrars in promotions. */
@ApplicationScoped
class EnrolmentService {

  private final PromotionService promotions;
  private final EnrolmentRepository enrolments;
  private final QualificationRepository qualifications;
  private final BusinessClock clock;
  private final Caller caller;
  private final AuditTrail audit;
  private final Outbox outbox;

  @Inject
  EnrolmentService(
      PromotionService promotions,
      EnrolmentRepository enrolments,
      QualificationRepository qualifications,
      BusinessClock clock,
      Caller caller,
      AuditTrail audit,
      Outbox outbox) {
    this.promotions = promotions;
    this.enrolments = enrolments;
    this.qualifications = qualifications;
    this.clock = clock;
    this.caller = caller;
    this.audit = audit;
    this.outbox = outbox;
  }

  /** What came of asking: made is false when the registrar had been enrolled already. */
  record Answer(boolean made, EnrolmentView enrolment) {}

  @Transactional
  Answer enrol(UUID promotionId, RegistrarId registrar) {
    Promotion promotion = promotions.published(promotionId);
    caller.scope().require(registrar, "registrar");
    // Two callers at once: the second waits and then finds what the first has made.
    enrolments.getEntityManager().lock(promotion, LockModeType.PESSIMISTIC_WRITE);
    Optional<Enrolment> earlier = enrolments.of(promotionId, registrar);
    if (earlier.isPresent()) {
      return new Answer(false, EnrolmentView.of(earlier.get()));
    }
    Instant now = clock.instant();
    requireEligible(promotion, registrar, now);
    Enrolment enrolment = new Enrolment();
    enrolment.id = Ids.next();
    enrolment.promotionId = promotionId;
    enrolment.registrar = registrar.ianaId();
    enrolment.enrolledAt = now;
    enrolment.enrolledBy = caller.name();
    enrolments.persistAndFlush(enrolment);
    EnrolmentView view = EnrolmentView.of(enrolment);
    audit.record(
        QpiAction.REGISTRAR_ENROLLED, PromotionService.subject(promotion), CanonicalJson.map(view));
    outbox.publish(QpiEvent.REGISTRAR_ENROLLED, PromotionService.subject(promotion), view);
    return new Answer(true, view);
  }

  private void requireEligible(Promotion promotion, RegistrarId registrar, Instant now) {
    if (PromotionPhase.at(now, promotion.startsAt, promotion.closesAt()) == PromotionPhase.ENDED) {
      throw ProblemException.conflict("The promotion has ended.");
    }
    Optional<QualificationRow> latest = qualifications.latest(promotion.id, registrar);
    if (latest.isEmpty() || latest.get().state != QualificationState.PRE_QUALIFIED) {
      throw ProblemException.conflict(
          latest
              .map(row -> row.sentence)
              .orElse("The registrar has not been qualified for the promotion."),
          List.of("Enrol it once an evaluation has pre-qualified it."));
    }
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

package io.bailiwick.qpi.promotion;

import io.bailiwick.common.audit.AuditTrail;
import io.bailiwick.common.id.Ids;
import io.bailiwick.common.json.CanonicalJson;
import io.bailiwick.common.outbox.Outbox;
import io.bailiwick.common.page.Cursor;
import io.bailiwick.common.page.Page;
import io.bailiwick.common.page.PageRequest;
import io.bailiwick.common.policy.Policies;
import io.bailiwick.common.problem.ProblemException;
import io.bailiwick.common.problem.Violation;
import io.bailiwick.common.registrar.RegistrarId;
import io.bailiwick.common.security.Caller;
import io.bailiwick.common.security.RegistrarScope;
import io.bailiwick.common.time.BusinessClock;
import io.bailiwick.qpi.QpiAction;
import io.bailiwick.qpi.QpiEvent;
import io.bailiwick.qpi.evaluation.Evaluations;
import io.bailiwick.qpi.evaluation.Purpose;
import io.bailiwick.qpi.index.ScoreChoice;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/** Holds the indexes of an evaluation against the baseline of a promotion. */
@ApplicationScoped
class QualificationService {

  private final PromotionService promotions;
  private final QualificationRepository qualifications;
  private final Evaluations evaluations;
  private final ParticipationService participations;
  private final Event<QualificationsMade> made;
  private final Policies policies;
  private final PromotionPolicyKind kind;
  private final BusinessClock clock;
  private final Caller caller;
  private final AuditTrail audit;
  private final Outbox outbox;

  @Inject
  QualificationService(
      PromotionService promotions,
      QualificationRepository qualifications,
      Evaluations evaluations,
      ParticipationService participations,
      Event<QualificationsMade> made,
      Policies policies,
      PromotionPolicyKind kind,
      BusinessClock clock,
      Caller caller,
      AuditTrail audit,
      Outbox outbox) {
    this.promotions = promotions;
    this.qualifications = qualifications;
    this.evaluations = evaluations;
    this.participations = participations;
    this.made = made;
    this.policies = policies;
    this.kind = kind;
    this.clock = clock;
    this.caller = caller;
    this.audit = audit;
    this.outbox = outbox;
  }

  /** What came of asking: made is false when the evaluation had been used for this already. */
  record Answer(boolean made, QualificationSummary summary) {}

  @Transactional
  Answer qualify(UUID promotionId, UUID evaluationId) {
    // Two callers at once: the second waits and then finds what the first has made.
    Promotion promotion = promotions.lockedForActs(promotionId);
    List<QualificationRow> earlier = qualifications.of(promotionId, evaluationId);
    if (!earlier.isEmpty()) {
      return new Answer(false, summary(promotionId, evaluationId, earlier));
    }
    Evaluations.Conclusion conclusion = conclusion(promotion, evaluationId);
    Terms terms = promotion.terms();
    Instant now = clock.instant();
    List<QualificationRow> rows = new ArrayList<>();
    for (Evaluations.RegistrarIndex each : conclusion.registrars()) {
      Qualification qualification =
          Qualification.of(
              each.state(),
              each.index(),
              terms.baseline(),
              terms.notAssessable(),
              each.scored() ? null : conclusion.month());
      QualificationRow row = new QualificationRow();
      row.id = Ids.next();
      row.promotionId = promotionId;
      row.evaluationId = evaluationId;
      row.registrar = each.registrar().ianaId();
      row.registrarName = each.name();
      row.state = qualification.state();
      row.index = each.index();
      row.sentence = each.scored() ? sentence(qualification, each) : qualification.sentence();
      row.decidedAt = now;
      rows.add(row);
    }
    qualifications.persist(rows);
    qualifications.flush();
    tell(participations.follow(promotion, rows), promotion, evaluationId);
    QualificationSummary summary = summary(promotionId, evaluationId, rows);
    audit.record(
        QpiAction.QUALIFICATIONS_MADE,
        PromotionService.subject(promotion),
        CanonicalJson.map(summary));
    outbox.publish(QpiEvent.QUALIFICATIONS_MADE, PromotionService.subject(promotion), summary);
    return new Answer(true, summary);
  }

  /** With the gate that was failed, where it was one. */
  private static String sentence(Qualification qualification, Evaluations.RegistrarIndex index) {
    return switch (index.state()) {
      case VETOED, GATE_FAILED -> qualification.sentence() + " " + index.sentence();
      case ASSESSED, NOT_ASSESSABLE -> qualification.sentence();
    };
  }

  private void tell(List<QualificationRow> rows, Promotion promotion, UUID evaluationId) {
    Set<RegistrarId> missing =
        rows.stream()
            .filter(row -> row.state == QualificationState.NOT_QUALIFIED)
            .map(row -> RegistrarId.of(row.registrar))
            .collect(Collectors.toSet());
    Map<RegistrarId, String> ways =
        missing.isEmpty()
            ? Map.of()
            : evaluations.nearestWays(evaluationId, missing, promotion.terms().baseline());
    made.fire(
        new QualificationsMade(
            promotion.id,
            evaluationId,
            policies.use(kind, clock.today()).document().coachingDays(),
            rows.stream().map(row -> result(row, ways)).toList()));
  }

  private static QualificationsMade.Result result(
      QualificationRow row, Map<RegistrarId, String> ways) {
    RegistrarId registrar = RegistrarId.of(row.registrar);
    return new QualificationsMade.Result(
        registrar,
        row.registrarName,
        row.state,
        row.sentence,
        ways.getOrDefault(registrar, row.sentence));
  }

  private Evaluations.Conclusion conclusion(Promotion promotion, UUID evaluationId) {
    Evaluations.Conclusion conclusion =
        evaluations
            .conclusion(evaluationId)
            .orElseThrow(
                () ->
                    ProblemException.invalid(
                        "There is no such evaluation.",
                        new Violation("evaluationId", "is that of an evaluation")));
    if (conclusion.superseded()) {
      throw ProblemException.conflict(
          "A later version supersedes the evaluation.",
          List.of("Use the latest evaluation of the month."));
    }
    if (conclusion.purpose() != Purpose.QUALIFYING
        || conclusion.scoresRead() != ScoreChoice.PUBLISHED) {
      throw ProblemException.conflict(
          "The evaluation is a look ahead: it was not made from published scores to decide who qualifies.",
          List.of(
              "Have the scores of %s published in the scoring service, by a second person."
                  .formatted(conclusion.month()),
              "Evaluate the month with the purpose QUALIFYING, and use that evaluation."));
    }
    if (!conclusion.mature()) {
      throw ProblemException.conflict(
          "The evaluation is not mature: the renewals of %s were not known yet."
              .formatted(conclusion.month()),
          List.of(
              "Evaluate the month again once its auto-renew grace period has closed, 45 days after it."));
    }
    String gate = promotion.terms().abuseGate();
    if (!conclusion.abuseGates().contains(gate)) {
      throw ProblemException.conflict(
          "The promotion names the abuse gate %s, the index of the evaluation has %s."
              .formatted(gate, conclusion.abuseGates()),
          List.of("Use an evaluation whose policy has the gate that is named."));
    }
    int named = promotion.terms().rewardGatePolicyVersion();
    if (conclusion.rewardGatePolicyVersion() != named) {
      throw ProblemException.conflict(
          "The promotion names version %d of the scoring policy, the evaluation was made by version %d."
              .formatted(named, conclusion.rewardGatePolicyVersion()),
          List.of("Use an evaluation whose scoring run was made by the version that is named."));
    }
    return conclusion;
  }

  @Transactional
  Page<QualificationView> list(UUID promotionId, PageRequest request) {
    promotions.visible(promotionId);
    RegistrarScope scope = caller.scope();
    return Page.of(
        request,
        QualificationView.class,
        (after, limit) ->
            qualifications
                .latest(promotionId, scope, after == null ? 0 : (int) Cursor.number(after), limit)
                .stream()
                .map(QualificationView::of)
                .toList(),
        view -> Cursor.key(view.registrar()));
  }

  private static QualificationSummary summary(
      UUID promotion, UUID evaluation, List<QualificationRow> rows) {
    return new QualificationSummary(
        promotion,
        evaluation,
        count(rows, QualificationState.PRE_QUALIFIED),
        count(rows, QualificationState.NOT_QUALIFIED),
        count(rows, QualificationState.NOT_ASSESSED));
  }

  private static long count(List<QualificationRow> rows, QualificationState state) {
    return rows.stream().filter(row -> row.state == state).count();
  }
}

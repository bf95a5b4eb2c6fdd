package io.bailiwick.qpi.promotion;

import io.bailiwick.common.audit.AuditTrail;
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
import io.bailiwick.qpi.evaluation.Evaluations;
import io.bailiwick.qpi.promotion.ParticipationCourse.Act;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What registrars, people and policies do to participations. */
@ApplicationScoped
class ParticipationService {

  private final PromotionService promotions;
  private final ParticipationRepository participations;
  private final QualificationRepository qualifications;
  private final Evaluations evaluations;
  private final ParticipationCourse course;
  private final BusinessClock clock;
  private final Caller caller;
  private final AuditTrail audit;

  @Inject
  ParticipationService(
      PromotionService promotions,
      ParticipationRepository participations,
      QualificationRepository qualifications,
      Evaluations evaluations,
      ParticipationCourse course,
      BusinessClock clock,
      Caller caller,
      AuditTrail audit) {
    this.promotions = promotions;
    this.participations = participations;
    this.qualifications = qualifications;
    this.evaluations = evaluations;
    this.course = course;
    this.clock = clock;
    this.caller = caller;
    this.audit = audit;
  }

  /**
   * Follows an evaluation: who reaches the baseline moves on, who misses it stops.
   *
   * @return the rows of those that were offered the promotion
   */
  List<QualificationRow> follow(Promotion promotion, List<QualificationRow> rows) {
    Map<RegistrarId, Participation> all = participations.all(promotion.id);
    course.catchUp(promotion, all.values());
    List<QualificationRow> followed = new ArrayList<>();
    boolean suspends = promotion.terms().baselineLost() == BaselineLoss.SUSPENDS;
    for (QualificationRow row : rows) {
      Participation participation = all.get(RegistrarId.of(row.registrar));
      if (participation == null) {
        continue; // not eligible: it was offered nothing
      }
      participation.registrarName = row.registrarName;
      followed.add(row);
      switch (participation.state) {
        case NOT_ASSESSED, NOT_QUALIFIED, PRE_QUALIFIED, TERMS_ACCEPTED ->
            course.apply(
                promotion,
                participation,
                Act.of(
                    switch (row.state) {
                      case PRE_QUALIFIED -> ParticipationEvent.QUALIFY;
                      case NOT_QUALIFIED -> ParticipationEvent.MISS;
                      case NOT_ASSESSED -> ParticipationEvent.NOT_ASSESSED;
                    },
                    row.sentence,
                    caller.name()));
        case ENROLLED, ACTIVE, SUSPENDED -> {
          if (suspends) {
            ground(
                promotion,
                participation,
                SuspensionGround.BASELINE_LOST,
                row.state != QualificationState.PRE_QUALIFIED,
                row.sentence);
          }
        }
        case ENDED -> {}
      }
    }
    course.catchUp(promotion, all.values());
    return followed;
  }

  /**
   * Who waits on an evaluation that nothing may rest on any more is not assessed again, until
   * another is held against the baseline. In a transaction of its own, so that it stays where the
   * act before which this is called is refused.
   */
  void followEvaluations(UUID promotionId) {
    QuarkusTransaction.requiringNew()
        .run(
            () -> {
              Promotion promotion = promotions.lockedForActs(promotionId);
              Map<RegistrarId, Participation> all = participations.all(promotionId);
              course.catchUp(promotion, all.values());
              Map<UUID, Optional<String>> objections = new HashMap<>();
              for (QualificationRow row :
                  qualifications.latest(promotionId, RegistrarScope.all(), 0, Integer.MAX_VALUE)) {
                Participation participation = all.get(RegistrarId.of(row.registrar));
                if (participation != null && rests(participation)) {
                  objections
                      .computeIfAbsent(row.evaluationId, evaluations::objection)
                      .ifPresent(objection -> unrest(promotion, participation, objection));
                }
              }
            });
  }

  private static boolean rests(Participation participation) {
    return switch (participation.state) {
      case PRE_QUALIFIED, TERMS_ACCEPTED -> true;
      case NOT_ASSESSED, NOT_QUALIFIED, ENROLLED, ACTIVE, SUSPENDED, ENDED -> false;
    };
  }

  private void unrest(Promotion promotion, Participation participation, String objection) {
    course.apply(
        promotion,
        participation,
        Act.of(
            ParticipationEvent.NOT_ASSESSED,
            "Not assessed: "
                + objection
                + "; the one that stands has not been held against the baseline.",
            AuditTrail.SYSTEM));
  }

  /** Sets or drops a ground that follows from policy; nothing where it stands as it should. */
  void ground(
      Promotion promotion,
      Participation participation,
      SuspensionGround ground,
      boolean stands,
      String reason) {
    if (participation.grounds().contains(ground) == stands) {
      return;
    }
    course.apply(
        promotion,
        participation,
        new Act(
            stands ? ParticipationEvent.SUSPEND : dropping(participation, ground),
            reason,
            ground,
            AuditTrail.SYSTEM,
            false));
  }

  private static ParticipationEvent dropping(Participation participation, SuspensionGround ground) {
    Set<SuspensionGround> left = participation.grounds();
    left.remove(ground);
    return left.isEmpty() ? ParticipationEvent.RESUME : ParticipationEvent.DROP_GROUND;
  }

  /** The registrar, or somebody who had it from the registrar, accepts the terms as published. */
  @Transactional
  List<ParticipationView> accept(
      UUID promotionId, List<RegistrarId> registrars, String termsSha256, @Nullable String reason) {
    RegistrarScope scope = caller.scope();
    registrars.forEach(registrar -> scope.require(registrar, "registrar"));
    followEvaluations(promotionId);
    Promotion promotion = promotions.lockedForActs(promotionId);
    if (!promotion.termsSha256.equals(termsSha256)) {
      throw ProblemException.invalid(
          "These are not the terms of the promotion.",
          new Violation("termsSha256", "is the termsSha256 of the promotion"));
    }
    boolean own = !scope.isAll();
    String words = reason == null ? "" : reason.strip();
    if (!own && words.isEmpty()) {
      throw ProblemException.invalid(
          "Who accepts for a registrar says how it knows.",
          new Violation("reason", "is given, such as: letter of 3 March"));
    }
    List<ParticipationView> views = new ArrayList<>();
    for (RegistrarId registrar : new TreeSet<>(registrars)) {
      Participation participation = offered(promotionId, registrar);
      course.catchUp(promotion, List.of(participation));
      if (participation.acceptedAt == null || !isIn(participation)) {
        course.apply(
            promotion,
            participation,
            new Act(
                ParticipationEvent.ACCEPT_TERMS,
                words.isEmpty() ? "Accepted by the registrar." : words,
                null,
                caller.name(),
                own));
      }
      views.add(ParticipationView.of(participation, clock.instant()));
    }
    audit.record(
        QpiAction.TERMS_ACCEPTED,
        PromotionService.subject(promotion),
        Map.of("registrars", registrars, "termsSha256", termsSha256, "reason", words));
    return views;
  }

  private static boolean isIn(Participation participation) {
    return switch (participation.state) {
      case TERMS_ACCEPTED, ENROLLED, ACTIVE, SUSPENDED -> true;
      case NOT_ASSESSED, NOT_QUALIFIED, PRE_QUALIFIED, ENDED -> false;
    };
  }

  /** How the registrar stands; STATE_CONFLICT where it was offered nothing. */
  Participation offered(UUID promotionId, RegistrarId registrar) {
    return participations
        .of(promotionId, registrar)
        .orElseThrow(
            () ->
                ProblemException.conflict(
                    "Registrar " + registrar + " has not been offered the promotion.",
                    List.of("Only accreditations that take part in the programmes are.")));
  }

  @Transactional
  ParticipationView suspend(
      UUID promotionId, RegistrarId registrar, SuspensionGround ground, String reason) {
    if (!ground.isFoundByAPerson()) {
      throw ProblemException.invalid(
          "This ground follows from policy.",
          new Violation("ground", "is FRAUD_FINDING, the one that a person finds"));
    }
    return act(
        promotionId,
        registrar,
        ParticipationEvent.SUSPEND,
        ground,
        reason,
        QpiAction.PARTICIPATION_SUSPENDED);
  }

  @Transactional
  ParticipationView resume(
      UUID promotionId, RegistrarId registrar, SuspensionGround ground, String reason) {
    if (!ground.isFoundByAPerson()) {
      throw ProblemException.conflict(
          "This ground goes when its cause does.",
          List.of("Wait for an index that reaches the baseline, or for the end of the limit."));
    }
    return act(
        promotionId,
        registrar,
        ParticipationEvent.RESUME,
        ground,
        reason,
        QpiAction.PARTICIPATION_RESUMED);
  }

  @Transactional
  ParticipationView leave(UUID promotionId, RegistrarId registrar, String reason) {
    return act(
        promotionId,
        registrar,
        ParticipationEvent.LEAVE,
        null,
        reason,
        QpiAction.PARTICIPATION_LEFT);
  }

  private ParticipationView act(
      UUID promotionId,
      RegistrarId registrar,
      ParticipationEvent event,
      @Nullable SuspensionGround ground,
      String reason,
      QpiAction action) {
    Promotion promotion = promotions.lockedForActs(promotionId);
    Participation participation = required(promotionId, registrar);
    course.catchUp(promotion, List.of(participation));
    ParticipationEvent step = event;
    if (event == ParticipationEvent.RESUME && ground != null) {
      if (!participation.grounds().contains(ground)) {
        throw ProblemException.conflict("That ground does not stand.");
      }
      step = dropping(participation, ground);
    }
    course.apply(promotion, participation, new Act(step, reason, ground, caller.name(), false));
    course.catchUp(promotion, List.of(participation));
    ParticipationView view = ParticipationView.of(participation, clock.instant());
    audit.record(action, PromotionService.subject(promotion), CanonicalJson.map(view));
    return view;
  }

  private Participation required(UUID promotionId, RegistrarId registrar) {
    caller.scope().require(registrar, "participation");
    return participations
        .of(promotionId, registrar)
        .orElseThrow(() -> ProblemException.notFound("participation"));
  }

  @Transactional
  ParticipationView get(UUID promotionId, RegistrarId registrar) {
    promotions.visible(promotionId);
    return ParticipationView.of(required(promotionId, registrar), clock.instant());
  }

  @Transactional
  Page<ParticipationView> list(
      UUID promotionId,
      @Nullable ParticipationState state,
      @Nullable SuspensionGround ground,
      PageRequest request) {
    promotions.visible(promotionId);
    RegistrarScope scope = caller.scope();
    Instant now = clock.instant();
    return Page.of(
        request,
        ParticipationView.class,
        (after, limit) ->
            participations
                .page(
                    promotionId,
                    state,
                    ground,
                    scope,
                    after == null ? 0 : (int) Cursor.number(after),
                    limit)
                .stream()
                .map(row -> ParticipationView.of(row, now))
                .toList(),
        view -> Cursor.key(view.registrar()));
  }

  @Transactional
  Page<ParticipationChangeView> changes(
      UUID promotionId, RegistrarId registrar, PageRequest request) {
    promotions.visible(promotionId);
    required(promotionId, registrar);
    return Page.of(
        request,
        ParticipationChangeView.class,
        (after, limit) -> {
          List<String> key = after == null ? List.of("", "") : Cursor.parts(after, 2);
          Instant time =
              after == null
                  ? Instant.EPOCH
                  : Instant.EPOCH.plus(Cursor.number(key.get(0)), ChronoUnit.MICROS);
          long sequence = after == null ? 0 : Cursor.number(key.get(1));
          return participations
              .changes(promotionId, registrar.ianaId(), time, sequence, limit)
              .stream()
              .map(ParticipationChangeView::of)
              .toList();
        },
        view -> Cursor.key(ChronoUnit.MICROS.between(Instant.EPOCH, view.at()), view.sequence()));
  }
}

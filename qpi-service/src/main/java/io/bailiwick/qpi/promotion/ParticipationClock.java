package io.bailiwick.qpi.promotion;

import io.bailiwick.common.audit.AuditTrail;
import io.bailiwick.common.problem.ProblemException;
import io.bailiwick.common.time.BusinessClock;
import io.bailiwick.qpi.aip.AipGateway;
import io.bailiwick.qpi.aip.RestrictionOrder;
import io.bailiwick.qpi.ingest.EligibleRegistrar;
import io.bailiwick.qpi.ingest.IngestGateway;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.control.ActivateRequestContext;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jboss.logging.Logger;

/**
 * What nobody has to ask for: promotions start and end, limits of the Abuse Intervention Program
 * begin and end, registrars become eligible, evaluations are superseded. The instants of starts and
 * ends are exact however late this runs; what earns is decided by them and not by the state.
 */
@ApplicationScoped
class ParticipationClock {

  private static final Logger LOG = Logger.getLogger(ParticipationClock.class);

  private final PromotionService promotions;
  private final PromotionRepository repository;
  private final ParticipationRepository participations;
  private final ParticipationCourse course;
  private final ParticipationService service;
  private final OfferLog offers;
  private final IngestGateway ingest;
  private final AipGateway aip;
  private final BusinessClock clock;

  @Inject
  ParticipationClock(
      PromotionService promotions,
      PromotionRepository repository,
      ParticipationRepository participations,
      ParticipationCourse course,
      ParticipationService service,
      OfferLog offers,
      IngestGateway ingest,
      AipGateway aip,
      BusinessClock clock) {
    this.promotions = promotions;
    this.repository = repository;
    this.participations = participations;
    this.course = course;
    this.service = service;
    this.offers = offers;
    this.ingest = ingest;
    this.aip = aip;
    this.clock = clock;
  }

  @Scheduled(
      identity = "promotions",
      every = "{bailiwick.promotion.every}",
      concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
  @ActivateRequestContext
  void round() {
    Instant now = clock.instant();
    for (UUID id : QuarkusTransaction.requiringNew().call(() -> participations.due(now))) {
      attempt("starts and ends", () -> catchUp(id));
    }
    List<UUID> open = QuarkusTransaction.requiringNew().call(() -> repository.open(now));
    if (!open.isEmpty()) {
      attempt("newly eligible registrars", () -> offerLater(open));
      attempt("limits", () -> followLimits(open));
      open.forEach(id -> attempt("evaluations", () -> service.followEvaluations(id)));
    }
  }

  private static void attempt(String what, Runnable work) {
    try {
      work.run();
    } catch (RuntimeException e) {
      LOG.warnf(
          e instanceof ProblemException ? null : e,
          "Following %s waits for the next round: %s",
          what,
          e.getMessage());
    }
  }

  private void catchUp(UUID id) {
    QuarkusTransaction.requiringNew()
        .run(
            () -> {
              Promotion promotion = promotions.lockedForActs(id);
              course.catchUp(promotion, participations.all(id).values());
            });
  }

  /** Offers open promotions to who has become eligible since. */
  void offerLater(List<UUID> open) {
    List<EligibleRegistrar> eligible = ingest.eligibleRegistrars();
    for (UUID id : open) {
      QuarkusTransaction.requiringNew()
          .run(
              () -> {
                int unused =
                    offers.offer(
                        promotions.lockedForActs(id),
                        eligible,
                        OfferOccasion.BECAME_ELIGIBLE,
                        AuditTrail.SYSTEM);
              });
    }
  }

  /** Suspends and resumes participants as limits begin and end, where the terms look at them. */
  void followLimits(List<UUID> open) {
    List<RestrictionOrder> orders = aip.orders();
    Instant now = clock.instant();
    for (UUID id : open) {
      QuarkusTransaction.requiringNew()
          .run(
              () -> {
                Promotion promotion = promotions.lockedForActs(id);
                if (promotion.terms().aipLimit() == AipLimitEffect.PAUSE_ACCRUAL) {
                  participations
                      .all(id)
                      .values()
                      .forEach(row -> limit(promotion, row, orders, now));
                }
              });
    }
  }

  private void limit(
      Promotion promotion, Participation row, List<RestrictionOrder> orders, Instant now) {
    switch (row.state) {
      case ENROLLED, ACTIVE, SUSPENDED -> {
        List<RestrictionOrder> inForce =
            orders.stream()
                .filter(order -> order.registrar().ianaId() == row.registrar)
                .filter(order -> Offers.Limits.runs(order, now))
                .filter(order -> meets(promotion.terms(), order))
                .toList();
        service.ground(
            promotion,
            row,
            SuspensionGround.AIP_LIMIT,
            !inForce.isEmpty(),
            inForce.isEmpty()
                ? "No limit of the Abuse Intervention Program is in force any more."
                : "A limit of the Abuse Intervention Program is in force (case %s)."
                    .formatted(inForce.getFirst().caseReference()));
        course.catchUp(promotion, List.of(row));
      }
      case NOT_ASSESSED, NOT_QUALIFIED, PRE_QUALIFIED, TERMS_ACCEPTED, ENDED -> {}
    }
  }

  private static boolean meets(Terms terms, RestrictionOrder order) {
    List<String> limited = order.tlds();
    List<String> covered = terms.tlds();
    return limited == null || covered == null || limited.stream().anyMatch(covered::contains);
  }
}

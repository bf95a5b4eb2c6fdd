package io.bailiwick.qpi.promotion;

import io.bailiwick.common.page.Cursor;
import io.bailiwick.common.page.Page;
import io.bailiwick.common.page.PageRequest;
import io.bailiwick.common.policy.Policies;
import io.bailiwick.common.registrar.RegistrarId;
import io.bailiwick.common.security.Caller;
import io.bailiwick.common.security.RegistrarScope;
import io.bailiwick.common.time.BusinessClock;
import io.bailiwick.qpi.evaluation.Evaluations;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** Shows that everybody was treated alike. */
@ApplicationScoped
class OfferService {

  private final PromotionService promotions;
  private final OfferLog offers;
  private final QualificationRepository qualifications;
  private final EnrolmentRepository enrolments;
  private final Evaluations evaluations;
  private final Policies policies;
  private final PromotionPolicyKind kind;
  private final BusinessClock clock;
  private final Caller caller;

  @Inject
  OfferService(
      PromotionService promotions,
      OfferLog offers,
      QualificationRepository qualifications,
      EnrolmentRepository enrolments,
      Evaluations evaluations,
      Policies policies,
      PromotionPolicyKind kind,
      BusinessClock clock,
      Caller caller) {
    this.promotions = promotions;
    this.offers = offers;
    this.qualifications = qualifications;
    this.enrolments = enrolments;
    this.evaluations = evaluations;
    this.policies = policies;
    this.kind = kind;
    this.clock = clock;
    this.caller = caller;
  }

  @Transactional
  Page<OfferView> list(UUID promotionId, PageRequest request) {
    promotions.visible(promotionId);
    RegistrarScope scope = caller.scope();
    return Page.of(
        request,
        OfferView.class,
        (after, limit) ->
            offers
                .page(promotionId, scope, after == null ? 0 : (int) Cursor.number(after), limit)
                .stream()
                .map(OfferView::of)
                .toList(),
        view -> Cursor.key(view.registrar()));
  }

  /** The report of a published promotion, all in one page. */
  @Transactional
  Page<FairAccessView> fairAccess(UUID promotionId, PageRequest request) {
    Promotion promotion = promotions.published(promotionId);
    Instant published = promotion.decidedAt == null ? clock.instant() : promotion.decidedAt;
    PromotionPolicy policy =
        policies.inForce(kind, LocalDate.ofInstant(published, ZoneOffset.UTC)).document();
    List<FairAccessView> rows =
        FairAccess.report(policy.sizeClasses(), policy.smallestCell(), chances(promotionId));
    return Page.of(
        request,
        FairAccessView.class,
        (after, limit) -> {
          int from = after == null ? 0 : (int) Cursor.number(after);
          return rows.stream().filter(row -> row.position() > from).limit(limit).toList();
        },
        view -> Cursor.key(view.position()));
  }

  private List<FairAccess.Chance> chances(UUID promotionId) {
    Map<Integer, QualificationRow> latest = new HashMap<>();
    Set<Integer> qualified = new HashSet<>();
    Map<RegistrarId, Long> names = new HashMap<>();
    Set<UUID> read = new HashSet<>();
    for (QualificationRow row : qualifications.history(promotionId)) {
      latest.put(row.registrar, row);
      if (row.state == QualificationState.PRE_QUALIFIED) {
        qualified.add(row.registrar);
      }
      if (read.add(row.evaluationId)) {
        names.putAll(evaluations.names(row.evaluationId));
      }
    }
    Set<Integer> enrolled = new HashSet<>();
    enrolments
        .page(promotionId, RegistrarScope.all(), 0, Integer.MAX_VALUE)
        .forEach(row -> enrolled.add(row.registrar));
    return offers.list("promotionId = ?1 order by registrar", promotionId).stream()
        .map(
            offer -> {
              QualificationRow row = latest.get(offer.registrar);
              return new FairAccess.Chance(
                  names.get(RegistrarId.of(offer.registrar)),
                  offer.offeredAt,
                  offer.occasion,
                  row == null
                      ? FairAccess.Assessment.NOT_EVALUATED
                      : row.index == null && row.state != QualificationState.NOT_QUALIFIED
                          ? FairAccess.Assessment.NOT_ASSESSABLE
                          : FairAccess.Assessment.ASSESSED,
                  qualified.contains(offer.registrar),
                  enrolled.contains(offer.registrar));
            })
        .toList();
  }
}

package io.bailiwick.qpi.promotion;

import io.bailiwick.common.id.Ids;
import io.bailiwick.common.outbox.Outbox;
import io.bailiwick.common.registrar.RegistrarId;
import io.bailiwick.common.security.RegistrarScope;
import io.bailiwick.common.time.BusinessClock;
import io.bailiwick.qpi.QpiEvent;
import io.bailiwick.qpi.ingest.EligibleRegistrar;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** The log of equal treatment: who was offered what when. */
@ApplicationScoped
class OfferLog implements PanacheRepositoryBase<OfferRow, UUID> {

  private final ParticipationCourse course;
  private final ParticipationRepository participations;
  private final BusinessClock clock;
  private final Outbox outbox;

  @Inject
  OfferLog(
      ParticipationCourse course,
      ParticipationRepository participations,
      BusinessClock clock,
      Outbox outbox) {
    this.course = course;
    this.participations = participations;
    this.clock = clock;
    this.outbox = outbox;
  }

  /**
   * Offers the promotion to all who have not been offered it, in the caller's transaction and at
   * one instant.
   *
   * @return how many there were
   */
  int offer(
      Promotion promotion, List<EligibleRegistrar> eligible, OfferOccasion occasion, String actor) {
    Set<RegistrarId> known = new HashSet<>();
    list("promotionId", promotion.id).forEach(row -> known.add(RegistrarId.of(row.registrar)));
    Map<RegistrarId, Participation> taking = participations.all(promotion.id);
    Instant now = clock.instant();
    int made = 0;
    for (EligibleRegistrar each : eligible) {
      if (!known.add(each.registrar())) {
        continue;
      }
      OfferRow row = new OfferRow();
      row.id = Ids.next();
      row.promotionId = promotion.id;
      row.registrar = each.registrar().ianaId();
      row.registrarName = each.name();
      row.occasion = occasion;
      row.offeredAt = now;
      row.offeredBy = actor;
      row.termsSha256 = promotion.termsSha256;
      persist(row);
      if (!taking.containsKey(each.registrar())) {
        course.offered(promotion, each.registrar(), each.name(), actor);
      }
      made++;
    }
    flush();
    if (made > 0) {
      outbox.publish(
          QpiEvent.PROMOTION_OFFERED,
          PromotionService.subject(promotion),
          Map.of(
              "promotionId",
              promotion.id,
              "occasion",
              occasion,
              "offeredAt",
              now,
              "accreditations",
              made,
              "termsSha256",
              promotion.termsSha256));
    }
    return made;
  }

  List<OfferRow> page(UUID promotion, RegistrarScope scope, int afterRegistrar, int limit) {
    return getEntityManager()
        .createQuery(
            """
            select o from OfferRow o
            where o.promotionId = :promotion and o.registrar > :after
              and (:all = true or o.registrar in :ids)
            order by o.registrar
            """,
            OfferRow.class)
        .setParameter("promotion", promotion)
        .setParameter("after", afterRegistrar)
        .setParameter("all", scope.isAll())
        .setParameter("ids", scope.ids().stream().map(RegistrarId::ianaId).toList())
        .setMaxResults(limit)
        .getResultList();
  }
}

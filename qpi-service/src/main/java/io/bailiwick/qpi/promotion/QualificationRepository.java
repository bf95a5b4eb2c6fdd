package io.bailiwick.qpi.promotion;

import io.bailiwick.common.registrar.RegistrarId;
import io.bailiwick.common.security.RegistrarScope;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

@ApplicationScoped
class QualificationRepository implements PanacheRepositoryBase<QualificationRow, UUID> {

  List<QualificationRow> of(UUID promotion, UUID evaluation) {
    return list("promotionId = ?1 and evaluationId = ?2", promotion, evaluation);
  }

  /** All ever made for the promotion, oldest first. */
  List<QualificationRow> history(UUID promotion) {
    return list("promotionId = ?1 order by decidedAt, id", promotion);
  }

  Optional<QualificationRow> latest(UUID promotion, RegistrarId registrar) {
    return find(
            "promotionId = ?1 and registrar = ?2 order by decidedAt desc, id desc",
            promotion,
            registrar.ianaId())
        .firstResultOptional();
  }

  /** The latest one of each registrar, by IANA ID. */
  List<QualificationRow> latest(
      UUID promotion, RegistrarScope scope, int afterRegistrar, int limit) {
    return getEntityManager()
        .createQuery(
            """
            select q from QualificationRow q
            where q.promotionId = :promotion and q.registrar > :after
              and (:all = true or q.registrar in :ids)
              and not exists (
                select 1 from QualificationRow later
                where later.promotionId = q.promotionId and later.registrar = q.registrar
                  and (later.decidedAt > q.decidedAt
                       or (later.decidedAt = q.decidedAt and later.id > q.id)))
            order by q.registrar
            """,
            QualificationRow.class)
        .setParameter("promotion", promotion)
        .setParameter("after", afterRegistrar)
        .setParameter("all", scope.isAll())
        .setParameter("ids", scope.ids().stream().map(RegistrarId::ianaId).toList())
        .setMaxResults(limit)
        .getResultList();
  }
}

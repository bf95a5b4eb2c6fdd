package io.bailiwick.qpi.promotion;

import io.bailiwick.common.registrar.RegistrarId;
import io.bailiwick.common.security.RegistrarScope;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

@ApplicationScoped
class EnrolmentRepository implements PanacheRepositoryBase<Enrolment, UUID> {

  Optional<Enrolment> of(UUID promotion, RegistrarId registrar) {
    return find("promotionId = ?1 and registrar = ?2", promotion, registrar.ianaId())
        .firstResultOptional();
  }

  List<Enrolment> page(UUID promotion, RegistrarScope scope, int afterRegistrar, int limit) {
    return getEntityManager()
        .createQuery(
            """
            select e from Enrolment e
            where e.promotionId = :promotion and e.registrar > :after
              and (:all = true or e.registrar in :ids)
            order by e.registrar
            """,
            Enrolment.class)
        .setParameter("promotion", promotion)
        .setParameter("after", afterRegistrar)
        .setParameter("all", scope.isAll())
        .setParameter("ids", scope.ids().stream().map(RegistrarId::ianaId).toList())
        .setMaxResults(limit)
        .getResultList();
  }
}

package io.bailiwick.qpi.promotion;

import io.bailiwick.common.registrar.RegistrarId;
import io.bailiwick.common.security.RegistrarScope;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

@ApplicationScoped
class ParticipationRepository implements PanacheRepositoryBase<Participation, UUID> {

  Optional<Participation> of(UUID promotion, RegistrarId registrar) {
    return find("promotionId = ?1 and registrar = ?2", promotion, registrar.ianaId())
        .firstResultOptional();
  }

  Map<RegistrarId, Participation> all(UUID promotion) {
    Map<RegistrarId, Participation> all = new HashMap<>();
    list("promotionId", promotion).forEach(row -> all.put(RegistrarId.of(row.registrar), row));
    return all;
  }

  List<Participation> page(
      UUID promotion,
      @Nullable ParticipationState state,
      @Nullable SuspensionGround ground,
      RegistrarScope scope,
      int afterRegistrar,
      int limit) {
    return getEntityManager()
        .createQuery(
            """
            select p from Participation p
            where p.promotionId = :promotion and p.registrar > :after
              and (:anyState = true or p.state = :state)
              and (:anyGround = true or array_contains(p.grounds, :ground))
              and (:all = true or p.registrar in :ids)
            order by p.registrar
            """,
            Participation.class)
        .setParameter("promotion", promotion)
        .setParameter("after", afterRegistrar)
        .setParameter("anyState", state == null)
        .setParameter("state", state == null ? ParticipationState.NOT_ASSESSED : state)
        .setParameter("anyGround", ground == null)
        .setParameter("ground", ground == null ? "" : ground.name())
        .setParameter("all", scope.isAll())
        .setParameter("ids", scope.ids().stream().map(RegistrarId::ianaId).toList())
        .setMaxResults(limit)
        .getResultList();
  }

  /** Changes in the order in which they hold. */
  List<ParticipationChange> changes(
      UUID promotion, int registrar, Instant afterTime, long afterSequence, int limit) {
    return getEntityManager()
        .createQuery(
            """
            select c from ParticipationChange c
            where c.promotionId = :promotion and c.registrar = :registrar
              and (c.at > :time or (c.at = :time and c.sequence > :sequence))
            order by c.at, c.sequence
            """,
            ParticipationChange.class)
        .setParameter("promotion", promotion)
        .setParameter("registrar", registrar)
        .setParameter("time", afterTime)
        .setParameter("sequence", afterSequence)
        .setMaxResults(limit)
        .getResultList();
  }

  /** All changes that set or dropped a ground or ended a participation, oldest first. */
  List<ParticipationChange> turns(UUID promotion) {
    return getEntityManager()
        .createQuery(
            """
            select c from ParticipationChange c
            where c.promotionId = :promotion
              and c.event in (SUSPEND, DROP_GROUND, RESUME, LEAVE)
            order by c.at, c.sequence
            """,
            ParticipationChange.class)
        .setParameter("promotion", promotion)
        .getResultList();
  }

  /** Published promotions for which the clock has something to do. */
  List<UUID> due(Instant now) {
    return getEntityManager()
        .createQuery(
            """
            select distinct p.id from Promotion p join Participation t on t.promotionId = p.id
            where p.state = PUBLISHED
              and ((t.state = ENROLLED and p.startsAt <= :now)
                   or (t.state <> ENDED
                       and (p.endsAt <= :now or p.supersededAt <= :now)))
            """,
            UUID.class)
        .setParameter("now", now)
        .getResultList();
  }
}

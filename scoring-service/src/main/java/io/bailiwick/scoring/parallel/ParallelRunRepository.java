package io.bailiwick.scoring.parallel;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import io.quarkus.panache.common.Page;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

@ApplicationScoped
class ParallelRunRepository implements PanacheRepositoryBase<ParallelRun, UUID> {

  private static final UUID FIRST = new UUID(0, 0);

  /** The one of a policy beside a run, if there is one. */
  Optional<ParallelRun> of(UUID policyId, UUID runId) {
    return find("policyId = ?1 and runId = ?2", policyId, runId).firstResultOptional();
  }

  /** In the order of their making, after one of them. */
  List<ParallelRun> page(@Nullable UUID policyId, @Nullable UUID after, int limit) {
    return find(
            "(?1 is null or policyId = ?1) and id > ?2 order by id",
            policyId,
            after == null ? FIRST : after)
        .page(Page.ofSize(limit))
        .list();
  }

  /** The mature months that a policy has been run on. */
  List<LocalDate> matureMonths(UUID policyId) {
    return getEntityManager()
        .createQuery(
            "select distinct p.month from ParallelRun p where p.policyId = ?1 and p.mature = true order by p.month",
            LocalDate.class)
        .setParameter(1, policyId)
        .getResultList();
  }
}

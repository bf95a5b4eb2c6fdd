package io.bailiwick.scoring.run;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.List;
import java.util.UUID;

@ApplicationScoped
class RunCauseRepository implements PanacheRepositoryBase<RunCause, UUID> {

  /** Of these registrars or of every registrar, in the order of month and cause. */
  List<RunCause> of(Collection<UUID> runs, Collection<Integer> registrars) {
    return list(
        "runId in ?1 and (registrar = 0 or registrar in ?2) order by changedMonth, cause, id",
        runs,
        registrars);
  }
}

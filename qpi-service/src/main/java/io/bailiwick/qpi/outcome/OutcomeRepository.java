package io.bailiwick.qpi.outcome;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.UUID;

@ApplicationScoped
class OutcomeRepository implements PanacheRepositoryBase<OutcomeReport, UUID> {

  Optional<OutcomeReport> latest(UUID promotion) {
    return find("promotionId = ?1 order by version desc", promotion).firstResultOptional();
  }
}

package io.bailiwick.qpi.promotion;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import io.quarkus.panache.common.Page;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

@ApplicationScoped
class PromotionRepository implements PanacheRepositoryBase<Promotion, UUID> {

  Optional<Promotion> locked(UUID id) {
    return find("id", id).withLock(LockModeType.PESSIMISTIC_WRITE).firstResultOptional();
  }

  List<Promotion> page(boolean publishedOnly, String afterName, int limit) {
    return find(
            "name > ?1 and (?2 = false or state = ?3) order by name",
            afterName,
            publishedOnly,
            PromotionState.PUBLISHED)
        .page(Page.ofSize(limit))
        .list();
  }

  /** Published promotions that have not closed. */
  List<UUID> open(Instant now) {
    return find(
            "state = ?1 and endsAt > ?2 and (supersededAt is null or supersededAt > ?2)",
            PromotionState.PUBLISHED,
            now)
        .stream()
        .map(promotion -> promotion.id)
        .toList();
  }
}

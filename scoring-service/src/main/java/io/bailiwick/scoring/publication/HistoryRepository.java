package io.bailiwick.scoring.publication;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import io.quarkus.panache.common.Page;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.UUID;

@ApplicationScoped
class HistoryRepository implements PanacheRepositoryBase<HistoryEntry, UUID> {

  int lastNumber(UUID publication) {
    return find("publicationId = ?1 order by number desc", publication)
        .firstResultOptional()
        .map(entry -> entry.number)
        .orElse(0);
  }

  /** Of the month and of these registrars, after a number. */
  List<HistoryEntry> page(
      UUID publication, boolean all, List<Integer> registrars, int after, int limit) {
    return find(
            """
            publicationId = ?1 and (?2 = true or registrar is null or registrar in ?3) and number > ?4
            order by number
            """,
            publication,
            all,
            registrars,
            after)
        .page(Page.ofSize(limit))
        .list();
  }
}

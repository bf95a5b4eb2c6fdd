package io.bailiwick.scoring.publication;

import io.bailiwick.common.time.Month;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import io.quarkus.panache.common.Page;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

@ApplicationScoped
class PublicationRepository implements PanacheRepositoryBase<Publication, UUID> {

  /** Nobody else changes it until the end of the transaction. */
  Optional<Publication> locked(UUID id) {
    return findByIdOptional(id, LockModeType.PESSIMISTIC_WRITE);
  }

  /** The same; empty where somebody else is at it. */
  Optional<Publication> claimed(UUID id) {
    return getEntityManager()
        .createNativeQuery(
            "SELECT * FROM publication WHERE id = :id FOR UPDATE SKIP LOCKED", Publication.class)
        .setParameter("id", id)
        .getResultList()
        .stream()
        .map(Publication.class::cast)
        .findFirst();
  }

  /**
   * Those for which there may be something to do: previews, and what is published with parts that
   * are not, or behind which there is a newer version of the scores.
   */
  List<UUID> unsettled() {
    return getEntityManager()
        .createNativeQuery(
            """
            SELECT p.id FROM publication p
            WHERE p.state = 'PREVIEW'
               OR (p.state = 'PUBLISHED'
                   AND (EXISTS (SELECT 1 FROM publication_result r
                                WHERE r.publication_id = p.id AND r.state <> 'PUBLISHED')
                        OR p.compared_run_id <> (SELECT n.id FROM run n WHERE n.month = p.month
                                                 ORDER BY n.version DESC LIMIT 1)))
            ORDER BY p.month, p.version
            """,
            UUID.class)
        .getResultList()
        .stream()
        .map(UUID.class::cast)
        .toList();
  }

  Optional<Publication> in(Month month, PublicationState state) {
    return find("month = ?1 and state = ?2", month.firstDay(), state).firstResultOptional();
  }

  Optional<Publication> find(Month month, int version) {
    return find("month = ?1 and version = ?2", month.firstDay(), version).firstResultOptional();
  }

  int lastVersion(Month month) {
    return find("month = ?1 order by version desc", month.firstDay())
        .firstResultOptional()
        .map(publication -> publication.version)
        .orElse(0);
  }

  /** In the order of month and version, after a position. */
  List<Publication> page(
      LocalDate from,
      LocalDate to,
      List<PublicationState> states,
      LocalDate afterMonth,
      int afterVersion,
      int limit) {
    return find(
            """
            month between ?1 and ?2 and state in ?3 and (month > ?4 or (month = ?4 and version > ?5))
            order by month, version
            """,
            from,
            to,
            states,
            afterMonth,
            afterVersion)
        .page(Page.ofSize(limit))
        .list();
  }
}

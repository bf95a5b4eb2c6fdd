package io.bailiwick.common.policy;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import io.quarkus.panache.common.Page;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

@ApplicationScoped
class PolicyRepository implements PanacheRepositoryBase<Policy, UUID> {

  /**
   * The newest approved version that is effective on the day; of two with one date the later
   * proposal.
   */
  Optional<Policy> inForce(String kind, LocalDate day) {
    return find(
            "kind = ?1 and state = ?2 and effectiveFrom <= ?3 order by effectiveFrom desc, version desc",
            kind,
            PolicyState.APPROVED,
            day)
        .firstResultOptional();
  }

  /** Every approved version, the newest first. */
  List<Policy> approved(String kind) {
    return list("kind = ?1 and state = ?2 order by version desc", kind, PolicyState.APPROVED);
  }

  Optional<Policy> locked(UUID id) {
    return find("id", id).withLock(LockModeType.PESSIMISTIC_WRITE).firstResultOptional();
  }

  int lastVersion(String kind) {
    Integer last =
        getEntityManager()
            .createQuery("select max(p.version) from Policy p where p.kind = ?1", Integer.class)
            .setParameter(1, kind)
            .getSingleResult();
    return last == null ? 0 : last;
  }

  List<Policy> page(
      @Nullable String kind,
      @Nullable PolicyState state,
      String afterKind,
      int afterVersion,
      int limit) {
    return find(
            """
            (?1 is null or kind = ?1) and (?2 is null or state = ?2)
            and (kind > ?3 or (kind = ?3 and version > ?4)) order by kind, version
            """,
            kind,
            state,
            afterKind,
            afterVersion)
        .page(Page.ofSize(limit))
        .list();
  }
}

package io.bailiwick.aip.casefile;

import io.bailiwick.common.registrar.RegistrarId;
import io.bailiwick.common.security.RegistrarScope;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import io.quarkus.panache.common.Page;
import io.quarkus.panache.common.Parameters;
import io.quarkus.panache.common.Sort;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

@ApplicationScoped
class CaseRepository implements PanacheRepositoryBase<CaseFile, UUID> {
  /** "aip-candidate" as far as it fits: runs of candidates take their turn. */
  private static final long CANDIDATE_LOCK = 0x6169702d63616e64L;

  private static final List<CaseState> FINAL =
      EnumSet.allOf(CaseState.class).stream().filter(CaseState::isFinal).toList();

  /**
   * The case, locked until the transaction ends: of two transitions at the same time the second
   * sees what the first did.
   */
  Optional<CaseFile> locked(UUID id) {
    return find("id", id).withLock(LockModeType.PESSIMISTIC_WRITE).firstResultOptional();
  }

  Optional<CaseFile> lockedOpen(RegistrarId registrar) {
    return find("registrar = ?1 and state not in ?2", registrar.ianaId(), FINAL)
        .withLock(LockModeType.PESSIMISTIC_WRITE)
        .firstResultOptional();
  }

  void lockCandidates() {
    getEntityManager()
        .createNativeQuery("SELECT pg_advisory_xact_lock(:lock)", Object.class)
        .setParameter("lock", CANDIDATE_LOCK)
        .getSingleResult();
  }

  /** The next number of a reference; gaps are possible. */
  int nextReference() {
    return ((Number)
            getEntityManager()
                .createNativeQuery("SELECT nextval('case_reference')", Long.class)
                .getSingleResult())
        .intValue();
  }

  /** Cases whose limit has reached its end, and nobody has written that down. */
  List<CaseFile> limitEnded(Instant now) {
    return getEntityManager()
        .createNativeQuery(
            """
            SELECT c.* FROM casefile c
            WHERE c.state IN ('LIMIT_IN_FORCE', 'STAYED') AND NOT EXISTS (
                SELECT FROM restriction_order o
                WHERE o.case_id = c.id AND o.lifted_at IS NULL AND o.ends_at > :now)
            ORDER BY c.id FOR UPDATE SKIP LOCKED
            """,
            CaseFile.class)
        .setParameter("now", now)
        .getResultList()
        .stream()
        .map(CaseFile.class::cast)
        .toList();
  }

  List<CaseFile> cases(
      RegistrarScope scope,
      @Nullable RegistrarId registrar,
      @Nullable CaseState state,
      boolean unfounded,
      @Nullable UUID after,
      int limit) {
    StringBuilder where = new StringBuilder("openedAt is not null");
    Parameters parameters = new Parameters();
    if (!unfounded) {
      where.append(" and state <> :unfounded");
      parameters.and("unfounded", CaseState.UNFOUNDED);
    }
    if (!scope.isAll()) {
      where.append(" and registrar in :scope");
      parameters.and("scope", List.of(scope.sqlIds()));
    }
    if (registrar != null) {
      where.append(" and registrar = :registrar");
      parameters.and("registrar", registrar.ianaId());
    }
    if (state != null) {
      where.append(" and state = :state");
      parameters.and("state", state);
    }
    return page(where, parameters, after, limit);
  }

  /** Earlier cases of the registrar that count when it is judged again. */
  List<CaseFile> earlier(CaseFile file) {
    return list(
        "registrar = ?1 and id < ?2 and openedAt is not null and state in ?3",
        Sort.by("id"),
        file.registrar,
        file.id,
        FINAL.stream().filter(CaseState::counts).toList());
  }

  /** Open candidates and cases of other registrars that were found in the same family. */
  List<CaseFile> ofFamily(@Nullable String family, CaseFile file) {
    return family == null
        ? List.of()
        : list(
            "registrar <> ?1 and state not in ?2 and id in (select f.caseId from Finding f where f.family = ?3)",
            Sort.by("id"),
            file.registrar,
            FINAL,
            family);
  }

  /** Cases and candidates that were open at any time of a period. */
  List<UUID> within(RegistrarScope scope, Instant from, Instant until) {
    StringBuilder where =
        new StringBuilder("createdAt < :until and (endedAt is null or endedAt > :from)");
    Parameters parameters = Parameters.with("until", until).and("from", from);
    if (!scope.isAll()) {
      where.append(" and openedAt is not null and state <> :unfounded and registrar in :scope");
      parameters.and("unfounded", CaseState.UNFOUNDED).and("scope", List.of(scope.sqlIds()));
    }
    return find(where.toString(), Sort.by("id"), parameters).stream().map(file -> file.id).toList();
  }

  List<CaseFile> candidates(
      @Nullable CandidateState state, boolean unfounded, @Nullable UUID after, int limit) {
    StringBuilder where = new StringBuilder("1 = 1");
    Parameters parameters = new Parameters();
    if (!unfounded) {
      where.append(" and state <> :unfounded");
      parameters.and("unfounded", CaseState.UNFOUNDED);
    }
    if (state != null) {
      where.append(" and state in :states");
      parameters.and(
          "states",
          EnumSet.allOf(CaseState.class).stream()
              .filter(of -> CandidateState.of(of) == state)
              .collect(Collectors.toSet()));
    }
    return page(where, parameters, after, limit);
  }

  /** By identifier, which sorts by time of creation. */
  private List<CaseFile> page(
      StringBuilder where, Parameters parameters, @Nullable UUID after, int limit) {
    if (after != null) {
      where.append(" and id > :after");
      parameters.and("after", after);
    }
    return find(where.toString(), Sort.by("id"), parameters).page(Page.ofSize(limit)).list();
  }
}

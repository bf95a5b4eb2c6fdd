package io.bailiwick.qpi.coaching;

import io.bailiwick.common.registrar.RegistrarId;
import io.bailiwick.common.security.RegistrarScope;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import io.quarkus.panache.common.Page;
import io.quarkus.panache.common.Parameters;
import io.quarkus.panache.common.Sort;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

@ApplicationScoped
class CoachingRepository implements PanacheRepositoryBase<CoachingNote, UUID> {

  private static final UUID NO_ID = new UUID(0, 0);

  /** What a list is asked for. */
  record Filter(
      @Nullable UUID promotion,
      @Nullable RegistrarId registrar,
      @Nullable CoachingState state,
      @Nullable String owner,
      @Nullable LocalDate overdueOn) {}

  Map<RegistrarId, CoachingNote> open(UUID promotion) {
    Map<RegistrarId, CoachingNote> open = new HashMap<>();
    list("promotionId = ?1 and state = ?2", promotion, CoachingState.OPEN)
        .forEach(note -> open.put(RegistrarId.of(note.registrar), note));
    return open;
  }

  List<CoachingNote> page(Filter filter, RegistrarScope scope, @Nullable UUID after, int limit) {
    StringBuilder where = new StringBuilder("id > :after");
    Parameters parameters = Parameters.with("after", after == null ? NO_ID : after);
    if (!scope.isAll()) {
      where.append(" and shared = true and registrar in :scope");
      parameters.and("scope", List.of(scope.sqlIds()));
    }
    if (filter.promotion() != null) {
      where.append(" and promotionId = :promotion");
      parameters.and("promotion", filter.promotion());
    }
    if (filter.registrar() != null) {
      where.append(" and registrar = :registrar");
      parameters.and("registrar", filter.registrar().ianaId());
    }
    if (filter.state() != null) {
      where.append(" and state = :state");
      parameters.and("state", filter.state());
    }
    if (filter.owner() != null) {
      where.append(" and owner = :owner");
      parameters.and("owner", filter.owner());
    }
    if (filter.overdueOn() != null) {
      where.append(" and state = OPEN and due < :today");
      parameters.and("today", filter.overdueOn());
    }
    return find(where.toString(), Sort.by("id"), parameters).page(Page.ofSize(limit)).list();
  }

  List<CoachingComment> comments(UUID note, boolean sharedOnly, @Nullable UUID after, int limit) {
    return getEntityManager()
        .createQuery(
            """
            select c from CoachingComment c
            where c.noteId = :note and c.id > :after and (:sharedOnly = false or c.shared = true)
            order by c.id
            """,
            CoachingComment.class)
        .setParameter("note", note)
        .setParameter("after", after == null ? NO_ID : after)
        .setParameter("sharedOnly", sharedOnly)
        .setMaxResults(limit)
        .getResultList();
  }
}

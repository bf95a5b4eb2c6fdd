package io.bailiwick.aip.restriction;

import io.bailiwick.common.security.RegistrarScope;
import io.bailiwick.enforcement.OrderState;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import io.quarkus.panache.common.Page;
import io.quarkus.panache.common.Parameters;
import io.quarkus.panache.common.Sort;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

@ApplicationScoped
class OrderRepository implements PanacheRepositoryBase<RestrictionOrder, UUID> {
  /** All orders that have not ended, those that have yet to begin among them. */
  List<RestrictionOrder> running(Instant now) {
    return list("liftedAt is null and stayedAt is null and endsAt > ?1", Sort.by("id"), now);
  }

  List<RestrictionOrder> ofCase(UUID caseId) {
    return list("caseId", Sort.by("id"), caseId);
  }

  /**
   * By identifier, which sorts by time of issue.
   *
   * @param unfounded whether with those of cases that had no ground
   */
  List<RestrictionOrder> page(
      RegistrarScope scope,
      boolean unfounded,
      @Nullable OrderState state,
      Instant now,
      @Nullable UUID after,
      int limit) {
    StringBuilder where = new StringBuilder("1 = 1");
    Parameters parameters = new Parameters();
    if (!scope.isAll()) {
      where.append(" and array_intersects(limit.registrars, :scope)");
      parameters.and("scope", List.of(scope.sqlIds()));
    }
    if (!unfounded) {
      where.append(" and caseId not in (select c.id from CaseFile c where c.state = UNFOUNDED)");
    }
    if (after != null) {
      where.append(" and id > :after");
      parameters.and("after", after);
    }
    if (state != null) {
      where.append(
          switch (state) {
            case NOT_YET_IN_FORCE -> " and liftedAt is null and startsAt > :now";
            case IN_FORCE ->
                " and liftedAt is null and stayedAt is null and startsAt <= :now and endsAt > :now";
            case STAYED ->
                " and liftedAt is null and stayedAt is not null and startsAt <= :now and endsAt > :now";
            case ENDED -> " and liftedAt is null and endsAt <= :now";
            case LIFTED -> " and liftedAt is not null";
          });
      if (state != OrderState.LIFTED) {
        parameters.and("now", now);
      }
    }
    return find(where.toString(), Sort.by("id"), parameters).page(Page.ofSize(limit)).list();
  }
}

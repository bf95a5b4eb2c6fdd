package io.bailiwick.aip.casefile;

import io.bailiwick.aip.casefile.CaseMachine.Transition;
import io.bailiwick.common.page.Page;
import io.bailiwick.common.page.PageRequest;
import io.bailiwick.common.security.Permission;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A row of the table of transitions. */
@Schema(name = "CaseTransition")
public record TransitionView(
    @Schema(examples = "LIMIT_PROPOSED") CaseState from,
    @Schema(examples = "APPROVE_LIMIT") CaseEvent event,
    @Schema(examples = "LIMIT_IN_FORCE") CaseState to,
    @Schema(
            description = "The condition, in words",
            examples = "Let the decider whom the proposal names decide; never the proposer.")
        String guard,
    @Schema(
            description = "What the person needs; absent where the clock does it and no person can",
            examples = "limit:decide")
        @Nullable String permission) {
  private static TransitionView of(Transition row) {
    Permission permission = row.permission();
    return new TransitionView(
        row.from(),
        row.event(),
        row.to(),
        row.guard().words(),
        permission == null ? null : permission.code());
  }

  static Page<TransitionView> page(PageRequest request) {
    List<TransitionView> rows = CaseMachine.rows().map(TransitionView::of).toList();
    return Page.of(
        request,
        TransitionView.class,
        (after, limit) ->
            rows.stream()
                .filter(row -> after == null || row.key().compareTo(after) > 0)
                .limit(limit)
                .toList(),
        TransitionView::key);
  }

  /** Sorts as the table does. */
  private String key() {
    return "%02d-%02d".formatted(from.ordinal(), event.ordinal());
  }
}

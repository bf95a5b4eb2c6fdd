package io.bailiwick.ingest.watch;

import io.bailiwick.common.audit.AuditTrail;
import io.bailiwick.common.page.Cursor;
import io.bailiwick.common.page.Page;
import io.bailiwick.common.page.PageRequest;
import io.bailiwick.common.problem.ProblemException;
import io.bailiwick.common.problem.Violation;
import io.bailiwick.common.registrar.RegistrarId;
import io.bailiwick.common.security.Caller;
import io.bailiwick.common.time.BusinessClock;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Looking at hits, and a person's steps. Writes the hit and its history, and no other table. */
@ApplicationScoped
class WatchHits {
  private final WatchRepository watch;
  private final Caller caller;
  private final BusinessClock clock;
  private final AuditTrail audit;

  @Inject
  WatchHits(WatchRepository watch, Caller caller, BusinessClock clock, AuditTrail audit) {
    this.watch = watch;
    this.caller = caller;
    this.clock = clock;
    this.audit = audit;
  }

  Page<WatchHit> list(
      @Nullable HitState state,
      @Nullable String list,
      @Nullable RegistrarId registrar,
      PageRequest request) {
    return Page.of(
        request,
        WatchHit.class,
        (after, limit) -> watch.hits(state, list, registrar, Cursor.id(after), limit),
        hit -> Cursor.key(hit.id()));
  }

  @Transactional
  WatchHitDetail get(UUID id) {
    WatchHit hit = watch.hit(id).orElseThrow(() -> ProblemException.notFound("watch hit"));
    return new WatchHitDetail(hit, watch.history(id));
  }

  @Transactional
  WatchHitDetail take(
      UUID id,
      HitStep step,
      @Nullable String assignee,
      @Nullable String note,
      @Nullable UUID report) {
    WatchHit hit = watch.lockedHit(id).orElseThrow(() -> ProblemException.notFound("watch hit"));
    HitState to =
        hit.state()
            .after(step)
            .orElseThrow(
                () ->
                    ProblemException.conflict(
                        "The hit is %s; it does not take the step %s.".formatted(hit.state(), step),
                        legal(hit.state())));
    String person = caller.name();
    String holder =
        switch (step) {
          case START -> person;
          case ASSIGN -> {
            if (assignee == null || assignee.isBlank()) {
              throw ProblemException.invalid(
                  "Somebody must be named.", new Violation("assignee", "names a person"));
            }
            yield assignee;
          }
          case FIND_EVIDENCE, FIND_NO_ABUSE, DISMISS -> {
            if (!person.equals(hit.assignee())) {
              throw ProblemException.conflict(
                  "Another person looks at this hit.",
                  List.of("Take the step ASSIGN with yourself as the assignee first."));
            }
            if (note == null || note.isBlank()) {
              throw ProblemException.invalid(
                  "What was seen must be noted.",
                  new Violation("note", "says what was found and where, or why there is nothing"));
            }
            yield person;
          }
        };
    if (report != null && step != HitStep.FIND_EVIDENCE) {
      throw ProblemException.invalid(
          "Only evidence becomes a report.",
          new Violation("reportId", "is for FIND_EVIDENCE only"));
    }
    if (report != null && !watch.isReportOf(report, hit.name())) {
      throw ProblemException.invalid(
          "There is no such report of this name.",
          new Violation("reportId", "is a report of " + hit.name()));
    }
    watch.change(hit, step, to, holder, report, note, clock.instant(), person);
    Map<String, Object> content = new LinkedHashMap<>();
    content.put("step", step);
    content.put("from", hit.state());
    content.put("to", to);
    content.put("assignee", holder);
    audit.record(WatchAction.WATCH_HIT_REVIEWED, "watch-hit/" + id, content);
    return get(id);
  }

  private static List<String> legal(HitState state) {
    return Arrays.stream(HitStep.values())
        .filter(step -> state.after(step).isPresent())
        .map(step -> "Take the step " + step + ".")
        .toList();
  }
}

package io.bailiwick.ingest.watch;

import io.bailiwick.common.audit.AuditTrail;
import io.bailiwick.common.id.Ids;
import io.bailiwick.common.page.Cursor;
import io.bailiwick.common.page.Page;
import io.bailiwick.common.page.PageRequest;
import io.bailiwick.common.problem.ProblemException;
import io.bailiwick.common.problem.Violation;
import io.bailiwick.common.security.Caller;
import io.bailiwick.common.time.BusinessClock;
import io.bailiwick.ingest.watch.WatchRepository.Known;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** Setting lists up, and their versions. */
@ApplicationScoped
class WatchLists {
  /** Of one list; a name is held against all of them at once. */
  static final int MOST_TERMS = 10_000;

  private final WatchRepository watch;
  private final Caller caller;
  private final BusinessClock clock;
  private final AuditTrail audit;

  @Inject
  WatchLists(WatchRepository watch, Caller caller, BusinessClock clock, AuditTrail audit) {
    this.watch = watch;
    this.caller = caller;
    this.clock = clock;
    this.audit = audit;
  }

  @Transactional
  WatchList create(NewWatchList wanted) {
    check(wanted.terms());
    if (watch.list(wanted.name()).isPresent()) {
      throw ProblemException.conflict(
          "There is a list with this name already.",
          List.of("Choose another name, or make a new version of the list."));
    }
    Instant now = clock.instant();
    UUID id = Ids.next();
    Instant lookBack = now.minus(Duration.ofDays(wanted.lookBackDays()));
    watch.insertList(id, wanted, now, caller.name(), lookBack);
    watch.insertVersion(Ids.next(), id, 1, wanted.terms(), now, caller.name());
    audit.record(
        WatchAction.WATCH_LIST_CREATED,
        "watch-list/" + wanted.name(),
        Map.of("terms", wanted.terms().size(), "lookBackDays", wanted.lookBackDays()));
    return named(wanted.name()).list();
  }

  @Transactional
  WatchList change(String name, List<WatchTerm> terms) {
    check(terms);
    Known list = named(name);
    int version = list.list().version() + 1;
    watch.insertVersion(Ids.next(), list.id(), version, terms, clock.instant(), caller.name());
    audit.record(
        WatchAction.WATCH_LIST_CHANGED,
        "watch-list/" + name,
        Map.of("version", version, "terms", terms.size()));
    return named(name).list();
  }

  private static void check(List<WatchTerm> terms) {
    List<Violation> violations = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    for (int i = 0; i < terms.size() && violations.size() < 20; i++) {
      String fault = WatchTerm.fault(terms.get(i));
      if (fault != null) {
        violations.add(new Violation("terms[" + i + "].term", fault));
      }
      if (!seen.add(terms.get(i).term().strip())) {
        violations.add(new Violation("terms[" + i + "].term", "is there twice"));
      }
    }
    if (!violations.isEmpty()) {
      throw ProblemException.invalid("Some terms cannot be watched for like this.", violations);
    }
  }

  /**
   * @throws ProblemException NOT_FOUND
   */
  Known named(String name) {
    return watch.list(name).orElseThrow(() -> ProblemException.notFound("watch list"));
  }

  Page<WatchList> list(PageRequest request) {
    return Page.of(
        request,
        WatchList.class,
        (after, limit) ->
            watch.lists(after == null ? "" : after, limit).stream().map(Known::list).toList(),
        WatchList::name);
  }

  Page<NumberedTerm> terms(String name, PageRequest request) {
    UUID version = named(name).versionId();
    return Page.of(
        request,
        NumberedTerm.class,
        (after, limit) ->
            watch.terms(version, after == null ? 0 : Cursor.number(after), limit).stream()
                .map(NumberedTerm::of)
                .toList(),
        term -> Cursor.key(term.number()));
  }
}

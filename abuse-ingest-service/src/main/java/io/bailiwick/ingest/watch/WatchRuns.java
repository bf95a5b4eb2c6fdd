package io.bailiwick.ingest.watch;

import io.bailiwick.common.audit.AuditTrail;
import io.bailiwick.common.id.Ids;
import io.bailiwick.common.page.Cursor;
import io.bailiwick.common.page.Page;
import io.bailiwick.common.page.PageRequest;
import io.bailiwick.common.security.Caller;
import io.bailiwick.common.time.BusinessClock;
import io.bailiwick.ingest.watch.WatchRepository.Created;
import io.bailiwick.ingest.watch.WatchRepository.Found;
import io.bailiwick.ingest.watch.WatchRepository.Known;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Holds names that were created against every list. A batch is a transaction that holds the list's
 * row of progress, so several replicas share the work and nothing is done twice; killed anywhere, a
 * batch has happened wholly or not at all. Writes hits and progress, and touches no other table.
 */
@ApplicationScoped
class WatchRuns {
  private static final int BATCH = 20_000;

  /**
   * An event's number is given before the event is committed, so one can appear behind those that
   * were seen: each run begins this far before the end of the last. A known hit is not written
   * again.
   */
  private static final long OVERLAP = 20_000;

  private static final int MOST_LISTS = 1000;

  private final WatchRepository watch;
  private final Caller caller;
  private final BusinessClock clock;
  private final AuditTrail audit;

  /** Built once for each version in force: terms of a version never change. */
  private final Map<UUID, TermIndex> indexes = new ConcurrentHashMap<>();

  @Inject
  WatchRuns(WatchRepository watch, Caller caller, BusinessClock clock, AuditTrail audit) {
    this.watch = watch;
    this.caller = caller;
    this.clock = clock;
    this.audit = audit;
  }

  @Scheduled(
      identity = "term-watch",
      every = "{bailiwick.watch.every}",
      delayed = "30s",
      concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
  void onSchedule() {
    var unused = run(AuditTrail.SYSTEM);
  }

  /** A person's run, on record even where nothing was found. */
  WatchRun run() {
    return run(caller.name());
  }

  private record Batch(long names, long hits, boolean last) {}

  private WatchRun run(String by) {
    Instant start = clock.instant();
    List<Known> lists = watch.lists("", MOST_LISTS);
    indexes.keySet().retainAll(lists.stream().map(Known::versionId).toList());
    long names = 0;
    long hits = 0;
    for (Known list : lists) {
      TermIndex index = indexes.computeIfAbsent(list.versionId(), this::index);
      Batch batch = batch(list, index, true);
      names += batch.names();
      hits += batch.hits();
      while (!batch.last()) {
        batch = batch(list, index, false);
        names += batch.names();
        hits += batch.hits();
      }
    }
    WatchRun run = new WatchRun(Ids.next(), start, clock.instant(), by, names, hits);
    if (hits > 0 || !by.equals(AuditTrail.SYSTEM)) {
      QuarkusTransaction.requiringNew()
          .run(
              () -> {
                watch.insertRun(run);
                audit.record(
                    WatchAction.WATCH_RUN_DONE,
                    "watch-run/" + run.id(),
                    Map.of("names", run.names(), "hits", run.hits()));
              });
    }
    return run;
  }

  private Batch batch(Known list, TermIndex index, boolean first) {
    return QuarkusTransaction.requiringNew()
        .timeout(300)
        .call(
            () -> {
              if (watch.claim(list.id()).isEmpty()) {
                return new Batch(0, 0, true);
              }
              if (first) {
                watch.stepBack(list.id(), OVERLAP);
              }
              List<Created> created = watch.created(watch.claim(list.id()).orElseThrow(), BATCH);
              if (created.isEmpty()) {
                return new Batch(0, 0, true);
              }
              List<Found> found = new ArrayList<>();
              for (Created name : created) {
                int dot = name.name().indexOf('.');
                String label = dot < 0 ? name.name() : name.name().substring(0, dot);
                List<TermIndex.Found> hits = index.find(label);
                for (TermIndex.Found hit : hits) {
                  found.add(
                      new Found(
                          name,
                          Folding.unicode(label) + name.name().substring(label.length()),
                          hit));
                }
              }
              long fresh = found.isEmpty() ? 0 : watch.insertHits(list, found, clock.instant());
              watch.advance(list.id(), created.getLast().sequence());
              return new Batch(created.size(), fresh, created.size() < BATCH);
            });
  }

  private TermIndex index(UUID version) {
    return new TermIndex(
        watch.terms(version, 0, WatchLists.MOST_TERMS).stream()
            .map(WatchRepository.Numbered::term)
            .toList());
  }

  Page<WatchRun> list(PageRequest request) {
    return Page.of(
        request,
        WatchRun.class,
        (after, limit) -> watch.runs(Cursor.id(after), limit),
        run -> Cursor.key(run.id()));
  }
}

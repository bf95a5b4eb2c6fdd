package io.bailiwick.ingest.sensitive;

import io.bailiwick.common.audit.AuditTrail;
import io.bailiwick.common.time.BusinessClock;
import io.bailiwick.ingest.sensitive.RegistrationNames.Candidate;
import io.bailiwick.ingest.sensitive.SensitiveStore.Statements;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Compares registrations with the lists: their names are digested here, and the digests are joined
 * with the entries in the store. The work is the same whether a name is listed or not. A batch is a
 * transaction that holds the list's row, so several replicas share the walk and do nothing twice.
 */
@ApplicationScoped
class MatchWalk {
  private static final int BATCH = 20_000;

  /**
   * A number is given before its row is committed, so a row can appear behind one that was seen:
   * each walk begins this far before the end of the last.
   */
  private static final long OVERLAP = 50_000;

  private static final String SCHEDULED = "Comparison by the schedule";

  private final SensitiveStore store;
  private final SensitiveKey key;
  private final SensitiveAudit audit;
  private final RegistrationNames registrations;
  private final BusinessClock clock;

  @Inject
  MatchWalk(
      SensitiveStore store,
      SensitiveKey key,
      SensitiveAudit audit,
      RegistrationNames registrations,
      BusinessClock clock) {
    this.store = store;
    this.key = key;
    this.audit = audit;
    this.registrations = registrations;
    this.clock = clock;
  }

  @Scheduled(
      identity = "sensitive-matches",
      every = "{bailiwick.sensitive.match-every}",
      delayed = "1m",
      concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
  void onSchedule() {
    if (key.isThere()) {
      var unused = refresh(AuditTrail.SYSTEM, SCHEDULED);
    }
  }

  Refreshed refresh(String actor, String purpose) {
    long compared = 0;
    long found = 0;
    for (SensitiveList list : SensitiveList.values()) {
      begin(list);
      Batch batch = next(list);
      while (batch.compared() > 0) {
        compared += batch.compared();
        found += batch.found();
        batch = batch.compared() < BATCH ? Batch.NONE : next(list);
      }
    }
    Refreshed refreshed = new Refreshed(compared, found);
    store.transaction(
        db -> {
          audit.append(
              db,
              actor,
              SensitiveAction.MATCHES_REFRESHED,
              "matches",
              Map.of(
                  "purpose",
                  purpose,
                  "compared",
                  refreshed.compared(),
                  "found",
                  refreshed.found()));
          return refreshed;
        });
    return refreshed;
  }

  private record Progress(long position, @Nullable UUID uploadSeen) {}

  private record Batch(long compared, long found) {
    static final Batch NONE = new Batch(0, 0);
  }

  /** New alerts concern old names too, so they start the walk again; new labels do not. */
  private void begin(SensitiveList list) {
    store.transaction(
        db -> {
          db.update(
              "INSERT INTO sensitive.progress (list, position) VALUES (?, 0) ON CONFLICT DO NOTHING",
              list);
          Progress progress = locked(db, list);
          if (progress == null) {
            return 0L;
          }
          UUID newest =
              db.first(
                      "SELECT id FROM sensitive.upload WHERE list = ? AND added > 0 ORDER BY id DESC LIMIT 1",
                      row -> row.getObject("id", UUID.class),
                      list)
                  .orElse(null);
          boolean again =
              list == SensitiveList.DOMAIN_ALERT
                  && newest != null
                  && !newest.equals(progress.uploadSeen());
          return db.update(
              "UPDATE sensitive.progress SET position = ?, upload_seen = ? WHERE list = ?",
              again ? 0 : Math.max(0, progress.position() - OVERLAP),
              newest,
              list);
        });
  }

  private static @Nullable Progress locked(Statements db, SensitiveList list) {
    return db.first(
            "SELECT position, upload_seen FROM sensitive.progress WHERE list = ? FOR UPDATE SKIP LOCKED",
            row -> new Progress(row.getLong("position"), row.getObject("upload_seen", UUID.class)),
            list)
        .orElse(null);
  }

  private Batch next(SensitiveList list) {
    NameDigests digests = key.digests();
    return store.transaction(
        db -> {
          Progress progress = locked(db, list);
          if (progress == null) {
            return Batch.NONE;
          }
          List<Candidate> candidates =
              switch (list) {
                case DOMAIN_ALERT -> registrations.living(progress.position(), BATCH);
                case TLD_HOPPING -> registrations.created(progress.position(), BATCH);
              };
          if (candidates.isEmpty()) {
            return Batch.NONE;
          }
          Long[] ids = new Long[candidates.size()];
          byte[][] digested = new byte[candidates.size()][];
          for (int i = 0; i < ids.length; i++) {
            Candidate candidate = candidates.get(i);
            ids[i] = candidate.registration();
            digested[i] = digests.of(list, digestedName(list, candidate.name()));
          }
          long found =
              db.update(
                  """
                  INSERT INTO sensitive.match (id, list, registration_id, found_at, state)
                  SELECT uuidv7(), ?, n.id, ?, 'OPEN' FROM unnest(?::bigint[], ?::bytea[]) AS n(id, digest)
                  JOIN sensitive.entry e ON e.list = ? AND e.key_id = ? AND e.digest = n.digest
                  ON CONFLICT (list, registration_id) DO NOTHING
                  """,
                  list,
                  clock.instant(),
                  ids,
                  digested,
                  list,
                  digests.keyId());
          db.update(
              "UPDATE sensitive.progress SET position = ? WHERE list = ?",
              candidates.getLast().position(),
              list);
          return new Batch(candidates.size(), found);
        });
  }

  private static String digestedName(SensitiveList list, String name) {
    return switch (list) {
      case DOMAIN_ALERT -> name;
      case TLD_HOPPING -> SensitiveNames.labelOf(name);
    };
  }
}

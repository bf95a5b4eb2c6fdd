package io.bailiwick.ingest.registration;

import io.bailiwick.common.audit.AuditTrail;
import io.bailiwick.common.id.Ids;
import io.bailiwick.common.outbox.Outbox;
import io.bailiwick.common.problem.ProblemException;
import io.bailiwick.common.security.Caller;
import io.bailiwick.common.sql.Sql;
import io.bailiwick.common.time.BusinessClock;
import io.bailiwick.ingest.content.Content;
import io.bailiwick.ingest.incident.Incidents;
import io.bailiwick.ingest.registration.DepositStaging.Staged;
import io.bailiwick.ingest.rejection.Refusal;
import io.bailiwick.ingest.rejection.RejectionReason;
import io.bailiwick.ingest.upload.Steps;
import io.bailiwick.ingest.upload.Taken;
import io.bailiwick.ingest.upload.Uploads;
import io.quarkus.narayana.jta.runtime.TransactionConfiguration;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Loads a deposit in one transaction: its tables into staging tables, and their difference to what
 * is known as sets into lifetimes, sponsorships, terms and events.
 */
@ApplicationScoped
class DepositIntake {

  /** Key of the advisory lock of deposits: "deposit" in ASCII. One after the other. */
  private static final long LOCK = 0x6465706f736974L;

  private final Sql sql;
  private final DepositStaging staging;
  private final DepositMerge merge;
  private final RegistrationRepository registrations;
  private final Incidents incidents;
  private final Uploads uploads;
  private final BusinessClock clock;
  private final Caller caller;
  private final AuditTrail audit;
  private final Outbox outbox;

  @Inject
  DepositIntake(
      Sql sql,
      DepositStaging staging,
      DepositMerge merge,
      RegistrationRepository registrations,
      Incidents incidents,
      Uploads uploads,
      BusinessClock clock,
      Caller caller,
      AuditTrail audit,
      Outbox outbox) {
    this.sql = sql;
    this.staging = staging;
    this.merge = merge;
    this.registrations = registrations;
    this.incidents = incidents;
    this.uploads = uploads;
    this.clock = clock;
    this.caller = caller;
    this.audit = audit;
    this.outbox = outbox;
  }

  /** A deposit of the same zone that was loaded before. */
  private record Earlier(String depositId, DepositType type, Instant watermark) {
    @Override
    public String toString() {
      return "%s %s with the watermark %s".formatted(type, depositId, watermark);
    }
  }

  @Transactional(rollbackOn = IOException.class)
  @TransactionConfiguration(timeout = 3600)
  Taken<Deposit> take(Content content) throws IOException {
    sql.lock(LOCK);
    var known = registrations.depositOf(content.sha256());
    if (known.isPresent()) {
      return new Taken<>(known.get(), true);
    }
    Steps steps = new Steps();
    try (DepositArchive archive = new DepositArchive(content, uploads.bounds())) {
      DepositManifest manifest = archive.manifest();
      Earlier last = chain(manifest);
      sql.largeSets();
      Staged staged = staging.stage(archive, steps);
      Deposit deposit = settle(manifest, content, staged, last, steps);
      registrations.insert(deposit, manifest.previousId(), content.bytes(), caller.name());
      Map<String, Object> summary =
          Map.of(
              "deposit",
              deposit.depositId(),
              "type",
              deposit.type(),
              "watermark",
              deposit.watermark(),
              "sha256",
              deposit.sha256(),
              "rows",
              deposit.rows(),
              "events",
              deposit.events(),
              "incidentsBound",
              deposit.incidentsBound());
      audit.record(DepositAction.DEPOSIT_LOADED, "deposit/" + deposit.id(), summary);
      outbox.publish(DepositAction.DEPOSIT_LOADED, "deposit/" + deposit.id(), summary);
      return new Taken<>(deposit, false);
    }
  }

  /** Whether the deposit goes on where the last one ended. */
  private @Nullable Earlier chain(DepositManifest manifest) {
    if (!uploads.zones().contains(manifest.tld())) {
      throw Refusal.unusable(
          "The deposit is of %s, which is not a zone of this registry.".formatted(manifest.tld()));
    }
    if (manifest.watermark().isAfter(clock.instant())) {
      throw Refusal.unusable("The watermark lies in the future.");
    }
    // From the newest back to the last FULL: what an INCR adds to.
    List<Earlier> chain =
        sql.list(
            """
            SELECT deposit_id, type, watermark FROM deposit
            WHERE tld = ? AND watermark >= (SELECT max(watermark) FROM deposit WHERE tld = ? AND type = 'FULL')
            ORDER BY watermark DESC
            """,
            row ->
                new Earlier(
                    row.text("deposit_id"),
                    row.constant("type", DepositType.class),
                    row.time("watermark")),
            manifest.tld(),
            manifest.tld());
    if (chain.isEmpty()) {
      if (manifest.type() != DepositType.FULL) {
        throw ProblemException.conflict(
            "There is nothing yet that a %s deposit could change.".formatted(manifest.type()),
            List.of("Send a FULL deposit first."));
      }
      return null;
    }
    Earlier last = chain.getFirst();
    if (!manifest.watermark().isAfter(last.watermark())) {
      throw ProblemException.conflict(
          "A deposit with the watermark %s, or a later one, is loaded already.%s"
              .formatted(
                  last.watermark(),
                  manifest.resend() == 0
                      ? ""
                      : " What was loaded once stays: a resend is for a deposit that was refused."),
          List.of("Send deposits in the order of their watermarks."));
    }
    String previous = manifest.previousId();
    boolean goesOn =
        switch (manifest.type()) {
          case FULL -> true;
          case DIFF -> last.depositId().equals(previous);
          case INCR ->
              previous == null
                  || chain.stream().anyMatch(earlier -> earlier.depositId().equals(previous));
        };
    if (!goesOn) {
      throw ProblemException.conflict(
          "Deposit %s is missing: the %s %s goes on from it, and the last one loaded is the %s."
              .formatted(previous, manifest.type(), manifest.id(), last),
          List.of(
              "Send deposit %s, expected with a watermark after %s and before %s, and any others in between; or the next FULL one."
                  .formatted(previous, last.watermark(), manifest.watermark())));
    }
    return last;
  }

  private Deposit settle(
      DepositManifest manifest,
      Content content,
      Staged staged,
      @Nullable Earlier last,
      Steps steps) {
    UUID id = Ids.next();
    Instant now = clock.instant();
    DepositMerge.Outcome outcome =
        merge.merge(id, manifest, staged, last == null ? null : last.watermark(), now, steps);
    long bound =
        incidents
            .recompute(
                """
                SELECT DISTINCT o.domain, o.threat FROM observation o
                WHERE o.domain IN (
                  SELECT name FROM delta
                  WHERE kind IN ('ADDED', 'GONE') OR sponsor <> old_sponsor OR statuses <> old_statuses)
                """)
            .bound();
    steps.done("judge incidents again");
    Deposit.Rows rows = rows(id, staged.rowsRead());
    steps.done("keep rejections");
    return new Deposit(
        id,
        manifest.id(),
        manifest.type(),
        manifest.model(),
        manifest.resend(),
        manifest.watermark(),
        manifest.tld(),
        content.sha256(),
        now,
        staged.registrars(),
        rows,
        outcome.added(),
        outcome.changed(),
        outcome.deleted(),
        outcome.events(),
        bound,
        outcome.underManagement(),
        staged.ignored(),
        steps.list());
  }

  private Deposit.Rows rows(UUID id, long read) {
    long rejected =
        sql.update(
            """
            INSERT INTO deposit_rejection (deposit_id, number, csv, line, reason, detail, raw)
            SELECT ?, row_number() OVER (ORDER BY csv, line), csv, line, reason, detail, raw FROM staged_rejection
            """,
            id);
    Map<RejectionReason, Long> byReason = new TreeMap<>();
    sql.list(
            "SELECT reason, count(*) AS rows FROM deposit_rejection WHERE deposit_id = ? GROUP BY reason",
            row -> Map.entry(row.constant("reason", RejectionReason.class), row.number("rows")),
            id)
        .forEach(entry -> byReason.put(entry.getKey(), entry.getValue()));
    return new Deposit.Rows(read, read - rejected, rejected, byReason);
  }
}

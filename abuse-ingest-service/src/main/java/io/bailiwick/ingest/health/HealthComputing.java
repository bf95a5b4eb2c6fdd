package io.bailiwick.ingest.health;

import io.bailiwick.common.audit.AuditTrail;
import io.bailiwick.common.id.Ids;
import io.bailiwick.common.outbox.Outbox;
import io.bailiwick.common.policy.Policies;
import io.bailiwick.common.policy.PolicyVersion;
import io.bailiwick.common.time.BusinessClock;
import io.bailiwick.ingest.health.HealthRepository.Computed;
import io.bailiwick.ingest.health.HealthRepository.Judged;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import io.quarkus.narayana.jta.runtime.TransactionConfiguration;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Computes how feeds have been: days are added up by one statement over all feeds, then judged by
 * the policy, and what has been wrong for days opens an epoch. A day is computed until it has been
 * over for two hours, and then no more.
 */
@ApplicationScoped
class HealthComputing {

  /** Days of one feed in one run; the next run goes on. */
  private static final int MOST_DAYS = 400;

  /** The longest window that a policy may ask for, and the longest row of days. */
  private static final int LOOK_BACK = 120;

  private final HealthRepository health;
  private final Policies policies;
  private final FeedHealthPolicy kind;
  private final BusinessClock clock;
  private final AuditTrail audit;
  private final Outbox outbox;
  private final MultiGauge lag;

  @Inject
  HealthComputing(
      HealthRepository health,
      Policies policies,
      FeedHealthPolicy kind,
      BusinessClock clock,
      AuditTrail audit,
      Outbox outbox,
      MeterRegistry meters) {
    this.health = health;
    this.policies = policies;
    this.kind = kind;
    this.clock = clock;
    this.audit = audit;
    this.outbox = outbox;
    this.lag =
        MultiGauge.builder("bailiwick.feed.lag")
            .description("Now minus the newest time that the source gave")
            .baseUnit("seconds")
            .register(meters);
  }

  @Scheduled(
      identity = "feed-health",
      every = "${bailiwick.health.every:5m}",
      concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
  @Transactional
  @TransactionConfiguration(timeout = 900)
  void compute() {
    showLags();
    if (!health.lock() || health.addUp(clock.instant(), clock.today(), MOST_DAYS) == 0) {
      return;
    }
    Map<UUID, List<Computed>> byFeed = new LinkedHashMap<>();
    for (Computed day : health.days(LOOK_BACK)) {
      byFeed.computeIfAbsent(day.feedId(), feed -> new ArrayList<>()).add(day);
    }
    Map<LocalDate, PolicyVersion<FeedHealthPolicy.Document>> inForce = new HashMap<>();
    List<Judged> judged = new ArrayList<>();
    for (List<Computed> days : byFeed.values()) {
      judge(days, inForce, judged);
    }
    health.judge(judged);
  }

  private void showLags() {
    var now = clock.instant();
    lag.register(
        health.lags().stream()
            .map(
                feed ->
                    MultiGauge.Row.of(
                        Tags.of("feed", feed.feed()),
                        Duration.between(feed.newest(), now).toSeconds()))
            .toList(),
        true);
  }

  /** A day with what the policy makes of it. */
  private record Known(
      LocalDate day, long level, boolean good, @Nullable Double z, HealthStatus status) {}

  /** The days of one feed, in order. */
  private void judge(
      List<Computed> days,
      Map<LocalDate, PolicyVersion<FeedHealthPolicy.Document>> inForce,
      List<Judged> judged) {
    List<FeedEpoch> epochs = new ArrayList<>(health.epochs(days.getFirst().feedId()));
    List<Known> known = new ArrayList<>();
    for (Computed day : days) {
      HealthStatus status = day.status();
      if (!day.judgeable() && status != null) {
        known.add(
            new Known(day.day(), day.rowsAccepted(), day.goodFetches() > 0, day.levelZ(), status));
        continue;
      }
      PolicyVersion<FeedHealthPolicy.Document> policy =
          inForce.computeIfAbsent(day.day(), d -> policies.use(kind, d));
      Double z = day.over() ? level(day, known, epochs, policy.document()) : null;
      List<Optional<Double>> zs = new ArrayList<>();
      zs.add(Optional.ofNullable(z));
      for (int i = known.size() - 1; i >= 0 && zs.size() < 30; i--) {
        zs.add(Optional.ofNullable(known.get(i).z()));
      }
      DayJudgement.Day facts =
          new DayJudgement.Day(
              day.goodFetches(),
              day.failedFetches(),
              day.truncatedFetches(),
              day.rowsRead(),
              day.rowsFaulty(),
              day.longestGap(),
              day.expected(),
              day.smallestShare(),
              zs);
      List<HealthFinding> findings = DayJudgement.findings(facts, policy.document());
      HealthStatus now = DayJudgement.status(facts, findings);
      judged.add(
          new Judged(day.feedId(), day.day(), z, now, health.json(findings), policy.version()));
      known.add(new Known(day.day(), day.rowsAccepted(), day.goodFetches() > 0, z, now));
      if (day.over()) {
        openWhereNeeded(day, known, findings, epochs, policy.document());
      }
    }
  }

  /** How far the day's listings are from those of the days before that may be compared with it. */
  private static @Nullable Double level(
      Computed day, List<Known> known, List<FeedEpoch> epochs, FeedHealthPolicy.Document policy) {
    if (day.goodFetches() == 0) {
      return null;
    }
    double[] usual =
        known.stream()
            .filter(before -> before.good())
            .filter(
                before -> before.day().isAfter(day.day().minusDays(policy.levelWindowDays() + 1L)))
            .filter(before -> epochs.stream().allMatch(epoch -> mayBeCompared(before.day(), epoch)))
            .mapToDouble(Known::level)
            .toArray();
    return usual.length < policy.levelMinDays() ? null : RobustZ.of(day.rowsAccepted(), usual);
  }

  private static boolean mayBeCompared(LocalDate day, FeedEpoch epoch) {
    boolean before = day.isBefore(epoch.from());
    if (epoch.verdict() == EpochVerdict.NEW_LEVEL) {
      return !before;
    }
    return before || (epoch.until() != null && day.isAfter(epoch.until()));
  }

  private void openWhereNeeded(
      Computed day,
      List<Known> known,
      List<HealthFinding> findings,
      List<FeedEpoch> epochs,
      FeedHealthPolicy.Document policy) {
    if (epochs.stream().anyMatch(epoch -> epoch.until() == null)) {
      return;
    }
    LocalDate reviewed =
        epochs.stream()
            .map(FeedEpoch::until)
            .filter(until -> until != null)
            .max(LocalDate::compareTo)
            .orElse(LocalDate.MIN);
    Optional<HealthFinding> shift =
        findings.stream().filter(f -> f.reason() == HealthReason.LEVEL_SHIFT).findFirst();
    LocalDate shiftFrom = day.day().minusDays(policy.levelDaysInRow() - 1L);
    if (shift.isPresent() && shiftFrom.isAfter(reviewed)) {
      open(day, shiftFrom, EpochCause.LEVEL_SHIFT, shift.get().sentence(), epochs);
      return;
    }
    LocalDate from = day.day().minusDays(policy.streakDays() - 1L);
    long unhealthy =
        known.stream()
            .filter(one -> !one.day().isBefore(from) && one.status() == HealthStatus.UNHEALTHY)
            .count();
    if (unhealthy >= policy.streakDays() && from.isAfter(reviewed)) {
      open(
          day,
          from,
          EpochCause.UNHEALTHY_STREAK,
          "Unhealthy for %d days in a row. %s"
              .formatted(
                  policy.streakDays(), findings.isEmpty() ? "" : findings.getFirst().sentence())
              .strip(),
          epochs);
    }
  }

  private void open(
      Computed day, LocalDate from, EpochCause cause, String reason, List<FeedEpoch> epochs) {
    UUID id = Ids.next();
    if (!health.open(id, day.feedId(), from, cause, reason, clock.instant(), AuditTrail.SYSTEM)) {
      return;
    }
    health.epoch(id).ifPresent(epochs::add);
    Map<String, Object> content =
        Map.of("epoch", id, "feed", day.feed(), "from", from, "cause", cause, "reason", reason);
    audit.recordBySystem(HealthAction.EPOCH_OPENED, "feed-epoch/" + id, content);
    outbox.publish(HealthAction.EPOCH_OPENED, "feed-epoch/" + id, content);
  }
}

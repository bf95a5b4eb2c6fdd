package io.bailiwick.scoring.run;

import io.bailiwick.common.audit.AuditTrail;
import io.bailiwick.common.id.Ids;
import io.bailiwick.common.json.CanonicalJson;
import io.bailiwick.common.outbox.Outbox;
import io.bailiwick.common.page.Cursor;
import io.bailiwick.common.page.Page;
import io.bailiwick.common.page.PageRequest;
import io.bailiwick.common.policy.Policies;
import io.bailiwick.common.policy.PolicyVersion;
import io.bailiwick.common.problem.ErrorCode;
import io.bailiwick.common.problem.ProblemException;
import io.bailiwick.common.problem.Violation;
import io.bailiwick.common.registrar.RegistrarId;
import io.bailiwick.common.security.Caller;
import io.bailiwick.common.security.RegistrarScope;
import io.bailiwick.common.security.Role;
import io.bailiwick.common.time.BusinessClock;
import io.bailiwick.common.time.Month;
import io.bailiwick.scoring.gate.Disclosure;
import io.bailiwick.scoring.gate.GateState;
import io.bailiwick.scoring.gate.ScoringPolicy;
import io.bailiwick.scoring.incident.ScoredIncidents;
import io.bailiwick.scoring.ingest.IngestGateway;
import io.bailiwick.scoring.policy.ScoringPolicyKind;
import io.bailiwick.scoring.run.ScoreRepository.Registrars;
import io.bailiwick.scoring.snapshot.Snapshot;
import io.bailiwick.scoring.snapshot.Snapshots;
import io.quarkus.narayana.jta.runtime.TransactionConfiguration;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Makes runs and shows them with their scores. */
@ApplicationScoped
class RunService {

  /** How often a month that changes while it is read is read again. */
  private static final int ATTEMPTS = 3;

  private static final LocalDate FIRST_MONTH = LocalDate.of(1, 1, 1);
  private static final LocalDate LAST_MONTH = LocalDate.of(9999, 12, 1);

  private final RunRepository runs;
  private final ScoreRepository scores;
  private final Snapshots snapshots;
  private final IngestGateway ingest;
  private final ScoredIncidents incidents;
  private final Policies policies;
  private final ScoringPolicyKind kind;
  private final BusinessClock clock;
  private final Caller caller;
  private final AuditTrail audit;
  private final Outbox outbox;

  @Inject
  RunService(
      RunRepository runs,
      ScoreRepository scores,
      Snapshots snapshots,
      IngestGateway ingest,
      ScoredIncidents incidents,
      Policies policies,
      ScoringPolicyKind kind,
      BusinessClock clock,
      Caller caller,
      AuditTrail audit,
      Outbox outbox) {
    this.runs = runs;
    this.scores = scores;
    this.snapshots = snapshots;
    this.ingest = ingest;
    this.incidents = incidents;
    this.policies = policies;
    this.kind = kind;
    this.clock = clock;
    this.caller = caller;
    this.audit = audit;
    this.outbox = outbox;
  }

  /** The run that now stands for a month, and whether it is new. */
  record Outcome(RunView run, boolean created) {}

  /**
   * Scores a month by the policy in force on its first day, so that nobody is judged by numbers
   * from after the month began. Where nothing changed since the last version, that version is the
   * answer.
   *
   * <p>The lock is taken before ingest is asked: of two runs at once the second reads what is at
   * least as new, and never puts older numbers on top of newer ones.
   */
  @Transactional
  @TransactionConfiguration(timeout = 300)
  Outcome run(Month month) {
    return runWithin(month);
  }

  /** The same within a transaction that has begun, with time for it. */
  @Transactional(Transactional.TxType.MANDATORY)
  Outcome runWithin(Month month) {
    Instant now = clock.instant();
    if (now.isBefore(month.start())) {
      throw ProblemException.invalid(
          "A month can be scored once it has begun.",
          new Violation("month", "is " + Month.of(now) + " or earlier"));
    }
    runs.lock();
    PolicyVersion<ScoringPolicy> policy = policies.use(kind, month.firstDay());
    ScoringPolicy rules = policy.document();
    Frozen frozen = freeze(month, rules, now);
    Snapshot snapshot = frozen.snapshot();
    Snapshots.Kept kept = frozen.kept();
    Run last = runs.latest(month).orElse(null);
    if (last != null && last.snapshotId.equals(kept.id()) && last.policyId.equals(policy.id())) {
      return new Outcome(RunView.of(last, caller.scope()), false);
    }
    Run run = create(month, last, snapshot, kept, policy, now);
    RunView view = RunView.of(run, RegistrarScope.all());
    audit.record(RunAction.CREATED, "run/" + run.id, CanonicalJson.map(view));
    outbox.publish(RunEvent.COMPLETED, "run/" + run.id, view);
    return new Outcome(view, true);
  }

  /** A snapshot with the incidents behind it. */
  private record Frozen(Snapshot snapshot, Snapshots.Kept kept) {}

  /**
   * Tallies and incidents are asked for one after the other. Where the month changed in between,
   * their sums differ, and both are asked for again.
   */
  private Frozen freeze(Month month, ScoringPolicy rules, Instant now) {
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      Snapshot snapshot;
      try (MonthFacts facts = new MonthFacts(ingest, month, rules.monthsJudged())) {
        snapshot = Snapshot.of(month, rules.maturityDays(), rules.monthsJudged(), now, facts);
      }
      Optional<Snapshots.Kept> kept = snapshots.keep(snapshot, incidents.companion(snapshot));
      if (kept.isPresent()) {
        return new Frozen(snapshot, kept.get());
      }
    }
    throw ProblemException.of(
        ErrorCode.CONTENDED,
        "The incidents of "
            + month
            + " are not those of its tallies: abuse-ingest-service changes while it is read. Nothing was changed.");
  }

  private Run create(
      Month month,
      @Nullable Run last,
      Snapshot snapshot,
      Snapshots.Kept kept,
      PolicyVersion<ScoringPolicy> policy,
      Instant now) {
    UUID id = Ids.next();
    int version = last == null ? 1 : last.version + 1;
    List<ScoreView> made = new Scorer(id, version, snapshot, kept.sha256(), policy).scores();
    Run run = new Run();
    run.id = id;
    run.month = month.firstDay();
    run.version = version;
    run.supersedes = last == null ? null : last.id;
    run.snapshotId = kept.id();
    run.snapshotSha256 = kept.sha256();
    run.policyId = policy.id();
    run.policyVersion = policy.version();
    run.mature = snapshot.scored().mature();
    run.createdAt = now;
    run.registrars = made.size();
    run.rewardHolds = count(made, s -> holds(s.reward()));
    run.interventionHolds = count(made, s -> holds(s.intervention()));
    run.notAssessable = count(made, s -> isOpen(s.reward()) || isOpen(s.intervention()));
    runs.persistAndFlush(run);
    made.forEach(score -> scores.persist(row(run, score)));
    return run;
  }

  private static int count(List<ScoreView> scores, Predicate<ScoreView> which) {
    return (int) scores.stream().filter(which).count();
  }

  private static boolean holds(GateView gate) {
    return switch (gate.state()) {
      case HOLDS, HOLDS_PROVISIONALLY -> true;
      case DOES_NOT_HOLD, NOT_ASSESSABLE -> false;
    };
  }

  private static boolean isOpen(GateView gate) {
    return gate.state() == GateState.NOT_ASSESSABLE;
  }

  private static Score row(Run run, ScoreView view) {
    Score score = new Score();
    score.id = Ids.next();
    score.runId = run.id;
    score.month = run.month;
    score.runVersion = run.version;
    score.registrar = view.registrar().ianaId();
    score.document = CanonicalJson.text(view);
    return score;
  }

  @Transactional
  RunView get(UUID id) {
    return RunView.of(found(id), caller.scope());
  }

  private Run found(UUID id) {
    return runs.findByIdOptional(id).orElseThrow(() -> ProblemException.notFound("run"));
  }

  @Transactional
  Page<RunView> list(@Nullable Month month, PageRequest request) {
    RegistrarScope scope = caller.scope();
    return Page.of(
        request,
        RunView.class,
        (after, limit) -> {
          Position position = Position.of(after);
          return runs
              .page(from(month), to(month), position.month(), position.number(), limit)
              .stream()
              .map(run -> RunView.of(run, scope))
              .toList();
        },
        run -> Cursor.key(run.month().firstDay(), run.version()));
  }

  @Transactional
  Page<ScoreView> scoresOf(UUID runId, PageRequest request) {
    UUID id = found(runId).id;
    Registrars readable = readable(null);
    Optional<Disclosure> cut = cut(caller);
    return Page.of(
        request,
        ScoreView.class,
        (after, limit) ->
            views(
                scores.ofRun(id, readable, after == null ? 0 : (int) Cursor.number(after), limit),
                cut),
        score -> Cursor.key(score.registrar()));
  }

  @Transactional
  Page<ScoreView> latest(
      @Nullable RegistrarId registrar,
      @Nullable Month month,
      boolean published,
      PageRequest request) {
    Registrars readable = readable(registrar);
    Optional<Disclosure> cut = cut(caller);
    return Page.of(
        request,
        ScoreView.class,
        (after, limit) -> {
          Position position = Position.of(after);
          return views(
              published
                  ? scores.published(
                      from(month), to(month), readable, position.month(), position.number(), limit)
                  : scores.latest(
                      from(month), to(month), readable, position.month(), position.number(), limit),
              cut);
        },
        score -> Cursor.key(score.month().firstDay(), score.registrar()));
  }

  private Registrars readable(@Nullable RegistrarId wanted) {
    RegistrarScope scope = caller.scope();
    if (wanted != null) {
      scope.require(wanted, "score");
      return new Registrars(false, List.of(wanted.ianaId()));
    }
    return new Registrars(scope.isAll(), scope.ids().stream().map(RegistrarId::ianaId).toList());
  }

  private static List<ScoreView> views(List<Score> rows, Optional<Disclosure> cut) {
    return rows.stream()
        .map(RunService::view)
        .map(view -> cut.map(view::toldBy).orElse(view))
        .toList();
  }

  /**
   * What is left out for the caller; empty for the registry's own people. A machine passes on what
   * it reads, to registrars among others, so that it reads what they may.
   */
  static Optional<Disclosure> cut(Caller caller) {
    RegistrarScope scope = caller.scope();
    return scope.isAll() && !caller.roles().contains(Role.SERVICE)
        ? Optional.empty()
        : Optional.of(new Disclosure(scope.ids().size()));
  }

  static ScoreView view(Score row) {
    try {
      return CanonicalJson.read(row.document, ScoreView.class);
    } catch (IOException e) {
      throw new IllegalStateException(
          "score " + row.id + " cannot be read by this version of the software", e);
    }
  }

  private static LocalDate from(@Nullable Month month) {
    return month == null ? FIRST_MONTH : month.firstDay();
  }

  private static LocalDate to(@Nullable Month month) {
    return month == null ? LAST_MONTH : month.firstDay();
  }

  /** Where a list that is sorted by month and a number goes on. */
  private record Position(LocalDate month, int number) {
    static Position of(@Nullable String key) {
      if (key == null) {
        return new Position(FIRST_MONTH, 0);
      }
      List<String> parts = Cursor.parts(key, 2);
      try {
        return new Position(LocalDate.parse(parts.get(0)), (int) Cursor.number(parts.get(1)));
      } catch (DateTimeException e) {
        throw ProblemException.malformed(
            "The cursor in 'after' is not one that a page of this list gave.");
      }
    }
  }
}

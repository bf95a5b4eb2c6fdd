package io.bailiwick.scoring.parallel;

import io.bailiwick.common.audit.AuditTrail;
import io.bailiwick.common.id.Ids;
import io.bailiwick.common.json.CanonicalJson;
import io.bailiwick.common.page.Cursor;
import io.bailiwick.common.page.Page;
import io.bailiwick.common.page.PageRequest;
import io.bailiwick.common.policy.Policies;
import io.bailiwick.common.policy.PolicyVersion;
import io.bailiwick.common.problem.ProblemException;
import io.bailiwick.common.registrar.RegistrarId;
import io.bailiwick.common.security.Caller;
import io.bailiwick.common.time.BusinessClock;
import io.bailiwick.common.time.Month;
import io.bailiwick.scoring.gate.Assessment;
import io.bailiwick.scoring.gate.Gate;
import io.bailiwick.scoring.gate.GateName;
import io.bailiwick.scoring.gate.GateState;
import io.bailiwick.scoring.gate.ScoringPolicy;
import io.bailiwick.scoring.gate.Zone;
import io.bailiwick.scoring.ingest.MonthTallies.RegistrarTally;
import io.bailiwick.scoring.parallel.ParallelRunView.Comparison;
import io.bailiwick.scoring.parallel.ParallelRunView.GateRow;
import io.bailiwick.scoring.parallel.ParallelRunView.Row;
import io.bailiwick.scoring.policy.ScoringPolicyKind;
import io.bailiwick.scoring.run.StandingRuns;
import io.bailiwick.scoring.snapshot.Snapshot;
import io.bailiwick.scoring.snapshot.Snapshots;
import io.quarkus.narayana.jta.runtime.TransactionConfiguration;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Scores a month by a proposed policy beside the run that stands: from the same frozen input, so
 * that every difference comes from the policy. What comes out is kept apart: no score, no event, no
 * picture.
 */
@ApplicationScoped
class ParallelRunService {

  private final ParallelRunRepository runs;
  private final StandingRuns standing;
  private final Snapshots snapshots;
  private final Policies policies;
  private final ScoringPolicyKind kind;
  private final BusinessClock clock;
  private final Caller caller;
  private final AuditTrail audit;

  @Inject
  ParallelRunService(
      ParallelRunRepository runs,
      StandingRuns standing,
      Snapshots snapshots,
      Policies policies,
      ScoringPolicyKind kind,
      BusinessClock clock,
      Caller caller,
      AuditTrail audit) {
    this.runs = runs;
    this.standing = standing;
    this.snapshots = snapshots;
    this.policies = policies;
    this.kind = kind;
    this.clock = clock;
    this.caller = caller;
    this.audit = audit;
  }

  /** The parallel run, and whether it is new. */
  record Outcome(ParallelRunView run, boolean created) {}

  /**
   * Runs a proposed policy on a month. Asked again beside the same run, the answer is the one that
   * there is.
   */
  @Transactional
  @TransactionConfiguration(timeout = 300)
  Outcome run(UUID policyId, Month month) {
    PolicyVersion<ScoringPolicy> proposed = policies.proposed(kind, policyId);
    StandingRuns.Standing now =
        standing
            .of(month)
            .orElseThrow(
                () ->
                    ProblemException.conflict(
                        month + " has not been scored, so that there is nothing to compare with.",
                        List.of("Score the month with POST /v1/runs.")));
    Optional<ParallelRun> known = runs.of(policyId, now.runId());
    if (known.isPresent()) {
      return new Outcome(ParallelRunView.of(known.get()), false);
    }
    Snapshot snapshot =
        snapshots
            .read(now.snapshotId())
            .seenBy(proposed.document().maturityDays(), now.createdAt());
    List<Row> rows = rows(snapshot, proposed.document(), now);
    ParallelRun run = new ParallelRun();
    run.id = Ids.next();
    run.policyId = policyId;
    run.policyVersion = proposed.version();
    run.month = month.firstDay();
    run.runId = now.runId();
    run.runVersion = now.version();
    run.snapshotSha256 = now.snapshotSha256();
    run.mature = snapshot.scored().mature();
    run.registrars = rows.size();
    run.changed = (int) rows.stream().filter(Row::changed).count();
    run.comparison = CanonicalJson.text(new Comparison(rows));
    run.createdAt = clock.instant();
    run.createdBy = caller.name();
    runs.persistAndFlush(run);
    ParallelRunView view = ParallelRunView.of(run);
    audit.record(ParallelRunAction.CREATED, "parallel-run/" + run.id, CanonicalJson.map(view));
    return new Outcome(view, true);
  }

  private static List<Row> rows(
      Snapshot snapshot, ScoringPolicy policy, StandingRuns.Standing now) {
    Zone zone = snapshot.zone(policy.minimumEvidence(), policy);
    return snapshot.scored().registrars().stream()
        .map(registrar -> row(snapshot, registrar, zone, policy, now))
        .toList();
  }

  private static Row row(
      Snapshot snapshot,
      RegistrarTally registrar,
      Zone zone,
      ScoringPolicy policy,
      StandingRuns.Standing now) {
    RegistrarId id = registrar.registrar();
    Assessment then =
        Assessment.of(
            id.ianaId(), snapshot.history(registrar, policy.minimumEvidence()), zone, policy);
    Map<GateName, GateState> before = now.states().getOrDefault(id.ianaId(), Map.of());
    List<GateRow> gates =
        Stream.of(then.reward(), then.watch(), then.intervention(), then.acute(), then.exit())
            .map(gate -> gateRow(before, gate))
            .toList();
    return new Row(
        id, registrar.name(), gates.stream().anyMatch(gate -> gate.now() != gate.then()), gates);
  }

  private static GateRow gateRow(Map<GateName, GateState> before, Gate then) {
    return new GateRow(then.gate(), before.get(then.gate()), then.state());
  }

  @Transactional
  ParallelRunView get(UUID id) {
    return ParallelRunView.of(found(id));
  }

  private ParallelRun found(UUID id) {
    return runs.findByIdOptional(id).orElseThrow(() -> ProblemException.notFound("parallel run"));
  }

  @Transactional
  Page<ParallelRunView> list(@Nullable UUID policyId, PageRequest request) {
    return Page.of(
        request,
        ParallelRunView.class,
        (after, limit) ->
            runs.page(policyId, Cursor.id(after), limit).stream().map(ParallelRunView::of).toList(),
        view -> Cursor.key(view.id()));
  }

  @Transactional
  Page<Row> comparison(UUID id, boolean changedOnly, PageRequest request) {
    ParallelRun run = found(id);
    List<Row> rows;
    try {
      rows = CanonicalJson.read(run.comparison, Comparison.class).rows();
    } catch (IOException e) {
      throw new IllegalStateException("parallel run " + id + " cannot be read", e);
    }
    return Page.of(
        request,
        Row.class,
        (after, limit) ->
            rows.stream()
                .filter(row -> !changedOnly || row.changed())
                .filter(row -> after == null || row.registrar().ianaId() > Cursor.number(after))
                .limit(limit)
                .toList(),
        row -> Cursor.key(row.registrar()));
  }
}

package io.bailiwick.scoring.run;

import io.bailiwick.common.policy.Policies;
import io.bailiwick.common.policy.PolicyVersion;
import io.bailiwick.common.problem.ProblemException;
import io.bailiwick.common.registrar.RegistrarId;
import io.bailiwick.common.security.Caller;
import io.bailiwick.common.security.RegistrarScope;
import io.bailiwick.common.time.Month;
import io.bailiwick.scoring.explanation.Formula;
import io.bailiwick.scoring.explanation.GateExplanation;
import io.bailiwick.scoring.explanation.LeastChange;
import io.bailiwick.scoring.explanation.PeerPosition;
import io.bailiwick.scoring.gate.Clause;
import io.bailiwick.scoring.gate.ClauseResult;
import io.bailiwick.scoring.gate.Disclosure;
import io.bailiwick.scoring.gate.History;
import io.bailiwick.scoring.gate.MonthTally;
import io.bailiwick.scoring.gate.ScoringPolicy;
import io.bailiwick.scoring.gate.Zone;
import io.bailiwick.scoring.ingest.MonthTallies.RegistrarTally;
import io.bailiwick.scoring.picture.PeerGroup;
import io.bailiwick.scoring.policy.ScoringPolicyKind;
import io.bailiwick.scoring.run.ExplanationView.MonthUse;
import io.bailiwick.scoring.run.ScoreRepository.Registrars;
import io.bailiwick.scoring.snapshot.Snapshot;
import io.bailiwick.scoring.snapshot.Snapshots;
import io.bailiwick.scoring.statistics.Exposure;
import io.bailiwick.scoring.statistics.Rate;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Explains stored scores: from the snapshot and the policy of their run alone, never from what is
 * known now, so that an explanation stays what it was.
 */
@ApplicationScoped
class ExplanationService {

  private final RunRepository runs;
  private final ScoreRepository scores;
  private final Snapshots snapshots;
  private final Policies policies;
  private final ScoringPolicyKind kind;
  private final Caller caller;

  @Inject
  ExplanationService(
      RunRepository runs,
      ScoreRepository scores,
      Snapshots snapshots,
      Policies policies,
      ScoringPolicyKind kind,
      Caller caller) {
    this.runs = runs;
    this.scores = scores;
    this.snapshots = snapshots;
    this.policies = policies;
    this.kind = kind;
    this.caller = caller;
  }

  /** What an explanation is made from. */
  private record Material(
      Run run, ScoreView score, Snapshot snapshot, PolicyVersion<ScoringPolicy> policy) {}

  /**
   * Explains a score.
   *
   * @throws ProblemException NOT_FOUND where there is no such run, no such score, or none that the
   *     caller may see
   */
  ExplanationView explain(UUID runId, RegistrarId registrar) {
    // The connection is given back before the gates are asked.
    Material material = QuarkusTransaction.requiringNew().call(() -> material(runId, registrar));
    return explained(material, RunService.cut(caller), caller.scope());
  }

  private Material material(UUID runId, RegistrarId registrar) {
    Run run = runs.findByIdOptional(runId).orElseThrow(() -> ProblemException.notFound("run"));
    caller.scope().require(registrar, "score");
    ScoreView score =
        scores.ofRun(run.id, new Registrars(false, List.of(registrar.ianaId())), 0, 1).stream()
            .findFirst()
            .map(RunService::view)
            .orElseThrow(() -> ProblemException.notFound("score"));
    return new Material(
        run, score, snapshots.read(run.snapshotId), policies.named(kind, run.policyId));
  }

  private static ExplanationView explained(
      Material material, Optional<Disclosure> cut, RegistrarScope scope) {
    Run run = material.run();
    ScoreView score = cut.map(material.score()::toldBy).orElse(material.score());
    Snapshot snapshot = material.snapshot();
    ScoringPolicy policy = material.policy().document();
    RegistrarTally tally =
        snapshot.scored().registrars().stream()
            .filter(r -> r.registrar().equals(score.registrar()))
            .findFirst()
            .orElseThrow(
                () -> new IllegalStateException("run " + run.id + " scored who is not in it"));
    History history = snapshot.history(tally, policy.minimumEvidence());
    Zone zone = snapshot.zone(policy.minimumEvidence(), policy);
    List<ExplanationView.ExplainedGate> gates =
        Stream.of(score.reward(), score.intervention(), score.watch(), score.acute(), score.exit())
            .filter(Objects::nonNull)
            .map(
                gate ->
                    explained(
                        gate,
                        GateExplanation.of(
                            gate.state(),
                            gate.gate(),
                            score.registrar().ianaId(),
                            history,
                            zone,
                            policy,
                            cut)))
            .toList();
    ExplanationView.@Nullable Peers peers =
        peers(
            score,
            snapshot,
            policy,
            id -> id.equals(score.registrar()) || (!scope.isAll() && scope.includes(id)));
    return new ExplanationView(
        run.id,
        run.version,
        score.month(),
        score.registrar(),
        score.registrarName(),
        summary(score, gates, peers, material),
        gates,
        peers,
        new ExplanationView.Origin(
            snapshot.definition(),
            run.snapshotId,
            run.snapshotSha256,
            run.policyId,
            run.policyVersion,
            material.policy().sha256()),
        months(score, history, policy),
        steps(run, score));
  }

  private static ExplanationView.ExplainedGate explained(GateView gate, GateExplanation whatIf) {
    return new ExplanationView.ExplainedGate(
        gate.gate(),
        gate.state(),
        gate.summary(),
        gate.clauses().stream().map(clause -> explained(clause.result())).toList(),
        gate.notInUse().stream()
            .map(clause -> new ExplanationView.UnusedClause(clause, clause.label()))
            .toList(),
        whatWould(whatIf));
  }

  private static ExplanationView.ExplainedClause explained(ClauseResult result) {
    Formula formula = Formula.of(result.clause());
    return new ExplanationView.ExplainedClause(
        result.clause(),
        result.clause().label(),
        result.state(),
        formula.words(),
        formula.of(result).orElse(null),
        result.sentence(),
        result.values(),
        formula.source().isEmpty() ? null : formula.source());
  }

  private static ExplanationView.WhatWould whatWould(GateExplanation whatIf) {
    Optional<LeastChange> change = whatIf.change();
    Optional<LeastChange.Amount> fewer = change.flatMap(LeastChange::fewerDomains);
    Optional<LeastChange.Amount> more = change.flatMap(LeastChange::moreNames);
    return new ExplanationView.WhatWould(
        fewer.map(LeastChange.Amount::count).orElse(null),
        fewer.flatMap(LeastChange.Amount::becomes).orElse(null),
        more.map(LeastChange.Amount::count).orElse(null),
        more.flatMap(LeastChange.Amount::becomes).orElse(null),
        change.map(LeastChange::atMost).orElse(false),
        change.map(LeastChange::inTheWay).orElse(List.of()).stream()
            .map(ClauseResult::clause)
            .toList(),
        whatIf.sentences());
  }

  private static List<String> summary(
      ScoreView score,
      List<ExplanationView.ExplainedGate> gates,
      ExplanationView.@Nullable Peers peers,
      Material material) {
    List<String> sentences = new ArrayList<>();
    sentences.add(
        "In %s, %d malicious domains of %s (IANA ID %s) were first seen abused; %d source families named them."
            .formatted(
                score.month(),
                score.domains(),
                score.registrarName(),
                score.registrar(),
                score.families()));
    sentences.add(rate(score));
    if (peers != null) {
      sentences.add(peers.sentence());
    }
    for (ExplanationView.ExplainedGate gate : gates) {
      sentences.add(gate.summary());
      sentences.addAll(gate.whatIf().sentences());
    }
    sentences.add(
        "This was made from the frozen input with SHA-256 %s by version %d of the scoring policy; the same two give the same result"
                .formatted(score.snapshotSha256(), material.policy().version())
            + " again, always.");
    return sentences;
  }

  private static String rate(ScoreView score) {
    BigDecimal rate = score.ratePer10k();
    BigDecimal names = score.meanDum();
    BigDecimal lower = score.wilsonLower();
    BigDecimal upper = score.wilsonUpper();
    if (rate == null || names == null || lower == null || upper == null) {
      return "There is no rate: a day has no evidence of names under management, or there were none.";
    }
    return "On a mean of %s names under management that is %s per 10,000; chance alone would let it lie anywhere from %s to %s (95 %%)."
        .formatted(
            names.toPlainString(),
            rate.toPlainString(),
            lower.toPlainString(),
            upper.toPlainString());
  }

  /** Whoever of the reader's own there is, is no other. */
  private static ExplanationView.@Nullable Peers peers(
      ScoreView score, Snapshot snapshot, ScoringPolicy policy, Predicate<RegistrarId> own) {
    Optional<Rate> rate = rate(score.domains(), score.dumSum(), score.days(), score.month());
    List<Rate> others =
        snapshot.accredited(policy.minimumEvidence()).entrySet().stream()
            .filter(entry -> !own.test(RegistrarId.of(entry.getKey())))
            .map(Map.Entry::getValue)
            .map(
                month ->
                    rate(month.domains(), month.dumSum(), month.days(), score.month())
                        .orElse(Rate.NONE))
            .toList();
    return rate.filter(Rate::exists)
        .flatMap(mine -> PeerGroup.around(mine.exposure(), others).map(group -> peers(mine, group)))
        .orElse(null);
  }

  private static Optional<Rate> rate(long domains, long dumSum, int days, Month month) {
    return days == month.days()
        ? Optional.of(new Rate(domains, Exposure.mean(dumSum, days)))
        : Optional.empty();
  }

  private static ExplanationView.Peers peers(Rate mine, PeerGroup group) {
    PeerPosition position =
        PeerPosition.of(10_000 * mine.toDouble(), group.lowerQuartile(), group.upperQuartile());
    long from = Math.round(group.fromNames());
    long to = Math.round(group.toNames());
    return new ExplanationView.Peers(
        group.registrars(),
        from,
        to,
        tenth(group.lowerQuartile()),
        tenth(group.median()),
        tenth(group.upperQuartile()),
        position,
        "Among the %d other registrars with %d to %d names half have a rate from %s to %s per 10,000, and one in the middle %s; the own rate lies %s."
            .formatted(
                group.registrars(),
                from,
                to,
                tenth(group.lowerQuartile()).toPlainString(),
                tenth(group.upperQuartile()).toPlainString(),
                tenth(group.median()).toPlainString(),
                position.words()));
  }

  private static BigDecimal tenth(double value) {
    return BigDecimal.valueOf(value).setScale(1, RoundingMode.HALF_UP);
  }

  private static List<ExplanationView.MonthUsed> months(
      ScoreView score, History history, ScoringPolicy policy) {
    int window =
        score.reward().clauses().stream()
            .filter(clause -> clause.clause() == Clause.UPPER_BOUND)
            .map(clause -> clause.values().get("windowMonths"))
            .filter(Objects::nonNull)
            .map(BigDecimal::intValue)
            .findFirst()
            .orElse(1);
    List<ExplanationView.MonthUsed> used = new ArrayList<>();
    for (int back = 0; back < history.months().size(); back++) {
      MonthTally month = history.months().get(back);
      List<MonthUse> uses = new ArrayList<>();
      if (back == 0) {
        uses.add(MonthUse.SCORED);
      }
      if (back < window) {
        uses.add(MonthUse.REWARD_WINDOW);
      }
      if (back > 0) {
        uses.add(MonthUse.WINDOW_CHOICE);
      }
      if (back < policy.intervention().monthsObserved()) {
        uses.add(MonthUse.PERSISTENCE);
      }
      if (back < policy.exit().months()) {
        uses.add(MonthUse.EXIT);
      }
      Exposure names = month.exposure();
      used.add(
          new ExplanationView.MonthUsed(
              new Month(month.month()),
              uses,
              month.mature(),
              month.missingDays().size(),
              month.domains(),
              names == null ? null : plain(names.rounded(policy.decimals()))));
    }
    return used;
  }

  private static BigDecimal plain(BigDecimal value) {
    BigDecimal stripped = value.stripTrailingZeros();
    return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
  }

  private static List<ExplanationView.Step> steps(Run run, ScoreView score) {
    String ofScore = "/v1/runs/" + run.id + "/scores/" + score.registrar();
    return List.of(
        new ExplanationView.Step(
            "score",
            "scoring-service",
            "/v1/runs/" + run.id + "/scores",
            "The score as it is kept."),
        new ExplanationView.Step(
            "page to print",
            "scoring-service",
            ofScore + "/scorecard.html",
            "The same on a page, with pictures."),
        new ExplanationView.Step(
            "policy",
            "scoring-service",
            "/v1/policies/" + run.policyId,
            "Every number of the rules."),
        new ExplanationView.Step(
            "method",
            "scoring-service",
            "/v1/method/" + run.policyVersion,
            "The same rules on a page that anybody may read."),
        new ExplanationView.Step(
            "snapshot",
            "scoring-service",
            "/v1/snapshots/" + run.snapshotId,
            "The frozen input, byte for byte; its SHA-256 is snapshotSha256. For the registry's people and auditors: it holds all"
                + " registrars."),
        new ExplanationView.Step(
            "incidents",
            "scoring-service",
            ofScore + "/incidents",
            "The incidents that were counted when the snapshot was frozen, and how each counts today."),
        new ExplanationView.Step(
            "incidents today",
            "abuse-ingest-service",
            "/v1/incidents?month="
                + score.month()
                + "&registrar="
                + score.registrar()
                + "&classification=MALICIOUS",
            "The incidents of the month as they stand now, with their names."),
        new ExplanationView.Step(
            "evidence",
            "abuse-ingest-service",
            "/v1/incidents/{incident}/evidence",
            "The evidence of one incident: each observation with the SHA-256 of the payload as received, and the line in it."),
        new ExplanationView.Step(
            "payload line",
            "abuse-ingest-service",
            "/v1/payloads/{payload}/content",
            "The bytes as received, for those who run and audit the feeds."),
        new ExplanationView.Step(
            "contest",
            "abuse-ingest-service",
            "/v1/corrections",
            "Where a name is contested, with POST; where that is accepted, the month is scored again."));
  }
}

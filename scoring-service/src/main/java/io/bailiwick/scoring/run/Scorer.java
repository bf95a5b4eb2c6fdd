package io.bailiwick.scoring.run;

import io.bailiwick.common.policy.PolicyVersion;
import io.bailiwick.scoring.gate.Assessment;
import io.bailiwick.scoring.gate.Evidence;
import io.bailiwick.scoring.gate.Figures;
import io.bailiwick.scoring.gate.History;
import io.bailiwick.scoring.gate.MonthTally;
import io.bailiwick.scoring.gate.ScoringPolicy;
import io.bailiwick.scoring.gate.Zone;
import io.bailiwick.scoring.ingest.Classification;
import io.bailiwick.scoring.ingest.FeedMonth;
import io.bailiwick.scoring.ingest.MonthTallies.RegistrarTally;
import io.bailiwick.scoring.ingest.Threat;
import io.bailiwick.scoring.snapshot.Snapshot;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Makes the scores of a run. A pure function of snapshot and policy; the run only lends its name to
 * the result.
 *
 * @param runId the run that the scores belong to
 */
record Scorer(
    UUID runId,
    int runVersion,
    Snapshot snapshot,
    String snapshotSha256,
    PolicyVersion<ScoringPolicy> policy) {

  List<ScoreView> scores() {
    Zone zone = snapshot.zone(policy.document().minimumEvidence(), policy.document());
    return snapshot.scored().registrars().stream().map(r -> score(r, zone)).toList();
  }

  private ScoreView score(RegistrarTally registrar, Zone zone) {
    Evidence minimum = policy.document().minimumEvidence();
    History history = snapshot.history(registrar, minimum);
    MonthTally month = history.scored();
    Assessment assessment =
        Assessment.of(registrar.registrar().ianaId(), history, zone, policy.document());
    Figures figures = assessment.figures();
    return new ScoreView(
        runId,
        runVersion,
        snapshot.month(),
        registrar.registrar(),
        registrar.name(),
        month.domains(),
        month.dumSum(),
        month.days(),
        figures.meanDum(),
        figures.ratePer10k(),
        figures.wilsonLower(),
        figures.wilsonUpper(),
        figures.clopperPearsonLower(),
        figures.clopperPearsonUpper(),
        figures.clopperPearsonLowerOneSided(),
        figures.clopperPearsonUpperOneSided(),
        month.families(),
        month.mature(),
        GateView.of(assessment.reward()),
        GateView.of(assessment.intervention()),
        GateView.of(assessment.watch()),
        GateView.of(assessment.acute()),
        GateView.of(assessment.exit()),
        assessment.isFragile(),
        assessment.sensitivity().stream().map(ScoreView.SensitivityView::of).toList(),
        split(registrar, minimum),
        byThreat(registrar, minimum),
        basis(minimum),
        policy.version(),
        snapshotSha256);
  }

  private ScoreView.@Nullable Basis basis(Evidence minimum) {
    Snapshot.Quality quality = snapshot.scored().quality();
    return quality == null
        ? null
        : new ScoreView.Basis(
            snapshot.definition(),
            snapshot.month().firstDay(),
            snapshot.month().lastDay(),
            quality.feeds().feeds().stream()
                .filter(feed -> !feed.muted())
                .map(FeedMonth.OfFeed::feed)
                .toList(),
            minimum,
            policy.document().decimals());
  }

  private static ScoreView.Split split(RegistrarTally registrar, Evidence minimum) {
    return new ScoreView.Split(
        Snapshot.domains(registrar, Threat.TOTAL, Classification.MALICIOUS, minimum),
        Snapshot.domains(registrar, Threat.TOTAL, Classification.COMPROMISED, minimum),
        Snapshot.domains(registrar, Threat.TOTAL, Classification.PLATFORM, minimum),
        Snapshot.domains(registrar, Threat.TOTAL, Classification.UNKNOWN, minimum));
  }

  private static SortedMap<Threat, Long> byThreat(RegistrarTally registrar, Evidence minimum) {
    SortedMap<Threat, Long> counts = new TreeMap<>();
    for (Threat threat : Threat.values()) {
      if (threat != Threat.TOTAL) {
        counts.put(threat, Snapshot.domains(registrar, threat, Classification.MALICIOUS, minimum));
      }
    }
    return counts;
  }
}

package io.bailiwick.qpi.evaluation;

import io.bailiwick.common.problem.ProblemException;
import io.bailiwick.common.time.Month;
import io.bailiwick.qpi.index.IndexDefinition;
import io.bailiwick.qpi.index.ScoreChoice;
import io.bailiwick.qpi.ingest.IngestGateway;
import io.bailiwick.qpi.kpi.Quantity;
import io.bailiwick.qpi.kpi.QuantityName;
import io.bailiwick.qpi.scoring.Measures;
import io.bailiwick.qpi.scoring.Run;
import io.bailiwick.qpi.scoring.Score;
import io.bailiwick.qpi.scoring.ScoringGateway;
import io.bailiwick.qpi.series.SeriesStore;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Asks the peers, outside of any transaction, for all that an evaluation is made from. */
@ApplicationScoped
class InputGathering {

  private final IngestGateway ingest;
  private final ScoringGateway scoring;
  private final SeriesStore series;

  @Inject
  InputGathering(IngestGateway ingest, ScoringGateway scoring, SeriesStore series) {
    this.ingest = ingest;
    this.scoring = scoring;
    this.series = series;
  }

  /** Scores of a month and the newest of the runs that they come from; null where there is none. */
  private record Scored(@Nullable UUID run, @Nullable Integer policyVersion, List<Score> scores) {}

  /**
   * All inputs of a month and of those before it that the definition's windows reach.
   *
   * @throws ProblemException STATE_CONFLICT where the month has no such scores, PEER_AWAY
   */
  FrozenInputs gather(Month month, ScoreChoice choice, IndexDefinition definition) {
    Set<String> quantities =
        definition.kpis().stream()
            .flatMap(kpi -> kpi.definition().quantities().stream())
            .collect(Collectors.toSet());
    Scored scored = scored(month, choice);
    UUID run = scored.run;
    Integer policyVersion = scored.policyVersion;
    if (run == null || policyVersion == null) {
      throw switch (choice) {
        case NEWEST ->
            ProblemException.conflict(
                "There is no scoring run of " + month + ".",
                List.of("Have the month scored in the scoring service first."));
        case PUBLISHED ->
            ProblemException.conflict(
                "No scores of " + month + " are published.",
                List.of(
                    "Have the month's scores published in the scoring service first.",
                    "Evaluate it provisionally."));
      };
    }
    MonthFacts facts = facts(month, scored, quantities);
    List<MonthFacts> earlier = new ArrayList<>();
    for (int i = 1; i < definition.window(); i++) {
      Month before = month.minus(i);
      earlier.add(facts(before, scored(before, choice), quantities));
    }
    return new FrozenInputs(
        month,
        run,
        policyVersion,
        facts.scores(),
        facts.portfolios(),
        choice,
        facts.measures(),
        facts.series(),
        earlier);
  }

  private Scored scored(Month month, ScoreChoice choice) {
    return switch (choice) {
      case NEWEST -> {
        Optional<Run> run = scoring.latestRun(month);
        yield run.isEmpty()
            ? new Scored(null, null, List.of())
            : new Scored(run.get().id(), run.get().policyVersion(), scoring.scores(run.get().id()));
      }
      case PUBLISHED -> {
        List<Score> scores = scoring.published(month);
        Optional<Score> newest =
            scores.stream()
                .filter(score -> score.runId() != null && score.policyVersion() != null)
                .max(
                    Comparator.comparing(
                        score -> Objects.requireNonNullElse(score.runVersion(), 0)));
        yield newest.isEmpty()
            ? new Scored(null, null, List.of())
            : new Scored(newest.get().runId(), newest.get().policyVersion(), scores);
      }
    };
  }

  private MonthFacts facts(Month month, Scored scored, Set<String> quantities) {
    Set<String> wanted = new HashSet<>();
    quantities.forEach(quantity -> QuantityName.series(quantity).ifPresent(wanted::add));
    return new MonthFacts(
        month,
        scored.policyVersion,
        scored.scores,
        ingest.portfolios(month).registrars(),
        readsMeasures(quantities) ? measures(scored) : List.of(),
        wanted.isEmpty() ? List.of() : series.points(wanted, month));
  }

  private static boolean readsMeasures(Set<String> quantities) {
    return Quantity.ofMeasures().stream().map(Quantity::name).anyMatch(quantities::contains);
  }

  /** Of each registrar from the run that its score comes from. */
  private List<Measures> measures(Scored scored) {
    UUID newest = scored.run;
    if (newest == null) {
      return List.of();
    }
    Map<UUID, Set<Integer>> registrars = new HashMap<>();
    Set<UUID> runs = new LinkedHashSet<>();
    for (Score score : scored.scores) {
      UUID run = Objects.requireNonNullElse(score.runId(), newest);
      runs.add(run);
      registrars.computeIfAbsent(run, id -> new HashSet<>()).add(score.registrar().ianaId());
    }
    List<Measures> measures = new ArrayList<>();
    for (UUID run : runs) {
      for (Measures each : scoring.measures(run)) {
        if (registrars.getOrDefault(run, Set.of()).contains(each.registrar().ianaId())) {
          measures.add(each);
        }
      }
    }
    return measures;
  }
}

package io.bailiwick.scoring.run;

import io.bailiwick.common.policy.Policies;
import io.bailiwick.common.problem.ErrorCode;
import io.bailiwick.common.problem.ProblemException;
import io.bailiwick.common.registrar.RegistrarId;
import io.bailiwick.common.security.Caller;
import io.bailiwick.common.security.RegistrarScope;
import io.bailiwick.common.time.BusinessClock;
import io.bailiwick.common.time.Month;
import io.bailiwick.scoring.gate.Clause;
import io.bailiwick.scoring.gate.ClauseState;
import io.bailiwick.scoring.gate.Evidence;
import io.bailiwick.scoring.gate.GateState;
import io.bailiwick.scoring.gate.ScoringPolicy;
import io.bailiwick.scoring.ingest.Classification;
import io.bailiwick.scoring.ingest.IngestGateway;
import io.bailiwick.scoring.ingest.MonthSurvival;
import io.bailiwick.scoring.picture.FunnelPlot;
import io.bailiwick.scoring.picture.HistoryPlot;
import io.bailiwick.scoring.picture.Picture;
import io.bailiwick.scoring.picture.Scorecard;
import io.bailiwick.scoring.picture.SurvivalPlot;
import io.bailiwick.scoring.policy.ScoringPolicyKind;
import io.bailiwick.scoring.run.ScoreRepository.Registrars;
import io.bailiwick.scoring.statistics.Exposure;
import io.bailiwick.scoring.statistics.KaplanMeier;
import io.bailiwick.scoring.statistics.Lifetime;
import io.bailiwick.scoring.statistics.Rate;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Draws what the stored scores say. Nothing is counted here, so that a picture and the score that
 * it shows never differ.
 */
@ApplicationScoped
class PictureService {

  /** More than there are accreditations. */
  private static final int MOST_REGISTRARS = 10_000;

  private static final int MONTHS_ON_A_SCORECARD = 13;
  private static final LocalDate BEFORE_ALL = LocalDate.of(1, 1, 1);

  private final RunRepository runs;
  private final ScoreRepository scores;
  private final IngestGateway ingest;
  private final Policies policies;
  private final ScoringPolicyKind kind;
  private final BusinessClock clock;
  private final Caller caller;

  @Inject
  PictureService(
      RunRepository runs,
      ScoreRepository scores,
      IngestGateway ingest,
      Policies policies,
      ScoringPolicyKind kind,
      BusinessClock clock,
      Caller caller) {
    this.runs = runs;
    this.scores = scores;
    this.ingest = ingest;
    this.policies = policies;
    this.kind = kind;
    this.clock = clock;
    this.caller = caller;
  }

  /**
   * The month's rates against size: of every accredited registrar for those who may see all, of
   * one's own among groups of the others for a registrar.
   */
  @Transactional
  Picture funnel(UUID runId) {
    Run run = run(runId);
    RegistrarScope scope = caller.scope();
    List<ScoreView> all = scoresOf(run);
    return scope.isAll()
        ? FunnelPlot.ofZone(
                YearMonth.from(run.month),
                all.stream()
                    .filter(PictureService::isAccredited)
                    .map(PictureService::point)
                    .toList(),
                settings(run))
            .draw()
        : among(run, all, scope::includes, settings(run));
  }

  private static Picture among(
      Run run, List<ScoreView> all, Predicate<RegistrarId> own, FunnelPlot.Settings settings) {
    return FunnelPlot.ofRegistrar(
            YearMonth.from(run.month),
            all.stream()
                .filter(score -> own.test(score.registrar()))
                .map(PictureService::point)
                .toList(),
            all.stream()
                .filter(score -> !own.test(score.registrar()))
                .filter(PictureService::isAccredited)
                .map(PictureService::rate)
                .toList(),
            settings)
        .draw();
  }

  /**
   * A registrar's rates month by month, by the newest version of each, up to this month.
   *
   * @param months how many, 1 or more
   * @throws ProblemException NOT_FOUND where there is no score, or none that the caller may see
   */
  @Transactional
  Picture history(RegistrarId registrar, int months) {
    caller.scope().require(registrar, "score");
    Month last = Month.of(clock.instant());
    List<ScoreView> found = latest(registrar, last.minus(months - 1), last);
    if (found.isEmpty()) {
      throw ProblemException.notFound("score");
    }
    return history(registrar, found);
  }

  /**
   * How long the abuse lived that began in the month, of a registrar and of the zone's accredited
   * ones, as ingest knows it now: no gate uses it, so that it is not part of the frozen input.
   *
   * @throws ProblemException NOT_FOUND as for {@link #scorecard}, PEER_AWAY where ingest does not
   *     answer
   */
  Picture survival(UUID runId, RegistrarId registrar) {
    Whom whom = QuarkusTransaction.requiringNew().call(() -> whom(run(runId), registrar));
    return survival(whom);
  }

  private Picture survival(Whom whom) {
    MonthSurvival lived = ingest.survival(whom.score.month());
    return new SurvivalPlot(
            whom.score.month().value(),
            whom.score.registrar().ianaId(),
            whom.score.registrarName(),
            lived.horizonHours(),
            whom.curves(lived, MonthSurvival.Clock.LISTING),
            whom.curves(lived, MonthSurvival.Clock.NOTIFICATION))
        .draw();
  }

  private Whom whom(Run run, RegistrarId registrar) {
    ScoreView score = score(run, registrar);
    return new Whom(
        score,
        scoresOf(run).stream()
            .filter(PictureService::isAccredited)
            .map(ScoreView::registrar)
            .collect(Collectors.toUnmodifiableSet()),
        policies.inForce(kind, score.month().firstDay()).document().minimumEvidence());
  }

  /**
   * Whose lifetimes are drawn beside whose.
   *
   * @param accredited the registrars of the run that are the zone
   * @param minimum the weakest evidence that counts
   */
  private record Whom(ScoreView score, Set<RegistrarId> accredited, Evidence minimum) {

    SurvivalPlot.Curves curves(MonthSurvival lived, MonthSurvival.Clock clock) {
      List<Lifetime> own = new ArrayList<>();
      List<Lifetime> zone = new ArrayList<>();
      int others = 0;
      for (MonthSurvival.OfRegistrar each : lived.registrars()) {
        List<Lifetime> lifetimes = lifetimes(each, clock);
        boolean self = each.registrar().equals(score.registrar());
        if (self) {
          own.addAll(lifetimes);
        }
        if (accredited.contains(each.registrar())) {
          zone.addAll(lifetimes);
          others += self || lifetimes.isEmpty() ? 0 : 1;
        }
      }
      return new SurvivalPlot.Curves(
          KaplanMeier.of(own),
          others < SurvivalPlot.LEAST_OTHERS
              ? Optional.empty()
              : Optional.of(KaplanMeier.of(zone)));
    }

    private List<Lifetime> lifetimes(MonthSurvival.OfRegistrar each, MonthSurvival.Clock clock) {
      List<Lifetime> lifetimes = new ArrayList<>();
      for (MonthSurvival.Lived row : each.survival()) {
        if (row.clock() == clock
            && row.classification() == Classification.MALICIOUS
            && row.evidence().compareTo(minimum) >= 0) {
          Lifetime one = new Lifetime(row.hours().doubleValue(), row.action() != null);
          for (long i = 0; i < row.incidents(); i++) {
            lifetimes.add(one);
          }
        }
      }
      return lifetimes;
    }
  }

  /**
   * A registrar's month on a page, as that version of it said. Where ingest does not answer, the
   * page says so in place of how long the abuse lived.
   *
   * @throws ProblemException NOT_FOUND where there is no such run, no such score, or none that the
   *     caller may see
   */
  Scorecard scorecard(UUID runId, RegistrarId registrar) {
    Draft draft = QuarkusTransaction.requiringNew().call(() -> draft(run(runId), registrar));
    try {
      return draft.card.with(survival(draft.whom));
    } catch (ProblemException e) {
      if (e.code() != ErrorCode.PEER_AWAY) {
        throw e;
      }
      return draft.card.without(
          "How long the abuse lived: abuse-ingest-service, which knows it, did not answer when this page was made.");
    }
  }

  private record Draft(Scorecard card, Whom whom) {}

  private Draft draft(Run run, RegistrarId registrar) {
    Whom whom = whom(run, registrar);
    return new Draft(card(run, whom.score), whom);
  }

  private Scorecard card(Run run, ScoreView score) {
    RegistrarId registrar = score.registrar();
    Month month = score.month();
    List<ScoreView> past =
        new ArrayList<>(latest(registrar, month.minus(MONTHS_ON_A_SCORECARD - 1), month.minus(1)));
    past.add(score);
    List<Picture> pictures =
        List.of(
            history(registrar, past), among(run, scoresOf(run), registrar::equals, settings(run)));
    return new Scorecard(
        new Scorecard.Who(registrar.ianaId(), score.registrarName(), month.value()),
        made(run, score),
        counted(score),
        rates(score),
        gates(score),
        pictures,
        List.of());
  }

  private Run run(UUID id) {
    return runs.findByIdOptional(id).orElseThrow(() -> ProblemException.notFound("run"));
  }

  private ScoreView score(Run run, RegistrarId registrar) {
    caller.scope().require(registrar, "score");
    return scores.ofRun(run.id, only(registrar), 0, 1).stream()
        .findFirst()
        .map(RunService::view)
        .orElseThrow(() -> ProblemException.notFound("score"));
  }

  private List<ScoreView> scoresOf(Run run) {
    return scores.ofRun(run.id, new Registrars(true, List.of()), 0, MOST_REGISTRARS).stream()
        .map(RunService::view)
        .toList();
  }

  private List<ScoreView> latest(RegistrarId registrar, Month from, Month to) {
    return scores
        .latest(from.firstDay(), to.firstDay(), only(registrar), BEFORE_ALL, 0, MOST_REGISTRARS)
        .stream()
        .map(RunService::view)
        .toList();
  }

  private static Registrars only(RegistrarId registrar) {
    return new Registrars(false, List.of(registrar.ianaId()));
  }

  private static boolean isAccredited(ScoreView score) {
    return score.reward().clauses().stream()
        .anyMatch(
            clause -> clause.clause() == Clause.ACCREDITED && clause.state() == ClauseState.HOLDS);
  }

  /** By the policy that the month is judged by, so that the limits are those of its clauses. */
  private FunnelPlot.Settings settings(Run run) {
    ScoringPolicy.Peers peers = policies.inForce(kind, run.month).document().peers();
    return new FunnelPlot.Settings(peers.minimumNames(), peers.winsorised().doubleValue());
  }

  private static FunnelPlot.Registrar point(ScoreView score) {
    return new FunnelPlot.Registrar(score.registrar().ianaId(), score.registrarName(), rate(score));
  }

  /** As it was counted; on no names where a day has no evidence of them. */
  private static Rate rate(ScoreView score) {
    boolean complete = score.days() == score.month().days();
    return new Rate(
        score.domains(), complete ? Exposure.mean(score.dumSum(), score.days()) : Exposure.NONE);
  }

  private static Picture history(RegistrarId registrar, List<ScoreView> found) {
    return new HistoryPlot(
            registrar.ianaId(),
            found.getLast().registrarName(),
            found.stream().map(PictureService::monthOf).toList())
        .draw();
  }

  private static HistoryPlot.Month monthOf(ScoreView score) {
    boolean assessable = score.reward().state() != GateState.NOT_ASSESSABLE;
    return new HistoryPlot.Month(
        score.month().value(),
        score.runVersion(),
        score.policyVersion(),
        assessable,
        assessable ? "" : score.reward().summary(),
        score.domains(),
        score.meanDum(),
        score.ratePer10k(),
        score.wilsonLower(),
        score.wilsonUpper(),
        threshold(score.reward(), Clause.UPPER_BOUND),
        threshold(score.intervention(), Clause.LOWER_BOUND));
  }

  private static @Nullable BigDecimal threshold(GateView gate, Clause clause) {
    return gate.clauses().stream()
        .filter(result -> result.clause() == clause)
        .map(result -> result.values().get("thresholdPer10k"))
        .filter(Objects::nonNull)
        .findFirst()
        .orElse(null);
  }

  private Scorecard.Made made(Run run, ScoreView score) {
    int newest = runs.latest(score.month()).map(standing -> standing.version).orElse(run.version);
    return new Scorecard.Made(
        run.id.toString(),
        run.version,
        newest > run.version ? newest : null,
        score.mature(),
        run.policyVersion,
        run.snapshotSha256,
        run.createdAt.toString());
  }

  private static List<Scorecard.Figure> counted(ScoreView score) {
    List<Scorecard.Figure> figures = new ArrayList<>();
    figures.add(figure("Malicious domains, first seen abused in the month", score.domains()));
    score.byThreat().entrySet().stream()
        .filter(entry -> entry.getValue() > 0)
        .sorted(Comparator.comparing(Map.Entry::getKey))
        .forEach(
            entry ->
                figures.add(
                    figure(
                        "of these, " + entry.getKey().name().toLowerCase(Locale.ROOT),
                        entry.getValue())));
    figures.add(figure("Independent source families that named them", score.families()));
    figures.add(new Scorecard.Figure("Names under management, mean of the month", score.meanDum()));
    figures.add(figure("Days with evidence of names", score.days()));
    figures.add(figure("Not counted: broken into", score.split().compromised()));
    figures.add(figure("Not counted: platforms for others", score.split().platform()));
    figures.add(figure("Not counted: not known which", score.split().unknown()));
    return figures;
  }

  private static List<Scorecard.Figure> rates(ScoreView score) {
    return List.of(
        new Scorecard.Figure("Rate", score.ratePer10k()),
        new Scorecard.Figure("Shown interval, from (Wilson, 95 %)", score.wilsonLower()),
        new Scorecard.Figure("Shown interval, to", score.wilsonUpper()),
        new Scorecard.Figure(
            "Exact interval, from (Clopper and Pearson, 95 %)", score.clopperPearsonLower()),
        new Scorecard.Figure("Exact interval, to", score.clopperPearsonUpper()),
        new Scorecard.Figure(
            "One-sided lower bound, for intervention", score.clopperPearsonLowerOneSided()),
        new Scorecard.Figure(
            "One-sided upper bound of this month", score.clopperPearsonUpperOneSided()));
  }

  private static Scorecard.Figure figure(String label, long value) {
    return new Scorecard.Figure(label, BigDecimal.valueOf(value));
  }

  /** Those that there were when the score was made. */
  private static List<Scorecard.GateResult> gates(ScoreView score) {
    List<Scorecard.GateResult> gates = new ArrayList<>();
    gates.add(gate("Reward gate", score.reward()));
    add(gates, "Watch gate", score.watch());
    gates.add(gate("Intervention gate", score.intervention()));
    add(gates, "Acute gate", score.acute());
    add(gates, "Exit gate", score.exit());
    return gates;
  }

  private static void add(List<Scorecard.GateResult> gates, String name, @Nullable GateView gate) {
    if (gate != null) {
      gates.add(gate(name, gate));
    }
  }

  private static Scorecard.GateResult gate(String name, GateView gate) {
    return new Scorecard.GateResult(
        name,
        words(gate.state()),
        gate.summary(),
        gate.clauses().stream()
            .map(
                clause ->
                    new Scorecard.ClauseLine(
                        clause.clause().label(),
                        words(clause.state()),
                        clause.sentence(),
                        clause.values()))
            .toList(),
        gate.notInUse().stream().map(Clause::label).toList());
  }

  private static String words(GateState state) {
    return switch (state) {
      case HOLDS -> "holds";
      case HOLDS_PROVISIONALLY -> "holds provisionally";
      case DOES_NOT_HOLD -> "does not hold";
      case NOT_ASSESSABLE -> "not assessable";
    };
  }

  private static String words(ClauseState state) {
    return switch (state) {
      case HOLDS -> "met";
      case DOES_NOT_HOLD -> "not met";
      case NOT_ASSESSABLE -> "open";
    };
  }
}

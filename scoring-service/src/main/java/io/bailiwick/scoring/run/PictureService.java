package io.bailiwick.scoring.run;

import io.bailiwick.common.policy.Policies;
import io.bailiwick.common.problem.ProblemException;
import io.bailiwick.common.registrar.RegistrarId;
import io.bailiwick.common.security.Caller;
import io.bailiwick.common.security.RegistrarScope;
import io.bailiwick.common.time.BusinessClock;
import io.bailiwick.common.time.Month;
import io.bailiwick.scoring.gate.Clause;
import io.bailiwick.scoring.gate.ClauseState;
import io.bailiwick.scoring.gate.Disclosure;
import io.bailiwick.scoring.gate.Evidence;
import io.bailiwick.scoring.gate.GateState;
import io.bailiwick.scoring.gate.ScoringPolicy;
import io.bailiwick.scoring.ingest.Threat;
import io.bailiwick.scoring.measure.Clock;
import io.bailiwick.scoring.measure.MeasureFacts;
import io.bailiwick.scoring.measure.Persisting;
import io.bailiwick.scoring.measure.Terms;
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
import java.util.UUID;
import java.util.function.Predicate;
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
  private final MeasureService measures;
  private final Policies policies;
  private final ScoringPolicyKind kind;
  private final BusinessClock clock;
  private final Caller caller;

  @Inject
  PictureService(
      RunRepository runs,
      ScoreRepository scores,
      MeasureService measures,
      Policies policies,
      ScoringPolicyKind kind,
      BusinessClock clock,
      Caller caller) {
    this.runs = runs;
    this.scores = scores;
    this.measures = measures;
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
   * ones, as the run's snapshot has it: an old run's picture never changes.
   *
   * @throws ProblemException NOT_FOUND as for {@link #scorecard}, and where the snapshot is from
   *     before lifetimes were frozen
   */
  @Transactional
  Picture survival(UUID runId, RegistrarId registrar) {
    Run run = run(runId);
    return survival(run, score(run, registrar))
        .orElseThrow(() -> ProblemException.notFound("lifetime in the snapshot of this run"));
  }

  private Optional<Picture> survival(Run run, ScoreView score) {
    Measuring measuring = measures.measuring(run);
    Integer horizon = measuring.horizonHours();
    if (horizon == null) {
      return Optional.empty();
    }
    Evidence minimum = policies.named(kind, run.policyId).document().minimumEvidence();
    List<RegistrarId> accredited =
        scoresOf(run).stream()
            .filter(PictureService::isAccredited)
            .map(ScoreView::registrar)
            .toList();
    return Optional.of(
        new SurvivalPlot(
                score.month().value(),
                score.registrar().ianaId(),
                score.registrarName(),
                horizon,
                curves(measuring, Clock.LISTING, score.registrar(), accredited, minimum),
                curves(measuring, Clock.NOTIFICATION, score.registrar(), accredited, minimum))
            .draw());
  }

  /**
   * A registrar's curve, and that of the zone where enough others have incidents.
   *
   * @param accredited the registrars of the run that are the zone
   */
  private static SurvivalPlot.Curves curves(
      Measuring measuring,
      Clock clock,
      RegistrarId registrar,
      List<RegistrarId> accredited,
      Evidence minimum) {
    List<Lifetime> zone = new ArrayList<>();
    int others = 0;
    for (RegistrarId each : accredited) {
      List<Lifetime> lifetimes = lifetimes(measuring, clock, each, minimum);
      zone.addAll(lifetimes);
      others += each.equals(registrar) || lifetimes.isEmpty() ? 0 : 1;
    }
    return new SurvivalPlot.Curves(
        KaplanMeier.of(lifetimes(measuring, clock, registrar, minimum)),
        others < SurvivalPlot.LEAST_OTHERS ? Optional.empty() : Optional.of(KaplanMeier.of(zone)));
  }

  private static List<Lifetime> lifetimes(
      Measuring measuring, Clock clock, RegistrarId registrar, Evidence minimum) {
    List<MeasureFacts.Lived> lived = measuring.lifetimes(registrar, minimum);
    return lived == null ? List.of() : Persisting.lifetimes(clock, lived);
  }

  /**
   * A registrar's month on a page, as that version of it said.
   *
   * @throws ProblemException NOT_FOUND where there is no such run, no such score, or none that the
   *     caller may see
   */
  @Transactional
  Scorecard scorecard(UUID runId, RegistrarId registrar) {
    Run run = run(runId);
    ScoreView score = score(run, registrar);
    Scorecard card = card(run, score);
    return survival(run, score)
        .map(card::with)
        .orElseGet(
            () ->
                card.without(
                    "How long the abuse lived: lifetimes were not yet part of what this version was made from."));
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
        counted(run, score),
        rates(score),
        // The page may be passed on, so that nobody's copy holds more than the registrar's own.
        gates(score.toldBy(new Disclosure(1))),
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

  /** What the score counts, and beside it what the snapshot lets be measured. */
  private List<Scorecard.Figure> counted(Run run, ScoreView score) {
    Terms terms = Terms.of(policies.named(kind, run.policyId).document());
    List<Scorecard.Figure> figures = counted(score);
    figures.addAll(
        MeasuredFigures.of(
            measures
                .measuring(run)
                .measure(score.registrar(), Measuring.ALL, Threat.TOTAL, terms)));
    return figures;
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

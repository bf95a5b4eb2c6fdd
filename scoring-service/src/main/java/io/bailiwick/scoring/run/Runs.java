package io.bailiwick.scoring.run;

import io.bailiwick.common.id.Ids;
import io.bailiwick.common.json.CanonicalJson;
import io.bailiwick.common.problem.ProblemException;
import io.bailiwick.common.registrar.RegistrarId;
import io.bailiwick.common.security.Caller;
import io.bailiwick.common.time.Month;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.io.IOException;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;

/** The versions of months' scores, for the features that make, compare and publish them. */
@ApplicationScoped
public class Runs {

  private final RunService service;
  private final RunRepository runs;
  private final ScoreRepository scores;
  private final RunCauseRepository causes;
  private final Caller caller;

  @Inject
  Runs(
      RunService service,
      RunRepository runs,
      ScoreRepository scores,
      RunCauseRepository causes,
      Caller caller) {
    this.service = service;
    this.runs = runs;
    this.scores = scores;
    this.causes = causes;
    this.caller = caller;
  }

  /** One version of a month. */
  public record Version(
      UUID id,
      Month month,
      int version,
      UUID snapshotId,
      String snapshotSha256,
      int policyVersion,
      boolean mature) {}

  /**
   * What ingest told of a change.
   *
   * @param registrar IANA ID; 0: of every registrar
   * @param cause in ingest's words
   * @param incidents how many changed
   */
  public record Told(Month changedMonth, int registrar, String cause, long incidents) {}

  /** Months that were ever scored, in order. */
  @Transactional
  public List<Month> scoredMonths() {
    return runs
        .getEntityManager()
        .createQuery("select distinct r.month from Run r order by r.month", LocalDate.class)
        .getResultList()
        .stream()
        .map(day -> Month.of(day))
        .toList();
  }

  /** Months whose newest version was made before they were mature, in order. */
  @Transactional
  public List<Month> openMonths() {
    return runs
        .getEntityManager()
        .createQuery(
            """
            select r.month from Run r
            where r.mature = false and r.version = (select max(n.version) from Run n where n.month = r.month)
            order by r.month
            """,
            LocalDate.class)
        .getResultList()
        .stream()
        .map(day -> Month.of(day))
        .toList();
  }

  /**
   * The version that now stands for a month, made now where anything changed.
   *
   * @param told why it may have; kept with a version that is made
   * @throws ProblemException PEER_AWAY where ingest does not answer
   */
  @Transactional(Transactional.TxType.MANDATORY)
  public Version score(Month month, List<Told> told) {
    RunService.Outcome outcome = service.runWithin(month);
    UUID id = outcome.run().id();
    if (outcome.created()) {
      told.forEach(cause -> causes.persist(row(id, cause)));
    }
    return get(id);
  }

  private static RunCause row(UUID run, Told told) {
    RunCause row = new RunCause();
    row.id = Ids.next();
    row.runId = run;
    row.changedMonth = told.changedMonth().firstDay();
    row.registrar = told.registrar();
    row.cause = told.cause();
    row.incidents = told.incidents();
    return row;
  }

  @Transactional
  public Optional<Version> newest(Month month) {
    return runs.latest(month).map(Runs::version);
  }

  /**
   * @throws ProblemException NOT_FOUND
   */
  @Transactional
  public Version get(UUID id) {
    return runs.findByIdOptional(id)
        .map(Runs::version)
        .orElseThrow(() -> ProblemException.notFound("run"));
  }

  private static Version version(Run run) {
    return new Version(
        run.id,
        Month.of(run.month),
        run.version,
        run.snapshotId,
        run.snapshotSha256,
        run.policyVersion,
        run.mature);
  }

  /** The scores of one version, by IANA ID. */
  @Transactional
  public SortedMap<Integer, ScoreView> scores(UUID run) {
    SortedMap<Integer, ScoreView> found = new TreeMap<>();
    scores.list("runId", run).forEach(score -> found.put(score.registrar, RunService.view(score)));
    return found;
  }

  /** One registrar's score in one version, as the caller may read it. */
  @Transactional
  public Optional<ScoreView> score(UUID run, RegistrarId registrar) {
    return scores.of(run, List.of(registrar.ianaId())).stream()
        .findFirst()
        .map(RunService::view)
        .map(view -> RunService.cut(caller).map(view::toldBy).orElse(view));
  }

  /** IANA IDs of those of whom two versions of a month say something different. */
  @Transactional
  public Set<Integer> differing(UUID one, UUID other) {
    if (one.equals(other)) {
      return Set.of();
    }
    SortedMap<Integer, Score> before = rows(one);
    SortedMap<Integer, Score> after = rows(other);
    Set<Integer> registrars = new TreeSet<>(before.keySet());
    registrars.addAll(after.keySet());
    registrars.removeIf(
        registrar ->
            before.containsKey(registrar)
                && after.containsKey(registrar)
                && saySame(before.get(registrar), after.get(registrar)));
    return registrars;
  }

  private SortedMap<Integer, Score> rows(UUID run) {
    return scores.list("runId", run).stream()
        .collect(
            Collectors.toMap(
                score -> score.registrar, score -> score, (one, other) -> one, TreeMap::new));
  }

  private static boolean saySame(Score one, Score other) {
    try {
      ScoreComparison comparison =
          ScoreComparison.of(CanonicalJson.tree(one.document), CanonicalJson.tree(other.document));
      return comparison.figures().isEmpty() && comparison.gates().isEmpty();
    } catch (IOException e) {
      throw new IllegalStateException("a score cannot be read", e);
    }
  }
}

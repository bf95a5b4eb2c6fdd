package io.bailiwick.scoring.run;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.summingLong;

import com.fasterxml.jackson.databind.JsonNode;
import io.bailiwick.common.json.CanonicalJson;
import io.bailiwick.common.page.Cursor;
import io.bailiwick.common.page.Page;
import io.bailiwick.common.page.PageRequest;
import io.bailiwick.common.problem.ProblemException;
import io.bailiwick.common.problem.Violation;
import io.bailiwick.common.registrar.RegistrarId;
import io.bailiwick.common.security.Caller;
import io.bailiwick.common.security.RegistrarScope;
import io.bailiwick.common.time.Month;
import io.bailiwick.scoring.run.ScoreDifference.IngestCause;
import io.bailiwick.scoring.run.ScoreRepository.Registrars;
import io.bailiwick.scoring.snapshot.Snapshots;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Shows how two versions of a month differ. */
@ApplicationScoped
class DifferenceService {

  /** Registrars that are compared in one go. */
  private static final int BATCH = 200;

  private final RunRepository runs;
  private final ScoreRepository scores;
  private final RunCauseRepository causes;
  private final Snapshots snapshots;
  private final Caller caller;

  @Inject
  DifferenceService(
      RunRepository runs,
      ScoreRepository scores,
      RunCauseRepository causes,
      Snapshots snapshots,
      Caller caller) {
    this.runs = runs;
    this.scores = scores;
    this.causes = causes;
    this.snapshots = snapshots;
    this.caller = caller;
  }

  /** Two versions of a month, with everything between them in which changes were told. */
  private record Pair(Run from, Run to, List<UUID> later, SnapshotComparison snapshots) {}

  /**
   * @param from null: the version that the run supersedes
   */
  @Transactional
  Page<ScoreDifference> differences(UUID id, @Nullable UUID from, PageRequest request) {
    Run to = found(id);
    Pair pair = pair(former(to, from), to);
    RegistrarScope scope = caller.scope();
    Registrars readable =
        new Registrars(scope.isAll(), scope.ids().stream().map(RegistrarId::ianaId).toList());
    return Page.of(
        request,
        ScoreDifference.class,
        (after, limit) ->
            rows(pair, readable, after == null ? 0 : (int) Cursor.number(after), limit),
        difference -> Cursor.key(difference.registrar()));
  }

  private Run found(UUID id) {
    return runs.findByIdOptional(id).orElseThrow(() -> ProblemException.notFound("run"));
  }

  private Run former(Run to, @Nullable UUID wanted) {
    if (wanted == null) {
      if (to.supersedes == null) {
        throw ProblemException.conflict(
            "The run is the first version of its month, so it supersedes none.",
            List.of("Name another version of the month in 'from'."));
      }
      return found(to.supersedes);
    }
    Run from = found(wanted);
    if (!from.month.equals(to.month)) {
      throw ProblemException.invalid(
          "Versions of one month are compared.",
          new Violation("from", "is a run of " + YearMonth.from(to.month)));
    }
    return from;
  }

  private Pair pair(Run from, Run to) {
    List<UUID> later =
        runs
            .list(
                "month = ?1 and version > ?2 and version <= ?3", to.month, from.version, to.version)
            .stream()
            .map(run -> run.id)
            .toList();
    return new Pair(from, to, later, new SnapshotComparison(content(from), content(to)));
  }

  private JsonNode content(Run run) {
    return tree(
        new String(snapshots.get(run.snapshotId).content(), StandardCharsets.UTF_8), run.id);
  }

  private static JsonNode tree(String json, UUID of) {
    try {
      return CanonicalJson.tree(json);
    } catch (IOException e) {
      throw new IllegalStateException("what is kept of " + of + " is no JSON", e);
    }
  }

  private List<ScoreDifference> rows(Pair pair, Registrars readable, int after, int limit) {
    List<ScoreDifference> rows = new ArrayList<>();
    int last = after;
    while (rows.size() < limit) {
      List<Integer> registrars =
          scores.registrarsOf(pair.from().id, pair.to().id, readable, last, BATCH);
      if (registrars.isEmpty()) {
        break;
      }
      rows.addAll(compared(pair, registrars));
      last = registrars.getLast();
    }
    return rows.size() > limit ? rows.subList(0, limit) : rows;
  }

  private List<ScoreDifference> compared(Pair pair, List<Integer> registrars) {
    Map<Integer, JsonNode> before = documents(pair.from(), registrars);
    Map<Integer, JsonNode> after = documents(pair.to(), registrars);
    List<RunCause> told = pair.later().isEmpty() ? List.of() : causes.of(pair.later(), registrars);
    List<ScoreDifference> rows = new ArrayList<>();
    for (int registrar : registrars) {
      JsonNode old = before.get(registrar);
      JsonNode fresh = after.get(registrar);
      ScoreComparison comparison = ScoreComparison.of(old, fresh);
      ScoreDifference row =
          new ScoreDifference(
              RegistrarId.of(registrar),
              name(fresh == null ? old : fresh),
              Month.of(pair.to().month),
              pair.from().id,
              pair.from().version,
              pair.to().id,
              pair.to().version,
              comparison.figures(),
              comparison.gates(),
              pair.snapshots()
                  .causes(
                      RegistrarId.of(registrar), !pair.from().policyId.equals(pair.to().policyId)),
              told(told, registrar));
      if (!row.saysNothing()) {
        rows.add(row);
      }
    }
    return rows;
  }

  private static String name(@Nullable JsonNode score) {
    return score == null ? "" : score.path("registrarName").asText();
  }

  private Map<Integer, JsonNode> documents(Run run, List<Integer> registrars) {
    Map<Integer, JsonNode> documents = new TreeMap<>();
    scores.of(run.id, registrars).forEach(score -> documents.put(score.registrar, readable(score)));
    return documents;
  }

  /** The score as the caller may read it. */
  private JsonNode readable(Score score) {
    return RunService.cut(caller)
        .map(cut -> tree(CanonicalJson.text(RunService.view(score).toldBy(cut)), score.id))
        .orElseGet(() -> tree(score.document, score.id));
  }

  private record Key(Month month, String cause) {}

  private static List<IngestCause> told(List<RunCause> causes, int registrar) {
    return causes.stream()
        .filter(cause -> cause.registrar == registrar || cause.registrar == 0)
        .collect(
            groupingBy(
                cause -> new Key(Month.of(cause.changedMonth), cause.cause),
                LinkedHashMap::new,
                summingLong(cause -> cause.incidents)))
        .entrySet()
        .stream()
        .map(
            entry ->
                new IngestCause(entry.getKey().month(), entry.getKey().cause(), entry.getValue()))
        .toList();
  }
}

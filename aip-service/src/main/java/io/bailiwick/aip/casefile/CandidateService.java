package io.bailiwick.aip.casefile;

import io.bailiwick.aip.scoring.Run;
import io.bailiwick.aip.scoring.Score;
import io.bailiwick.aip.scoring.Score.GateState;
import io.bailiwick.aip.scoring.ScoringGateway;
import io.bailiwick.aip.scoring.ScoringGateway.ScoredRun;
import io.bailiwick.common.id.Ids;
import io.bailiwick.common.idempotency.Idempotency;
import io.bailiwick.common.json.CanonicalJson;
import io.bailiwick.common.page.Cursor;
import io.bailiwick.common.page.Page;
import io.bailiwick.common.page.PageRequest;
import io.bailiwick.common.problem.ProblemException;
import io.bailiwick.common.problem.Violation;
import io.bailiwick.common.security.Caller;
import io.bailiwick.common.time.BusinessClock;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** Candidates: made from scores, confirmed or dismissed by people. */
@ApplicationScoped
class CandidateService {
  private final CaseRepository cases;
  private final FindingRepository findings;
  private final HistoryRepository history;
  private final CaseJournal journal;
  private final CaseService service;
  private final ScoringGateway scoring;
  private final Idempotency idempotency;
  private final BusinessClock clock;
  private final Caller caller;

  @Inject
  CandidateService(
      CaseRepository cases,
      FindingRepository findings,
      HistoryRepository history,
      CaseJournal journal,
      CaseService service,
      ScoringGateway scoring,
      Idempotency idempotency,
      BusinessClock clock,
      Caller caller) {
    this.cases = cases;
    this.findings = findings;
    this.history = history;
    this.journal = journal;
    this.service = service;
    this.scoring = scoring;
    this.idempotency = idempotency;
    this.clock = clock;
    this.caller = caller;
  }

  /** What a run of candidates did. */
  @Schema(name = "CandidateRun")
  public record Outcome(
      @Schema(description = "New candidates", examples = "1") int created,
      @Schema(description = "Findings of this scoring run that were already there", examples = "0")
          int existing,
      @Schema(description = "New findings that joined an open candidate or case", examples = "0")
          int joined) {}

  /**
   * Makes candidates of the registrars for whom the intervention gate of a scoring run holds.
   * Provisionally is not enough: doubt favours the registrar.
   */
  Outcome run(UUID scoringRunId, @Nullable String key) {
    // Before the transaction: no connection is held while a peer is asked.
    ScoredRun scored =
        scoring
            .scoredRun(scoringRunId)
            .orElseThrow(
                () ->
                    ProblemException.invalid(
                        "scoring-service has no such run.",
                        new Violation("runId", "is the identifier of a scoring run")));
    return idempotency.once(
        key, "candidate-run", Map.of("runId", scoringRunId), Outcome.class, () -> add(scored));
  }

  private Outcome add(ScoredRun scored) {
    cases.lockCandidates();
    int created = 0;
    int existing = 0;
    int joined = 0;
    for (Score score : scored.scores()) {
      if (score.intervention().state() != GateState.HOLDS) {
        continue;
      }
      if (findings.exists(scored.run().id(), score.registrar())) {
        existing++;
        continue;
      }
      Optional<CaseFile> open = cases.lockedOpen(score.registrar());
      if (open.isPresent()) {
        journal.join(open.get(), keep(open.get(), scored.run(), score));
        joined++;
      } else {
        CaseFile file = new CaseFile();
        file.id = Ids.next();
        file.registrar = score.registrar().ianaId();
        file.registrarName = score.registrarName();
        file.state = CaseState.CANDIDATE;
        file.createdAt = clock.instant();
        journal.create(file);
        Finding unused = keep(file, scored.run(), score);
        created++;
      }
    }
    return new Outcome(created, existing, joined);
  }

  private Finding keep(CaseFile file, Run run, Score score) {
    Finding finding = new Finding();
    finding.id = Ids.next();
    finding.caseId = file.id;
    finding.registrar = file.registrar;
    finding.scoringRunId = run.id();
    finding.scoringRunVersion = run.version();
    finding.month = run.month().toString();
    finding.snapshotSha256 = run.snapshotSha256();
    finding.policyVersion = run.policyVersion();
    finding.summary = score.intervention().summary();
    finding.score = CanonicalJson.text(score);
    finding.foundAt = clock.instant();
    findings.persist(finding);
    return finding;
  }

  @Transactional
  Page<CandidateRow> list(@Nullable CandidateState state, PageRequest request) {
    return Page.of(
        request,
        CandidateRow.class,
        (after, limit) -> {
          List<CaseFile> files = cases.candidates(state, Cursor.id(after), limit);
          Map<UUID, List<Finding>> byCase =
              findings.ofCases(files.stream().map(file -> file.id).toList()).stream()
                  .collect(Collectors.groupingBy(finding -> finding.caseId));
          return files.stream()
              .map(file -> CandidateRow.of(file, Objects.requireNonNull(byCase.get(file.id))))
              .toList();
        },
        row -> Cursor.key(row.id()));
  }

  @Transactional
  CandidateView get(UUID id) {
    return view(cases.findByIdOptional(id).orElseThrow(CandidateService::notFound));
  }

  /** A person finds that it is a case. */
  CaseView confirm(UUID id, String reason, @Nullable String key) {
    return idempotency.once(
        key,
        "candidate/" + id + "/confirmation",
        Map.of("reason", reason),
        CaseView.class,
        () -> {
          CaseFile file = cases.locked(id).orElseThrow(CandidateService::notFound);
          CaseMachine.Transition transition =
              journal.check(file, CaseEvent.CONFIRM, CaseFacts.NONE);
          Instant now = clock.instant();
          int number = cases.nextReference();
          file.openedAt = now;
          file.openedBy = caller.name();
          file.reference = "AIP-%d-%04d".formatted(now.atZone(ZoneOffset.UTC).getYear(), number);
          journal.apply(file, transition, reason, null);
          return service.view(file);
        });
  }

  /** A person finds that it is none. */
  @Transactional
  CandidateView dismiss(UUID id, String reason) {
    CaseFile file = cases.locked(id).orElseThrow(CandidateService::notFound);
    journal.apply(file, CaseEvent.DISMISS, CaseFacts.NONE, reason);
    return view(file);
  }

  private CandidateView view(CaseFile file) {
    return CandidateView.of(file, findings.ofCase(file.id), history.ofCase(file.id));
  }

  private static ProblemException notFound() {
    return ProblemException.notFound("candidate");
  }
}

package io.bailiwick.aip.casefile;

import io.bailiwick.aip.ingest.IngestGateway;
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
import io.bailiwick.common.registrar.RegistrarId;
import io.bailiwick.common.security.Caller;
import io.bailiwick.common.security.Permission;
import io.bailiwick.common.time.BusinessClock;
import io.bailiwick.common.time.Day;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.EnumMap;
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
  private final IngestGateway ingest;
  private final Grounds grounds;
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
      IngestGateway ingest,
      Grounds grounds,
      Idempotency idempotency,
      BusinessClock clock,
      Caller caller) {
    this.cases = cases;
    this.findings = findings;
    this.history = history;
    this.journal = journal;
    this.service = service;
    this.scoring = scoring;
    this.ingest = ingest;
    this.grounds = grounds;
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
          int joined,
      @Schema(
              description =
                  "Left out although the intervention gate holds: fragile, of a month that is not mature, or not known to be neither",
              examples = "0")
          int notFirm,
      @Schema(
              description =
                  "Left out although the intervention gate holds: this run is not what is published of the registrar",
              examples = "0")
          int notPublished) {}

  /**
   * Makes candidates of the registrars for whom the intervention gate of a scoring run holds, as
   * far as the run is published, its month is mature and the result does not depend on how the
   * months are counted; and of those for whom its acute gate holds, which waits for none of that.
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
    Map<RegistrarId, String> families = ingest.families(new Day(clock.today()));
    return idempotency.once(
        key,
        "candidate-run",
        Map.of("runId", scoringRunId),
        Outcome.class,
        () -> add(scored, families));
  }

  private Outcome add(ScoredRun scored, Map<RegistrarId, String> families) {
    cases.lockCandidates();
    Map<Found, Integer> counts = new EnumMap<>(Found.class);
    for (Score score : scored.scores()) {
      String family = families.get(score.registrar());
      if (score.holdsAcutely()) {
        counts.merge(find(scored.run(), score, FindingGate.ACUTE, family), 1, Integer::sum);
      }
      if (score.intervention().state() == GateState.HOLDS) {
        Found found =
            !score.mayMakeCase()
                ? Found.NOT_FIRM
                : !scored.published().contains(score.registrar())
                    ? Found.NOT_PUBLISHED
                    : find(scored.run(), score, FindingGate.INTERVENTION, family);
        counts.merge(found, 1, Integer::sum);
      }
    }
    return new Outcome(
        counts.getOrDefault(Found.CREATED, 0),
        counts.getOrDefault(Found.EXISTING, 0),
        counts.getOrDefault(Found.JOINED, 0),
        counts.getOrDefault(Found.NOT_FIRM, 0),
        counts.getOrDefault(Found.NOT_PUBLISHED, 0));
  }

  private enum Found {
    CREATED,
    EXISTING,
    JOINED,
    NOT_FIRM,
    NOT_PUBLISHED
  }

  private Found find(Run run, Score score, FindingGate gate, @Nullable String family) {
    if (findings.exists(run.id(), score.registrar(), gate)) {
      return Found.EXISTING;
    }
    Optional<CaseFile> open = cases.lockedOpen(score.registrar());
    if (open.isPresent()) {
      journal.join(open.get(), keep(open.get(), run, score, gate, family));
      return Found.JOINED;
    }
    CaseFile file = new CaseFile();
    file.id = Ids.next();
    file.registrar = score.registrar().ianaId();
    file.registrarName = score.registrarName();
    file.state = CaseState.CANDIDATE;
    file.createdAt = clock.instant();
    journal.create(file);
    Finding unused = keep(file, run, score, gate, family);
    return Found.CREATED;
  }

  private Finding keep(
      CaseFile file, Run run, Score score, FindingGate gate, @Nullable String family) {
    Finding finding = new Finding();
    finding.id = Ids.next();
    finding.caseId = file.id;
    finding.registrar = file.registrar;
    finding.scoringRunId = run.id();
    finding.scoringRunVersion = run.version();
    finding.month = run.month().toString();
    finding.snapshotSha256 = run.snapshotSha256();
    finding.policyVersion = run.policyVersion();
    finding.gate = gate;
    finding.family = family;
    finding.summary =
        switch (gate) {
          case INTERVENTION -> score.intervention().summary();
          case ACUTE -> Objects.requireNonNull(score.acute()).summary();
        };
    finding.score = CanonicalJson.text(score);
    finding.foundAt = clock.instant();
    findings.persist(finding);
    return finding;
  }

  @Transactional
  Page<CandidateRow> list(@Nullable CandidateState state, PageRequest request) {
    boolean unfounded = caller.has(Permission.AUDIT_READ);
    return Page.of(
        request,
        CandidateRow.class,
        (after, limit) -> {
          List<CaseFile> files = cases.candidates(state, unfounded, Cursor.id(after), limit);
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
    return view(
        cases
            .findByIdOptional(id)
            .filter(service::isShown)
            .orElseThrow(CandidateService::notFound));
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
    List<Finding> found = findings.ofCase(file.id);
    return CandidateView.of(
        file,
        grounds.of(found),
        history.ofCase(file.id),
        cases.earlier(file),
        cases.ofFamily(found.getLast().family, file));
  }

  private static ProblemException notFound() {
    return ProblemException.notFound("candidate");
  }
}

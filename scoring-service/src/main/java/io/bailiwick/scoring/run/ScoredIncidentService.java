package io.bailiwick.scoring.run;

import io.bailiwick.common.page.Cursor;
import io.bailiwick.common.page.Page;
import io.bailiwick.common.page.PageRequest;
import io.bailiwick.common.policy.Policies;
import io.bailiwick.common.problem.ProblemException;
import io.bailiwick.common.registrar.RegistrarId;
import io.bailiwick.common.security.Caller;
import io.bailiwick.common.security.Permission;
import io.bailiwick.common.time.Month;
import io.bailiwick.scoring.gate.Evidence;
import io.bailiwick.scoring.incident.ScoredIncidents;
import io.bailiwick.scoring.incident.ScoredIncidents.Scored;
import io.bailiwick.scoring.ingest.Classification;
import io.bailiwick.scoring.ingest.IncidentsToday;
import io.bailiwick.scoring.ingest.IncidentsToday.Today;
import io.bailiwick.scoring.ingest.IngestGateway;
import io.bailiwick.scoring.policy.ScoringPolicyKind;
import io.bailiwick.scoring.run.ScoreRepository.Registrars;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Shows the incidents behind a score: counted then, named by ingest now. */
@ApplicationScoped
class ScoredIncidentService {

  /** As many as ingest answers at once. */
  private static final int MOST_ASKED = 1000;

  private final RunRepository runs;
  private final ScoreRepository scores;
  private final ScoredIncidents incidents;
  private final IngestGateway ingest;
  private final Policies policies;
  private final ScoringPolicyKind kind;
  private final Caller caller;

  @Inject
  ScoredIncidentService(
      RunRepository runs,
      ScoreRepository scores,
      ScoredIncidents incidents,
      IngestGateway ingest,
      Policies policies,
      ScoringPolicyKind kind,
      Caller caller) {
    this.runs = runs;
    this.scores = scores;
    this.incidents = incidents;
    this.ingest = ingest;
    this.policies = policies;
    this.kind = kind;
    this.caller = caller;
  }

  /** Whose incidents of which month are listed for whom. */
  private record Listing(
      UUID snapshotId, Month month, RegistrarId registrar, Evidence minimum, boolean named) {}

  /**
   * @throws ProblemException NOT_FOUND where there is no such run, no such score, or none that the
   *     caller may see; PEER_AWAY where ingest does not answer
   */
  Page<ScoredIncidentView> list(UUID runId, RegistrarId registrar, PageRequest request) {
    Listing listing = QuarkusTransaction.requiringNew().call(() -> listing(runId, registrar));
    return Page.of(
        request,
        ScoredIncidentView.class,
        (after, limit) -> rows(listing, Cursor.id(after), limit),
        row -> Cursor.key(row.incident()));
  }

  private Listing listing(UUID runId, RegistrarId registrar) {
    Run run = runs.findByIdOptional(runId).orElseThrow(() -> ProblemException.notFound("run"));
    caller.scope().require(registrar, "score");
    if (scores.ofRun(run.id, new Registrars(false, List.of(registrar.ianaId())), 0, 1).isEmpty()) {
      throw ProblemException.notFound("score");
    }
    return new Listing(
        run.snapshotId,
        Month.of(run.month),
        registrar,
        policies.named(kind, run.policyId).document().minimumEvidence(),
        caller.has(Permission.INCIDENT_READ));
  }

  private List<ScoredIncidentView> rows(Listing listing, @Nullable UUID after, int limit) {
    List<Scored> counted =
        QuarkusTransaction.requiringNew()
            .call(() -> incidents.of(listing.snapshotId(), listing.registrar(), after, limit));
    List<ScoredIncidentView> rows = new ArrayList<>();
    for (int from = 0; from < counted.size(); from += MOST_ASKED) {
      List<Scored> part = counted.subList(from, Math.min(from + MOST_ASKED, counted.size()));
      Map<UUID, Today> now = new HashMap<>();
      IncidentsToday answer =
          ingest.today(listing.month(), part.stream().map(Scored::incident).toList());
      answer.items().forEach(today -> now.put(today.id(), today));
      part.forEach(scored -> rows.add(row(listing, scored, now.get(scored.incident()))));
    }
    return rows;
  }

  private static ScoredIncidentView row(Listing listing, Scored then, @Nullable Today now) {
    List<String> changes = changes(listing, then, now);
    boolean tallied = now != null && now.tallied() && now.mergedInto() == null;
    Today seen = listing.named() ? now : null;
    return new ScoredIncidentView(
        then.incident(),
        seen == null ? null : seen.name(),
        then.threat(),
        then.classification(),
        then.evidence(),
        isInTheRate(listing, then.classification(), then.evidence()),
        seen == null ? null : seen.families(),
        !tallied
            ? ScoredIncidentView.Today.NO_MORE
            : changes.isEmpty()
                ? ScoredIncidentView.Today.THE_SAME
                : ScoredIncidentView.Today.OTHERWISE,
        changes,
        seen == null ? null : "/v1/incidents/" + then.incident() + "/evidence");
  }

  private static boolean isInTheRate(
      Listing listing, Classification classification, Evidence evidence) {
    return classification == Classification.MALICIOUS && evidence.compareTo(listing.minimum()) >= 0;
  }

  /** Who sponsors it by another reading of the facts is not told: it is somebody else's. */
  private static List<String> changes(Listing listing, Scored then, @Nullable Today now) {
    if (now == null) {
      return List.of("It is no longer known.");
    }
    List<String> changes = new ArrayList<>();
    if (now.mergedInto() != null) {
      changes.add("It has become part of another incident, %s.".formatted(now.mergedInto()));
    }
    if (!now.tallied()) {
      changes.add("It is in no tally now: excluded, void or not attributed.");
    }
    if (!now.month().equals(listing.month())) {
      changes.add("It was opened in %s by what is known now.".formatted(now.month()));
    }
    if (!listing.registrar().equals(now.registrar())) {
      changes.add("It is not held against this registrar now.");
    }
    if (now.threat() != then.threat()) {
      changes.add("It is %s now.".formatted(now.threat()));
    }
    if (now.classification() != then.classification()) {
      changes.add("It is %s now.".formatted(now.classification()));
    }
    if (now.evidence() != then.evidence()) {
      changes.add("Its evidence is %s now.".formatted(now.evidence()));
    }
    return changes;
  }
}

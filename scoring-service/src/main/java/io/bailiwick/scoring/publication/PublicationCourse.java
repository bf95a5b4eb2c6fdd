package io.bailiwick.scoring.publication;

import static java.util.stream.Collectors.groupingBy;

import io.bailiwick.common.audit.AuditTrail;
import io.bailiwick.common.id.Ids;
import io.bailiwick.common.policy.Policies;
import io.bailiwick.common.policy.PolicyVersion;
import io.bailiwick.common.time.BusinessClock;
import io.bailiwick.common.time.Month;
import io.bailiwick.scoring.gate.GateState;
import io.bailiwick.scoring.ingest.Contests.Contest;
import io.bailiwick.scoring.publication.PublicationJournal.Actor;
import io.bailiwick.scoring.run.GateView;
import io.bailiwick.scoring.run.Runs;
import io.bailiwick.scoring.run.ScoreView;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Carries publications on to what is known now: to the newest version of the scores, to the
 * contests that are open, to the parts whose time is over. Every method works within the caller's
 * transaction, on a publication whose row that has locked, and comes to the same whenever and
 * however often it is called.
 */
@ApplicationScoped
class PublicationCourse {

  private final PublicationRepository publications;
  private final PartRepository parts;
  private final ContestRepository contests;
  private final PublicationJournal journal;
  private final Runs runs;
  private final Policies policies;
  private final PublicationPolicy kind;
  private final BusinessClock clock;

  @Inject
  PublicationCourse(
      PublicationRepository publications,
      PartRepository parts,
      ContestRepository contests,
      PublicationJournal journal,
      Runs runs,
      Policies policies,
      PublicationPolicy kind,
      BusinessClock clock) {
    this.publications = publications;
    this.parts = parts;
    this.contests = contests;
    this.journal = journal;
    this.runs = runs;
    this.policies = policies;
    this.kind = kind;
    this.clock = clock;
  }

  static Month month(Publication publication) {
    return Month.of(publication.month);
  }

  /** The policy that a publication was opened under. */
  PublicationPolicy.Document policy(Publication publication) {
    return policies.named(kind, publication.policyId).document();
  }

  /** The policy that a publication would be opened under today. */
  PublicationPolicy.Document policyToday() {
    return policies.inForce(kind, clock.today()).document();
  }

  /** A preview of a month that was never published, of a version that has no obstacle. */
  Publication open(Runs.Version run, String by, @Nullable String note) {
    Publication publication = fresh(run, null, by);
    publication.previewEndsAt =
        publication.openedAt.plus(Duration.ofDays(policyToday().previewDays()));
    journal.open(publication, Actor.PERSON, note);
    for (int registrar : runs.scores(run.id()).keySet()) {
      persist(publication, registrar, new PreviewClock(publication.previewEndsAt, null));
    }
    return publication;
  }

  private Publication fresh(Runs.Version run, @Nullable UUID supersedes, String by) {
    PolicyVersion<PublicationPolicy.Document> policy = policies.use(kind, clock.today());
    Publication publication = new Publication();
    publication.id = Ids.next();
    publication.month = run.month().firstDay();
    publication.version = publications.lastVersion(run.month()) + 1;
    publication.supersedes = supersedes;
    publication.state = PublicationState.PREVIEW;
    publication.runId = run.id();
    publication.comparedRunId = run.id();
    publication.policyId = policy.id();
    publication.policyVersion = policy.version();
    publication.openedBy = by;
    publication.openedAt = clock.instant();
    publication.previewEndsAt = publication.openedAt;
    return publication;
  }

  private Part persist(Publication publication, int registrar, PreviewClock time) {
    Part part = new Part();
    part.id = Ids.next();
    part.publicationId = publication.id;
    part.registrar = registrar;
    part.runId = publication.runId;
    part.state = time.pausedSince() == null ? ResultState.PREVIEW : ResultState.CONTESTED;
    part.set(time);
    parts.persist(part);
    return part;
  }

  /**
   * Moves to the newest version whatever is not published. A registrar whose score became worse has
   * at least the policy's days to look at it.
   */
  void followScores(Publication publication) {
    Runs.Version newest = runs.newest(month(publication)).orElseThrow();
    Map<UUID, List<Part>> behind =
        parts.of(publication.id).stream()
            .filter(part -> part.state != ResultState.PUBLISHED)
            .filter(part -> !part.runId.equals(newest.id()))
            .collect(groupingBy(part -> part.runId));
    boolean moves =
        publication.state == PublicationState.PREVIEW && !publication.runId.equals(newest.id());
    if (!moves && behind.isEmpty()) {
      return;
    }
    if (moves) {
      publication.runId = newest.id();
      publication.comparedRunId = newest.id();
      journal.apply(publication, PublicationEvent.RESCORE, Actor.CLOCK, Map.of(), null);
    }
    SortedMap<Integer, ScoreView> after = runs.scores(newest.id());
    behind.forEach((run, those) -> moveParts(publication, run, newest.id(), after, those));
    if (publication.state == PublicationState.PREVIEW) {
      Set<Integer> known =
          parts.of(publication.id).stream().map(part -> part.registrar).collect(Collectors.toSet());
      after.keySet().stream()
          .filter(registrar -> !known.contains(registrar))
          .forEach(
              registrar ->
                  persist(
                      publication,
                      registrar,
                      new PreviewClock(publication.previewEndsAt, null)
                          .withAtLeast(afterChange(publication), clock.instant())));
    }
  }

  private Duration afterChange(Publication publication) {
    return Duration.ofDays(policy(publication).daysAfterChange());
  }

  private void moveParts(
      Publication publication,
      UUID from,
      UUID to,
      SortedMap<Integer, ScoreView> after,
      List<Part> those) {
    Set<Integer> differing = runs.differing(from, to);
    SortedMap<Integer, ScoreView> before = runs.scores(from);
    for (Part part : those) {
      part.runId = to;
      if (differing.contains(part.registrar)) {
        if (isWorse(before.get(part.registrar), after.get(part.registrar))) {
          part.set(part.clock().withAtLeast(afterChange(publication), clock.instant()));
        }
        journal.apply(publication, part, PublicationEvent.RESCORE, null, null);
      }
    }
  }

  /** More domains, a state that starts something, or one that ends a reward. */
  static boolean isWorse(@Nullable ScoreView before, @Nullable ScoreView after) {
    if (before == null || after == null) {
      return after != null;
    }
    return after.domains() > before.domains()
        || (holds(after.intervention()) && !holds(before.intervention()))
        || (!holds(after.reward()) && holds(before.reward()));
  }

  private static boolean holds(GateView gate) {
    return gate.state() == GateState.HOLDS || gate.state() == GateState.HOLDS_PROVISIONALLY;
  }

  /**
   * Lets the clocks of those stand still who contest a name of the month, and run on where nothing
   * is contested any more.
   *
   * @param open what is contested now
   * @param upToDate whether everything that ingest told is in the scores; until then no clock runs
   *     on, or a score could be published without the decision of its contest
   */
  void followContests(Publication publication, List<Contest> open, boolean upToDate) {
    Instant now = clock.instant();
    Map<Integer, List<Contest>> byRegistrar =
        open.stream()
            .filter(contest -> contest.registrar() != null)
            .collect(groupingBy(PublicationCourse::registrar));
    Map<Integer, List<ContestRow>> known =
        contests.of(publication.id).stream().collect(groupingBy(row -> row.registrar));
    for (Part part : parts.of(publication.id)) {
      if (part.state != ResultState.PUBLISHED) {
        followContests(
            publication,
            part,
            byRegistrar.getOrDefault(part.registrar, List.of()),
            known.getOrDefault(part.registrar, List.of()),
            upToDate,
            now);
      }
    }
  }

  private static int registrar(Contest contest) {
    return contest.registrar() == null ? 0 : contest.registrar().ianaId();
  }

  private void followContests(
      Publication publication,
      Part part,
      List<Contest> open,
      List<ContestRow> known,
      boolean upToDate,
      Instant now) {
    Map<UUID, ContestRow> rows = new HashMap<>();
    known.forEach(row -> rows.put(row.correctionId, row));
    Set<UUID> openIds = new HashSet<>();
    for (Contest contest : open) {
      openIds.add(contest.id());
      ContestRow row = rows.get(contest.id());
      if (row == null) {
        Instant from = begin(publication, contest, known, now);
        contests.persist(row(publication.id, part.registrar, contest, from));
        part.set(part.clock().pausedAt(from));
        journal.apply(publication, part, PublicationEvent.CONTEST, contest.id(), null);
      } else if (row.closedAt != null) {
        row.closedAt = null;
        part.set(part.clock().pausedAt(now));
        journal.apply(publication, part, PublicationEvent.CONTEST, contest.id(), null);
      }
    }
    for (ContestRow row : known) {
      if (row.closedAt == null && !openIds.contains(row.correctionId)) {
        row.closedAt = now;
      }
    }
    if (part.state == ResultState.CONTESTED && open.isEmpty() && upToDate) {
      part.set(part.clock().resumedAt(now));
      journal.apply(publication, part, PublicationEvent.DECIDE, null, null);
    }
  }

  /** When a clock begins to stand still: no time is counted twice, and none before the preview. */
  private static Instant begin(
      Publication publication, Contest contest, List<ContestRow> known, Instant now) {
    Instant from = latest(contest.filedAt(), publication.openedAt);
    for (ContestRow row : known) {
      if (row.closedAt != null) {
        from = latest(from, row.closedAt);
      }
    }
    return from.isAfter(now) ? now : from;
  }

  private static Instant latest(Instant one, Instant other) {
    return one.isAfter(other) ? one : other;
  }

  private static ContestRow row(UUID publication, int registrar, Contest contest, Instant from) {
    ContestRow row = new ContestRow();
    row.id = Ids.next();
    row.publicationId = publication;
    row.registrar = registrar;
    row.correctionId = contest.id();
    row.incidentId = contest.incidentId();
    row.openFrom = from;
    return row;
  }

  /** Publishes the parts of a month that is published, whose time is over. */
  void publishWhatIsOver(Publication publication) {
    if (publication.state != PublicationState.PUBLISHED) {
      return;
    }
    Instant now = clock.instant();
    for (Part part : parts.of(publication.id)) {
      if (part.state == ResultState.PREVIEW && part.clock().isOver(now)) {
        part.publishedAt = now;
        journal.apply(publication, part, PublicationEvent.PUBLISH, null, null);
      }
    }
  }

  /** Those parts together with the month, under its entry. */
  void publishWith(Publication publication, Instant now) {
    for (Part part : parts.of(publication.id)) {
      if (part.state == ResultState.PREVIEW && part.clock().isOver(now)) {
        part.publishedAt = now;
        journal.move(part, PublicationEvent.PUBLISH);
      }
    }
    parts.flush();
  }

  /**
   * Opens a correction where the newest version says something else than what is published of
   * anybody. Whoever is the same in both has nothing to look at; whoever waits still goes on
   * waiting.
   */
  void correctIfNeeded(Publication standing) {
    if (standing.state != PublicationState.PUBLISHED) {
      return;
    }
    Month month = month(standing);
    Runs.Version newest = runs.newest(month).orElseThrow();
    if (standing.comparedRunId.equals(newest.id())
        || publications.in(month, PublicationState.PREVIEW).isPresent()) {
      return;
    }
    standing.comparedRunId = newest.id();
    List<Part> before = parts.of(standing.id);
    Set<Integer> differing = new TreeSet<>();
    before.stream()
        .filter(part -> part.state == ResultState.PUBLISHED)
        .collect(groupingBy(part -> part.runId))
        .forEach(
            (run, those) -> {
              Set<Integer> ofRun = runs.differing(run, newest.id());
              those.stream()
                  .map(part -> part.registrar)
                  .filter(ofRun::contains)
                  .forEach(differing::add);
            });
    if (differing.isEmpty()) {
      return;
    }
    open(standing, newest, before, differing);
  }

  private void open(
      Publication standing, Runs.Version newest, List<Part> before, Set<Integer> differing) {
    Publication correction = fresh(newest, standing.id, AuditTrail.SYSTEM);
    Duration days = Duration.ofDays(policyToday().correctionPreviewDays());
    correction.previewEndsAt = correction.openedAt.plus(days);
    journal.open(
        correction,
        Actor.CLOCK,
        "Published results of %d registrars differ from the newest version of the scores."
            .formatted(differing.size()));
    Map<Integer, Part> former =
        before.stream().collect(Collectors.toMap(part -> part.registrar, part -> part));
    List<ContestRow> carried = new ArrayList<>();
    for (int registrar : runs.scores(newest.id()).keySet()) {
      Part part = former.get(registrar);
      if (part != null && part.state != ResultState.PUBLISHED) {
        persist(correction, registrar, part.clock());
        contests.of(standing.id, registrar).stream()
            .filter(row -> row.closedAt == null)
            .forEach(carried::add);
      } else {
        boolean same = part != null && !differing.contains(registrar);
        persist(
            correction,
            registrar,
            new PreviewClock(same ? correction.openedAt : correction.previewEndsAt, null));
      }
    }
    carried.forEach(row -> contests.persist(carried(correction, row)));
  }

  private static ContestRow carried(Publication correction, ContestRow former) {
    ContestRow row = new ContestRow();
    row.id = Ids.next();
    row.publicationId = correction.id;
    row.registrar = former.registrar;
    row.correctionId = former.correctionId;
    row.incidentId = former.incidentId;
    row.openFrom = former.openFrom;
    return row;
  }

  /** The publication in whose place this one comes to stand. */
  void supersede(Publication publication) {
    Optional<Publication> former = publications.in(month(publication), PublicationState.PUBLISHED);
    former.ifPresent(
        standing ->
            journal.apply(
                standing,
                PublicationEvent.SUPERSEDE,
                Actor.CLOCK,
                Map.of(),
                "Publication " + publication.version + " stands in its place."));
  }
}

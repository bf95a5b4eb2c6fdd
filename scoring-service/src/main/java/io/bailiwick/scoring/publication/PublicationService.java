package io.bailiwick.scoring.publication;

import io.bailiwick.common.json.CanonicalJson;
import io.bailiwick.common.json.Hashes;
import io.bailiwick.common.page.Cursor;
import io.bailiwick.common.page.Page;
import io.bailiwick.common.page.PageRequest;
import io.bailiwick.common.problem.ProblemException;
import io.bailiwick.common.registrar.RegistrarId;
import io.bailiwick.common.security.Caller;
import io.bailiwick.common.security.RegistrarScope;
import io.bailiwick.common.time.BusinessClock;
import io.bailiwick.common.time.Month;
import io.bailiwick.scoring.publication.PublicationClock.Known;
import io.bailiwick.scoring.publication.PublicationJournal.Actor;
import io.bailiwick.scoring.publication.PublicationMachine.Guard;
import io.bailiwick.scoring.run.Runs;
import io.bailiwick.scoring.run.ScoreView;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.narayana.jta.runtime.TransactionConfiguration;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Opens, publishes, calls off and shows publications. */
@ApplicationScoped
class PublicationService {

  private static final LocalDate FIRST_MONTH = LocalDate.of(1, 1, 1);
  private static final LocalDate LAST_MONTH = LocalDate.of(9999, 12, 1);
  private static final List<PublicationState> PUBLIC =
      List.of(PublicationState.PUBLISHED, PublicationState.SUPERSEDED);

  private final PublicationRepository publications;
  private final PartRepository parts;
  private final ContestRepository contests;
  private final HistoryRepository history;
  private final PublicationJournal journal;
  private final PublicationCourse course;
  private final PublicationClock carrying;
  private final Obstacles obstacles;
  private final Runs runs;
  private final BusinessClock clock;
  private final Caller caller;

  @Inject
  PublicationService(
      PublicationRepository publications,
      PartRepository parts,
      ContestRepository contests,
      HistoryRepository history,
      PublicationJournal journal,
      PublicationCourse course,
      PublicationClock carrying,
      Obstacles obstacles,
      Runs runs,
      BusinessClock clock,
      Caller caller) {
    this.publications = publications;
    this.parts = parts;
    this.contests = contests;
    this.history = history;
    this.journal = journal;
    this.course = course;
    this.carrying = carrying;
    this.obstacles = obstacles;
    this.runs = runs;
    this.clock = clock;
    this.caller = caller;
  }

  /**
   * Scores the month as it is now and lets the registrars look at it.
   *
   * @throws ProblemException STATE_CONFLICT where there is a publication already, or the data do
   *     not allow one
   */
  @Transactional
  @TransactionConfiguration(timeout = 300)
  PublicationView open(Month month, String reason) {
    // Holds back every other run and opening until the end of the transaction.
    Runs.Version run = runs.score(month, List.of());
    for (PublicationState state : List.of(PublicationState.PREVIEW, PublicationState.PUBLISHED)) {
      publications
          .in(month, state)
          .ifPresent(
              other -> {
                throw ProblemException.conflict(
                    "The month has the publication " + other.id + ", which is " + state + ".",
                    List.of(
                        "Read /v1/publications/" + other.id + ".",
                        "What changes after it was published opens a correction by itself."));
              });
    }
    PublicationJournal.require(
        PublicationMachine.TO_OPEN, Map.of(Guard.NO_OBSTACLE, steps(run, course.policyToday())));
    return view(course.open(run, caller.name(), reason), RegistrarScope.all());
  }

  private List<String> steps(Runs.Version run, PublicationPolicy.Document policy) {
    return obstacles.of(run, policy).stream().map(Obstacle::step).toList();
  }

  /**
   * Publishes a month by a second person.
   *
   * @param seen the version that the person has looked at
   */
  PublicationView publish(UUID id, UUID seen, String reason) {
    Month month = QuarkusTransaction.requiringNew().call(() -> PublicationCourse.month(found(id)));
    Known known = carrying.ask(month);
    return QuarkusTransaction.requiringNew()
        .timeout(300)
        .call(() -> publish(id, seen, reason, known));
  }

  private PublicationView publish(UUID id, UUID seen, String reason, Known known) {
    Publication publication =
        publications.locked(id).orElseThrow(() -> ProblemException.notFound("publication"));
    if (publication.state == PublicationState.PREVIEW) {
      course.followScores(publication);
      course.followContests(publication, known.open(), known.upToDate());
      if (!publication.runId.equals(seen)) {
        throw ProblemException.stale(
            "The scores have changed since you looked at them: the newest version is "
                + publication.runId
                + ".");
      }
    }
    Instant now = clock.instant();
    Runs.Version run = runs.get(publication.runId);
    Map<Guard, List<String>> unmet = unmet(publication, run, known, now);
    var unused = journal.check(publication, PublicationEvent.PUBLISH, Actor.PERSON, unmet);
    course.supersede(publication);
    course.publishWith(publication, now);
    PublicMonth figures = figures(publication, run, now);
    publication.publishedAt = now;
    publication.publishedBy = caller.name();
    publication.figures = CanonicalJson.text(figures);
    publication.figuresSha256 = Hashes.sha256Hex(publication.figures);
    journal.apply(publication, PublicationEvent.PUBLISH, Actor.PERSON, unmet, reason);
    return view(publication, RegistrarScope.all());
  }

  private Map<Guard, List<String>> unmet(
      Publication publication, Runs.Version run, Known known, Instant now) {
    Map<Guard, List<String>> unmet = new EnumMap<>(Guard.class);
    unmet.put(Guard.NO_OBSTACLE, steps(run, course.policy(publication)));
    if (publication.openedBy.equals(caller.name())) {
      unmet.put(
          Guard.ANOTHER_PERSON,
          List.of("Who opens a preview does not publish it: somebody else must."));
    }
    if (now.isBefore(publication.previewEndsAt)) {
      unmet.put(
          Guard.TIME_OVER,
          List.of("Wait until the preview ends at " + publication.previewEndsAt + "."));
    }
    if (!known.upToDate()) {
      unmet.put(
          Guard.UP_TO_DATE,
          List.of("The month is being scored again; wait until that is done, and look at it."));
    }
    return unmet;
  }

  private PublicMonth figures(Publication publication, Runs.Version run, Instant now) {
    SortedMap<Integer, ScoreView> scores = runs.scores(run.id());
    List<PublicFigures.Counted> published = new ArrayList<>();
    int heldBack = 0;
    for (Part part : parts.of(publication.id)) {
      ScoreView score = scores.get(part.registrar);
      if (part.state != ResultState.PUBLISHED) {
        heldBack++;
      } else if (score != null) {
        published.add(PublicFigures.Counted.of(score));
      }
    }
    PublicationPolicy.Document policy = course.policy(publication);
    PublicFigures figures = PublicFigures.of(published, policy);
    return new PublicMonth(
        PublicationCourse.month(publication),
        publication.id,
        publication.version,
        publication.supersedes,
        now,
        run.policyVersion(),
        publication.policyVersion,
        run.snapshotSha256(),
        figures.registrars(),
        heldBack,
        policy.minimumGroup(),
        figures.zone(),
        figures.groups(),
        figures.named());
  }

  /** Calls a preview off. */
  @Transactional
  PublicationView cancel(UUID id, String reason) {
    Publication publication =
        publications.locked(id).orElseThrow(() -> ProblemException.notFound("publication"));
    journal.apply(publication, PublicationEvent.CANCEL, Actor.PERSON, Map.of(), reason);
    // What the person has seen opens no further correction; what comes later does.
    publications
        .in(PublicationCourse.month(publication), PublicationState.PUBLISHED)
        .ifPresent(standing -> standing.comparedRunId = publication.runId);
    return view(publication, RegistrarScope.all());
  }

  // Reading.

  private Publication found(UUID id) {
    return publications
        .findByIdOptional(id)
        .orElseThrow(() -> ProblemException.notFound("publication"));
  }

  @Transactional
  PublicationView get(UUID id) {
    return view(found(id), caller.scope());
  }

  @Transactional
  Page<PublicationView> list(
      @Nullable Month month, @Nullable PublicationState state, PageRequest request) {
    RegistrarScope scope = caller.scope();
    List<PublicationState> states =
        state == null ? Arrays.asList(PublicationState.values()) : List.of(state);
    return Page.of(
        request,
        PublicationView.class,
        (after, limit) ->
            rows(month, states, after, limit).stream().map(row -> view(row, scope)).toList(),
        view -> Cursor.key(view.month().firstDay(), view.version()));
  }

  private List<Publication> rows(
      @Nullable Month month, List<PublicationState> states, @Nullable String after, int limit) {
    LocalDate afterMonth = FIRST_MONTH;
    int afterVersion = 0;
    if (after != null) {
      List<String> position = Cursor.parts(after, 2);
      try {
        afterMonth = LocalDate.parse(position.get(0));
      } catch (DateTimeException e) {
        throw ProblemException.malformed(
            "The cursor in 'after' is not one that a page of this list gave.");
      }
      afterVersion = (int) Cursor.number(position.get(1));
    }
    return publications.page(
        month == null ? FIRST_MONTH : month.firstDay(),
        month == null ? LAST_MONTH : month.firstDay(),
        states,
        afterMonth,
        afterVersion,
        limit);
  }

  @Transactional
  Page<ResultView> results(UUID id, @Nullable ResultState state, PageRequest request) {
    Publication publication = found(id);
    RegistrarScope scope = caller.scope();
    List<Integer> ids = scope.ids().stream().map(RegistrarId::ianaId).toList();
    List<ResultState> states = state == null ? Arrays.asList(ResultState.values()) : List.of(state);
    return Page.of(
        request,
        ResultView.class,
        (after, limit) ->
            parts
                .page(
                    id,
                    scope.isAll(),
                    ids,
                    states,
                    after == null ? 0 : (int) Cursor.number(after),
                    limit)
                .stream()
                .map(part -> view(publication, part))
                .toList(),
        view -> Cursor.key(view.registrar()));
  }

  @Transactional
  ResultDetail result(UUID id, RegistrarId registrar) {
    caller.scope().require(registrar, "publication");
    Publication publication = found(id);
    Part part =
        parts
            .of(id, registrar.ianaId())
            .orElseThrow(() -> ProblemException.notFound("publication"));
    return new ResultDetail(
        view(publication, part),
        runs.score(part.runId, registrar).orElse(null),
        contests.of(id, registrar.ianaId()).stream()
            .map(
                row ->
                    new ResultDetail.ContestView(
                        row.correctionId, row.incidentId, row.openFrom, row.closedAt))
            .toList());
  }

  @Transactional
  Page<HistoryView> history(UUID id, PageRequest request) {
    UUID publication = found(id).id;
    RegistrarScope scope = caller.scope();
    List<Integer> ids = scope.ids().stream().map(RegistrarId::ianaId).toList();
    return Page.of(
        request,
        HistoryView.class,
        (after, limit) ->
            history
                .page(
                    publication,
                    scope.isAll(),
                    ids,
                    after == null ? 0 : (int) Cursor.number(after),
                    limit)
                .stream()
                .map(entry -> view(entry, scope))
                .toList(),
        entry -> Cursor.key(entry.number()));
  }

  private PublicationView view(Publication publication, RegistrarScope scope) {
    boolean all = scope.isAll();
    return new PublicationView(
        publication.id,
        PublicationCourse.month(publication),
        publication.version,
        publication.supersedes,
        publication.state,
        publication.runId,
        publication.policyVersion,
        publication.openedAt,
        publication.previewEndsAt,
        publication.publishedAt,
        all ? publication.openedBy : null,
        all ? publication.publishedBy : null,
        all ? Long.valueOf(parts.count("publicationId", publication.id)) : null,
        all ? Long.valueOf(parts.count(publication.id, ResultState.CONTESTED)) : null,
        all ? Long.valueOf(parts.count(publication.id, ResultState.PUBLISHED)) : null);
  }

  private ResultView view(Publication publication, Part part) {
    PreviewClock time = part.clock();
    Instant from = time.pausedSince() == null ? clock.instant() : time.pausedSince();
    Duration left = Duration.between(from, time.dueAt());
    String run = "/v1/runs/" + part.runId + "/scores";
    return new ResultView(
        publication.id,
        Month.of(publication.month),
        publication.version,
        RegistrarId.of(part.registrar),
        part.state,
        part.runId,
        time.pausedSince() == null ? time.dueAt() : null,
        time.pausedSince(),
        left.isNegative() || part.state == ResultState.PUBLISHED ? 0 : left.toSeconds(),
        part.publishedAt,
        contests.of(publication.id, part.registrar).stream()
            .filter(row -> row.closedAt == null)
            .map(row -> row.correctionId)
            .toList(),
        run,
        run + "/" + part.registrar + "/incidents");
  }

  private static HistoryView view(HistoryEntry entry, RegistrarScope scope) {
    return new HistoryView(
        entry.number,
        entry.event,
        entry.registrar == null ? null : RegistrarId.of(entry.registrar),
        entry.state,
        entry.runId,
        entry.correctionId,
        entry.note,
        scope.isAll() ? entry.by : null,
        entry.at);
  }

  // For everybody.

  @Transactional
  Page<PublishedMonthView> publishedMonths(PageRequest request) {
    return Page.of(
        request,
        PublishedMonthView.class,
        (after, limit) ->
            rows(null, PUBLIC, after, limit).stream()
                .map(
                    row ->
                        new PublishedMonthView(
                            PublicationCourse.month(row),
                            row.version,
                            row.state == PublicationState.SUPERSEDED,
                            present(row.publishedAt),
                            present(row.figuresSha256)))
                .toList(),
        view -> Cursor.key(view.month().firstDay(), view.version()));
  }

  /** The figures as they were hashed. */
  record Served(String json, String sha256) {}

  /**
   * @param version null: the one that stands
   */
  @Transactional
  Served publishedMonth(Month month, @Nullable Integer version) {
    return (version == null
            ? publications.in(month, PublicationState.PUBLISHED)
            : publications.find(month, version).filter(row -> PUBLIC.contains(row.state)))
        .map(row -> new Served(present(row.figures), present(row.figuresSha256)))
        .orElseThrow(() -> ProblemException.notFound("published month"));
  }

  private static <T> T present(@Nullable T value) {
    if (value == null) {
      throw new IllegalStateException("a publication that is published lacks its figures");
    }
    return value;
  }
}

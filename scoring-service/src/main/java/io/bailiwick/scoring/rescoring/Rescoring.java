package io.bailiwick.scoring.rescoring;

import io.bailiwick.common.policy.Policies;
import io.bailiwick.common.problem.ProblemException;
import io.bailiwick.common.time.BusinessClock;
import io.bailiwick.common.time.Month;
import io.bailiwick.scoring.gate.ScoringPolicy;
import io.bailiwick.scoring.ingest.IngestGateway;
import io.bailiwick.scoring.ingest.TallyChanges;
import io.bailiwick.scoring.ingest.TallyChanges.TallyChange;
import io.bailiwick.scoring.policy.ScoringPolicyKind;
import io.bailiwick.scoring.rescoring.RescoringRepository.Backlog;
import io.bailiwick.scoring.rescoring.RescoringRepository.Due;
import io.bailiwick.scoring.rescoring.RescoringRepository.Dues;
import io.bailiwick.scoring.run.Runs;
import io.bailiwick.scoring.run.Runs.Told;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Reads what changed in ingest and scores the months again that it touches. Each step is one
 * transaction that holds its row: several replicas share the work, nothing is done twice, and a
 * step that was killed has not happened. Where ingest does not answer, nothing is noted and nothing
 * scored, and it is asked again later from the same place.
 */
@ApplicationScoped
public class Rescoring {

  private static final Logger LOG = Logger.getLogger(Rescoring.class);
  private static final int PAGE = 1000;
  private static final int EVERY_REGISTRAR = 0;

  /** Longer than any policy waits until a month is mature; older ones are left as they are. */
  private static final int MONTHS_OPEN = 13;

  /** The cause of a version that was made because a day had begun. */
  private static final String DAY = "DAY";

  /** Of a page and of a month in one round; the next round goes on. */
  private static final int MOST_STEPS = 500;

  private final RescoringRepository rows;
  private final IngestGateway ingest;
  private final Runs runs;
  private final Policies policies;
  private final ScoringPolicyKind kind;
  private final BusinessClock clock;
  private final Duration pause;

  @Inject
  Rescoring(
      RescoringRepository rows,
      IngestGateway ingest,
      Runs runs,
      Policies policies,
      ScoringPolicyKind kind,
      BusinessClock clock,
      @ConfigProperty(name = "bailiwick.rescoring.pause") Duration pause) {
    this.rows = rows;
    this.ingest = ingest;
    this.runs = runs;
    this.policies = policies;
    this.kind = kind;
    this.clock = clock;
    this.pause = pause;
  }

  /** Whether a month waits to be scored again: its newest version is known to be out of date. */
  public boolean isDue(Month month) {
    return rows.isDue(month);
  }

  /**
   * Reads all changes that there are now.
   *
   * @return whether the newest version of a month holds everything that ingest has told until now;
   *     false also where that cannot be known, because ingest does not answer
   */
  public boolean catchUp(Month month) {
    return read(true) && !rows.isDue(month);
  }

  /**
   * Once a business day, the months that are not mature yet: their names under management, the
   * health of their feeds, their reports and whether they are mature is told by no change.
   */
  void newDay() {
    QuarkusTransaction.requiringNew()
        .run(
            () -> {
              Instant now = clock.instant();
              Month oldest = Month.of(now).minus(MONTHS_OPEN);
              List<Month> open =
                  runs.openMonths().stream().filter(month -> month.compareTo(oldest) >= 0).toList();
              if (!open.isEmpty() && rows.beginsDay(LocalDate.ofInstant(now, ZoneOffset.UTC))) {
                rows.note(
                    open.stream()
                        .map(month -> new Due(month, new Told(month, EVERY_REGISTRAR, DAY, 0)))
                        .toList());
              }
            });
  }

  /** What is still to be scored. */
  Backlog backlog() {
    return QuarkusTransaction.requiringNew().call(rows::backlog);
  }

  /** How a page was read. */
  private enum Reading {
    MORE,
    ALL,
    /** Another replica reads, or ingest is left alone after a failure. */
    NOT_OURS
  }

  /**
   * Reads all changes that there are. Asks nothing as long as nothing was ever scored.
   *
   * @param patient waits for another replica that is reading
   * @return whether it came to the end
   */
  boolean read(boolean patient) {
    for (int pages = 0; pages < MOST_STEPS; pages++) {
      List<Month> scored = runs.scoredMonths();
      if (scored.isEmpty()) {
        return true;
      }
      try {
        Reading reading =
            QuarkusTransaction.requiringNew().timeout(120).call(() -> page(scored, patient));
        switch (reading) {
          case MORE -> {}
          case ALL -> {
            return true;
          }
          case NOT_OURS -> {
            return false;
          }
        }
      } catch (RuntimeException e) {
        LOG.warnf(
            trace(e),
            "Changes of ingest could not be read; they are read later from the same place: %s",
            e.getMessage());
        QuarkusTransaction.requiringNew().run(rows::readingFailed);
        return false;
      }
    }
    return false;
  }

  private Reading page(List<Month> scored, boolean patient) {
    Optional<RescoringRepository.Progress> progress = rows.claimReading(patient);
    if (progress.isEmpty()) {
      return Reading.NOT_OURS;
    }
    TallyChanges page = ingest.tallyChanges(progress.get().cursor(), PAGE);
    if (page.items().isEmpty()) {
      rows.readUpTo(progress.get().cursor());
      return Reading.ALL;
    }
    Map<Month, Integer> reaches = new TreeMap<>();
    scored.forEach(month -> reaches.put(month, reach(month)));
    List<Due> dues = new ArrayList<>();
    for (TallyChange change : page.items()) {
      // No score depends on the domains that count for nobody.
      if (change.registrar() != null) {
        dues.addAll(dues(change, change.registrar().ianaId(), reaches));
      }
    }
    rows.note(dues);
    rows.readUpTo(page.items().getLast().cursor());
    return page.next() == null ? Reading.ALL : Reading.MORE;
  }

  /** Where ingest does not answer, that is all there is to say. */
  private static @Nullable Throwable trace(RuntimeException e) {
    return e instanceof ProblemException ? null : e;
  }

  /** The month itself, and the later ones that count its incidents. */
  private static List<Due> dues(TallyChange change, int registrar, Map<Month, Integer> reaches) {
    List<Due> dues = new ArrayList<>();
    reaches.forEach(
        (month, reach) -> {
          if (month.compareTo(change.month()) >= 0
              && month.minus(reach).compareTo(change.month()) <= 0) {
            for (String cause : change.causes()) {
              dues.add(
                  new Due(month, new Told(change.month(), registrar, cause, change.incidents())));
            }
          }
        });
    return dues;
  }

  /** How many months back a month's outcome can depend on what was counted. */
  private int reach(Month month) {
    ScoringPolicy rules = policies.inForce(kind, month.firstDay()).document();
    int window = Collections.max(rules.reward().windowsInMonths());
    return Math.max(window, rules.monthsJudged()) - 1;
  }

  /** Scores what is due, oldest month first. */
  void score() {
    for (int months = 0; months < MOST_STEPS; months++) {
      Month[] claimed = new Month[1];
      try {
        if (!QuarkusTransaction.requiringNew().timeout(300).call(() -> month(claimed))) {
          return;
        }
      } catch (RuntimeException e) {
        Month month = claimed[0];
        if (month == null) {
          throw e;
        }
        LOG.warnf(
            trace(e), "%s could not be scored again; it is tried later: %s", month, e.getMessage());
        QuarkusTransaction.requiringNew().run(() -> rows.scoringFailed(month));
      }
    }
  }

  private boolean month(Month[] claimed) {
    Optional<Month> month = rows.claimMonth();
    if (month.isEmpty()) {
      return false;
    }
    claimed[0] = month.get();
    Dues dues = rows.due(month.get());
    var unused = runs.score(month.get(), dues.told());
    rows.scored(month.get(), dues.last(), pause);
    return true;
  }
}

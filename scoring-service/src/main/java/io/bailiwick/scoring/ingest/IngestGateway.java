package io.bailiwick.scoring.ingest;

import io.bailiwick.common.page.PeerPage;
import io.bailiwick.common.problem.ProblemException;
import io.bailiwick.common.registrar.RegistrarId;
import io.bailiwick.common.time.Month;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
import org.eclipse.microprofile.rest.client.inject.RestClient;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The way to abuse-ingest-service. Each answer is of the month as it stands now; each method throws
 * {@link ProblemException} PEER_AWAY where ingest does not answer, or not with that month.
 */
@ApplicationScoped
public class IngestGateway {

  private static final Logger LOG = Logger.getLogger(IngestGateway.class);
  private static final int PAGE = 1000;
  private static final int RETRY_AFTER_SECONDS = 30;
  private static final int CONTESTS_A_PAGE = 1000;

  /** Far more than a month's incidents are contested at a time. */
  private static final int MOST_CONTESTS = 200_000;

  private final IngestClient client;
  private final IngestLine line;
  private final KnownAnswers<MonthTallies> tallies = new KnownAnswers<>();
  private final KnownAnswers<ZoneTallies> zoneTallies = new KnownAnswers<>();
  private final KnownAnswers<ZoneMeasures> zoneMeasures = new KnownAnswers<>();

  @Inject
  IngestGateway(@RestClient IngestClient client, IngestLine line) {
    this.client = client;
    this.line = line;
  }

  /** What was counted. */
  public MonthTallies tallies(Month month) {
    return ask("tallies", month, tallies.through(client::tallies), MonthTallies::month);
  }

  /** Whose tallies may have changed since a version of them; null: since ever. */
  public ChangedTallies changed(Month month, @Nullable String since) {
    return ask(
        "registrars that changed", month, m -> client.changed(m, since), ChangedTallies::month);
  }

  /**
   * A page of the incidents that were counted, after a cursor; null for the first page.
   *
   * @param registrars of these; empty: of all
   */
  public CountedIncidents incidents(
      Month month, List<RegistrarId> registrars, @Nullable String after) {
    return ask(
        "incidents",
        month,
        m -> client.incidents(m, registrars, after, PAGE),
        page -> page.items().isEmpty() ? month : page.items().getFirst().month());
  }

  /**
   * How incidents of a month count now. Of the month asked for, whatever month they are of now.
   *
   * @param ids at most 1,000
   */
  public IncidentsToday today(Month month, List<UUID> ids) {
    return ask(
        "incidents as of today",
        month,
        m -> client.today(new IncidentsToday.Question(ids)),
        answer -> month);
  }

  /** The health of the feeds. */
  public FeedMonth feeds(Month month) {
    return ask("feed health", month, client::feeds, FeedMonth::month);
  }

  /** How the month stands beside the registry's reports. */
  public Reconciliation reconciliation(Month month) {
    return ask("reconciliation", month, client::reconciliation, Reconciliation::month);
  }

  /** What was counted zone by zone and class by class. */
  public ZoneTallies zoneTallies(Month month) {
    return ask(
        "tallies of zones", month, zoneTallies.through(client::zoneTallies), ZoneTallies::month);
  }

  /** Stock and lifetimes zone by zone and class by class. */
  public ZoneMeasures zoneMeasures(Month month) {
    return ask(
        "stock and lifetimes",
        month,
        zoneMeasures.through(client::zoneMeasures),
        ZoneMeasures::month);
  }

  /**
   * Months and registrars whose tallies may have changed, oldest change first.
   *
   * @param after cursor of the last row that was read; null: from the start
   */
  public TallyChanges tallyChanges(@Nullable String after, int limit) {
    return ask("changes of tallies", () -> client.tallyChanges(after, limit));
  }

  /** Contests of incidents of a month that nobody has decided yet. */
  public List<Contests.Contest> openContests(Month month) {
    return PeerPage.all(
        MOST_CONTESTS,
        after ->
            ask(
                "contests of " + month,
                () -> client.contests(month, true, "CONTEST", after, CONTESTS_A_PAGE)));
  }

  /** An answer of another month is none. */
  private <T> T ask(String what, Month month, Function<Month, T> question, Function<T, Month> of) {
    return ask(
        what + " of " + month,
        () -> {
          T answer = question.apply(month);
          if (!of.apply(answer).equals(month)) {
            throw new IllegalStateException("asked for " + month + ", got " + of.apply(answer));
          }
          return answer;
        });
  }

  /** Where no answer comes there is no number; nothing is made up. */
  private <T> T ask(String what, Supplier<T> question) {
    try {
      return line.ask(question);
    } catch (RuntimeException failure) {
      LOG.warnf(failure, "No %s from abuse-ingest-service", what);
      throw ProblemException.peerAway("abuse-ingest-service", RETRY_AFTER_SECONDS);
    }
  }
}

package io.bailiwick.ingest.health;

import io.bailiwick.common.audit.AuditTrail;
import io.bailiwick.common.id.Ids;
import io.bailiwick.common.outbox.Outbox;
import io.bailiwick.common.page.Cursor;
import io.bailiwick.common.page.Page;
import io.bailiwick.common.page.PageRequest;
import io.bailiwick.common.problem.ProblemException;
import io.bailiwick.common.problem.Violation;
import io.bailiwick.common.security.Caller;
import io.bailiwick.common.time.BusinessClock;
import io.bailiwick.common.time.Month;
import io.bailiwick.ingest.feed.Feed;
import io.bailiwick.ingest.feed.Feeds;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Looking at the health of feeds, and a person's word on epochs. */
@ApplicationScoped
class HealthService {
  private static final Duration SHORTEST = Duration.ofMinutes(1);
  private static final Duration LONGEST = Duration.ofDays(31);

  private final HealthRepository health;
  private final Feeds feeds;
  private final Caller caller;
  private final BusinessClock clock;
  private final AuditTrail audit;
  private final Outbox outbox;

  @Inject
  HealthService(
      HealthRepository health,
      Feeds feeds,
      Caller caller,
      BusinessClock clock,
      AuditTrail audit,
      Outbox outbox) {
    this.health = health;
    this.feeds = feeds;
    this.caller = caller;
    this.clock = clock;
    this.audit = audit;
    this.outbox = outbox;
  }

  Page<FeedDay> days(
      @Nullable String feed, @Nullable String from, @Nullable String to, PageRequest request) {
    LocalDate first = day("from", from);
    LocalDate last = day("to", to);
    return Page.of(
        request,
        FeedDay.class,
        (after, limit) -> {
          List<String> key = after == null ? null : Cursor.parts(after, 2);
          return health.list(
              feed,
              first,
              last,
              key == null ? null : key.get(0),
              key == null ? null : day("after", key.get(1)),
              limit);
        },
        day -> Cursor.key(day.feed(), day.day()));
  }

  private static @Nullable LocalDate day(String name, @Nullable String text) {
    try {
      return text == null ? null : LocalDate.parse(text);
    } catch (DateTimeException e) {
      throw ProblemException.malformed(
          "'%s' is a day, written yyyy-MM-dd, for example 2026-03-10.".formatted(name));
    }
  }

  FeedMonth month(Month month) {
    LocalDate from = month.firstDay();
    LocalDate to = month.lastDay();
    List<FeedEpoch> epochs = health.epochs(from, to);
    return new FeedMonth(
        month.toString(),
        month.days(),
        health.month(from, to).stream()
            .map(
                feed ->
                    new FeedMonth.OfFeed(
                        feed.feed(),
                        feed.family(),
                        feed.healthy(),
                        feed.unhealthy(),
                        feed.notJudged(),
                        feed.complete(),
                        epochs.stream().filter(e -> e.feed().equals(feed.feed())).toList(),
                        feed.muted()))
            .toList());
  }

  Page<FeedEpoch> epochs(@Nullable String feed, @Nullable Boolean open, PageRequest request) {
    return Page.of(
        request,
        FeedEpoch.class,
        (after, limit) -> health.epochs(feed, open, Cursor.id(after), limit),
        epoch -> Cursor.key(epoch.id()));
  }

  FeedEpoch epoch(UUID id) {
    return health.epoch(id).orElseThrow(() -> ProblemException.notFound("feed epoch"));
  }

  @Transactional
  FeedEpoch open(NewEpoch wanted) {
    Feed feed = feeds.named(wanted.feed());
    if (wanted.from().isAfter(clock.today())) {
      throw ProblemException.invalid(
          "An epoch begins today at the latest.", new Violation("from", "is not in the future"));
    }
    UUID id = Ids.next();
    if (!health.open(
        id,
        feed.id(),
        wanted.from(),
        EpochCause.REVIEW,
        wanted.reason(),
        clock.instant(),
        caller.name())) {
      throw ProblemException.conflict(
          "The feed has an open epoch already.", List.of("Close that one first."));
    }
    FeedEpoch epoch = epoch(id);
    say(
        HealthAction.EPOCH_OPENED,
        epoch,
        Map.of("from", epoch.from(), "cause", epoch.cause(), "reason", epoch.reason()));
    return epoch;
  }

  @Transactional
  FeedEpoch close(UUID id, EpochClosure closure) {
    FeedEpoch epoch = epoch(id);
    LocalDate until = closure.until() == null ? clock.today() : closure.until();
    if (until.isBefore(epoch.from()) || until.isAfter(clock.today())) {
      throw ProblemException.invalid(
          "An epoch ends between its first day and today.",
          new Violation("until", "is " + epoch.from() + " to " + clock.today()));
    }
    if (!health.close(
        id, until, closure.verdict(), closure.reason(), clock.instant(), caller.name())) {
      throw ProblemException.conflict("The epoch is closed already.");
    }
    say(
        HealthAction.EPOCH_CLOSED,
        epoch,
        Map.of("until", until, "verdict", closure.verdict(), "reason", closure.reason()));
    return epoch(id);
  }

  private void say(HealthAction action, FeedEpoch epoch, Map<String, Object> details) {
    Map<String, Object> content = new HashMap<>(details);
    content.put("epoch", epoch.id());
    content.put("feed", epoch.feed());
    audit.record(action, "feed-epoch/" + epoch.id(), content);
    outbox.publish(action, "feed-epoch/" + epoch.id(), content);
  }

  Expectation expectation(String feed) {
    feeds.named(feed);
    return health
        .expectation(feed)
        .orElseThrow(() -> ProblemException.notFound("expectation of a feed"));
  }

  @Transactional
  Expectation expect(String feedName, @Nullable String ifMatch, NewExpectation wanted) {
    Feed feed = feeds.named(feedName);
    Duration every;
    try {
      every = Duration.parse(wanted.every());
    } catch (DateTimeException | ArithmeticException e) {
      throw ProblemException.invalid(
          "The feed cannot be expected like this.",
          new Violation("every", "is an ISO 8601 duration, for example PT24H"));
    }
    if (every.compareTo(SHORTEST) < 0 || every.compareTo(LONGEST) > 0) {
      throw ProblemException.invalid(
          "The feed cannot be expected like this.", new Violation("every", "is PT1M to P31D"));
    }
    if (!health.expect(
        feed.id(), version(ifMatch), every, wanted.wholeList(), clock.instant(), caller.name())) {
      throw stale();
    }
    audit.record(
        HealthAction.EXPECTATION_SET,
        "feed/" + feedName,
        Map.of("every", every.toString(), "wholeList", wanted.wholeList()));
    return expectation(feedName);
  }

  /** 0 where no version is given: there must be none yet. */
  private static long version(@Nullable String ifMatch) {
    if (ifMatch == null) {
      return 0;
    }
    if (!ifMatch.matches("\"[1-9]\\d{0,17}\"")) {
      throw stale();
    }
    return Long.parseLong(ifMatch.substring(1, ifMatch.length() - 1));
  }

  private static ProblemException stale() {
    return ProblemException.stale(
        "Send the ETag that you read in If-Match; if you did, somebody else has changed the expectation since.");
  }
}

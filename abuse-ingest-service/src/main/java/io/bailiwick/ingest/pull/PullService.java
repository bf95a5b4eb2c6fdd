package io.bailiwick.ingest.pull;

import io.bailiwick.common.audit.AuditTrail;
import io.bailiwick.common.id.Ids;
import io.bailiwick.common.page.Cursor;
import io.bailiwick.common.page.Page;
import io.bailiwick.common.page.PageRequest;
import io.bailiwick.common.problem.ProblemException;
import io.bailiwick.common.problem.Violation;
import io.bailiwick.common.security.Caller;
import io.bailiwick.common.time.BusinessClock;
import io.bailiwick.ingest.feed.Delisting;
import io.bailiwick.ingest.feed.Feed;
import io.bailiwick.ingest.feed.Feeds;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Setting pulls, asking for a fetch, and looking at fetches. */
@ApplicationScoped
class PullService {
  private static final Duration SHORTEST = Duration.ofMinutes(1);
  private static final Duration LONGEST = Duration.ofDays(31);

  /** Headers that the connection needs for itself. */
  private static final Set<String> NO_CREDENTIAL_HEADERS =
      Set.of(
          "host",
          "connection",
          "content-length",
          "transfer-encoding",
          "upgrade",
          "te",
          "trailer",
          "accept-encoding",
          "if-none-match",
          "if-modified-since",
          "range");

  private final PullRepository pulls;
  private final PullWork work;
  private final PullSettings settings;
  private final Feeds feeds;
  private final Caller caller;
  private final BusinessClock clock;
  private final AuditTrail audit;

  @Inject
  PullService(
      PullRepository pulls,
      PullWork work,
      PullSettings settings,
      Feeds feeds,
      Caller caller,
      BusinessClock clock,
      AuditTrail audit) {
    this.pulls = pulls;
    this.work = work;
    this.settings = settings;
    this.feeds = feeds;
    this.caller = caller;
    this.clock = clock;
    this.audit = audit;
  }

  Pull get(String feed) {
    feeds.named(feed);
    return pulls.find(feed).orElseThrow(() -> ProblemException.notFound("pull"));
  }

  /**
   * What setting a pull did.
   *
   * @param created whether there was none before
   */
  record Outcome(Pull pull, boolean created) {}

  @Transactional
  Outcome set(String feedName, @Nullable String ifMatch, NewPull wanted) {
    Feed feed = feeds.named(feedName);
    Duration every = check(feed, wanted);
    boolean created =
        ifMatch == null && pulls.insert(feed.id(), wanted, every, clock.instant(), caller.name());
    if (!created
        && !pulls.update(
            feed.id(), version(ifMatch), wanted, every, clock.instant(), caller.name())) {
      throw stale();
    }
    Map<String, Object> content = new HashMap<>();
    content.put("url", wanted.url());
    content.put("interval", every.toString());
    content.put("connector", wanted.connector());
    content.put("enabled", wanted.enabled());
    if (wanted.credential() != null) {
      content.put("credential", wanted.credential());
    }
    audit.record(PullAction.PULL_SET, "feed/" + feedName, content);
    return new Outcome(pulls.find(feedName).orElseThrow(), created);
  }

  private static ProblemException stale() {
    return ProblemException.stale(
        "Send the ETag that you read in If-Match; if you did, somebody else has changed the pull since.");
  }

  static long version(@Nullable String ifMatch) {
    if (ifMatch == null || !ifMatch.matches("\"\\d{1,18}\"")) {
      throw stale();
    }
    return Long.parseLong(ifMatch.substring(1, ifMatch.length() - 1));
  }

  private Duration check(Feed feed, NewPull wanted) {
    List<Violation> violations = new ArrayList<>();
    Duration every = null;
    try {
      every = Duration.parse(wanted.interval());
      if (every.compareTo(SHORTEST) < 0 || every.compareTo(LONGEST) > 0) {
        violations.add(new Violation("interval", "is PT1M to P31D"));
      }
    } catch (DateTimeException | ArithmeticException e) {
      violations.add(new Violation("interval", "is an ISO 8601 duration, for example PT5M"));
    }
    String host = null;
    try {
      host = work.destinations().allowed(wanted.url().replace(Reading.SINCE, "0")).getHost();
    } catch (FetchException e) {
      violations.add(new Violation("url", "is refused: " + e.sentence()));
    }
    NewPull.Credential credential = wanted.credential();
    if (credential != null) {
      PullSettings.Credential known = settings.credentials().get(credential.name());
      if (known == null || (host != null && !known.host().equalsIgnoreCase(host))) {
        violations.add(
            new Violation(
                "credential.name", "names no credential of the configuration for this host"));
      }
      if (NO_CREDENTIAL_HEADERS.contains(credential.header().toLowerCase(Locale.ROOT))) {
        violations.add(
            new Violation("credential.header", "is a header that a secret may travel in"));
      }
    }
    if (feed.delisting().by() == Delisting.By.BY_ABSENCE && wanted.connector() != Connector.PLAIN) {
      violations.add(
          new Violation(
              "connector",
              "is PLAIN for a feed whose entries leave it by absence: a page or an event is no whole list"));
    }
    if (!violations.isEmpty() || every == null) {
      throw ProblemException.invalid("The feed cannot be pulled like this.", violations);
    }
    return every;
  }

  @Transactional
  void remove(String feedName, @Nullable String ifMatch) {
    Pull pull = get(feedName);
    if (!pulls.delete(feeds.named(feedName).id(), version(ifMatch))) {
      throw stale();
    }
    audit.record(PullAction.PULL_REMOVED, "feed/" + feedName, Map.of("url", pull.url()));
  }

  /** Starts a fetch at once; it goes on after the answer. */
  Fetch run(String feedName) {
    PullRepository.Claim claim = claim(feedName);
    work.start(claim);
    return pulls.fetch(feedName, claim.fetch()).orElseThrow();
  }

  @Transactional
  PullRepository.Claim claim(String feedName) {
    Feed feed = feeds.named(feedName);
    get(feedName);
    PullRepository.Claim claim =
        pulls
            .claim(feed.id(), Ids.next(), clock.instant(), settings.lease(), caller.name())
            .orElseThrow(
                () ->
                    ProblemException.conflict(
                        "The feed is being fetched already.",
                        List.of("Look at GET /v1/feeds/" + feedName + "/pulls and wait.")));
    audit.record(PullAction.PULL_REQUESTED, "feed/" + feedName, Map.of("fetch", claim.fetch()));
    return claim;
  }

  Fetch fetch(String feed, UUID id) {
    return pulls.fetch(feed, id).orElseThrow(() -> ProblemException.notFound("fetch"));
  }

  Page<Fetch> fetches(String feed, PageRequest request) {
    feeds.named(feed);
    return Page.of(
        request,
        Fetch.class,
        (after, limit) -> pulls.fetches(feed, Cursor.id(after), limit),
        fetch -> Cursor.key(fetch.id()));
  }
}

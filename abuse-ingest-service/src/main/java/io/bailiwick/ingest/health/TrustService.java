package io.bailiwick.ingest.health;

import io.bailiwick.common.audit.AuditTrail;
import io.bailiwick.common.id.Ids;
import io.bailiwick.common.outbox.Outbox;
import io.bailiwick.common.problem.ProblemException;
import io.bailiwick.common.problem.Violation;
import io.bailiwick.common.security.Caller;
import io.bailiwick.common.time.BusinessClock;
import io.bailiwick.ingest.change.ChangeCause;
import io.bailiwick.ingest.change.Changes;
import io.bailiwick.ingest.feed.Feed;
import io.bailiwick.ingest.feed.Feeds;
import io.bailiwick.ingest.incident.Incidents;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What feeds are worth, and taking one out of the evidence for a time. */
@ApplicationScoped
class TrustService {
  private static final int USUAL_DAYS = 90;
  private static final int MOST_DAYS = 366;
  private static final LocalDate EARLIEST = LocalDate.of(1985, 1, 1); // when .org was delegated

  private final TrustRepository trust;
  private final Incidents incidents;
  private final Changes changes;
  private final Feeds feeds;
  private final Caller caller;
  private final BusinessClock clock;
  private final AuditTrail audit;
  private final Outbox outbox;

  @Inject
  TrustService(
      TrustRepository trust,
      Incidents incidents,
      Changes changes,
      Feeds feeds,
      Caller caller,
      BusinessClock clock,
      AuditTrail audit,
      Outbox outbox) {
    this.trust = trust;
    this.incidents = incidents;
    this.changes = changes;
    this.feeds = feeds;
    this.caller = caller;
    this.clock = clock;
    this.audit = audit;
    this.outbox = outbox;
  }

  /** All of it as of one moment. */
  @Transactional
  TrustProfile profile(String feedName, @Nullable String from, @Nullable String to) {
    Feed feed = feeds.named(feedName);
    LocalDate last = to == null ? clock.today() : day(to);
    LocalDate first = from == null ? last.minusDays(USUAL_DAYS - 1L) : day(from);
    if (first.isBefore(EARLIEST)
        || last.isBefore(first)
        || first.plusDays(MOST_DAYS).isBefore(last)) {
      throw ProblemException.invalid(
          "A profile is over 1 to %d days.".formatted(MOST_DAYS),
          new Violation("from", "is at most 'to', and at most a year before it"));
    }
    Instant begin = first.atStartOfDay(ZoneOffset.UTC).toInstant();
    Instant end = last.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant();
    TrustRepository.Overlap overlap = trust.overlap(feed, begin, end);
    TrustRepository.Rulings rulings = trust.rulings(feed, begin, end);
    return new TrustProfile(
        feed.name(),
        feed.title(),
        feed.family(),
        feed.format(),
        first,
        last,
        trust.threats(feed, begin, end),
        overlap.domains(),
        overlap.familyOnly(),
        share(overlap.familyOnly(), overlap.domains()),
        overlap.medianLeadHours(),
        rulings.incidents(),
        rulings.ruled(),
        rulings.falsePositives(),
        share(rulings.ruled() - rulings.falsePositives(), rulings.ruled()),
        trust.mutes(feed));
  }

  private static @Nullable Double share(long part, long whole) {
    return whole == 0 ? null : (double) part / whole;
  }

  private static LocalDate day(String text) {
    try {
      return LocalDate.parse(text);
    } catch (DateTimeException e) {
      throw ProblemException.malformed("A day is written yyyy-MM-dd, for example 2026-03-10.");
    }
  }

  @Transactional
  Mute mute(String feedName, NewMute wanted) {
    Feed feed = feeds.named(feedName);
    Instant now = clock.instant();
    Instant from = wanted.from() == null ? now : wanted.from();
    if (from.isAfter(now) || from.isBefore(EARLIEST.atStartOfDay(ZoneOffset.UTC).toInstant())) {
      throw ProblemException.invalid(
          "A feed is muted from now or from a time before.",
          new Violation("from", "is not in the future"));
    }
    UUID id = Ids.next();
    if (!trust.insert(id, feed, from, wanted.reason(), now, caller.name())) {
      throw ProblemException.conflict(
          "The feed is muted already.", List.of("Unmute it first, then mute it again."));
    }
    recompute(feed, from);
    say(
        HealthAction.FEED_MUTED,
        feedName,
        Map.of("mute", id, "feed", feedName, "from", from, "reason", wanted.reason()));
    return trust.mute(id);
  }

  @Transactional
  Mute unmute(String feedName, Unmute wanted) {
    Feed feed = feeds.named(feedName);
    Mute mute =
        trust.openMute(feed).orElseThrow(() -> ProblemException.conflict("The feed is not muted."));
    Instant now = clock.instant();
    Instant until = wanted.until() == null ? now : wanted.until();
    if (until.isBefore(mute.from()) || until.isAfter(now)) {
      throw ProblemException.invalid(
          "A mute ends between its beginning and now.",
          new Violation("until", "is " + mute.from() + " to now"));
    }
    if (!trust.end(mute.id(), until, wanted.reason(), now, caller.name())) {
      throw ProblemException.conflict("The feed is not muted.");
    }
    recompute(feed, until);
    say(
        HealthAction.FEED_UNMUTED,
        feedName,
        Map.of("mute", mute.id(), "feed", feedName, "until", until, "reason", wanted.reason()));
    return trust.mute(mute.id());
  }

  /** Cuts the episodes anew of the names that the feed has listed since. */
  private void recompute(Feed feed, Instant since) {
    changes.because(ChangeCause.MUTE);
    incidents.recompute(
        """
        SELECT domain, threat FROM observation WHERE feed_id = ? AND counted_at >= ?
        UNION
        SELECT domain, threat FROM listing WHERE feed_id = ? AND listed_at >= ?
        """,
        feed.id(),
        since,
        feed.id(),
        since);
  }

  private void say(HealthAction action, String feed, Map<String, Object> content) {
    audit.record(action, "feed/" + feed, content);
    outbox.publish(action, "feed/" + feed, content);
  }
}

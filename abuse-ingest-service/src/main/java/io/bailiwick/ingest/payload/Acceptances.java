package io.bailiwick.ingest.payload;

import io.bailiwick.common.audit.AuditTrail;
import io.bailiwick.common.problem.ProblemException;
import io.bailiwick.common.security.Caller;
import io.bailiwick.common.sql.Sql;
import io.bailiwick.common.time.BusinessClock;
import io.bailiwick.ingest.feed.Feed;
import io.bailiwick.ingest.feed.Feeds;
import io.bailiwick.ingest.incident.Incidents;
import io.quarkus.narayana.jta.runtime.TransactionConfiguration;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Lists that have really become short. */
@ApplicationScoped
class Acceptances {
  private final Sql sql;
  private final PayloadRepository payloads;
  private final Listings listings;
  private final Incidents incidents;
  private final Feeds feeds;
  private final BusinessClock clock;
  private final Caller caller;
  private final AuditTrail audit;

  @Inject
  Acceptances(
      Sql sql,
      PayloadRepository payloads,
      Listings listings,
      Incidents incidents,
      Feeds feeds,
      BusinessClock clock,
      Caller caller,
      AuditTrail audit) {
    this.sql = sql;
    this.payloads = payloads;
    this.listings = listings;
    this.incidents = incidents;
    this.feeds = feeds;
    this.clock = clock;
    this.caller = caller;
    this.audit = audit;
  }

  /** Accepts the newest payload of a list, if it was taken for truncated. */
  @Transactional
  @TransactionConfiguration(timeout = 3600)
  Acceptance accept(UUID id, String reason) {
    sql.lock(Listings.LOCK);
    Payload payload = payload(id);
    Feed feed = feeds.named(payload.feed());
    if (!payload.entries().shrunken()) {
      throw ProblemException.conflict("The payload was not taken for truncated.");
    }
    if (payloads.acceptance(id).isPresent()) {
      throw ProblemException.conflict("The payload has been accepted already.");
    }
    if (!payloads.newest(feed).map(Payload::id).equals(Optional.of(id))
        || !listings.isRefused(feed)) {
      throw ProblemException.conflict(
          "A later payload of the feed says more.",
          List.of("Accept the newest one, if it is short."));
    }
    Acceptance.Effect effect = listings.accept(feed, id, payload.receivedAt());
    if (effect.delisted() > 0) {
      incidents.recompute(Listings.CHANGED_NAMES);
    }
    Acceptance acceptance = new Acceptance(id, reason, clock.instant(), caller.name(), effect);
    payloads.insert(acceptance);
    audit.record(
        PayloadAction.PAYLOAD_ACCEPTED_AS_WHOLE,
        "payload/" + id,
        Map.of("feed", feed.name(), "reason", reason, "effect", effect));
    return acceptance;
  }

  Acceptance get(UUID id) {
    return payloads
        .acceptance(payload(id).id())
        .orElseThrow(() -> ProblemException.notFound("acceptance"));
  }

  private Payload payload(UUID id) {
    return payloads.find(id).orElseThrow(() -> ProblemException.notFound("payload"));
  }
}

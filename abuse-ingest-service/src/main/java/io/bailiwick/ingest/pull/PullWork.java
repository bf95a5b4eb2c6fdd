package io.bailiwick.ingest.pull;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.bailiwick.common.id.Ids;
import io.bailiwick.common.problem.ProblemException;
import io.bailiwick.common.time.BusinessClock;
import io.bailiwick.ingest.feed.Feed;
import io.bailiwick.ingest.feed.Feeds;
import io.bailiwick.ingest.payload.FetchedPayloads;
import io.bailiwick.ingest.payload.Payload;
import io.bailiwick.ingest.upload.Taken;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.runtime.configuration.ConfigUtils;
import io.quarkus.scheduler.Scheduled;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientOptions;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Does what is due: claims a pull, fetches, hands the bytes in, writes down how it went. */
@ApplicationScoped
class PullWork {
  private static final Logger LOG = Logger.getLogger(PullWork.class);
  private static final Set<String> MAY_USE_LOOPBACK = Set.of("development", "dev", "test");

  /** Between two fetches of a source that has more than one fetch takes. */
  private static final Duration SOON = Duration.ofMinutes(1);

  private final PullRepository pulls;
  private final PullSettings settings;
  private final Feeds feeds;
  private final FetchedPayloads payloads;
  private final BusinessClock clock;
  private final ObjectMapper mapper;
  private final MeterRegistry meters;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Semaphore places;
  private final Set<UUID> running = ConcurrentHashMap.newKeySet();
  private final Destinations destinations;
  private final Fetcher fetcher;

  @Inject
  PullWork(
      PullRepository pulls,
      PullSettings settings,
      Feeds feeds,
      FetchedPayloads payloads,
      BusinessClock clock,
      ObjectMapper mapper,
      MeterRegistry meters,
      Vertx vertx) {
    this.pulls = pulls;
    this.settings = settings;
    this.feeds = feeds;
    this.payloads = payloads;
    this.clock = clock;
    this.mapper = mapper;
    this.meters = meters;
    this.places = new Semaphore(settings.concurrent());
    this.destinations =
        new Destinations(
            settings.hosts().orElse(List.of()),
            settings.plainHttpHosts().orElse(List.of()),
            settings.allowLoopback());
    this.fetcher =
        new Fetcher(
            vertx,
            new HttpClientOptions(),
            destinations,
            host -> List.of(InetAddress.getAllByName(host)),
            new Fetcher.Limits(
                settings.connectTimeout(),
                settings.firstByteTimeout(),
                settings.idleTimeout(),
                settings.answerTimeout()),
            threads);
  }

  void check(@Observes StartupEvent start) {
    check(settings.allowLoopback(), ConfigUtils.getProfiles());
  }

  /** Where others use it, the suite fetches nothing from its own machine. */
  static void check(boolean allowLoopback, Collection<String> profiles) {
    if (allowLoopback && profiles.stream().noneMatch(MAY_USE_LOOPBACK::contains)) {
      throw new IllegalStateException(
          "bailiwick.pull.allow-loopback=true is for development and test only; the profile is "
              + profiles);
    }
  }

  @PreDestroy
  void stop() {
    threads.shutdownNow();
    fetcher.close();
  }

  Destinations destinations() {
    return destinations;
  }

  /** Keeps the leases of what runs here, frees what others left, and starts what is due. */
  @Scheduled(
      identity = "feed-pull",
      every = "${bailiwick.pull.every:10s}",
      concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
  void look() {
    if (!running.isEmpty()) {
      pulls.renew(Set.copyOf(running), settings.lease());
    }
    pulls.releaseAbandoned(clock.instant());
    while (places.tryAcquire()) {
      Optional<PullRepository.Claim> due;
      try {
        due = pulls.claimDue(Ids.next(), clock.instant(), settings.lease());
      } catch (RuntimeException e) {
        places.release();
        throw e;
      }
      if (due.isEmpty()) {
        places.release();
        return;
      }
      running.add(due.get().fetch());
      threads.execute(
          () -> {
            try {
              fetch(due.get());
            } finally {
              places.release();
            }
          });
    }
  }

  /** Starts a fetch that a person asked for, past the queue. */
  void start(PullRepository.Claim claim) {
    running.add(claim.fetch());
    threads.execute(() -> fetch(claim));
  }

  private void fetch(PullRepository.Claim claim) {
    try {
      PullRepository.End end = attempt(claim);
      pulls.end(claim, clock.instant(), end);
      meters
          .counter(
              "bailiwick.pull.fetches",
              "feed",
              claim.feed(),
              "outcome",
              end.outcome().name(),
              "reason",
              end.reason() == null ? "" : end.reason().name())
          .increment();
    } catch (RuntimeException e) {
      // The lease runs out, and the pull is taken over.
      LOG.errorf(e, "The end of the fetch %s of %s could not be kept", claim.fetch(), claim.feed());
    } finally {
      running.remove(claim.fetch());
    }
  }

  private PullRepository.End attempt(PullRepository.Claim claim) {
    Reading reading = null;
    try {
      Feed feed = feeds.named(claim.feed());
      reading =
          new Reading(
              fetcher,
              body -> receive(feed, body),
              marks(claim.feedId()),
              mapper,
              settings,
              claim.url(),
              secret(claim),
              claim.startedAt());
      claim.connector().source().read(reading);
      if (!reading.hasNews()) {
        payloads.unchanged(feed);
      }
      Instant next =
          reading.hasMore() ? clock.instant().plus(SOON) : claim.startedAt().plus(claim.interval());
      return new PullRepository.End(
          reading.hasNews() ? FetchOutcome.NEW : FetchOutcome.UNCHANGED,
          null,
          reading.status(),
          reading.bytes(),
          reading.payloads(),
          reading.message(),
          0,
          next);
    } catch (FetchException e) {
      return failed(claim, reading, e);
    } catch (RuntimeException e) {
      LOG.errorf(e, "The fetch %s of %s failed", claim.fetch(), claim.feed());
      return failed(
          claim,
          reading,
          new FetchException(
              FetchFailure.INTERNAL, "The bytes could not be taken in; the log says why."));
    }
  }

  private PullRepository.End failed(
      PullRepository.Claim claim, @Nullable Reading reading, FetchException e) {
    LOG.warnf("Feed %s could not be fetched: %s", claim.feed(), e.failure());
    int failures = claim.failures() + 1;
    return new PullRepository.End(
        FetchOutcome.FAILED,
        e.failure(),
        reading == null ? 0 : reading.status(),
        reading == null ? 0 : reading.bytes(),
        reading == null ? Set.of() : reading.payloads(),
        e.sentence(),
        failures,
        clock.instant().plus(Backoff.after(claim.interval(), failures, e.retryAfter())));
  }

  private Taken<Payload> receive(Feed feed, InputStream body) throws FetchException {
    try {
      return payloads.receive(feed, null, body);
    } catch (UncheckedIOException e) {
      if (e.getCause() instanceof FetchException known) {
        throw known;
      }
      throw e;
    } catch (ProblemException e) {
      FetchFailure failure =
          switch (e.code()) {
            case TOO_LARGE -> FetchFailure.TOO_LARGE;
            case NO_ROOM -> FetchFailure.INTERNAL;
            default -> FetchFailure.NOT_DATA;
          };
      throw new FetchException(failure, String.valueOf(e.getMessage()));
    }
  }

  private Reading.Marks marks(UUID feed) {
    return new Reading.Marks() {
      @Override
      public @Nullable String get(String item) {
        return pulls.mark(feed, item);
      }

      @Override
      public void set(String item, @Nullable String mark) {
        pulls.mark(feed, item, mark);
      }
    };
  }

  /** The secret that the pull refers to, if it is for this host. */
  private Fetcher.@Nullable Secret secret(PullRepository.Claim claim) throws FetchException {
    NewPull.Credential wanted = claim.credential();
    if (wanted == null) {
      return null;
    }
    PullSettings.Credential known = settings.credentials().get(wanted.name());
    String host = destinations.allowed(claim.url().replace(Reading.SINCE, "0")).getHost();
    if (known == null
        || !known.host().toLowerCase(Locale.ROOT).equals(host.toLowerCase(Locale.ROOT))) {
      throw new FetchException(
          FetchFailure.NO_CREDENTIAL,
          "The configuration has no credential %s for the host %s.".formatted(wanted.name(), host));
    }
    return new Fetcher.Secret(wanted.header(), known.value());
  }
}

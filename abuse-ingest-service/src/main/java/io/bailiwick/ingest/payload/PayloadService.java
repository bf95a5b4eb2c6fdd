package io.bailiwick.ingest.payload;

import io.bailiwick.common.page.Cursor;
import io.bailiwick.common.page.Page;
import io.bailiwick.common.page.PageRequest;
import io.bailiwick.common.problem.ProblemException;
import io.bailiwick.common.problem.Violation;
import io.bailiwick.common.security.Caller;
import io.bailiwick.common.security.Permission;
import io.bailiwick.common.time.BusinessClock;
import io.bailiwick.ingest.feed.Feed;
import io.bailiwick.ingest.feed.Feeds;
import io.bailiwick.ingest.upload.Taken;
import io.bailiwick.ingest.upload.Uploads;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Receiving payloads and looking at them. */
@ApplicationScoped
class PayloadService {
  private static final LocalDate EARLIEST = LocalDate.of(1985, 1, 1); // when .org was delegated

  private final Feeds feeds;
  private final Uploads uploads;
  private final PayloadIntake intake;
  private final PayloadContents contents;
  private final PayloadRepository payloads;
  private final Caller caller;
  private final BusinessClock clock;

  @Inject
  PayloadService(
      Feeds feeds,
      Uploads uploads,
      PayloadIntake intake,
      PayloadContents contents,
      PayloadRepository payloads,
      Caller caller,
      BusinessClock clock) {
    this.feeds = feeds;
    this.uploads = uploads;
    this.intake = intake;
    this.contents = contents;
    this.payloads = payloads;
    this.caller = caller;
    this.clock = clock;
  }

  Taken<Payload> receive(
      String feedName,
      @Nullable String mediaType,
      @Nullable String from,
      @Nullable String to,
      @Nullable InputStream body) {
    Payload.Historical historical = historical(day(from), day(to));
    Feed feed = feeds.named(feedName);
    Taken<Payload> taken =
        uploads.receive(
            body, content -> intake.take(feed, content, mediaType, historical, caller.name()));
    if (taken.known() && historical == null) {
      payloads.repeated(taken.content().id(), clock.instant(), caller.name());
    }
    return taken;
  }

  private static @Nullable LocalDate day(@Nullable String text) {
    try {
      return text == null ? null : LocalDate.parse(text);
    } catch (DateTimeException e) {
      throw ProblemException.malformed("A day is written yyyy-MM-dd, for example 2023-07-31.");
    }
  }

  private Payload.@Nullable Historical historical(
      @Nullable LocalDate from, @Nullable LocalDate to) {
    if (from == null && to == null) {
      return null;
    }
    caller.require(Permission.HISTORY_IMPORT);
    if (from == null || to == null) {
      throw ProblemException.invalid(
          "A historical import declares both ends of its range.",
          new Violation(from == null ? "historicalFrom" : "historicalTo", "is missing"));
    }
    if (from.isBefore(EARLIEST) || to.isBefore(from) || to.isAfter(clock.today())) {
      throw ProblemException.invalid(
          "The range of a historical import lies between 1985 and today, first day first.",
          new Violation("historicalFrom", "is at most historicalTo, which is at most today"));
    }
    return new Payload.Historical(from, to);
  }

  Payload get(UUID id) {
    return payloads.find(id).orElseThrow(() -> ProblemException.notFound("payload"));
  }

  Page<Payload> list(@Nullable String feed, PageRequest request) {
    return Page.of(
        request,
        Payload.class,
        (after, limit) -> payloads.list(feed, Cursor.id(after), limit),
        payload -> Cursor.key(payload.id()));
  }

  Page<Rejection> rejections(UUID payload, PageRequest request) {
    get(payload);
    return Page.of(
        request,
        Rejection.class,
        (after, limit) -> {
          List<String> place = after == null ? List.of("0", "0") : Cursor.parts(after, 2);
          return payloads.rejections(
              payload, Cursor.number(place.get(0)), Cursor.number(place.get(1)), limit);
        },
        rejection -> Cursor.key(rejection.line(), rejection.part()));
  }

  Page<Listing> listings(ListingQuery query, PageRequest request) {
    return Page.of(
        request,
        Listing.class,
        (after, limit) -> payloads.listings(query, after == null ? 0 : Cursor.number(after), limit),
        listing -> Cursor.key(listing.id()));
  }

  Page<Replay> replays(UUID payload, PageRequest request) {
    get(payload);
    return Page.of(
        request,
        Replay.class,
        (after, limit) -> payloads.replays(payload, Cursor.id(after), limit),
        replay -> Cursor.key(replay.id()));
  }

  /** The bytes as received. */
  InputStream content(UUID id) {
    try {
      return contents.bytes(get(id).id());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Replay replay(UUID id, @Nullable String from, @Nullable String to) {
    Payload payload = get(id);
    Payload.Historical historical = historical(day(from), day(to));
    Feed feed = feeds.named(payload.feed());
    return uploads.receive(
        content(id), bytes -> intake.replay(payload, feed, bytes, historical, caller.name()));
  }
}

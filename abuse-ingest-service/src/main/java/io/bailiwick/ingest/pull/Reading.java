package io.bailiwick.ingest.pull;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.bailiwick.ingest.payload.Payload;
import io.bailiwick.ingest.upload.Taken;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** One fetch under way: what a source may do, and what came of it so far. */
final class Reading {

  /** Stands in an address for the time since which documents are wanted, in epoch seconds. */
  static final String SINCE = "{since}";

  /** How far back the first fetch looks: older rows are rejected anyway. */
  private static final Duration FIRST_LOOK = Duration.ofDays(90);

  /** What a source adds late is met again, and is known then. */
  private static final Duration OVERLAP = Duration.ofHours(1);

  /** Takes bytes in. */
  @FunctionalInterface
  interface Intake {
    Taken<Payload> receive(InputStream body) throws FetchException;
  }

  /** Where it is kept how far a source has been read. */
  interface Marks {
    @Nullable String get(String item);

    /** Null forgets it. */
    void set(String item, @Nullable String mark);
  }

  /** A page in memory, with the headers of its answer. */
  record Page(byte[] bytes, JsonNode json, Fetcher.Answer answer) {}

  private final Fetcher fetcher;
  private final Intake intake;
  private final Marks marks;
  private final ObjectMapper mapper;
  private final PullSettings settings;
  private final String url;
  private final Fetcher.@Nullable Secret secret;
  private final Instant startedAt;

  private int status;
  private long bytes;
  private boolean news;
  private boolean more;
  private String message = "";
  private final Set<UUID> payloads = new LinkedHashSet<>();

  Reading(
      Fetcher fetcher,
      Intake intake,
      Marks marks,
      ObjectMapper mapper,
      PullSettings settings,
      String url,
      Fetcher.@Nullable Secret secret,
      Instant startedAt) {
    this.fetcher = fetcher;
    this.intake = intake;
    this.marks = marks;
    this.mapper = mapper;
    this.settings = settings;
    this.url = url;
    this.secret = secret;
    this.startedAt = startedAt;
  }

  /** The address with the time in its place. */
  String url() {
    String since = marks.get("since");
    return url.replace(
        SINCE, since == null ? Long.toString(startedAt.minus(FIRST_LOOK).getEpochSecond()) : since);
  }

  /** All that there was has been read: the next fetch asks for what comes after this one. */
  void upToDate() {
    if (url.contains(SINCE)) {
      marks.set("since", Long.toString(startedAt.minus(OVERLAP).getEpochSecond()));
    }
  }

  Marks marks() {
    return marks;
  }

  int maxDocuments() {
    return settings.maxDocuments();
  }

  /**
   * Asks, and takes 200 or 304 for an answer.
   *
   * @throws FetchException HTTP_STATUS for any other, or why there is none
   */
  Fetcher.Answer get(String address, Map<String, String> headers, long maxBytes)
      throws FetchException {
    URI uri;
    try {
      uri = URI.create(address);
    } catch (IllegalArgumentException e) {
      throw new FetchException(FetchFailure.MALFORMED_PAGE, "The source names no address.");
    }
    // A next page elsewhere gets no secret.
    boolean home = Destinations.sameOrigin(URI.create(url()), absolute(uri));
    Fetcher.Answer answer = fetcher.get(uri, headers, home ? secret : null, maxBytes);
    status = answer.status();
    if (status != 200 && status != 304) {
      Duration patience = retryAfter(answer.header("retry-after"));
      answer.close();
      throw FetchException.status(status, patience);
    }
    return answer;
  }

  Fetcher.Answer get(String address, Map<String, String> headers) throws FetchException {
    return get(address, headers, settings.maxBytes());
  }

  private static URI absolute(URI uri) throws FetchException {
    if (uri.getHost() == null || uri.getScheme() == null) {
      throw new FetchException(FetchFailure.MALFORMED_PAGE, "The source names no address.");
    }
    return uri;
  }

  private @Nullable Duration retryAfter(@Nullable String header) {
    if (header == null) {
      return null;
    }
    try {
      return header.matches("\\d{1,6}")
          ? Duration.ofSeconds(Long.parseLong(header))
          : Duration.between(
              startedAt,
              ZonedDateTime.parse(header, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant());
    } catch (DateTimeException e) {
      return null;
    }
  }

  /** A whole page of JSON in memory; null where the source says that it has not changed. */
  @Nullable Page page(String address, Map<String, String> headers) throws FetchException {
    try (Fetcher.Answer answer = get(address, headers, settings.maxPageBytes())) {
      if (answer.status() == 304) {
        return null;
      }
      byte[] body = answer.body().readAllBytes();
      bytes += body.length;
      JsonNode json = mapper.readTree(body);
      if (!json.isObject()) {
        throw malformed("The page is no JSON object.");
      }
      return new Page(body, json, answer);
    } catch (FetchException e) {
      throw e;
    } catch (JsonProcessingException e) {
      throw malformed("The page is not JSON.");
    } catch (IOException e) {
      throw new FetchException(FetchFailure.TRUNCATED, "The answer could not be read.");
    }
  }

  static FetchException malformed(String sentence) {
    return new FetchException(FetchFailure.MALFORMED_PAGE, sentence);
  }

  /** Hands a document in that streams. */
  void take(Fetcher.Answer answer) throws FetchException {
    try {
      count(intake.receive(answer.body()));
    } finally {
      bytes += answer.bytes();
    }
  }

  /** Hands a page in. */
  void take(Page page) throws FetchException {
    count(intake.receive(new ByteArrayInputStream(page.bytes())));
  }

  private void count(Taken<Payload> received) {
    payloads.add(received.content().id());
    news |= !received.known();
  }

  /** There is more than one fetch takes: the next follows soon. */
  void more(String sentence) {
    more = true;
    message = sentence;
  }

  void say(String sentence) {
    message = sentence;
  }

  int status() {
    return status;
  }

  long bytes() {
    return bytes;
  }

  boolean hasNews() {
    return news;
  }

  boolean hasMore() {
    return more;
  }

  String message() {
    return message;
  }

  Set<UUID> payloads() {
    return payloads;
  }
}

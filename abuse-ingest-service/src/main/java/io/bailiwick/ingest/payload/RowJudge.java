package io.bailiwick.ingest.payload;

import io.bailiwick.ingest.feed.Delisting;
import io.bailiwick.ingest.feed.Feed;
import io.bailiwick.ingest.format.Row;
import io.bailiwick.ingest.format.SourceTime;
import io.bailiwick.ingest.incident.Threat;
import io.bailiwick.ingest.indicator.Extraction;
import io.bailiwick.ingest.indicator.IndicatorReader;
import io.bailiwick.ingest.rejection.RejectionReason;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Says of one row whether it is a listing of a name in the registry's zones, of what, and when, or
 * why it is not.
 */
final class RowJudge {

  /** How long before the payload's as-of time a listing may lie at first sight. */
  static final Duration OLDEST = Duration.ofDays(90);

  private static final Set<String> HOST_TYPES =
      Set.of("url", "uri", "link", "domain", "hostname", "host", "fqdn", "domain-name");
  private static final Set<String> ADDRESS_TYPES =
      Set.of("ip", "ipv4", "ipv6", "ip-src", "ip-dst", "ipv4-addr", "ipv6-addr");

  /** What a row is. */
  sealed interface Verdict {

    /**
     * A listing.
     *
     * @param key the same for the same listing, whenever and however often it comes
     * @param entry the same for the same entry of a list, on whatever day it comes
     * @param deep whether it is a page below the front page
     * @param sourceTime null where the source gives none
     */
    record Listing(
        UUID key,
        UUID entry,
        String value,
        Extraction.Indicator indicator,
        Threat threat,
        boolean compromised,
        boolean deep,
        @Nullable Instant sourceTime,
        Instant countedAt)
        implements Verdict {}

    /** The source's word that an entry's listing ended. */
    record Withdrawal(String value, Instant at) implements Verdict {}

    /** No listing. */
    record Unfit(RejectionReason reason, String detail) implements Verdict {}
  }

  private final Feed feed;
  private final ZoneId zone;
  private final IndicatorReader indicators;
  private final Instant fetchedAt;
  private final Instant earliest;
  private final Instant latest;
  private final @Nullable Instant timeOfTimeless;
  private final String keyPrefix;
  private final MessageDigest md5 = md5();

  /**
   * Judges the rows of one payload; not for several threads at once.
   *
   * @param historical null: the payload speaks as of its fetch
   * @param now of the judgement: the fetch, or the time of a replay
   */
  RowJudge(
      Feed feed,
      IndicatorReader indicators,
      Instant fetchedAt,
      Payload.@Nullable Historical historical,
      Instant now) {
    this.feed = feed;
    this.zone = feed.zoneId();
    this.indicators = indicators;
    this.fetchedAt = fetchedAt;
    this.keyPrefix = feed.id() + "\n";
    if (historical == null) {
      this.earliest = fetchedAt.minus(OLDEST);
      this.latest = now;
      this.timeOfTimeless = fetchedAt;
    } else {
      this.earliest = startOf(historical.from()).minus(OLDEST);
      Instant end = startOf(historical.to().plusDays(1)).minusNanos(1000);
      this.latest = end.isBefore(now) ? end : now;
      // Of a range nobody can say when a row without a time was listed; of one day, that day.
      this.timeOfTimeless =
          historical.from().equals(historical.to()) ? startOf(historical.from()) : null;
    }
  }

  private static Instant startOf(LocalDate day) {
    return day.atStartOfDay(ZoneOffset.UTC).toInstant();
  }

  Verdict judge(Row row) {
    return switch (row) {
      case Row.Unreadable bad -> new Verdict.Unfit(bad.reason(), bad.detail());
      case Row.Report report -> judge(report);
      case Row.Withdrawal ended -> judge(ended);
    };
  }

  private Verdict judge(Row.Withdrawal row) {
    if (feed.delisting().by() != Delisting.By.BY_WITHDRAWAL) {
      return new Verdict.Unfit(
          RejectionReason.WITHDRAWN,
          "The source says that its listing has ended, and the feed is not set up for that.");
    }
    Instant at = row.time() == null ? fetchedAt : SourceTime.parse(row.time(), zone);
    if (at == null) {
      return new Verdict.Unfit(RejectionReason.INVALID_TIME, "The time cannot be read.");
    }
    return new Verdict.Withdrawal(row.value().strip(), at.isAfter(fetchedAt) ? fetchedAt : at);
  }

  /** As of when the payload speaks: its fetch, or the end of the declared range. */
  Instant asOf() {
    return latest;
  }

  private Verdict judge(Row.Report row) {
    String type = row.type();
    if (type != null && !HOST_TYPES.contains(type)) {
      return ADDRESS_TYPES.contains(type)
          ? new Verdict.Unfit(
              RejectionReason.IP_LITERAL, "The source says that it is an IP address.")
          : new Verdict.Unfit(
              RejectionReason.UNSUPPORTED_TYPE, "The source says that it is no URL and no name.");
    }
    return switch (indicators.read(row.value())) {
      case Extraction.Rejected rejected -> new Verdict.Unfit(rejected.reason(), rejected.detail());
      case Extraction.Indicator indicator -> judge(row, indicator);
    };
  }

  private Verdict judge(Row.Report row, Extraction.Indicator indicator) {
    Optional<Threat> threat = feed.threat(row.threats());
    if (threat.isEmpty()) {
      return new Verdict.Unfit(
          RejectionReason.UNMAPPED_THREAT, "None of its words is mapped to a threat.");
    }
    Instant sourceTime = null;
    if (row.time() != null) {
      sourceTime = SourceTime.parse(row.time(), zone);
      if (sourceTime == null) {
        return new Verdict.Unfit(RejectionReason.INVALID_TIME, "The time cannot be read.");
      }
      if (sourceTime.isAfter(latest)) {
        return new Verdict.Unfit(
            RejectionReason.FUTURE_TIME, "The time is later than the payload can know.");
      }
      if (sourceTime.isBefore(earliest)) {
        return new Verdict.Unfit(
            RejectionReason.TOO_OLD,
            "The time is more than 90 days before that as of which the payload speaks.");
      }
    }
    Instant told = sourceTime != null ? sourceTime : timeOfTimeless;
    if (told == null) {
      return new Verdict.Unfit(
          RejectionReason.INVALID_TIME,
          "A historical import over several days needs a time in each row.");
    }
    // A replay may find a time no longer in the future that was so at the fetch.
    Instant counted = told.isAfter(fetchedAt) ? fetchedAt : told;
    String value = row.value().strip();
    UUID entry = key(sourceTime == null ? "" : micros(sourceTime), value);
    return new Verdict.Listing(
        // Where the source gives no time, one listing a day.
        sourceTime != null
            ? entry
            : key(LocalDate.ofInstant(counted, ZoneOffset.UTC).toString(), value),
        entry,
        value,
        indicator,
        threat.get(),
        row.compromised(),
        isDeep(value),
        sourceTime,
        counted);
  }

  /** Whether something stands after the host: a page below the front page. */
  private static boolean isDeep(String value) {
    int scheme = value.indexOf("//");
    int i = scheme < 0 ? 0 : scheme + 2;
    while (i < value.length() && "/\\?#".indexOf(value.charAt(i)) < 0) {
      i++;
    }
    while (i < value.length() && "/\\".indexOf(value.charAt(i)) >= 0) {
      i++;
    }
    return i < value.length();
  }

  private static String micros(Instant time) {
    return Long.toString(time.getEpochSecond() * 1_000_000 + time.getNano() / 1000);
  }

  private UUID key(String when, String value) {
    byte[] digest = md5.digest((keyPrefix + when + "\n" + value).getBytes(StandardCharsets.UTF_8));
    var bytes = ByteBuffer.wrap(digest);
    return new UUID(bytes.getLong(), bytes.getLong());
  }

  /** Short keys index faster, and nobody gains by making two of one's own listings collide. */
  private static MessageDigest md5() {
    try {
      return MessageDigest.getInstance("MD5");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has MD5", e);
    }
  }
}

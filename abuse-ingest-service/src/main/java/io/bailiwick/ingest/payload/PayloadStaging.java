package io.bailiwick.ingest.payload;

import io.bailiwick.common.sql.CopyRows;
import io.bailiwick.common.sql.Sql;
import io.bailiwick.ingest.feed.Feed;
import io.bailiwick.ingest.format.Lines;
import io.bailiwick.ingest.format.Row;
import io.bailiwick.ingest.payload.RowJudge.Verdict;
import io.bailiwick.ingest.rejection.RejectionReason;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The judged rows of a payload on their way into the temporary table {@code staged}, counted as
 * they pass. Rows with a reason were rejected; those without a key take an entry back.
 */
final class PayloadStaging {
  private static final int SHOWN_PLATFORMS = 20;

  private final Map<RejectionReason, Long> rejectedByReason = new TreeMap<>();
  private final Map<String, Long> platforms = new HashMap<>();
  private long read;
  private long rejected;
  private long platformRows;
  private long withdrawn;
  private long line;
  private long part;

  private PayloadStaging() {}

  /** Reads a text to its end. */
  static PayloadStaging stage(Sql sql, Feed feed, RowJudge judge, InputStream text)
      throws IOException {
    PayloadStaging staging = new PayloadStaging();
    sql.run(TABLE);
    sql.copy(
        COLUMNS,
        copy ->
            ReadAhead.read(
                feed.reader(judge.asOf()),
                new Lines(text),
                row -> {
                  try {
                    staging.write(copy, row, judge.judge(row));
                  } catch (SQLException e) {
                    throw new UncheckedIOException(new IOException(e));
                  }
                }));
    return staging;
  }

  long read() {
    return read;
  }

  long rejected() {
    return rejected;
  }

  long withdrawn() {
    return withdrawn;
  }

  long platformRows() {
    return platformRows;
  }

  Map<RejectionReason, Long> rejectedByReason() {
    return rejectedByReason;
  }

  /** Those with most rows, at most 20. */
  List<Payload.PlatformDomain> platforms() {
    return platforms.entrySet().stream()
        .map(entry -> new Payload.PlatformDomain(entry.getKey(), entry.getValue()))
        .sorted(
            Comparator.comparingLong(Payload.PlatformDomain::rows)
                .reversed()
                .thenComparing(Payload.PlatformDomain::domain))
        .limit(SHOWN_PLATFORMS)
        .toList();
  }

  /** Rows come in the order of their lines; those that begin on one line are numbered. */
  private void write(CopyRows copy, Row row, Verdict verdict) throws SQLException {
    read++;
    part = row.line() == line ? part + 1 : 1;
    line = row.line();
    copy.number(line).number(part);
    switch (verdict) {
      case Verdict.Unfit unfit -> {
        rejected++;
        rejectedByReason.merge(unfit.reason(), 1L, Long::sum);
        copy.text(unfit.reason().name()).text(unfit.detail()).text(row.raw()).nulls(14);
      }
      case Verdict.Withdrawal withdrawal -> {
        withdrawn++;
        copy.nulls(5).text(withdrawal.value()).nulls(10).time(withdrawal.at());
      }
      case Verdict.Listing listing -> {
        String platform = listing.indicator().platform();
        if (platform != null) {
          platformRows++;
          platforms.merge(platform, 1L, Long::sum);
        }
        copy.nulls(3)
            .id(listing.key())
            .id(listing.entry())
            .text(listing.value())
            .text(listing.indicator().host())
            .text(listing.indicator().domain())
            .text(listing.indicator().unicodeDomain())
            .text(platform)
            .text(listing.indicator().caution())
            .flag(listing.deep())
            .text(listing.threat().name())
            .flag(listing.compromised())
            .time(listing.sourceTime())
            .time(listing.countedAt())
            .nulls(1);
      }
    }
    copy.end();
  }

  private static final String COLUMNS =
      "staged (line, part, reason, detail, raw, key, entry, value, host, domain, unicode_domain, platform, caution, deep, threat,"
          + " compromised, source_time, counted_at, withdrawn_at)";

  private static final String TABLE =
      """
      CREATE TEMP TABLE staged (
        line bigint NOT NULL, part bigint NOT NULL, reason text, detail text, raw text, key uuid, entry uuid, value text, host text, domain text,
        unicode_domain text, platform text, caution text, deep boolean, threat text, compromised boolean,
        source_time timestamptz, counted_at timestamptz, withdrawn_at timestamptz) ON COMMIT DROP
      """;
}

package io.bailiwick.launcher.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Writes a registry's monthly report of registrars and transactions (Specification 3 of the
 * Registry Agreement, 39 columns) from the world's own memory. Renewals, restores, disputes and
 * name servers, which nothing is compared with, are left at zero.
 */
final class TransactionReportFile {
  /** Add and transfer grace period: what is in it is reported in the month in which it ends. */
  private static final Duration GRACE = Duration.ofDays(5);

  /** The first two tell the registrar. */
  private static final List<String> COLUMNS =
      Stream.of(
              Stream.of("registrar-name", "iana-id", "total-domains", "total-nameservers"),
              IntStream.rangeClosed(1, 10).mapToObj("net-adds-%d-yr"::formatted),
              IntStream.rangeClosed(1, 10).mapToObj("net-renews-%d-yr"::formatted),
              Stream.of(
                  "transfer-gaining-successful",
                  "transfer-gaining-nacked",
                  "transfer-losing-successful",
                  "transfer-losing-nacked",
                  "transfer-disputed-won",
                  "transfer-disputed-lost",
                  "transfer-disputed-nodecision",
                  "deleted-domains-grace",
                  "deleted-domains-nograce",
                  "restored-domains",
                  "restored-noreport",
                  "agp-exemption-requests",
                  "agp-exemptions-granted",
                  "agp-exempted-domains",
                  "attempted-adds"))
          .flatMap(columns -> columns)
          .toList();

  private final Instant begin;
  private final Instant end;
  private final Map<Integer, Map<String, Long>> counts = new TreeMap<>();

  private TransactionReportFile(YearMonth month) {
    this.begin = month.atDay(1).atStartOfDay().toInstant(ZoneOffset.UTC);
    this.end = month.plusMonths(1).atDay(1).atStartOfDay().toInstant(ZoneOffset.UTC);
  }

  /**
   * Writes the file.
   *
   * @param world has lived at least five days past the month, so that every grace period has ended
   */
  static void write(Path file, YearMonth month, World world) throws IOException {
    TransactionReportFile report = new TransactionReportFile(month);
    world.registrations().forEach(report::count);
    Files.writeString(file, report.text(world.registrars()));
  }

  private void count(Registration name) {
    if (name.livesAt(end.minusMillis(1))) {
      add(name.sponsorAt(end.minusMillis(1)), "total-domains");
    }
    if (isIn(name.created)) {
      add(name.creator, "attempted-adds");
    }
    Instant purged = name.purged;
    boolean inGrace = purged != null && Duration.between(name.created, purged).compareTo(GRACE) < 0;
    if (isIn(name.created.plus(GRACE)) && !inGrace) {
      add(name.creator, "net-adds-%d-yr".formatted(name.years()));
    }
    for (int i = 0; i < name.transfers.size(); i++) {
      Instant at = name.transfers.get(i).from();
      if (isIn(at.plus(GRACE))) {
        add(name.sponsorAt(at), "transfer-gaining-successful");
      }
      if (isIn(at)) {
        add(name.sponsorAt(at.minusMillis(1)), "transfer-losing-successful");
      }
    }
    // The last instant of the day on which it was purged.
    if (purged != null && isIn(purged.minusMillis(1))) {
      add(
          name.sponsorAt(purged.minusMillis(1)),
          inGrace ? "deleted-domains-grace" : "deleted-domains-nograce");
    }
  }

  private boolean isIn(@Nullable Instant at) {
    return at != null && !at.isBefore(begin) && at.isBefore(end);
  }

  private void add(RegistrarProfile registrar, String column) {
    counts.computeIfAbsent(registrar.ianaId(), id -> new TreeMap<>()).merge(column, 1L, Long::sum);
  }

  private String text(List<RegistrarProfile> registrars) {
    StringBuilder csv = new StringBuilder(String.join(",", COLUMNS)).append("\r\n");
    long[] totals = new long[COLUMNS.size()];
    for (RegistrarProfile registrar : registrars) {
      Map<String, Long> own = counts.getOrDefault(registrar.ianaId(), Map.of());
      long[] row = COLUMNS.stream().mapToLong(column -> own.getOrDefault(column, 0L)).toArray();
      Arrays.setAll(totals, i -> totals[i] + row[i]);
      csv.append('"').append(registrar.name().replace("\"", "\"\"")).append("\",");
      csv.append(registrar.ianaId()).append(numbers(row));
    }
    return csv.append("Totals,").append(numbers(totals)).toString();
  }

  private static String numbers(long[] row) {
    return LongStream.of(row)
        .skip(2)
        .mapToObj(Long::toString)
        .collect(Collectors.joining(",", ",", "\r\n"));
  }
}

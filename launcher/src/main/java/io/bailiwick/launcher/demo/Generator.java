package io.bailiwick.launcher.demo;

import io.bailiwick.launcher.demo.Delivery.RowCounts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Writes the files of the demo, day by day, in the order in which a registry gets them: one escrow
 * deposit a day (FULL on Sundays), and every Monday evening one fetch of each feed. The same scale
 * gives the same bytes.
 */
final class Generator {
  private static final LocalTime DEPOSIT_TIME = LocalTime.of(2, 0);
  private static final LocalTime FETCH_TIME = LocalTime.of(18, 0);

  /** Of the month after the one that it reports, as a registry has to have it done by the 20th. */
  private static final int REPORT_DAY = 7;

  private static final LocalTime REPORT_TIME = LocalTime.of(6, 0);
  private static final YearMonth FIRST_MONTH = YearMonth.from(World.FIRST_DAY);

  /** Timed feeds show eight days at each weekly fetch, so that a day comes twice. */
  private static final Duration SHOWN = Duration.ofDays(8);

  /** Takes a delivery when its file is complete. */
  @FunctionalInterface
  interface Sink {
    void take(Delivery delivery) throws IOException, InterruptedException;
  }

  private final Path directory;
  private final Sink sink;
  private final World world;
  private final AbusePlan plan;
  private final Truth truth;
  private final Map<DemoFeed, Set<String>> seen = new EnumMap<>(DemoFeed.class);
  private @Nullable Instant lastDeposit;

  private Generator(Path directory, double scale, Sink sink) {
    this.directory = directory;
    this.sink = sink;
    this.world = new World(scale);
    this.plan = new AbusePlan(world, scale);
    this.truth = new Truth(world);
  }

  /**
   * Generates everything into the directory.
   *
   * @param scale 1 for some 200,000 names; the traps are the same at every scale
   * @return what must come out
   */
  static Truth generate(Path directory, double scale, Sink sink)
      throws IOException, InterruptedException {
    Files.createDirectories(directory);
    Generator generator = new Generator(directory, scale, sink);
    generator.deposit(World.FIRST_DAY, null);
    for (LocalDate day = World.FIRST_DAY; !day.isAfter(World.LAST_DAY); day = day.plusDays(1)) {
      generator.world.live(day);
      generator.plan.plan(day);
      if (AbusePlan.fetchDay(day)) {
        for (DemoFeed feed : DemoFeed.values()) {
          generator.fetch(feed, day.atTime(FETCH_TIME).toInstant(ZoneOffset.UTC));
        }
      }
      generator.deposit(day.plusDays(1), generator.world.close(day));
      if (day.getDayOfMonth() == REPORT_DAY && YearMonth.from(day).isAfter(FIRST_MONTH)) {
        generator.report(YearMonth.from(day).minusMonths(1), day.plusDays(1));
      }
    }
    return generator.truth;
  }

  private void deposit(LocalDate date, World.@Nullable Changes changes)
      throws IOException, InterruptedException {
    Instant watermark = date.atStartOfDay(ZoneOffset.UTC).toInstant();
    Instant previous = lastDeposit;
    boolean full = changes == null || previous == null || date.getDayOfWeek() == DayOfWeek.SUNDAY;
    Path file = directory.resolve("org-%s-%s.zip".formatted(date, full ? "full" : "diff"));
    if (changes == null || previous == null || full) {
      DepositFile.full(file, watermark, world);
    } else {
      DepositFile.diff(file, watermark, previous, world, changes);
    }
    lastDeposit = watermark;
    Instant at = date.atTime(DEPOSIT_TIME).toInstant(ZoneOffset.UTC);
    sink.take(new Delivery.Deposit(at, file, watermark, full, world.domains()));
  }

  private void report(YearMonth month, LocalDate delivered)
      throws IOException, InterruptedException {
    Path file = directory.resolve("org-transactions-" + month.toString().replace("-", "") + ".csv");
    TransactionReportFile.write(file, month, world);
    Instant at = delivered.atTime(REPORT_TIME).toInstant(ZoneOffset.UTC);
    sink.take(new Delivery.Report(at, file, month));
  }

  private void fetch(DemoFeed feed, Instant fetched) throws IOException, InterruptedException {
    List<FeedRow> shown = new ArrayList<>();
    for (FeedRow row : plan.rows()) {
      Duration shownFor = feed.timed() ? SHOWN : Duration.ofDays(7L * row.weeks());
      if (row.feed() == feed
          && !row.from().isAfter(fetched)
          && row.from().isAfter(fetched.minus(shownFor))) {
        shown.add(row);
      }
    }
    shown.sort(Comparator.comparing(FeedRow::from));
    Path file =
        directory.resolve("%s-%s.%s".formatted(feed.slug, World.day(fetched), feed.extension));
    FeedFile.write(file, feed, fetched, shown);
    sink.take(new Delivery.Payload(fetched, file, feed, judge(feed, fetched, shown)));
  }

  /** What must become of each row; tells the truth of the sightings. */
  private RowCounts judge(DemoFeed feed, Instant fetched, List<FeedRow> shown) {
    Map<String, Integer> rejected = new TreeMap<>();
    Set<String> known = seen.computeIfAbsent(feed, f -> new HashSet<>());
    int accepted = 0;
    int duplicates = 0;
    int platform = 0;
    for (FeedRow row : shown) {
      String domain = row.domain();
      if (domain == null) {
        rejected.merge(String.valueOf(row.rejection()), 1, Integer::sum);
        continue;
      }
      platform += row.platform() ? 1 : 0;
      // A row is known by its value, class and time; in the list without times, by the fetch
      // instead.
      Instant claimed = feed.timed() ? row.time() : fetched;
      if (!known.add(row.value() + " " + row.threat() + " " + claimed)) {
        duplicates++;
        continue;
      }
      accepted++;
      truth.sighted(
          new Truth.Sighting(feed.family, domain, row.threat(), claimed, row.compromised()));
    }
    return new RowCounts(shown.size(), accepted, duplicates, rejected, platform);
  }
}

package io.bailiwick.launcher.bench;

import com.fasterxml.jackson.databind.JsonNode;
import io.bailiwick.launcher.process.LaunchException;
import io.bailiwick.launcher.suite.Suite;
import io.bailiwick.launcher.suite.SuiteOptions;
import io.bailiwick.launcher.suite.SuiteService;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.postgresql.PGConnection;

/**
 * Loads generated escrow deposits through the API of one ingest service, and compares the time with
 * a {@code COPY} of the very rows that came out of it into equally indexed tables on the same
 * server.
 */
final class DepositBench {
  private static final List<Integer> SIZES = List.of(1_000_000, 3_000_000);
  private static final double AIM = 0.3;

  /** In parts of 100,000: a day's difference of a FULL, then DIFFs of 0.1 % and 1 %. */
  private static final int[] CHANGES = {0, 300, 100, 1000};

  private final SuiteOptions options;
  private final Findings findings;

  DepositBench(SuiteOptions options, PrintStream out) {
    this.options = options.withServices(Set.of(SuiteService.INGEST)).withZones(List.of("org"));
    this.findings = new Findings(out);
  }

  /**
   * @param sizes names in the registry; empty: one and three million
   * @return whether the counts agree and the aim is met at every size
   */
  boolean run(List<Integer> sizes) throws IOException, InterruptedException {
    List<Integer> chosen = sizes.isEmpty() ? SIZES : sizes;
    StringBuilder command = new StringBuilder("./run bench deposits");
    if (!sizes.isEmpty()) {
      sizes.forEach(size -> command.append(" --names ").append(size));
    }
    findings.say("Loading escrow deposits: %s", command);
    findings.say("%s", Machine.describe());
    List<Loads> all = new ArrayList<>();
    for (int size : chosen) {
      all.add(measure(size));
    }
    findings.say("");
    findings.say("Cost per name (microseconds)");
    findings.say("  %-44s%s", "", columns(all, loads -> "%,d".formatted(loads.names)));
    for (int i = 0; i < all.getFirst().loads.size(); i++) {
      int load = i;
      findings.say(
          "  %-44s%s",
          all.getFirst().loads.get(i).what(),
          columns(
              all,
              loads -> {
                Load one = loads.loads.get(load);
                return "%.2f".formatted(one.seconds() * 1e6 / one.rows());
              }));
    }
    findings.say(
        "  %-44s%s", "ratio to COPY, first FULL", columns(all, l -> "%.2f".formatted(l.ratio(0))));
    findings.say(
        "  %-44s%s",
        "ratio to COPY, FULL of the next day", columns(all, l -> "%.2f".formatted(l.ratio(1))));
    findings.say(
        "  %-44s%s",
        "highest heap in use (MB; limit 512)", columns(all, l -> "%,d".formatted(l.heap >> 20)));
    for (Loads loads : all) {
      findings.check(
          loads.ratio(0) >= AIM && loads.ratio(1) >= AIM,
          "at least %.1f of the speed of COPY",
          AIM);
    }
    findings.say("");
    return findings.end(options.root(), "deposits.txt", "every count right, and fast enough");
  }

  private interface Column {
    String of(Loads loads);
  }

  private static String columns(List<Loads> all, Column column) {
    StringBuilder line = new StringBuilder();
    all.forEach(loads -> line.append(String.format(Locale.ROOT, "%12s", column.of(loads))));
    return line.toString();
  }

  /**
   * One deposit loaded.
   *
   * @param rows names that it holds or changes: what its cost is divided by
   */
  private record Load(String what, long rows, double seconds) {}

  /** What was measured at one size. */
  private static final class Loads {
    final int names;
    final List<Load> loads = new ArrayList<>();
    double copySeconds;
    long heap;

    Loads(int names) {
      this.names = names;
    }

    double ratio(int load) {
      return copySeconds / loads.get(load).seconds();
    }
  }

  private Loads measure(int names) throws IOException, InterruptedException {
    findings.say("");
    findings.say("%,d names", names);
    try (Suite suite = Suite.start(options, line -> {})) {
      Path files = options.data().resolve("deposits");
      Files.createDirectories(files);
      GeneratedRegistry registry = new GeneratedRegistry(names, CHANGES);
      Loads loads = new Loads(names);
      Service service = new Service(suite);
      Path file = files.resolve("deposit.zip");

      long listed = service.list(registry.reports());
      registry.full(file, 0, 0);
      JsonNode first = load(service, loads, "FULL, the first", file, names, registry.day(0));
      findings.say(
          "      incidents of names that were listed before and now got their sponsor: %,d",
          listed);
      findings.check(
          first.path("incidentsBound").asLong() == listed,
          "%,d incidents bound; the service says %s",
          listed,
          first.path("incidentsBound"));
      loads.copySeconds = copy(service.client, files, names);
      registry.full(file, 1, 1);
      GeneratedRegistry.Day next = registry.day(1);
      load(service, loads, "FULL of the next day, 0.3 % changed", file, next.live(), next);
      registry.full(file, 1, 2);
      load(
          service,
          loads,
          "FULL that equals the one before",
          file,
          next.live(),
          new GeneratedRegistry.Day(0, 0, 0, next.live()));
      for (int day = 2; day <= 3; day++) {
        registry.diff(file, day, day + 1);
        GeneratedRegistry.Day change = registry.day(day);
        load(
            service,
            loads,
            day == 2 ? "DIFF, 0.1 % changed, per change" : "DIFF, 1 % changed, per change",
            file,
            change.added() + change.changed() + change.deleted(),
            change);
      }
      Files.delete(file);
      loads.heap = service.heap.get();
      return loads;
    }
  }

  private JsonNode load(
      Service service,
      Loads loads,
      String what,
      Path file,
      long rows,
      GeneratedRegistry.Day expected)
      throws IOException, InterruptedException {
    long from = System.nanoTime();
    JsonNode deposit = service.upload(file);
    double seconds = SuiteClient.seconds(from);
    loads.loads.add(new Load(what, rows, seconds));
    findings.say(
        "  %-40s %,10d names %8.2f s %,10.0f names/s  (%.0f MB)",
        what, rows, seconds, rows / seconds, Files.size(file) / 1e6);
    StringBuilder steps = new StringBuilder();
    for (JsonNode step : deposit.path("steps")) {
      if (step.path("milliseconds").asLong() >= 20) {
        steps.append(
            String.format(
                Locale.ROOT,
                "%s%s %.2f s",
                steps.isEmpty() ? "" : ", ",
                step.path("step").asText(),
                step.path("milliseconds").asLong() / 1000.0));
      }
    }
    findings.say("      %s", steps);
    findings.check(
        deposit.path("domainsAdded").asLong() == expected.added()
            && deposit.path("domainsChanged").asLong() == expected.changed()
            && deposit.path("domainsDeleted").asLong() == expected.deleted()
            && deposit.path("domainsUnderManagement").asLong() == expected.live()
            && deposit.path("rows").path("rejected").asLong() == 0,
        "%,d added, %,d changed, %,d deleted, %,d live; the service says %s",
        expected.added(),
        expected.changed(),
        expected.deleted(),
        expected.live(),
        deposit);
    return deposit;
  }

  /**
   * The rows that the first deposit became, copied into tables with the same columns and indexes,
   * without foreign keys.
   *
   * @return seconds
   */
  private double copy(SuiteClient suite, Path files, int names) throws IOException {
    Path registrations = files.resolve("registration.copy");
    Path sponsorships = files.resolve("sponsorship.copy");
    try (Connection connection = suite.owner(SuiteService.INGEST);
        Statement statement = connection.createStatement()) {
      PGConnection postgres = connection.unwrap(PGConnection.class);
      copyOut(postgres, "COPY (SELECT * FROM registration ORDER BY id) TO STDOUT", registrations);
      copyOut(
          postgres,
          "COPY (SELECT * FROM sponsorship ORDER BY registration_id, from_at) TO STDOUT",
          sponsorships);
      statement.execute(
          """
          CREATE SCHEMA bench;
          CREATE TABLE bench.registration (LIKE registration INCLUDING INDEXES);
          CREATE TABLE bench.sponsorship (LIKE sponsorship INCLUDING INDEXES);
          """);
      connection.setAutoCommit(false);
      long from = System.nanoTime();
      long rows = copyIn(postgres, "COPY bench.registration FROM STDIN", registrations);
      copyIn(postgres, "COPY bench.sponsorship FROM STDIN", sponsorships);
      connection.commit();
      double seconds = SuiteClient.seconds(from);
      connection.setAutoCommit(true);
      findings.check(rows == names, "COPY wrote %,d rows instead of %,d", rows, names);
      findings.say(
          "  %-40s %,10d names %8.2f s %,10.0f names/s",
          "COPY of the same rows, equally indexed", names, seconds, names / seconds);
      statement.execute("DROP SCHEMA bench CASCADE");
      return seconds;
    } catch (SQLException e) {
      throw new LaunchException("The COPY to compare with failed: " + e.getMessage(), e);
    } finally {
      Files.deleteIfExists(registrations);
      Files.deleteIfExists(sponsorships);
    }
  }

  private static void copyOut(PGConnection postgres, String sql, Path file)
      throws IOException, SQLException {
    try (OutputStream to = new BufferedOutputStream(Files.newOutputStream(file), 1 << 16)) {
      postgres.getCopyAPI().copyOut(sql, to);
    }
  }

  private static long copyIn(PGConnection postgres, String sql, Path file)
      throws IOException, SQLException {
    try (InputStream from = new BufferedInputStream(Files.newInputStream(file), 1 << 16)) {
      return postgres.getCopyAPI().copyIn(sql, from, 1 << 16);
    }
  }

  /** The one ingest service. */
  private static final class Service {
    private final HttpClient http = HttpClient.newHttpClient();
    private final SuiteClient client;
    private final URI metrics;
    private final AtomicLong heap = new AtomicLong();

    Service(Suite suite) {
      this.client = new SuiteClient(suite);
      this.metrics = URI.create(suite.managementUrl(SuiteService.INGEST) + "/q/metrics");
    }

    /** Takes in a payload that lists names; one incident opens for each. */
    long list(String csv) throws IOException, InterruptedException {
      var unused =
          client.post(
              SuiteService.INGEST,
              "/v1/feeds",
              "data-operator",
              """
              {"name": "bench", "title": "Benchmark", "family": "bench", "format": "GENERIC_CSV",
               "defaultThreat": "PHISHING", "columns": {"value": "name", "time": "time"}}
              """,
              201);
      return client
          .upload(
              "/v1/feeds/bench/payloads?historicalFrom=2026-01-01&historicalTo=2026-03-01",
              "application/octet-stream",
              BodyPublishers.ofString(csv))
          .path("incidentsOpened")
          .asLong();
    }

    JsonNode upload(Path file) throws IOException, InterruptedException {
      AtomicBoolean loading = new AtomicBoolean(true);
      Thread watch = Thread.ofVirtual().start(() -> watchHeap(loading));
      try {
        return client.upload("/v1/deposits", "application/zip", BodyPublishers.ofFile(file));
      } finally {
        loading.set(false);
        watch.join();
      }
    }

    /** The heap in use, garbage included, several times a second. */
    private void watchHeap(AtomicBoolean loading) {
      while (loading.get()) {
        try {
          String text =
              http.send(
                      HttpRequest.newBuilder(metrics).timeout(Duration.ofSeconds(5)).build(),
                      BodyHandlers.ofString(StandardCharsets.UTF_8))
                  .body();
          long used =
              text.lines()
                  .filter(line -> line.startsWith("jvm_memory_used_bytes{area=\"heap\""))
                  .mapToLong(
                      line -> (long) Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                  .sum();
          heap.accumulateAndGet(used, Math::max);
          Thread.sleep(200);
        } catch (IOException _) {
          // the next look will tell
        } catch (InterruptedException _) {
          return;
        }
      }
    }
  }
}

package io.bailiwick.launcher.bench;

import io.bailiwick.launcher.suite.Suite;
import io.bailiwick.launcher.suite.SuiteOptions;
import io.bailiwick.launcher.suite.SuiteService;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One fault after the other under a steady load over all four services, in an order that the seed
 * gives: PostgreSQL ended, slow or out of reach, each arrow between the services cut, held up or
 * slowed, processes killed, clocks an hour off, the disk for uploads full. Afterwards every
 * accepted request is there once, sums and chains hold, and every refusal was a clear one.
 */
final class ReliabilityBench {
  private static final double PER_SECOND = 15;
  private static final Duration FAULT = Duration.ofSeconds(4);
  private static final Duration CALM = Duration.ofSeconds(4);
  private static final Duration SLOW_DATABASE = Duration.ofMillis(5);
  private static final Duration SLOW_PEER = Duration.ofMillis(300);
  private static final int SPOOL_MEGABYTES = 16;

  /** Who reads whom, and the setting that says where. */
  private enum Arrow {
    SCORING_READS_INGEST(
        SuiteService.SCORING, SuiteService.INGEST, "QUARKUS_REST_CLIENT_INGEST_URL"),
    QPI_READS_INGEST(SuiteService.QPI, SuiteService.INGEST, "QUARKUS_REST_CLIENT_INGEST_URL"),
    QPI_READS_SCORING(SuiteService.QPI, SuiteService.SCORING, "QUARKUS_REST_CLIENT_SCORING_URL"),
    QPI_READS_AIP(SuiteService.QPI, SuiteService.AIP, "QUARKUS_REST_CLIENT_AIP_URL"),
    AIP_READS_INGEST(SuiteService.AIP, SuiteService.INGEST, "QUARKUS_REST_CLIENT_INGEST_URL"),
    AIP_READS_SCORING(SuiteService.AIP, SuiteService.SCORING, "QUARKUS_REST_CLIENT_SCORING_URL");

    private final SuiteService reader;
    private final SuiteService read;
    private final String setting;

    Arrow(SuiteService reader, SuiteService read, String setting) {
      this.reader = reader;
      this.read = read;
      this.setting = setting;
    }

    String words() {
      return reader.module() + " reads " + read.module();
    }
  }

  /** What happens to a connection between two. */
  private enum Cut {
    SHUT("refused"),
    SILENT("silent"),
    RESET("reset again and again"),
    SLOW("slow");

    private final String words;

    Cut(String words) {
      this.words = words;
    }
  }

  private sealed interface Fault {
    String words();

    record PostgresKilled() implements Fault {
      @Override
      public String words() {
        return "PostgreSQL killed and started";
      }
    }

    record PostgresRestarted() implements Fault {
      @Override
      public String words() {
        return "PostgreSQL stopped and started";
      }
    }

    record DatabaseCut(SuiteService service, Cut cut) implements Fault {
      @Override
      public String words() {
        return "connections to PostgreSQL " + cut.words;
      }
    }

    record ArrowCut(Arrow arrow, Cut cut) implements Fault {
      @Override
      public String words() {
        return "an arrow between services " + cut.words;
      }
    }

    record Killed(SuiteService service) implements Fault {
      @Override
      public String words() {
        return "a service killed and started";
      }
    }

    record Restarted(SuiteService service) implements Fault {
      @Override
      public String words() {
        return "a service stopped and started";
      }
    }

    record ClockOff(SuiteService service, Duration by) implements Fault {
      @Override
      public String words() {
        return "a clock an hour " + (by.isNegative() ? "behind" : "ahead");
      }
    }

    record DiskFull() implements Fault {
      @Override
      public String words() {
        return "the disk for uploads full";
      }
    }
  }

  private final SuiteOptions options;
  private final int rounds;
  private final long seed;
  private final Random random;
  private final Findings findings;
  private final Map<Arrow, CutProxy> arrows = new EnumMap<>(Arrow.class);
  private final Map<SuiteService, CutProxy> databases = new EnumMap<>(SuiteService.class);
  private @Nullable SmallDisk disk;

  /**
   * @param rounds faults; 0: each once
   * @param seed of their order
   */
  ReliabilityBench(SuiteOptions options, int rounds, long seed, PrintStream out) {
    this.options = options.withZones(List.of("org"));
    this.rounds = rounds;
    this.seed = seed;
    this.random = new Random(seed);
    this.findings = new Findings(out);
  }

  boolean run() throws IOException, InterruptedException {
    Path place = options.root().resolve("target/bench/disks/reliability");
    Optional<SmallDisk> small = SmallDisk.mount(place, SPOOL_MEGABYTES);
    List<Fault> faults = faults(small.isPresent());
    findings.say(
        "Reliability under load: ./run bench reliability --rounds %d (order from seed %d)",
        faults.size(), seed);
    findings.say("%s", Machine.describe());
    try (SmallDisk mounted = small.orElse(null)) {
      disk = mounted;
      if (mounted == null) {
        findings.say(
            "  LEFT OUT: the full disk; mounting a small one is not permitted here (root or unshare -Urm)");
      }
      run(faults);
    } finally {
      for (CutProxy proxy : arrows.values()) {
        proxy.close();
      }
      for (CutProxy proxy : databases.values()) {
        proxy.close();
      }
    }
    return findings.end(
        options.root(),
        "reliability.txt",
        "every accepted request there once, every refusal clear, every sum and chain right");
  }

  /** Each once in the order of the seed, and again from the beginning while rounds are left. */
  private List<Fault> faults(boolean diskToo) {
    List<Fault> each = new ArrayList<>();
    each.add(new Fault.PostgresKilled());
    each.add(new Fault.PostgresRestarted());
    for (Cut cut : Cut.values()) {
      SuiteService one = SuiteService.values()[random.nextInt(SuiteService.values().length)];
      each.add(new Fault.DatabaseCut(one, cut));
      for (Arrow arrow : Arrow.values()) {
        each.add(new Fault.ArrowCut(arrow, cut));
      }
    }
    for (SuiteService service : SuiteService.values()) {
      each.add(new Fault.Killed(service));
      each.add(new Fault.Restarted(service));
      each.add(new Fault.ClockOff(service, Duration.ofHours(random.nextBoolean() ? 1 : -1)));
    }
    if (diskToo) {
      each.add(new Fault.DiskFull());
    }
    Collections.shuffle(each, random);
    List<Fault> faults = new ArrayList<>();
    for (int i = 0; i < (rounds == 0 ? each.size() : rounds); i++) {
      faults.add(each.get(i % each.size()));
    }
    return faults;
  }

  private void run(List<Fault> faults) throws IOException, InterruptedException {
    try (Suite suite = Suite.start(settings(), line -> {});
        Load load = new Load(suite, findings, true)) {
      load.prepare();
      Instant ends = limit(suite, load);
      long from = System.nanoTime();
      load.start(PER_SECOND);
      TimeUnit.NANOSECONDS.sleep(CALM.toNanos());
      Map<String, Integer> survived = new TreeMap<>();
      int number = 0;
      for (Fault fault : faults) {
        System.err.println("  " + ++number + " of " + faults.size() + ": " + fault);
        if (fault instanceof Fault.ClockOff(SuiteService service, Duration _)
            && service == SuiteService.AIP) {
          await(ends); // or the limit would end earlier
        }
        strike(suite, load.client(), fault);
        survived.merge(fault.words(), 1, Integer::sum);
        TimeUnit.NANOSECONDS.sleep(CALM.toNanos());
      }
      await(ends.plusSeconds(5));
      load.finish();
      findings.say("");
      findings.say("%d faults in %.0f s", faults.size(), SuiteClient.seconds(from));
      survived.forEach((words, times) -> findings.say("  %3d times %s", times, words));
      findings.say("");
      load.report();
      findings.say("");
      findings.say("Afterwards");
      load.accountFor();
    }
  }

  private static void await(Instant time) throws InterruptedException {
    TimeUnit.MILLISECONDS.sleep(Math.max(0, Duration.between(Instant.now(), time).toMillis()));
  }

  /** All that the services call goes through something that can be cut. */
  private SuiteOptions settings() throws IOException {
    SuiteOptions changed = options;
    for (SuiteService service : SuiteService.values()) {
      Map<String, String> settings = new HashMap<>();
      CutProxy database = new CutProxy(Suite.postgresPort(options));
      databases.put(service, database);
      settings.put(
          "QUARKUS_DATASOURCE_JDBC_URL",
          "jdbc:postgresql://127.0.0.1:%d/%s?reWriteBatchedInserts=true"
              .formatted(database.port(), service.database()));
      for (Arrow arrow : Arrow.values()) {
        if (arrow.reader == service) {
          CutProxy proxy = new CutProxy(Suite.port(options, arrow.read));
          arrows.put(arrow, proxy);
          settings.put(arrow.setting, "http://127.0.0.1:" + proxy.port());
        }
      }
      // So that every arrow is used all the time.
      settings.put("BAILIWICK_PROMOTION_EVERY", "3s");
      settings.put("BAILIWICK_CONTESTS_EVERY", "3s");
      settings.put("BAILIWICK_TAKEOVER_EVERY", "3s");
      settings.put("BAILIWICK_GROUNDS_EVERY", "10s");
      settings.put("BAILIWICK_LIMITS_SWEEP", "2s");
      settings.put("BAILIWICK_RESCORING_PAUSE", "30s");
      SmallDisk mounted = disk;
      if (service == SuiteService.INGEST && mounted != null) {
        settings.put("BAILIWICK_UPLOAD_DIRECTORY", mounted.directory("uploads").toString());
      }
      changed = changed.withSettings(service, settings);
    }
    return changed;
  }

  /** Puts a registrar under a limit that ends soon after the first faults. */
  private Instant limit(Suite suite, Load load) throws IOException, InterruptedException {
    int registrar =
        new CaseKillBench(options, 0, seed, new PrintStream(OutputStream.nullOutputStream()))
            .limit(suite);
    Instant end = end(load.client());
    Duration left = Duration.ofSeconds(60);
    load.client().clock(SuiteService.AIP, end.minus(left).toString());
    Instant ends = Instant.now().plus(left);
    load.limit(registrar, ends);
    return ends;
  }

  private static Instant end(SuiteClient client) {
    try (Connection connection = client.owner(SuiteService.AIP);
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SELECT max(ends_at) FROM restriction_order")) {
      row.next();
      return row.getObject(1, OffsetDateTime.class).toInstant();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private void strike(Suite suite, SuiteClient client, Fault fault)
      throws IOException, InterruptedException {
    switch (fault) {
      case Fault.PostgresKilled _ -> suite.crashPostgres();
      case Fault.PostgresRestarted _ -> suite.restartPostgres();
      case Fault.DatabaseCut(SuiteService service, Cut cut) ->
          cut(Objects.requireNonNull(databases.get(service)), cut, SLOW_DATABASE);
      case Fault.ArrowCut(Arrow arrow, Cut cut) ->
          cut(Objects.requireNonNull(arrows.get(arrow)), cut, SLOW_PEER);
      case Fault.Killed(SuiteService service) -> suite.crash(service);
      case Fault.Restarted(SuiteService service) -> suite.restart(service, 1);
      case Fault.ClockOff(SuiteService service, Duration by) -> clockOff(client, service, by);
      case Fault.DiskFull _ -> {
        SmallDisk mounted = Objects.requireNonNull(disk);
        mounted.leave(0);
        TimeUnit.NANOSECONDS.sleep(FAULT.toNanos());
        mounted.makeRoom();
      }
    }
  }

  private static void cut(CutProxy proxy, Cut cut, Duration delay) throws InterruptedException {
    switch (cut) {
      case SHUT -> {
        proxy.shut();
        TimeUnit.NANOSECONDS.sleep(FAULT.toNanos());
      }
      case SILENT -> {
        proxy.fallSilent();
        TimeUnit.NANOSECONDS.sleep(FAULT.toNanos());
      }
      case SLOW -> {
        proxy.slowDown(delay);
        TimeUnit.NANOSECONDS.sleep(FAULT.toNanos());
      }
      case RESET -> {
        for (int i = 0; i < 8; i++) {
          proxy.reset();
          TimeUnit.NANOSECONDS.sleep(FAULT.toNanos() / 8);
        }
      }
    }
    proxy.open();
  }

  private void clockOff(SuiteClient client, SuiteService service, Duration by)
      throws IOException, InterruptedException {
    // A limit that has ended would be in force again by a clock of aip that goes back.
    Duration off = service == SuiteService.AIP ? by.abs() : by;
    long from = System.nanoTime();
    Instant before = time(client, service);
    client.clock(service, before.plus(off).toString());
    TimeUnit.NANOSECONDS.sleep(FAULT.toNanos());
    client.clock(service, before.plusNanos(System.nanoTime() - from).toString());
  }

  private static Instant time(SuiteClient client, SuiteService service)
      throws IOException, InterruptedException {
    return Instant.parse(
        client.get(service, "/v1/development-clock", "operator").path("now").asText());
  }
}

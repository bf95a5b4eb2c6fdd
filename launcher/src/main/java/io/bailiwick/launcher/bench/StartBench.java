package io.bailiwick.launcher.bench;

import io.bailiwick.launcher.suite.AotCaches;
import io.bailiwick.launcher.suite.Suite;
import io.bailiwick.launcher.suite.SuiteOptions;
import io.bailiwick.launcher.suite.SuiteService;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * How long the suite takes until it is ready, with its databases there, and how much memory a
 * service holds when nothing is asked of it; without the JDK's cache and with it.
 */
final class StartBench {
  private static final double READY_WITHOUT = 10;
  private static final double READY_WITH = 5;
  private static final long MEGABYTES = 180;
  private static final int IDLE_MILLIS = 20_000;

  private final SuiteOptions options;
  private final Findings findings;

  StartBench(SuiteOptions options, PrintStream out) {
    this.options = options;
    this.findings = new Findings(out);
  }

  /**
   * @param rounds 1 or more
   */
  boolean run(int rounds) throws IOException, InterruptedException {
    findings.say("Starting: ./run bench start --rounds %d", rounds);
    findings.say(Machine.describe());
    AotCaches.delete(options.root());
    Suite first = Suite.start(options, line -> {});
    findings.say("  the first start, which makes the databases: %.1f s", seconds(first));
    first.stop();
    measure("without caches", rounds, READY_WITHOUT);
    long begun = System.nanoTime();
    AotCaches.make(options.withData(options.data().resolveSibling("cache")), line -> {});
    long size = 0;
    for (SuiteService service : SuiteService.values()) {
      size += Files.size(AotCaches.file(options.root(), service));
    }
    findings.say(
        "  caches of %.0f MB in all made in %.0f s", size / 1e6, (System.nanoTime() - begun) / 1e9);
    measure("with caches", rounds, READY_WITH);
    return findings.end(options.root(), "start.txt", "ready in time, and small enough");
  }

  private void measure(String how, int rounds, double aim)
      throws IOException, InterruptedException {
    List<Double> ready = new ArrayList<>();
    Map<SuiteService, List<Double>> resident = new EnumMap<>(SuiteService.class);
    for (int round = 0; round < rounds; round++) {
      Suite suite = Suite.start(options.withKeptData(), line -> {});
      ready.add(seconds(suite));
      Thread.sleep(IDLE_MILLIS);
      for (SuiteService service : SuiteService.values()) {
        resident
            .computeIfAbsent(service, each -> new ArrayList<>())
            .add(residentMegabytes(suite.pid(service)));
      }
      suite.stop();
    }
    double median = median(ready);
    findings.say(
        "  %s: ready after %.1f s (median of %d, %.1f to %.1f; asked: %.0f)",
        how,
        median,
        rounds,
        ready.stream().min(Double::compare).orElseThrow(),
        ready.stream().max(Double::compare).orElseThrow(),
        aim);
    findings.check(median <= aim, "ready within %.0f s %s", aim, how);
    resident.forEach(
        (service, each) -> {
          findings.say("    %s: %.0f MB resident", service.module(), median(each));
          findings.check(median(each) <= MEGABYTES, "at most %d MB resident", MEGABYTES);
        });
  }

  private static double seconds(Suite suite) {
    return suite.age().toMillis() / 1000.0;
  }

  /** As Linux counts it: pages that are in memory, those shared with others included. */
  private static double residentMegabytes(long pid) throws IOException {
    try (var lines = Files.lines(Path.of("/proc/" + pid + "/status"))) {
      return lines
              .filter(line -> line.startsWith("VmRSS:"))
              .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
              .findFirst()
              .orElseThrow()
          / 1024.0;
    }
  }

  private static double median(List<Double> values) {
    return values.stream().sorted().toList().get(values.size() / 2);
  }
}

package io.bailiwick.launcher.bench;

import com.fasterxml.jackson.databind.JsonNode;
import io.bailiwick.launcher.bench.IngestWork.Upload;
import io.bailiwick.launcher.suite.Suite;
import io.bailiwick.launcher.suite.SuiteOptions;
import io.bailiwick.launcher.suite.SuiteService;
import java.io.IOException;
import java.io.PrintStream;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Sends payloads and deposits in turn, and kills the service or PostgreSQL at a random point of
 * each. After each restart the work is there whole or not at all; it is sent again until it is
 * taken, and counted once. In the end the facts are those of the same work done in peace.
 */
final class KillBench {
  private static final long SHORTEST = 20_000_000;

  private final SuiteOptions options;
  private final int kills;
  private final long seed;
  private final Findings findings;

  /**
   * @param seed of the random points, so that a run can be repeated
   */
  KillBench(SuiteOptions options, int kills, long seed, PrintStream out) {
    this.options = options.withServices(Set.of(SuiteService.INGEST)).withZones(List.of("org"));
    this.kills = kills;
    this.seed = seed;
    this.findings = new Findings(out);
  }

  boolean run() throws IOException, InterruptedException {
    findings.say(
        "Killing while it works: ./run bench kills --kills %d (random points from seed %d)",
        kills, seed);
    findings.say("%s", Machine.describe());
    Map<String, String> troubled;
    int caught = 0;
    Random random = new Random(seed);
    try (Suite suite = Suite.start(options, line -> {})) {
      IngestWork work = new IngestWork(suite, kills / 2);
      // Of payloads and deposits, in nanoseconds; follows what is seen, so that kills meet the
      // work.
      long[] span = new long[] {begin(work), 0};
      span[1] = span[0];
      for (int unit = 0; unit < kills; unit++) {
        Upload upload = upload(work, unit);
        AtomicInteger status = new AtomicInteger();
        Thread sender =
            Thread.ofVirtual()
                .start(
                    () -> {
                      try {
                        status.set(work.send(upload).status());
                      } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                      }
                    });
        TimeUnit.NANOSECONDS.sleep(random.nextLong(span[unit % 2]));
        boolean service = random.nextInt(5) == 0;
        if (service) {
          suite.crash(SuiteService.INGEST);
        } else {
          suite.crashPostgres();
        }
        sender.join();
        boolean inFlight = status.get() != 201;
        caught += inFlight ? 1 : 0;
        span[unit % 2] = Math.max(SHORTEST, span[unit % 2] * (inFlight ? 11 : 7) / 10);
        findings.check(work.wholeOrNothing(), "unit %d is there in part", unit);
        send(work, unit, upload);
        findings.say(
            "  %2d: %s of %s, answered %s",
            unit + 1,
            upload.name(),
            service ? "the service killed" : "PostgreSQL killed",
            inFlight ? "nothing or an error" : "already");
      }
      troubled = work.facts();
    }
    Map<String, String> peaceful;
    try (Suite suite = Suite.start(options, line -> {})) {
      IngestWork work = new IngestWork(suite, kills / 2);
      begin(work);
      for (int unit = 0; unit < kills; unit++) {
        send(work, unit, upload(work, unit));
      }
      peaceful = work.facts();
    }
    findings.compare(troubled, peaceful);
    findings.say("");
    findings.say("%d kills, %d of them while the work was under way", kills, caught);
    peaceful.forEach((table, facts) -> findings.say("  %-26s %s", table, facts));
    return findings.end(options.root(), "kills.txt", "the same facts as in peace");
  }

  /**
   * The baseline, before anything is killed.
   *
   * @return how long a unit of work takes, in nanoseconds
   */
  private static long begin(IngestWork work) throws IOException, InterruptedException {
    work.begin();
    long from = System.nanoTime();
    work.sendUntilTaken(work.payload(1_000_000));
    return System.nanoTime() - from;
  }

  /** Payloads and deposits in turn. */
  private static Upload upload(IngestWork work, int unit) throws IOException {
    return unit % 2 == 0 ? work.payload(unit) : work.deposit(unit / 2 + 1);
  }

  private void send(IngestWork work, int unit, Upload upload) throws InterruptedException {
    JsonNode taken = work.sendUntilTaken(upload);
    findings.check(work.isRight(upload, taken), "%s of unit %d: %s", upload.name(), unit, taken);
  }
}

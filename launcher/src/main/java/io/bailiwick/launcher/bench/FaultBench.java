package io.bailiwick.launcher.bench;

import io.bailiwick.launcher.suite.SuiteOptions;
import io.bailiwick.launcher.suite.SuiteService;
import java.io.IOException;
import java.io.PrintStream;
import java.util.List;
import java.util.Set;

/**
 * What goes wrong around the service: two processes that are sent the same at once, connections
 * that are lost, disks that are full. Each ends in a clear answer, and the same upload is taken
 * afterwards, once.
 */
final class FaultBench {
  private final SuiteOptions options;
  private final int rounds;
  private final long seed;
  private final Findings findings;

  /**
   * @param rounds of each kind of fault
   * @param seed of the points at which they come, so that a run can be repeated
   */
  FaultBench(SuiteOptions options, int rounds, long seed, PrintStream out) {
    this.options = options.withServices(Set.of(SuiteService.INGEST)).withZones(List.of("org"));
    this.rounds = rounds;
    this.seed = seed;
    this.findings = new Findings(out);
  }

  boolean run() throws IOException, InterruptedException {
    findings.say(
        "Faults while it works: ./run bench faults --rounds %d (random points from seed %d)",
        rounds, seed);
    findings.say("%s", Machine.describe());
    new ReplicaFaults(options, rounds, seed, findings).run();
    new ConnectionFaults(options, rounds, seed, findings).run();
    new DiskFaults(options, (rounds + 1) / 2, seed, findings).run();
    findings.say("");
    return findings.end(
        options.root(), "faults.txt", "a clear answer each time, and taken once afterwards");
  }
}

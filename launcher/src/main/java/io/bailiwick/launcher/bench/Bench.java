package io.bailiwick.launcher.bench;

import io.bailiwick.launcher.process.LaunchException;
import io.bailiwick.launcher.suite.SuiteOptions;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The benchmarks by name. */
public final class Bench {

  /** What {@link #run} knows. */
  public static final List<String> NAMES =
      List.of(
          "case-kills",
          "deposits",
          "fairness",
          "faults",
          "feeds",
          "fuzz",
          "kills",
          "qpi",
          "reliability",
          "replicas",
          "restore",
          "restriction",
          "scoring",
          "start");

  private static final int KILLS = 50;
  private static final int ROUNDS = 20;
  private static final int STARTS = 5;
  private static final int REPLICA_KILLS = 6;
  private static final int REQUESTS = 30_000;

  /** Where none is asked for. */
  public static final long SEED = 20261122;

  private Bench() {}

  /**
   * Runs one and writes what it found to {@code out} and to {@code target/bench}.
   *
   * @param sizes how large, smallest first; empty: as the benchmark has it
   * @param file for feeds: the reports
   * @param seed for fuzz: of its requests
   * @param service for fuzz: whose operations alone; empty: of all
   * @return whether it came out as it must
   */
  public static boolean run(
      String name,
      List<Integer> sizes,
      @Nullable Path file,
      long seed,
      String service,
      SuiteOptions options,
      PrintStream out)
      throws IOException, InterruptedException {
    return switch (name) {
      case "case-kills" ->
          new CaseKillBench(options, sizes.isEmpty() ? KILLS : sizes.getFirst(), SEED, out).run();
      case "deposits" -> new DepositBench(options, out).run(sizes);
      case "fairness" -> new FairnessBench(options.root(), sizes, out).run();
      case "faults" ->
          new FaultBench(options, sizes.isEmpty() ? ROUNDS : sizes.getFirst(), SEED, out).run();
      case "feeds" -> {
        if (file == null) {
          throw new LaunchException("Which file of reports? ./run bench feeds --file FILE");
        }
        yield new FeedBench(options, file, out).run();
      }
      case "fuzz" ->
          FuzzBench.run(options, seed, sizes.isEmpty() ? REQUESTS : sizes.getFirst(), service, out);
      case "kills" ->
          new KillBench(options, sizes.isEmpty() ? KILLS : sizes.getFirst(), SEED, out).run();
      case "qpi" -> new QpiBench(options, out).run(sizes.isEmpty() ? 0 : sizes.getFirst());
      case "reliability" ->
          new ReliabilityBench(options, sizes.isEmpty() ? 0 : sizes.getFirst(), SEED, out).run();
      case "replicas" ->
          new ReplicaBench(options, sizes.isEmpty() ? REPLICA_KILLS : sizes.getFirst(), SEED, out)
              .run();
      case "restore" -> new RestoreBench(options, out).run();
      case "restriction" -> RestrictionBench.run(options, out);
      case "scoring" -> new ScoringBench(options, out).run(sizes.isEmpty() ? 0 : sizes.getFirst());
      case "start" -> new StartBench(options, out).run(sizes.isEmpty() ? STARTS : sizes.getFirst());
      default -> throw new IllegalArgumentException("unknown benchmark " + name);
    };
  }
}

package io.bailiwick.launcher.bench;

import io.bailiwick.launcher.suite.SuiteOptions;
import java.io.IOException;
import java.io.PrintStream;
import java.util.List;

/** The benchmarks by name. */
public final class Bench {

  /** What {@link #run} knows. */
  public static final List<String> NAMES = List.of("deposits");

  private Bench() {}

  /**
   * Runs one and writes what it found to {@code out} and to {@code target/bench}.
   *
   * @param sizes how large, smallest first; empty: as the benchmark has it
   * @return whether it came out as it must
   */
  public static boolean run(String name, List<Integer> sizes, SuiteOptions options, PrintStream out)
      throws IOException, InterruptedException {
    return switch (name) {
      case "deposits" -> new DepositBench(options, out).run(sizes);
      default -> throw new IllegalArgumentException("unknown benchmark " + name);
    };
  }
}

package io.bailiwick.scoring.simulation;

import io.bailiwick.scoring.gate.ScoringPolicy;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;

/** A program of its own: simulates, says how far it is, and writes the report. */
public final class Fairness {

  private static final int USAGE = 2;

  private Fairness() {}

  /**
   * Arguments: the file to write, then the number of zone-years or nothing for 1,000. Exit codes: 0
   * the bound of the average zone is below 0.1; 1 it is not; 2 the arguments are wrong.
   */
  public static void main(String[] arguments) throws IOException {
    PrintStream out =
        new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
    if (arguments.length < 1 || arguments.length > 2) {
      out.println("Fairness FILE [YEARS]");
      System.exit(USAGE);
    }
    int years = arguments.length == 2 ? Integer.parseInt(arguments[1]) : FairnessPlan.YEARS;
    FairnessReport report =
        simulate(
            new FairnessPlan(FairnessPlan.SEED, years),
            RegistrarSizes.realistic(),
            ScoringPolicy.shipped(),
            Runtime.getRuntime().availableProcessors(),
            out::println);
    Path file = Path.of(arguments[0]);
    Files.createDirectories(file.toAbsolutePath().getParent());
    Files.writeString(file, report.text());
    out.println();
    out.print(report.text());
    System.exit(report.isFair() ? 0 : 1);
  }

  /** Everything, in the order in which the report tells it. */
  static FairnessReport simulate(
      FairnessPlan plan,
      long[] sizes,
      ScoringPolicy policy,
      int threads,
      Consumer<String> progress) {
    try (Threads pool = new Threads(threads, progress)) {
      List<FalseStates> falseStates = new ArrayList<>();
      for (Scenario scenario : Scenario.values()) {
        falseStates.add(
            FalseStates.of(
                scenario,
                plan.years(scenario),
                plan.wholeYears(scenario),
                plan.seed(),
                sizes,
                policy,
                pool));
      }
      List<Detection> detections =
          Arrays.stream(Detection.Setting.values())
              .map(
                  setting ->
                      Detection.of(
                          setting, plan.zonesOfDetection(), plan.seed(), sizes, policy, pool))
              .toList();
      return new FairnessReport(
          policy,
          plan,
          List.copyOf(falseStates),
          detections,
          Rewards.of(plan.registrarsOfRewards(), plan.seed(), policy, pool),
          Oscillation.of(plan.zonesOfOscillation(), plan.seed(), sizes, policy, pool));
    }
  }
}

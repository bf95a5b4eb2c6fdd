package io.bailiwick.launcher.bench;

import io.bailiwick.launcher.process.LaunchException;
import io.bailiwick.launcher.process.Programs;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Not how fast but how fair: runs the simulation of the scoring service as a program of its own,
 * out of the built service. It needs neither a database nor any of the services.
 */
final class FairnessBench {
  private static final String PROGRAM = "io.bailiwick.scoring.simulation.Fairness";
  private static final String REPORT = "target/bench/fairness.md";

  private final Path root;
  private final List<Integer> years;
  private final PrintStream out;

  /**
   * @param years zone-years, at most one number; empty: as the simulation has it
   */
  FairnessBench(Path root, List<Integer> years, PrintStream out) {
    this.root = root;
    this.years = years;
    this.out = out;
  }

  /** Whether the bound of false interventions among average registrars is where it must be. */
  boolean run() throws IOException, InterruptedException {
    Path service = root.resolve("scoring-service/target/quarkus-app");
    if (!Files.isDirectory(service)) {
      throw new LaunchException(
          "scoring-service is not built: "
              + service
              + " is missing. Build it with ./mvnw package -DskipTests");
    }
    List<String> command =
        new ArrayList<>(
            List.of(
                Programs.java(),
                "-Xmx1g",
                "-XX:+UseParallelGC",
                "-cp",
                service.resolve("app/*") + File.pathSeparator + service.resolve("lib/main/*"),
                PROGRAM,
                root.resolve(REPORT).toString()));
    years.stream().limit(1).map(String::valueOf).forEach(command::add);
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(process::destroy));
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        out.println(line);
      }
      int code = process.waitFor();
      out.println(
          code > 1 ? "The simulation ended with exit code " + code : "Written to " + REPORT);
      return code == 0;
    } finally {
      process.destroy();
    }
  }
}

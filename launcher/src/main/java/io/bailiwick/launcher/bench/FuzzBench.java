package io.bailiwick.launcher.bench;

import io.bailiwick.launcher.demo.Demo;
import io.bailiwick.launcher.fuzz.Fuzz;
import io.bailiwick.launcher.process.LaunchException;
import io.bailiwick.launcher.suite.Suite;
import io.bailiwick.launcher.suite.SuiteOptions;
import io.bailiwick.launcher.suite.SuiteService;
import java.io.IOException;
import java.io.PrintStream;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Collectors;

/** Hostile requests against the whole suite with what a small demo leaves in it. */
final class FuzzBench {
  private static final double SCALE = 0.05;

  private FuzzBench() {}

  /**
   * @param service module whose operations alone are attacked; empty: all
   */
  static boolean run(SuiteOptions options, long seed, int requests, String service, PrintStream out)
      throws IOException, InterruptedException {
    Set<SuiteService> services = services(service);
    out.println(Machine.describe());
    try (Suite suite = Suite.start(Demo.options(options), line -> {})) {
      if (!Demo.run(suite, out, SCALE)) {
        throw new LaunchException("The demo, whose data is attacked, did not come out right.");
      }
      return Fuzz.run(suite, seed, requests, services, out);
    }
  }

  private static Set<SuiteService> services(String service) {
    if (service.isEmpty()) {
      return EnumSet.allOf(SuiteService.class);
    }
    return Set.of(
        Arrays.stream(SuiteService.values())
            .filter(each -> each.module().equals(service) || each.database().equals(service))
            .findFirst()
            .orElseThrow(
                () ->
                    new LaunchException(
                        "Unknown service "
                            + service
                            + ". Known: "
                            + Arrays.stream(SuiteService.values())
                                .map(SuiteService::module)
                                .collect(Collectors.joining(", ")))));
  }
}

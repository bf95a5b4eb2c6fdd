package io.bailiwick.launcher.suite;

import io.bailiwick.launcher.process.LaunchException;
import io.bailiwick.launcher.process.Programs;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** How a service is run: tests put tiny programs in the place of the real ones. */
interface ServiceProgram {
  List<String> command(SuiteService service);

  /** The built services of the repository, with the caches that were made for just this build. */
  static ServiceProgram builtIn(Path root) {
    return service -> {
      Path cache = AotCaches.file(root, service);
      return command(
          root,
          service,
          AotCaches.isOf(cache, jar(root, service)) ? List.of("-XX:AOTCache=" + cache) : List.of());
    };
  }

  /** The same, each writing its cache when it is stopped. */
  static ServiceProgram recording(Path root) {
    return service ->
        command(root, service, List.of("-XX:AOTCacheOutput=" + AotCaches.file(root, service)));
  }

  private static Path jar(Path root, SuiteService service) {
    return root.resolve(service.module()).resolve("target/quarkus-app/quarkus-run.jar");
  }

  private static List<String> command(Path root, SuiteService service, List<String> more) {
    Path jar = jar(root, service);
    if (!Files.exists(jar)) {
      throw new LaunchException(
          service.module()
              + " is not built: "
              + jar
              + " is missing. Build it with ./mvnw package -DskipTests");
    }
    List<String> command = new ArrayList<>();
    command.add(Programs.java());
    command.add("-Xmx" + service.heapMegabytes() + "m");
    // Otherwise a heap begins at a 64th of the machine's memory, which fills with garbage first.
    command.add(service == SuiteService.AIP ? "-Xms64m" : "-Xms32m");
    command.add("-XX:+UseCompactObjectHeaders");
    // Four heaps this small want no collector threads of their own.
    command.add("-XX:+UseSerialGC");
    if (service == SuiteService.AIP) {
      // Commands are decided here, thousands a second: room for what each leaves behind, so that
      // the
      // collector seldom makes one wait; and beside it room for the objects of a cache.
      command.add("-Xmn32m");
    } else {
      // Half of the processor time of a start went into compiling what runs at the start alone.
      command.add("-XX:CompileThresholdScaling=5");
    }
    // Better dead with a message than half alive.
    command.add("-XX:+ExitOnOutOfMemoryError");
    command.addAll(more);
    command.add("-jar");
    command.add(jar.toString());
    return command;
  }
}

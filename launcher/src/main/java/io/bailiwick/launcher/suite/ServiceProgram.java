package io.bailiwick.launcher.suite;

import io.bailiwick.launcher.process.LaunchException;
import io.bailiwick.launcher.process.Programs;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** How a service is run: tests put tiny programs in the place of the real ones. */
interface ServiceProgram {
  List<String> command(SuiteService service);

  /** The built services of the repository. */
  static ServiceProgram builtIn(Path root) {
    return service -> {
      Path jar = root.resolve(service.module()).resolve("target/quarkus-app/quarkus-run.jar");
      if (!Files.exists(jar)) {
        throw new LaunchException(
            service.module()
                + " is not built: "
                + jar
                + " is missing. Build it with ./mvnw package -DskipTests");
      }
      return List.of(
          Programs.java(),
          "-Xmx" + service.heapMegabytes() + "m",
          // Four heaps this small want no collector threads of their own.
          "-XX:+UseSerialGC",
          // Better dead with a message than half alive.
          "-XX:+ExitOnOutOfMemoryError",
          "-jar",
          jar.toString());
    };
  }
}

package io.bailiwick.launcher.suite;

import java.nio.file.Path;
import java.util.List;

/**
 * What a suite is started with.
 *
 * @param root of the repository: holds {@code <module>/target/quarkus-app}
 * @param data everything that the suite keeps: databases, passwords, keys, logs
 * @param portBase first of the fifteen ports, 1024 to 65521
 * @param zones top-level domains whose registry this is, as A-labels without dots at the ends
 * @param fresh whether the data directory is emptied first
 */
public record SuiteOptions(Path root, Path data, int portBase, List<String> zones, boolean fresh) {
  public static final int DEFAULT_PORT_BASE = 8080;
  public static final int LOWEST_PORT_BASE = 1024;
  public static final int HIGHEST_PORT_BASE = 65535 - PortPlan.SPAN;

  public SuiteOptions {
    if (!isPortBase(portBase)) {
      throw new IllegalArgumentException("not a port base: " + portBase);
    }
    root = root.toAbsolutePath().normalize();
    data = data.toAbsolutePath().normalize();
    zones = List.copyOf(zones);
  }

  /** The defaults: data in {@code .bailiwick} of the repository, port base 8080, the zone org. */
  public static SuiteOptions in(Path root) {
    return new SuiteOptions(
        root, root.resolve(".bailiwick"), DEFAULT_PORT_BASE, List.of("org"), false);
  }

  public SuiteOptions withData(Path other) {
    return new SuiteOptions(root, other, portBase, zones, fresh);
  }

  public SuiteOptions withPortBase(int other) {
    return new SuiteOptions(root, data, other, zones, fresh);
  }

  public SuiteOptions withZones(List<String> others) {
    return new SuiteOptions(root, data, portBase, others, fresh);
  }

  /** Empties the data directory before the start. */
  public SuiteOptions withFreshData() {
    return new SuiteOptions(root, data, portBase, zones, true);
  }

  public static boolean isPortBase(int port) {
    return port >= LOWEST_PORT_BASE && port <= HIGHEST_PORT_BASE;
  }

  PortPlan ports() {
    return new PortPlan(portBase);
  }
}

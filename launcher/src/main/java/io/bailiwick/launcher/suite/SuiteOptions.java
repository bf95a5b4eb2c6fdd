package io.bailiwick.launcher.suite;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a suite is started with.
 *
 * @param root of the repository: holds {@code <module>/target/quarkus-app}
 * @param data everything that the suite keeps: databases, passwords, keys, logs
 * @param portBase first of the fifteen ports, 1024 to 65521
 * @param zones top-level domains whose registry this is, as A-labels without dots at the ends
 * @param fresh whether the data directory is emptied first
 * @param services those that are started: all, but for a benchmark of some
 * @param replicas processes of each service, 1 to 9
 * @param settings environment variables that a service gets on top of its own, or in place
 */
public record SuiteOptions(
    Path root,
    Path data,
    int portBase,
    List<String> zones,
    boolean fresh,
    Set<SuiteService> services,
    int replicas,
    Map<SuiteService, Map<String, String>> settings) {
  public static final int DEFAULT_PORT_BASE = 8080;
  public static final int LOWEST_PORT_BASE = 1024;
  public static final int HIGHEST_PORT_BASE = 65535 - PortPlan.SPAN;

  public SuiteOptions {
    if (!isPortBase(portBase)) {
      throw new IllegalArgumentException("not a port base: " + portBase);
    }
    if (replicas < 1 || replicas > 9) {
      throw new IllegalArgumentException("not a number of replicas: " + replicas);
    }
    if (portBase + PortPlan.ports(replicas) > 65536) {
      throw new IllegalArgumentException("no ports for so many replicas above " + portBase);
    }
    root = root.toAbsolutePath().normalize();
    data = data.toAbsolutePath().normalize();
    zones = List.copyOf(zones);
    services = Set.copyOf(services);
    settings = Map.copyOf(settings);
  }

  /** The defaults: data in {@code .bailiwick} of the repository, port base 8080, the zone org. */
  public static SuiteOptions in(Path root) {
    return new SuiteOptions(
        root,
        root.resolve(".bailiwick"),
        DEFAULT_PORT_BASE,
        List.of("org"),
        false,
        Set.of(SuiteService.values()),
        1,
        Map.of());
  }

  public SuiteOptions withData(Path other) {
    return new SuiteOptions(root, other, portBase, zones, fresh, services, replicas, settings);
  }

  public SuiteOptions withPortBase(int other) {
    return new SuiteOptions(root, data, other, zones, fresh, services, replicas, settings);
  }

  public SuiteOptions withZones(List<String> others) {
    return new SuiteOptions(root, data, portBase, others, fresh, services, replicas, settings);
  }

  /** Empties the data directory before the start. */
  public SuiteOptions withFreshData() {
    return new SuiteOptions(root, data, portBase, zones, true, services, replicas, settings);
  }

  /** Goes on with what the data directory holds. */
  public SuiteOptions withKeptData() {
    return new SuiteOptions(root, data, portBase, zones, false, services, replicas, settings);
  }

  /** Starts these services only, whatever they may miss of the others. */
  public SuiteOptions withServices(Set<SuiteService> some) {
    return new SuiteOptions(root, data, portBase, zones, fresh, some, replicas, settings);
  }

  /** Starts so many processes of each service on one database. */
  public SuiteOptions withReplicas(int number) {
    return new SuiteOptions(root, data, portBase, zones, fresh, services, number, settings);
  }

  /** Tells all services this, too: names of environment variables to their values. */
  public SuiteOptions withSettings(Map<String, String> variables) {
    SuiteOptions changed = this;
    for (SuiteService service : SuiteService.values()) {
      changed = changed.withSettings(service, variables);
    }
    return changed;
  }

  /** Tells one service this, in place of what it was told before. */
  public SuiteOptions withSettings(SuiteService service, Map<String, String> variables) {
    Map<SuiteService, Map<String, String>> changed = new HashMap<>(settings);
    changed.put(service, Map.copyOf(variables));
    return new SuiteOptions(root, data, portBase, zones, fresh, services, replicas, changed);
  }

  public static boolean isPortBase(int port) {
    return port >= LOWEST_PORT_BASE && port <= HIGHEST_PORT_BASE;
  }

  PortPlan ports() {
    return new PortPlan(portBase, replicas);
  }
}

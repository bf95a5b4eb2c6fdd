package io.bailiwick.launcher.suite;

import io.bailiwick.launcher.identity.IdentityProvider;
import io.bailiwick.launcher.process.Ports;
import io.bailiwick.launcher.process.ProcessIdentity;
import io.bailiwick.launcher.process.Signal;
import io.bailiwick.launcher.token.TokenClient;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A suite that another process runs, as seen through its data directory. */
public final class RunningSuite {
  private final Path data;
  private final SuiteState state;

  private RunningSuite(Path data, SuiteState state) {
    this.data = data;
    this.state = state;
  }

  /** The suite that runs on this data now, if one does. */
  public static Optional<RunningSuite> on(Path data) {
    Path directory = data.toAbsolutePath().normalize();
    return SuiteState.running(directory).map(state -> new RunningSuite(directory, state));
  }

  /**
   * One part of the suite.
   *
   * @param name "PostgreSQL", "identity provider" or the name of a service
   * @param port where it listens
   * @param pid of its process; the identity provider lives in the launcher's
   * @param condition in words for people
   * @param up whether it does its work
   */
  public record Part(String name, int port, Optional<Long> pid, String condition, boolean up) {}

  /** All parts, whether up or not. */
  public List<Part> parts() throws InterruptedException {
    PortPlan ports = state.ports();
    List<Part> parts = new ArrayList<>();
    parts.add(listening("PostgreSQL", ports.postgres(), recorded("PostgreSQL")));
    parts.add(
        listening("identity provider", ports.identityProvider(), Optional.of(state.launcher())));
    Readiness readiness = new Readiness();
    for (SuiteService service : SuiteService.values()) {
      Replica replica = new Replica(service, 1);
      do {
        Optional<Long> pid = runningPid(recorded(replica.name()));
        boolean ready =
            pid.isPresent()
                && readiness.of(URI.create(ServiceEnvironment.url(ports.management(replica))));
        String condition = pid.isEmpty() ? "not running" : ready ? "ready" : "running, not ready";
        parts.add(new Part(replica.name(), ports.service(replica), pid, condition, ready));
        replica = new Replica(service, replica.number() + 1);
      } while (recorded(replica.name()).isPresent());
    }
    return List.copyOf(parts);
  }

  private static Part listening(String name, int port, Optional<ProcessIdentity> recorded) {
    Optional<Long> pid = runningPid(recorded);
    boolean up = pid.isPresent() && !Ports.isFree(port);
    String condition = pid.isEmpty() ? "not running" : up ? "ready" : "running, not ready";
    return new Part(name, port, pid, condition, up);
  }

  private Optional<ProcessIdentity> recorded(String name) {
    return state.parts().stream()
        .filter(part -> part.name().equals(name))
        .map(SuiteState.Part::process)
        .findFirst();
  }

  private static Optional<Long> runningPid(Optional<ProcessIdentity> recorded) {
    return recorded.flatMap(ProcessIdentity::running).map(ProcessHandle::pid);
  }

  public long pid() {
    return state.launcher().pid();
  }

  public int portBase() {
    return state.portBase();
  }

  public Path data() {
    return data;
  }

  /** As {@link Suite#token(String, String, List)}. */
  public String token(String role, String user, List<String> registrars) {
    URI issuer = IdentityProvider.issuerAt(state.ports().identityProvider());
    return new TokenClient(issuer).token(role, user, registrars);
  }

  /**
   * Asks the launcher to stop everything and waits for that.
   *
   * @return whether it has ended in time
   */
  public boolean stop(Duration patience) throws InterruptedException {
    Optional<ProcessHandle> launcher = state.launcher().running();
    if (launcher.isEmpty()) {
      return true;
    }
    Signal.TERM.send(launcher.get().pid());
    try {
      launcher.get().onExit().get(patience.toMillis(), TimeUnit.MILLISECONDS);
      return true;
    } catch (TimeoutException _) {
      return false;
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }
}

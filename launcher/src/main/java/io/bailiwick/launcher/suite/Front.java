package io.bailiwick.launcher.suite;

import io.bailiwick.launcher.process.Relay;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The one address of a service that runs as several processes. As a Service of Kubernetes does, it
 * gives each new connection to the next process that says that it is ready, and looks into no
 * request: whoever loses a connection sends again what may be sent again.
 */
final class Front implements AutoCloseable {
  private static final long LOOK_MILLIS = 300;

  private final Map<Integer, URI> managements;
  private final Set<Integer> ready = ConcurrentHashMap.newKeySet();
  private final Set<Integer> withdrawn = ConcurrentHashMap.newKeySet();
  private final AtomicInteger turn = new AtomicInteger();
  private final Relay relay;
  private final Thread watch;

  /**
   * @param managements base URL of each process' health by the port on which it serves
   */
  Front(int port, Map<Integer, URI> managements) throws IOException {
    this.managements = Map.copyOf(managements);
    this.relay = new Relay(port, this::targets, () -> true);
    this.watch = Thread.ofVirtual().start(this::look);
  }

  private void look() {
    Readiness readiness = new Readiness();
    try {
      while (true) {
        for (Map.Entry<Integer, URI> process : managements.entrySet()) {
          if (readiness.of(process.getValue())) {
            ready.add(process.getKey());
          } else {
            ready.remove(process.getKey());
          }
        }
        TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** The next that is ready, the others after it; where none is known to be, any that listens. */
  private List<Integer> targets() {
    List<Integer> ports = new ArrayList<>(managements.keySet());
    ports.removeAll(withdrawn);
    if (ports.stream().anyMatch(ready::contains)) {
      ports.retainAll(ready);
    }
    ports.sort(null);
    if (ports.isEmpty()) {
      return List.of();
    }
    int first = Math.floorMod(turn.getAndIncrement(), ports.size());
    List<Integer> order = new ArrayList<>(ports.subList(first, ports.size()));
    order.addAll(ports.subList(0, first));
    return order;
  }

  /** Gives a process nothing new: it is about to stop. */
  void withdraw(int port) {
    withdrawn.add(port);
  }

  void admit(int port) {
    withdrawn.remove(port);
  }

  @Override
  public void close() {
    watch.interrupt();
    relay.close();
  }
}

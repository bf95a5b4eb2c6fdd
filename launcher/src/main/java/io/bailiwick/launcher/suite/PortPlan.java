package io.bailiwick.launcher.suite;

import io.bailiwick.launcher.process.Ports;
import java.util.ArrayList;
import java.util.List;

/**
 * Which part listens where, counted from the base.
 *
 * @param replicas processes of each service; where they are several, each has fifteen ports more,
 *     and the service's own port is that of the front before them
 */
record PortPlan(int base, int replicas) {
  /** With one replica of each service the highest port is the base plus this. */
  static final int SPAN = 14;

  /** What the replicas of all services take, and what comes before them. */
  static int ports(int replicas) {
    return (SPAN + 1) * (replicas == 1 ? 1 : replicas + 1);
  }

  /** Where others reach the service. */
  int service(SuiteService service) {
    return base + service.number();
  }

  int identityProvider() {
    return base;
  }

  int service(Replica replica) {
    return of(replica) + replica.service().number();
  }

  private int of(Replica replica) {
    return replicas == 1 ? base : base + (SPAN + 1) * replica.number();
  }

  int postgres() {
    return base + 5;
  }

  /** Health and metrics, apart from what the service offers to others. */
  int management(Replica replica) {
    return of(replica) + 10 + replica.service().number();
  }

  List<Ports.Use> uses() {
    List<Ports.Use> uses = new ArrayList<>();
    uses.add(new Ports.Use(identityProvider(), "the identity provider"));
    for (SuiteService service : SuiteService.values()) {
      if (replicas > 1) {
        uses.add(new Ports.Use(service(service), service.module() + " (the front)"));
      }
      for (int number = 1; number <= replicas; number++) {
        Replica replica = new Replica(service, number);
        uses.add(new Ports.Use(service(replica), replica.name()));
        uses.add(new Ports.Use(management(replica), replica.name() + " (health and metrics)"));
      }
    }
    uses.add(new Ports.Use(postgres(), "PostgreSQL"));
    return List.copyOf(uses);
  }
}

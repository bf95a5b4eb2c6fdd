package io.bailiwick.launcher.suite;

import io.bailiwick.launcher.process.Ports;
import java.util.ArrayList;
import java.util.List;

/** Which part listens where, counted from the base. */
record PortPlan(int base) {
  /** The highest port is the base plus this. */
  static final int SPAN = 14;

  int identityProvider() {
    return base;
  }

  int service(SuiteService service) {
    return base + service.number();
  }

  int postgres() {
    return base + 5;
  }

  /** Health and metrics, apart from what the service offers to others. */
  int management(SuiteService service) {
    return base + 10 + service.number();
  }

  List<Ports.Use> uses() {
    List<Ports.Use> uses = new ArrayList<>();
    uses.add(new Ports.Use(identityProvider(), "the identity provider"));
    for (SuiteService service : SuiteService.values()) {
      uses.add(new Ports.Use(service(service), service.module()));
      uses.add(new Ports.Use(management(service), service.module() + " (health and metrics)"));
    }
    uses.add(new Ports.Use(postgres(), "PostgreSQL"));
    return List.copyOf(uses);
  }
}

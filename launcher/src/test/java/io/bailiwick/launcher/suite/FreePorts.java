package io.bailiwick.launcher.suite;

import io.bailiwick.launcher.process.Ports;
import java.util.concurrent.ThreadLocalRandom;

/** Finds room for a suite below the ports that the system hands out by itself. */
public final class FreePorts {
  private static final int FROM = 15_000;
  private static final int TO = 32_000;

  private FreePorts() {}

  /** A port base with the ports of two replicas free now. */
  public static int base() {
    for (int attempt = 0; attempt < 200; attempt++) {
      int base = ThreadLocalRandom.current().nextInt(FROM, TO);
      if (Ports.firstBusy(new PortPlan(base, 2).uses()).isEmpty()) {
        return base;
      }
    }
    throw new IllegalStateException("no free ports in a row found");
  }
}

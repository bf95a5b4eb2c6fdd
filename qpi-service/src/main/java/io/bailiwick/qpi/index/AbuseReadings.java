package io.bailiwick.qpi.index;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the gates of the scoring service say of one registrar and month.
 *
 * @param policyVersion version of the scoring policy that they were made by; null where there is no
 *     score
 * @param gates those that were read; others are unknown
 */
public record AbuseReadings(@Nullable Integer policyVersion, Map<AbuseGate, AbuseVeto> gates) {

  public AbuseReadings {
    gates = Map.copyOf(gates);
  }

  /** There is no score. */
  public static AbuseReadings none() {
    return new AbuseReadings(null, Map.of());
  }

  AbuseVeto of(AbuseGate gate) {
    return gates.getOrDefault(gate, AbuseVeto.UNKNOWN);
  }
}

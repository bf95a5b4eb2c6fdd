package io.bailiwick.qpi.index;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the gates of the scoring service say of one registrar and month.
 *
 * @param policyVersion version of the scoring policy that they were made by; null where there is no
 *     score
 * @param gates those that were read; others are unknown
 * @param stated what a registrar states of one of its resellers, which no service scores; null for
 *     registrars
 */
public record AbuseReadings(
    @Nullable Integer policyVersion, Map<AbuseGate, AbuseVeto> gates, @Nullable AbuseVeto stated) {

  public AbuseReadings {
    gates = Map.copyOf(gates);
  }

  public AbuseReadings(@Nullable Integer policyVersion, Map<AbuseGate, AbuseVeto> gates) {
    this(policyVersion, gates, null);
  }

  /** There is no score. */
  public static AbuseReadings none() {
    return new AbuseReadings(null, Map.of());
  }

  /** What the registrar of a reseller states, for every abuse gate. */
  public static AbuseReadings statedAs(AbuseVeto veto) {
    return new AbuseReadings(null, Map.of(), veto);
  }

  AbuseVeto of(AbuseGate gate) {
    return gates.getOrDefault(gate, AbuseVeto.UNKNOWN);
  }
}

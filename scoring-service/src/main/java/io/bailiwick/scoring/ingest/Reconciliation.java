package io.bailiwick.scoring.ingest;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.bailiwick.common.time.Month;
import io.bailiwick.scoring.gate.ReconciliationState;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How the month's counts stand beside the registry's reports, as ingest answers {@code GET
 * /v1/reconciliations/{month}}. What was compared stays there: it names other registrars.
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record Reconciliation(Month month, ReconciliationState state, List<Zone> zones) {

  /** Refuses an answer without its parts. */
  public Reconciliation {
    Objects.requireNonNull(month);
    Objects.requireNonNull(state);
    zones = List.copyOf(zones);
  }

  /** One zone. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record Zone(String tld, ReconciliationState state, @Nullable Waiver waiver) {

    /** Refuses an answer without its parts. */
    public Zone {
      Objects.requireNonNull(tld);
      Objects.requireNonNull(state);
    }
  }

  /** A person's word that the month goes on without a report. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record Waiver(String reason, String waivedBy) {

    /** Refuses a waiver without a reason. */
    public Waiver {
      Objects.requireNonNull(reason);
      Objects.requireNonNull(waivedBy);
    }
  }
}

package io.bailiwick.scoring.ingest;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.bailiwick.common.registrar.RegistrarId;
import io.bailiwick.common.time.Month;
import io.bailiwick.scoring.gate.Evidence;
import java.math.BigDecimal;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How long the incidents of one month lived, as ingest answers {@code GET /v1/measures}.
 *
 * @param horizonHours hours after which an incident that lives on is no longer watched
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record MonthSurvival(Month month, int horizonHours, List<OfRegistrar> registrars) {

  /** Far more than any zone has in a month. */
  private static final long MOST_INCIDENTS = 2_000_000;

  /** Refuses an answer without its parts, and one that no month can have given. */
  public MonthSurvival {
    Objects.requireNonNull(month);
    registrars = List.copyOf(registrars);
    long incidents = registrars.stream().mapToLong(OfRegistrar::incidents).sum();
    if (horizonHours < 1 || incidents > MOST_INCIDENTS) {
      throw new IllegalArgumentException(
          "not the lifetimes of a month: %d incidents over %d hours"
              .formatted(incidents, horizonHours));
    }
  }

  /** One registrar's; those without incidents are left out. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record OfRegistrar(RegistrarId registrar, List<Lived> survival) {

    /** Refuses an answer without its parts. */
    public OfRegistrar {
      Objects.requireNonNull(registrar);
      survival = List.copyOf(survival);
    }

    private long incidents() {
      return survival.stream().mapToLong(Lived::incidents).sum();
    }
  }

  /**
   * Incidents that went the same way.
   *
   * @param evidence exactly this
   * @param hours to the end, or as far as they were watched; 0 or more
   * @param action what ended them; null where none was seen to end
   * @param incidents how many, 0 or more
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record Lived(
      Clock clock,
      Classification classification,
      Evidence evidence,
      BigDecimal hours,
      @Nullable String action,
      long incidents) {

    /** Refuses what is missing, and times and counts below 0. */
    public Lived {
      Objects.requireNonNull(clock);
      Objects.requireNonNull(classification);
      Objects.requireNonNull(evidence);
      if (hours.signum() < 0 || incidents < 0) {
        throw new IllegalArgumentException(incidents + " incidents after " + hours + " hours");
      }
    }
  }

  /** From when the hours run. */
  public enum Clock {
    /** The first listing: how long victims are exposed. */
    LISTING,
    /** The first proven notification of the sponsor: what it answers for. */
    NOTIFICATION
  }
}

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
 * Stock and lifetimes of one month, zone by zone and class by class, as ingest answers {@code GET
 * /v1/measures/zones}.
 *
 * @param horizonHours hours after which an incident that lives on is no longer watched
 * @param changed the registrars that it tells of, those that may differ from the answer that was
 *     asked with; null: all
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record ZoneMeasures(
    Month month,
    int horizonHours,
    List<OfRegistrar> registrars,
    @Nullable List<RegistrarId> changed)
    implements Partial<ZoneMeasures> {

  /** Far more than any zone has in a month, on two clocks. */
  private static final long MOST_INCIDENTS = 4_000_000;

  /** Refuses an answer without its parts, and one that no month can have given. */
  public ZoneMeasures {
    Objects.requireNonNull(month);
    registrars = List.copyOf(registrars);
    long incidents = registrars.stream().mapToLong(OfRegistrar::incidents).sum();
    if (horizonHours < 1 || incidents > MOST_INCIDENTS) {
      throw new IllegalArgumentException(
          "not the lifetimes of a month: %d incidents over %d hours"
              .formatted(incidents, horizonHours));
    }
    changed = changed == null ? null : List.copyOf(changed);
  }

  @Override
  public ZoneMeasures over(ZoneMeasures kept) {
    return changed == null
        ? this
        : new ZoneMeasures(
            month,
            horizonHours,
            Partial.rows(changed, registrars, kept.registrars, OfRegistrar::registrar),
            null);
  }

  /** One registrar's in one zone. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record OfRegistrar(
      RegistrarId registrar, String tld, List<Stock> stock, List<Survival> survival) {

    /** Refuses an answer without its parts. */
    public OfRegistrar {
      Objects.requireNonNull(registrar);
      Objects.requireNonNull(tld);
      stock = List.copyOf(stock);
      survival = List.copyOf(survival);
    }

    private long incidents() {
      return survival.stream()
          .flatMap(row -> row.incidents().stream())
          .mapToLong(Long::longValue)
          .sum();
    }
  }

  /** Malicious names that were listed and in the zone, with at least so much evidence. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record Stock(Threat threat, Evidence minimumEvidence, long names, List<Long> daily) {

    /** Refuses an answer without its parts, and more days than a month has. */
    public Stock {
      Objects.requireNonNull(threat);
      Objects.requireNonNull(minimumEvidence);
      daily = List.copyOf(daily);
      if (daily.size() > 31 || daily.stream().anyMatch(each -> each < 0)) {
        throw new IllegalArgumentException("not the days of a month: " + daily);
      }
    }
  }

  /**
   * Incidents that went the same way.
   *
   * @param hours to the end, or as far as they were watched; 0 or more
   * @param incidents how many lived so long, one for each of the hours; 0 or more
   * @param action what ended them; null where none was seen to end
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record Survival(
      Threat threat,
      Clock clock,
      Classification classification,
      Evidence evidence,
      @Nullable String action,
      @Nullable Actor actor,
      List<BigDecimal> hours,
      List<Long> incidents) {

    /** Refuses what is missing, and times and counts below 0. */
    public Survival {
      Objects.requireNonNull(threat);
      Objects.requireNonNull(clock);
      Objects.requireNonNull(classification);
      Objects.requireNonNull(evidence);
      hours = List.copyOf(hours);
      incidents = List.copyOf(incidents);
      if (hours.size() != incidents.size()
          || (action == null) != (actor == null)
          || hours.stream().anyMatch(each -> each.signum() < 0)
          || incidents.stream().anyMatch(each -> each < 0)) {
        throw new IllegalArgumentException(
            "not lifetimes: %s incidents after %s hours".formatted(incidents, hours));
      }
    }
  }

  /** From when the hours run. */
  public enum Clock {
    /** The first listing. */
    LISTING,
    /** The first proven notification of the sponsor. */
    NOTIFICATION
  }

  /** Who can have ended an incident. */
  public enum Actor {
    /** The sponsor. */
    REGISTRAR,
    /** The registry itself. */
    REGISTRY
  }
}

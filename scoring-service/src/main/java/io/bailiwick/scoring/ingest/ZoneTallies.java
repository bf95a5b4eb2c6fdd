package io.bailiwick.scoring.ingest;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.bailiwick.common.registrar.RegistrarId;
import io.bailiwick.common.time.Month;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The tallies of one month, zone by zone and class by class, as ingest answers {@code GET
 * /v1/tallies/zones}.
 *
 * @param cohortDays days after its creation within which a name of the cohort counts
 * @param changed the registrars that it tells of, those that may differ from the answer that was
 *     asked with; null: all
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record ZoneTallies(
    Month month,
    int cohortDays,
    List<Zone> zones,
    List<OfRegistrar> registrars,
    @Nullable List<RegistrarId> changed)
    implements Partial<ZoneTallies> {

  /** Refuses an answer without its lists: a gap in an answer must not look like zero. */
  public ZoneTallies {
    Objects.requireNonNull(month);
    zones = List.copyOf(zones);
    registrars = List.copyOf(registrars);
    if (cohortDays < 1) {
      throw new IllegalArgumentException("a cohort of " + cohortDays + " days");
    }
    changed = changed == null ? null : List.copyOf(changed);
  }

  @Override
  public ZoneTallies over(ZoneTallies kept) {
    return changed == null
        ? this
        : new ZoneTallies(
            month,
            cohortDays,
            zones,
            Partial.rows(changed, registrars, kept.registrars, OfRegistrar::registrar),
            null);
  }

  /** A zone that there are data of. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record Zone(String tld, List<LocalDate> missingDays) {

    /** Refuses an answer without its parts. */
    public Zone {
      Objects.requireNonNull(tld);
      missingDays = List.copyOf(missingDays);
    }
  }

  /** One registrar's in one zone. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record OfRegistrar(
      RegistrarId registrar,
      @Nullable String registrarFamily,
      String tld,
      long dumSum,
      long creates,
      long createsKept,
      long agpDeletes,
      List<Count> tallies,
      List<Cohort> cohort) {

    /** Refuses an answer without its parts. */
    public OfRegistrar {
      Objects.requireNonNull(registrar);
      Objects.requireNonNull(tld);
      tallies = List.copyOf(tallies);
      cohort = List.copyOf(cohort);
    }
  }

  /** Distinct domains by how well they are supported. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record Count(
      Threat threat,
      Classification classification,
      long listed,
      long corroborated,
      long validated) {

    /** Refuses an answer without its parts. */
    public Count {
      Objects.requireNonNull(threat);
      Objects.requireNonNull(classification);
    }
  }

  /** Malicious names of the cohort by how well they are supported. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record Cohort(Threat threat, long listed, long corroborated, long validated) {

    /** Refuses an answer without its threat. */
    public Cohort {
      Objects.requireNonNull(threat);
    }
  }
}

package io.bailiwick.scoring.measure;

import io.bailiwick.common.registrar.RegistrarId;
import io.bailiwick.common.time.Month;
import io.bailiwick.scoring.gate.Evidence;
import io.bailiwick.scoring.ingest.Classification;
import io.bailiwick.scoring.ingest.Threat;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What the measures of a month are made from, zone by zone and class by class, as it is frozen in a
 * snapshot. Sorted, so that equal facts have equal bytes.
 *
 * @param cohortDays days after its creation within which a name of the cohort counts
 * @param horizonHours hours after which an incident that lives on is no longer watched
 * @param months the measured month first, then those before it, of which only malicious domains and
 *     no cohorts are kept
 * @param lives stock and lifetimes of the measured month
 */
public record MeasureFacts(
    int cohortDays, int horizonHours, List<MonthFacts> months, List<Lives> lives) {

  /** Keeps its own lists. */
  public MeasureFacts {
    months = List.copyOf(months);
    lives = List.copyOf(lives);
  }

  /**
   * One month.
   *
   * @param cohortMature whether the cohort's days had passed after the month's end
   */
  public record MonthFacts(
      Month month, boolean cohortMature, List<ZoneDays> zones, List<Place> places) {

    /** Keeps its own lists. */
    public MonthFacts {
      Objects.requireNonNull(month);
      zones = List.copyOf(zones);
      places = List.copyOf(places);
    }
  }

  /**
   * A zone of the registry.
   *
   * @param missingDays days without evidence of its names under management
   */
  public record ZoneDays(String tld, List<LocalDate> missingDays) {

    /** Keeps its own list. */
    public ZoneDays {
      Objects.requireNonNull(tld);
      missingDays = List.copyOf(missingDays);
    }
  }

  /**
   * One registrar in one zone.
   *
   * @param family of accreditations at the end of the month; null where in none
   * @param dumSum sum of the domains under management at the end of each day with evidence
   * @param creates domains created in the month, deletes in the add grace period kept
   * @param createsKept those that were not deleted in it
   * @param agpDeletes domains deleted in the add grace period in the month
   * @param counts distinct domains with an incident opened in the month
   * @param cohort those of its creates that turned out malicious
   */
  public record Place(
      RegistrarId registrar,
      @Nullable String family,
      String tld,
      long dumSum,
      long creates,
      long createsKept,
      long agpDeletes,
      List<Count> counts,
      List<Turned> cohort) {

    /** Refuses what nobody can have counted. */
    public Place {
      Objects.requireNonNull(registrar);
      Objects.requireNonNull(tld);
      counts = List.copyOf(counts);
      cohort = List.copyOf(cohort);
      if (dumSum < 0 || creates < 0 || createsKept < 0 || agpDeletes < 0) {
        throw new IllegalArgumentException("counts below 0 of " + registrar + " in " + tld);
      }
    }
  }

  /** Distinct domains by how well they are supported: each figure is part of the one before it. */
  public record Count(
      Threat threat,
      Classification classification,
      long listed,
      long corroborated,
      long validated) {

    /** Those with at least so much evidence. */
    public long of(Evidence minimum) {
      return byEvidence(minimum, listed, corroborated, validated);
    }
  }

  /** Malicious names of the cohort by how well they are supported. */
  public record Turned(Threat threat, long listed, long corroborated, long validated) {

    /** Those with at least so much evidence. */
    public long of(Evidence minimum) {
      return byEvidence(minimum, listed, corroborated, validated);
    }
  }

  private static long byEvidence(Evidence minimum, long listed, long corroborated, long validated) {
    return switch (minimum) {
      case LISTED -> listed;
      case CORROBORATED -> corroborated;
      case VALIDATED -> validated;
    };
  }

  /** Stock and lifetimes of one registrar in one zone. */
  public record Lives(RegistrarId registrar, String tld, List<Stock> stock, List<Lived> lifetimes) {

    /** Keeps its own lists. */
    public Lives {
      Objects.requireNonNull(registrar);
      Objects.requireNonNull(tld);
      stock = List.copyOf(stock);
      lifetimes = List.copyOf(lifetimes);
    }
  }

  /**
   * Malicious names that were listed and in the zone.
   *
   * @param names different ones at the end of any day
   * @param daily at the end of each day
   */
  public record Stock(Threat threat, Evidence minimumEvidence, long names, List<Long> daily) {

    /** Keeps its own list. */
    public Stock {
      daily = List.copyOf(daily);
    }
  }

  /**
   * Incidents of one threat that went the same way.
   *
   * @param evidence exactly this
   * @param action what ended them; null where they were not seen to end
   * @param actor who can have done it; null as the action
   * @param hours to the end, or as far as they were watched; ascending
   * @param incidents how many lived so long, one for each of the hours
   */
  public record Lived(
      Threat threat,
      Clock clock,
      Classification classification,
      Evidence evidence,
      @Nullable String action,
      @Nullable Actor actor,
      List<BigDecimal> hours,
      List<Long> incidents) {

    /** Refuses hours without their numbers. */
    public Lived {
      hours = List.copyOf(hours);
      incidents = List.copyOf(incidents);
      if (hours.size() != incidents.size()) {
        throw new IllegalArgumentException(
            "%d hours with %d numbers of incidents".formatted(hours.size(), incidents.size()));
      }
    }
  }
}

package io.bailiwick.qpi.scoring;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.bailiwick.common.registrar.RegistrarId;
import java.math.BigDecimal;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What is measured of a registrar beside its score, in all zones and of all classes of abuse. Null
 * is "not known", never zero.
 *
 * @param runId the run that it comes from
 * @param persistence how long abuse lived, by clock
 */
public record Measures(
    UUID runId,
    RegistrarId registrar,
    @Nullable Cohort cohort,
    @Nullable List<Persistence> persistence,
    @Nullable Recurrence recurrence) {

  /** The clock that starts with the first listing of a name. */
  public static final String LISTING = "LISTING";

  /** New names that turned out malicious. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record Cohort(Rated gross) {}

  /** What was counted, on what. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record Rated(BigDecimal numerator, @Nullable BigDecimal denominator) {}

  /**
   * How long abuse lived on one clock.
   *
   * @param medianHours null where fewer than half ended
   * @param p90Hours null where fewer than nine of ten ended
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record Persistence(
      String clock,
      long incidents,
      List<Share> unmitigated,
      @Nullable BigDecimal medianHours,
      @Nullable BigDecimal p90Hours) {}

  /** The share, 0 to 1, that was still up after so many hours. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record Share(int hours, BigDecimal share) {}

  /** Months above scoring's line, of so many that had a rate. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record Recurrence(int monthsAbove, int months) {}
}

package io.bailiwick.qpi.ingest;

import static java.util.Objects.requireNonNullElse;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.bailiwick.common.time.Month;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * The portfolios of all registrars in a month.
 *
 * @param missingDays days whose end no deposit shows
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record Portfolios(Month month, List<LocalDate> missingDays, List<Portfolio> registrars) {

  public Portfolios {
    missingDays = requireNonNullElse(missingDays, List.of());
  }

  /** The last day of the month whose end is known, of which closing numbers speak. */
  public Optional<LocalDate> lastKnownDay() {
    return month
        .firstDay()
        .datesUntil(month.lastDay().plusDays(1))
        .filter(day -> !missingDays.contains(day))
        .reduce((earlier, later) -> later);
  }
}

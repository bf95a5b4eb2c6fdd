package io.bailiwick.ingest.tally;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.bailiwick.common.registrar.RegistrarId;
import io.bailiwick.common.time.Month;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** What registrars hold and did in a month. */
@Schema(name = "Portfolios")
public record Portfolios(
    Month month,
    @Schema(examples = "31") int daysInMonth,
    @Schema(description = "Days whose domains under management no deposit shows")
        List<LocalDate> missingDays,
    List<Portfolio> registrars) {

  /** One registrar's; null is not known, never zero. */
  @Schema(name = "Portfolio")
  @JsonInclude(JsonInclude.Include.ALWAYS)
  public record Portfolio(
      RegistrarId registrar,
      @Schema(examples = "Example Registrar, Inc.") String name,
      @Schema(
              description =
                  "Sum of end-of-day domains under management over the days with evidence, names left out on the days on which they were excluded")
          long dumSum,
      @Schema(description = "The same with the excluded names") long grossDumSum,
      @Schema(description = "Days with evidence") int days,
      @Schema(
              description = "Domains under management at the end of the last day with evidence",
              nullable = true)
          @Nullable Long closingDum,
      @Schema(description = "Names that it created, add grace deletes included") long creates,
      @Schema(description = "Those of them that were not deleted within their add grace period")
          long createsKept,
      @Schema(description = "Deleted within their add grace period") long agpDeletes,
      @Schema(description = "Other deletes") long deletes,
      @Schema(description = "Restores out of the redemption grace period") long restores,
      long transfersIn,
      long transfersOut,
      @Schema(
              description =
                  "Names that were to expire in the month under its sponsorship; null until 45 days after the month",
              nullable = true)
          @Nullable Long renewalsDue,
      @Schema(
              description =
                  "Those of them that were renewed and not deleted within the auto-renew grace period of 45 days",
              nullable = true)
          @Nullable Long renewalsDone,
      @Schema(
              description =
                  "Of renewalsDue, the names whose first period ended. Of a name that is older than the deposits only a period of"
                      + " one year is surely the first",
              nullable = true)
          @Nullable Long firstRenewalsDue,
      @Schema(description = "Of those, the ones in renewalsDone", nullable = true)
          @Nullable Long firstRenewalsDone,
      @Schema(
              description =
                  "Signed names at the end of the last day with evidence; null where deposits do not say",
              nullable = true)
          @Nullable Long signedNames,
      @Schema(description = "Sum of years over its creates") long termYears,
      @Schema(description = "The same over createsKept") long termYearsKept,
      @Schema(
              description =
                  "Names in use, by the newest measurement of the month that knows; positive: RESOLVING_CONTENT. Null where none is known",
              nullable = true)
          @Nullable Probes usage,
      @Schema(description = "Certificates; positive: VALID", nullable = true) @Nullable Probes tls,
      @Schema(description = "Validation by a resolver; positive: SECURE", nullable = true)
          @Nullable Probes dnssec,
      @Schema(description = "Mail; positive: WORKING and PRESENT", nullable = true)
          @Nullable Probes mx) {}

  /** Names by what was found; a name of which nothing is known is in none. */
  @Schema(name = "Probes")
  public record Probes(
      @Schema(description = "Names of which it is known", examples = "2000") long known,
      @Schema(examples = "1500") long positive,
      @Schema(examples = "{\"RESOLVING_CONTENT\":1500,\"PARKED\":500}")
          Map<String, Long> byClass) {}
}

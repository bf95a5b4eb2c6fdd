package io.bailiwick.aip.clock;

import io.bailiwick.aip.deadline.BusinessCalendar;
import io.bailiwick.aip.deadline.DayUnit;
import io.bailiwick.aip.deadline.Deadline;
import io.bailiwick.common.registrar.RegistrarId;
import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A clock of a case as it stands at the moment of reading. */
@Schema(name = "CaseClock")
public record CaseClock(
    UUID id,
    UUID caseId,
    @Schema(examples = "AIP-2026-0001") String caseReference,
    RegistrarId registrar,
    @Schema(description = "What there is time for") ClockKind kind,
    @Schema(
            description =
                "The notice, order or appeal that it is about; absent for the case itself")
        @Nullable UUID subject,
    ClockState state,
    @Schema(description = "What it counts") DayUnit unit,
    @Schema(description = "Country whose business days count", examples = "US") String country,
    @Schema(
            description =
                "Last day (UTC) in time; while it stands still the one that it had before",
            examples = "2026-03-23")
        LocalDate lastDay,
    @Schema(description = "Days left while it stands still; absent while it runs", examples = "7")
        @Nullable Integer daysLeft,
    @Schema(description = "Why an officer lets it stand still; absent otherwise")
        @Nullable String pauseReason,
    @Schema(description = "Whether it stands still because a name of the case is contested")
        boolean contested,
    @Schema(description = "How often it was extended", examples = "0") int extensions,
    @Schema(description = "Reminders sent", examples = "1") int reminders,
    Instant startedAt,
    @Schema(description = "When the alarm was raised that it is overdue")
        @Nullable Instant overdueAt,
    @Schema(description = "When it was done, or no longer of use") @Nullable Instant endedAt) {

  /** The calendar that it goes by. */
  BusinessCalendar calendar() {
    return BusinessCalendar.of(country);
  }

  /** Its time. */
  public Deadline deadline() {
    return new Deadline(unit, lastDay, daysLeft);
  }

  /** Whether the time is over, whatever has been written down. Never while it stands still. */
  public boolean isOver(Instant now) {
    return deadline().isOver(now);
  }
}

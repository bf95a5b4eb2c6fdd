package io.bailiwick.aip.clock;

import java.time.Instant;
import java.time.LocalDate;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** One step of a clock. */
@Schema(name = "ClockHistory")
public record ClockHistory(
    ClockStep step,
    @Schema(description = "Who did it; `bailiwick` for the clock itself", examples = "olga")
        String actor,
    @Schema(description = "Why; absent where the step says it") @Nullable String reason,
    @Schema(description = "Its last day afterwards", examples = "2026-03-23") LocalDate lastDay,
    @Schema(description = "Days left while it stands still") @Nullable Integer daysLeft,
    @Schema(description = "Business time") Instant at) {}

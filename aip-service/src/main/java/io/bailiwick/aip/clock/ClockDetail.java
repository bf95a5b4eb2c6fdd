package io.bailiwick.aip.clock;

import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A clock with what happened to it. */
@Schema(name = "CaseClockDetail")
public record ClockDetail(
    CaseClock clock, @Schema(description = "Oldest first") List<ClockHistory> history) {}

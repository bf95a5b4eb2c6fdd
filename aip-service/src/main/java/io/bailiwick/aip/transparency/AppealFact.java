package io.bailiwick.aip.transparency;

import io.bailiwick.aip.appeal.AppealOutcome;
import io.bailiwick.aip.appeal.AppealStep;
import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * An appeal as it is counted.
 *
 * @param acute whether against a limit of the acute path
 * @param lastDay last day (UTC) to decide it by its clock; null where there is none
 */
record AppealFact(
    boolean acute,
    AppealStep step,
    Instant filedAt,
    @Nullable AppealOutcome outcome,
    @Nullable Instant decidedAt,
    @Nullable LocalDate lastDay) {}

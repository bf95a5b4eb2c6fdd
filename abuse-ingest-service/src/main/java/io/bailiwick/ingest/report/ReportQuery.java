package io.bailiwick.ingest.report;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Which reports a list holds; null: no matter.
 *
 * @param receivedUntil received at this instant at the latest
 */
record ReportQuery(
    @Nullable ReportState state,
    @Nullable ReportCategory category,
    @Nullable String name,
    @Nullable Instant receivedUntil) {}

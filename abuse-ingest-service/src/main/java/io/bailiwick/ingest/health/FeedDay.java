package io.bailiwick.ingest.health;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** Health of a feed on a UTC day, as it goes over the wire. */
@Schema(name = "FeedDay")
public record FeedDay(
    @Schema(examples = "urlhaus-org") String feed,
    @Schema(examples = "2026-03-10") LocalDate day,
    HealthStatus status,
    @Schema(description = "Why the feed was not well; empty where it was")
        List<HealthFinding> reasons,
    @Schema(
            description = "Fetches that brought something new or nothing new, and payloads sent",
            examples = "288")
        long fetchesGood,
    @Schema(examples = "0") long fetchesFailed,
    @Schema(examples = "24645") long rowsRead,
    @Schema(description = "New listings of names in our zones", examples = "52") long rowsAccepted,
    long rowsRejected,
    @Schema(description = "Rejected rows that cannot be read or understood") long rowsFaulty,
    @Schema(description = "rowsRejected / rowsRead; absent without rows", nullable = true)
        @Nullable Double rejectRate,
    @Schema(nullable = true) @Nullable Instant lastGoodAt,
    @Schema(description = "Newest time that the source gave up to then", nullable = true)
        @Nullable Instant newestSourceAt,
    @Schema(
            description =
                "Seconds from that to the end of the day, or to the computing where the day is not over",
            nullable = true)
        @Nullable Long lagSeconds,
    @Schema(
            description =
                "Robust z of rowsAccepted: (v - median) / (1.4826 MAD) over the trailing days; absent where these are too few",
            examples = "1.349",
            nullable = true)
        @Nullable Double levelZ,
    @Schema(description = "Version of the feed-health policy", examples = "1") int policyVersion,
    @Schema(description = "Whether the day is over and will not be computed again")
        boolean complete,
    Instant computedAt) {}

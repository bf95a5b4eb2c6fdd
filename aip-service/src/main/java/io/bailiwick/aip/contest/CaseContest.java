package io.bailiwick.aip.contest;

import io.bailiwick.aip.ingest.Contest;
import java.time.Instant;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A contest of an incident that a case holds as evidence. */
@Schema(name = "CaseContest")
public record CaseContest(
    @Schema(description = "The correction in abuse-ingest-service, where it is decided") UUID id,
    @Schema(description = "The incident that it is about") UUID incidentId,
    @Schema(description = "Registrable domain in A-labels", examples = "example.org") String name,
    @Schema(
            description =
                "As last seen. ACCEPTED: the incident is no evidence any more. While one is open the time to respond stands still")
        Contest.State state,
    Instant filedAt) {}

package io.bailiwick.aip.casefile;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A notice as it was sent. */
@Schema(name = "Notice")
public record NoticeView(
    UUID id,
    UUID caseId,
    @Schema(examples = "Abuse Intervention Program: notice in case AIP-2026-0001") String subject,
    String reasons,
    @Schema(description = "Incidents in abuse-ingest-service that the registrar may read there")
        List<UUID> evidenceIncidents,
    @Schema(description = "Last day (UTC) on which an answer is in time") LocalDate respondBy,
    String appealText,
    @Schema(description = "Version of the aip policy whose clocks apply", examples = "1")
        int policyVersion,
    Instant sentAt,
    @Schema(examples = "olga") String sentBy) {
  static NoticeView of(Notice notice) {
    return new NoticeView(
        notice.id,
        notice.caseId,
        notice.subject,
        notice.reasons,
        List.copyOf(notice.evidenceIncidents),
        notice.respondBy,
        notice.appealText,
        notice.policyVersion,
        notice.sentAt,
        notice.sentBy);
  }
}

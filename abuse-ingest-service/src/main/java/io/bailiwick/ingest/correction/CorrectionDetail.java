package io.bailiwick.ingest.correction;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.bailiwick.common.attachment.AttachmentType;
import io.bailiwick.common.registrar.RegistrarId;
import io.bailiwick.common.time.Month;
import io.bailiwick.ingest.incident.Classification;
import io.bailiwick.ingest.incident.Evidence;
import io.bailiwick.ingest.incident.IncidentState;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A correction with its history, its files and its decision record. */
@Schema(name = "CorrectionDetail")
public record CorrectionDetail(
    @JsonUnwrapped Correction correction,
    @Schema(description = "What happened, oldest first") List<Entry> history,
    List<Attachment> attachments,
    @Schema(description = "Absent until it is decided", nullable = true)
        @Nullable Decision decision,
    @Schema(description = "What may happen next") List<CorrectionEvent> nextEvents) {

  /** One step. */
  @Schema(name = "CorrectionEntry")
  public record Entry(
      @Schema(description = "FILE, or an event", examples = "ASK") String event,
      @Schema(description = "The state that it led to") CorrectionState state,
      @Schema(examples = "Which host was it, and since when?") String text,
      @Schema(examples = "abuse-analyst") String by,
      Instant at) {}

  /** A file; its content is a download of its own. */
  @Schema(name = "CorrectionAttachment")
  public record Attachment(
      UUID id,
      @Schema(description = "Made safe", examples = "letter.pdf") String name,
      @Schema(description = "Told by the content") AttachmentType type,
      @Schema(examples = "48211") long bytes,
      @Schema(description = "SHA-256, hexadecimal") String sha256,
      String addedBy,
      Instant addedAt,
      @Schema(description = "When its content was erased; the rest stays", nullable = true)
          @Nullable Instant erasedAt) {}

  /** How the incident stood. */
  @Schema(name = "IncidentStanding")
  public record Standing(
      Month month,
      IncidentState state,
      @Schema(description = "Absent: none, or none of yours", nullable = true)
          @Nullable RegistrarId registrar,
      Classification classification,
      Evidence evidence) {}

  /** The decision record. */
  @Schema(name = "CorrectionDecisionRecord")
  public record Decision(
      CorrectionOutcome outcome,
      @Schema(examples = "The bank confirms its campaign; the listing was a mistake")
          String reasons,
      @Schema(examples = "compliance-officer") String by,
      Instant at,
      @Schema(description = "Incident at the time of the decision") UUID incidentId,
      Standing before,
      Standing after,
      @Schema(description = "Months whose numbers changed by it", examples = "[\"2026-03\"]")
          List<Month> months) {}
}

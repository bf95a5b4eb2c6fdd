package io.bailiwick.qpi.coaching;

import io.bailiwick.common.registrar.RegistrarId;
import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A coaching note as it is shown. */
@Schema(name = "CoachingNote")
public record CoachingNoteView(
    UUID id,
    UUID promotionId,
    @Schema(description = "The latest evaluation that missed the baseline") UUID evaluationId,
    RegistrarId registrar,
    @Schema(examples = "Example Registrar 3") String registrarName,
    @Schema(
            description = "Why it does not qualify",
            examples = "Not qualified: the index 45.83 is 14.17 below the baseline of 60.")
        String finding,
    @Schema(
            description = "The nearest way to qualify",
            examples = "14.17 points of the index are missing.")
        String advice,
    @Schema(description = "Who sees to it", examples = "ann") String owner,
    @Schema(examples = "2026-05-01") LocalDate due,
    @Schema(description = "Whether it is open after its day") boolean overdue,
    CoachingState state,
    @Schema(description = "Whether the registrar sees it") boolean shared,
    Instant createdAt,
    @Nullable Instant doneAt,
    @Schema(description = "Grows with each change; the ETag", examples = "0") int version) {

  static CoachingNoteView of(CoachingNote note, LocalDate today) {
    return new CoachingNoteView(
        note.id,
        note.promotionId,
        note.evaluationId,
        RegistrarId.of(note.registrar),
        note.registrarName,
        note.finding,
        note.advice,
        note.owner,
        note.due,
        note.state == CoachingState.OPEN && today.isAfter(note.due),
        note.state,
        note.shared,
        note.createdAt,
        note.doneAt,
        note.rowVersion);
  }
}

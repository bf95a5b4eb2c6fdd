package io.bailiwick.qpi.coaching;

import java.time.Instant;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A comment on a coaching note. */
@Schema(name = "CoachingComment")
public record CoachingCommentView(
    UUID id,
    UUID noteId,
    Instant at,
    @Schema(examples = "ann") String author,
    @Schema(description = "Whether the registrar sees it, where it sees the note") boolean shared,
    @Schema(examples = "Called on 3 May; DNSSEC will be switched on for all names in June.")
        String comment) {

  static CoachingCommentView of(CoachingComment row) {
    return new CoachingCommentView(row.id, row.noteId, row.at, row.author, row.shared, row.comment);
  }
}

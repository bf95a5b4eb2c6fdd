package io.bailiwick.scoring.publication;

import io.bailiwick.scoring.run.ScoreView;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A registrar's part of a publication with what it says and what was contested. */
@Schema(
    name = "PublicationResultDetail",
    description = "One registrar's part of a publication, with the score that it shows")
public record ResultDetail(
    ResultView result,
    @Schema(description = "Absent where the newest version has no score of the registrar")
        @Nullable ScoreView score,
    @Schema(description = "Times for which its clock stood still, in order")
        List<ContestView> contests) {

  /** One contest. */
  @Schema(name = "PublicationContest")
  public record ContestView(
      @Schema(description = "Its identifier in abuse-ingest-service, where it is kept and decided")
          UUID correctionId,
      @Schema(description = "The incident, in abuse-ingest-service") UUID incidentId,
      @Schema(description = "When it was filed, or the preview began") Instant from,
      @Schema(description = "When it was seen to be decided or taken back; absent: open")
          @Nullable Instant until) {}
}

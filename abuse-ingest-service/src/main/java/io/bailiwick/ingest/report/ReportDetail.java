package io.bailiwick.ingest.report;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A report with all that was kept of it. */
@Schema(name = "ReportDetail")
public record ReportDetail(
    @JsonUnwrapped Report report,
    @Schema(description = "Reported URLs and names, as written; never follow one unprotected")
        List<String> values,
    @Schema(description = "What the reporter writes, plain text", nullable = true)
        @Nullable String description,
    @Schema(description = "What the person saw who validated it", nullable = true)
        @Nullable String evidence,
    @Schema(description = "What the reporter is told", nullable = true)
        @Nullable String publicReason,
    @Schema(description = "Hits of the term watch that it was made of") List<UUID> watchHits,
    List<Kept> attachments,
    @Schema(description = "What was left out, in sentences") List<String> notes) {

  /** An attachment. */
  @Schema(name = "ReportAttachment")
  public record Kept(
      @Schema(description = "From 1", examples = "1") int number,
      AttachmentType type,
      @Schema(examples = "20480") long bytes,
      String sha256) {}
}

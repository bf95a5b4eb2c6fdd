package io.bailiwick.ingest.report;

import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** The answer to a submission. */
@Schema(name = "ReportReceipt")
public record ReportReceipt(
    @Schema(description = "One for each name in it that is this registry's") List<Received> reports,
    @Schema(description = "Reported values that are no name of this registry")
        List<Ignored> ignored,
    @Schema(
            description = "What was left out, in sentences",
            examples =
                "[\"An attachment was dropped: its type is not among those that are kept.\"]")
        List<String> notes) {

  /** A report on one name. */
  @Schema(name = "ReceivedReport")
  public record Received(
      UUID id,
      @Schema(description = "Registrable domain in A-labels", examples = "example.org") String name,
      @Schema(description = "Whether the same report was there already; nothing new was made")
          boolean known,
      @Schema(
              description =
                  "Token with which anybody who holds it, and an account that may report, reads what became of it. Shown only"
                      + " here, and not again when a request is repeated",
              nullable = true,
              examples = "kYb0G1u4R1pZ0a6l0c9c3Q")
          @Nullable String reference) {}

  /** A value that names nothing here. */
  @Schema(name = "IgnoredValue")
  public record Ignored(
      @Schema(examples = "http://192.0.2.1/x") String value,
      @Schema(examples = "IP_LITERAL") String reason) {}
}

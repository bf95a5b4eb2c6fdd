package io.bailiwick.qpi.statement;

import io.bailiwick.common.registrar.RegistrarId;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A dispute with its history. */
@Schema(name = "Dispute")
public record DisputeView(
    UUID id,
    UUID statementId,
    @Schema(description = "The line's number on the statement", examples = "9") int line,
    @Schema(description = "Its transaction in the ledger") UUID transactionId,
    RegistrarId registrar,
    DisputeState state,
    @Schema(description = "What is disputed and why") String reason,
    @Schema(description = "What was payable of the line and is or was kept back", examples = "2.00")
        BigDecimal held,
    @Schema(description = "ISO 4217 code", examples = "USD") String currency,
    Instant filedAt,
    Instant changedAt,
    @Schema(description = "Reason of the last decision", nullable = true) @Nullable String answer,
    @Schema(description = "The corrected statement", nullable = true) @Nullable UUID correctionId,
    @Schema(description = "What happened, oldest first") List<Change> history) {

  public DisputeView {
    history = List.copyOf(history);
  }

  /** A step. */
  @Schema(name = "DisputeChange")
  public record Change(
      DisputeEvent event, DisputeState state, String by, Instant at, String reason) {}
}

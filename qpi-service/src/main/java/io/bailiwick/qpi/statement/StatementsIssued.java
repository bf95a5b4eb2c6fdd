package io.bailiwick.qpi.statement;

import java.math.BigDecimal;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What was issued. */
@Schema(name = "StatementsIssued")
public record StatementsIssued(
    @Schema(examples = "2026-04") String period,
    @Schema(description = "ISO 4217 code", examples = "USD") String currency,
    @Schema(description = "Statements issued", examples = "1") int issued,
    @Schema(description = "Registrars whose period had been stated before", examples = "0")
        int statedBefore,
    @Schema(description = "Lines on them", examples = "7") long lines,
    @Schema(description = "Closing balances together", examples = "6.00") BigDecimal closing,
    @Schema(description = "The statements, by IANA ID") List<UUID> statements) {

  public StatementsIssued {
    statements = List.copyOf(statements);
  }
}

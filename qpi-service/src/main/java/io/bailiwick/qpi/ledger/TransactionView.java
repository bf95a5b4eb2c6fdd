package io.bailiwick.qpi.ledger;

import io.bailiwick.common.registrar.RegistrarId;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A transaction whole, with what it reverses and what came of it. */
@Schema(name = "LedgerTransaction")
public record TransactionView(
    UUID id,
    TransactionKind kind,
    UUID promotionId,
    RegistrarId registrar,
    @Schema(description = "Sum of its debits", examples = "2.00") BigDecimal amount,
    @Schema(description = "ISO 4217 code", examples = "USD") String currency,
    @Schema(description = "Whether tax applies to what is paid out") boolean taxable,
    @Schema(description = "Names", examples = "1") long quantity,
    @Schema(description = "Price that a percentage was taken of", nullable = true)
        @Nullable BigDecimal basis,
    @Schema(
            description = "Of an accrual: the period in which tiers count it",
            nullable = true,
            examples = "2026-Q2")
        @Nullable String period,
    @Schema(nullable = true, examples = "example.org") @Nullable String name,
    @Schema(nullable = true, examples = "D10293-ORG") @Nullable String roid,
    @Schema(
            description = "Sequence of the registration event in the ingest service",
            nullable = true)
        @Nullable Long eventSequence,
    @Schema(description = "The accrual that it concerns", nullable = true) @Nullable UUID accrualId,
    @Schema(
            description = "The transaction that this one takes back, gives back or releases",
            nullable = true)
        @Nullable UUID reverses,
    @Schema(nullable = true) @Nullable Ground ground,
    @Schema(
            description = "The ground in words",
            nullable = true,
            examples = "Deleted in the add grace period.")
        @Nullable String reason,
    @Schema(
            description = "Identifier elsewhere: an incident, a statement, an adjustment",
            nullable = true)
        @Nullable String reference,
    @Schema(description = "When what it is about happened") Instant occurredAt,
    @Schema(description = "Business time of the booking") Instant recordedAt,
    @Schema(description = "Its lines") List<Line> lines,
    @Schema(description = "Later transactions about it, oldest first") List<Later> later,
    @Schema(description = "The settlement that settled it", nullable = true)
        @Nullable UUID settlementId) {

  /** A line of the transaction. */
  @Schema(name = "LedgerLine")
  public record Line(
      Account account,
      Side side,
      @Schema(description = "Above zero", examples = "2.00") BigDecimal amount) {}

  /** A transaction that concerns an accrual or reverses this one. */
  @Schema(name = "LaterTransaction")
  public record Later(
      UUID id,
      TransactionKind kind,
      @Schema(examples = "2.00") BigDecimal amount,
      Instant recordedAt) {}
}

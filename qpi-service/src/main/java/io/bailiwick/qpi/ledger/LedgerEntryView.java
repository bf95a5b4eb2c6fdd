package io.bailiwick.qpi.ledger;

import io.bailiwick.common.registrar.RegistrarId;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A line of the ledger as it is shown: flat, so that it is a line of a CSV file too. */
@Schema(name = "LedgerEntry")
public record LedgerEntryView(
    @Schema(description = "Grows with each line; may have gaps", examples = "17") long sequence,
    @Schema(description = "Lines of one transaction balance") UUID transactionId,
    TransactionKind kind,
    UUID promotionId,
    @Schema(description = "Registrar that the transaction concerns") RegistrarId registrar,
    @Schema(
            description = "The name, as an A-label; absent where it is about none",
            examples = "example.org",
            nullable = true)
        @Nullable String name,
    Account account,
    Side side,
    @Schema(description = "Above zero; the side says which way", examples = "2.00")
        BigDecimal amount,
    @Schema(description = "ISO 4217 code", examples = "USD") String currency,
    @Schema(
            description = "Sequence of the registration event in the ingest service",
            nullable = true,
            examples = "17")
        @Nullable Long eventSequence,
    @Schema(description = "The accrual that it concerns", nullable = true) @Nullable UUID accrualId,
    @Schema(
            description = "The transaction that this one takes back, gives back or releases",
            nullable = true)
        @Nullable UUID reverses,
    @Schema(description = "Stated ground", nullable = true) @Nullable Ground ground,
    @Schema(description = "When what it is about happened") Instant occurredAt,
    @Schema(description = "Business time of the booking") Instant recordedAt) {}

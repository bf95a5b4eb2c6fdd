package io.bailiwick.qpi.statement;

import io.bailiwick.common.registrar.RegistrarId;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A statement in a list: flat, so that it is a line of a CSV file too. */
@Schema(name = "Statement")
public record StatementView(
    UUID id,
    @Schema(examples = "S-000017") String number,
    RegistrarId registrar,
    @Schema(description = "ISO 4217 code", examples = "USD") String currency,
    @Schema(examples = "2026-04") String period,
    @Schema(description = "First instant of the period") Instant from,
    @Schema(description = "First instant after it") Instant until,
    @Schema(description = "Statement that it takes the place of", nullable = true)
        @Nullable UUID corrects,
    @Schema(description = "Statement that takes its place", nullable = true)
        @Nullable UUID correctedBy,
    @Schema(description = "Owed at the start", examples = "0.00") BigDecimal opening,
    @Schema(description = "Owed at the end", examples = "6.00") BigDecimal closing,
    @Schema(description = "Of that, payable", examples = "4.00") BigDecimal payable,
    @Schema(examples = "7") long lines,
    Instant issuedAt,
    @Schema(description = "Lines may be disputed before this instant") Instant disputableUntil,
    @Schema(description = "SHA-256 of the JSON document") String sha256) {}

package io.bailiwick.aip.appeal;

import io.bailiwick.common.registrar.RegistrarId;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** An appeal against a limit. */
@Schema(name = "Appeal")
public record Appeal(
    UUID id,
    UUID caseId,
    @Schema(examples = "AIP-2026-0001") String caseReference,
    RegistrarId registrar,
    @Schema(description = "The limit that it is against, by its proposal") UUID proposalId,
    AppealStep step,
    String grounds,
    @Schema(description = "Whether the registrar asks that nothing be limited until it is decided")
        boolean stayAsked,
    Instant filedAt,
    @Schema(examples = "registrar-90001") String filedBy,
    @Schema(description = "Version of the aip policy whose times and fee apply", examples = "1")
        int policyVersion,
    @Schema(description = "Who hears the external step; absent for the internal one")
        @Nullable String panel,
    @Schema(description = "What the step costs; 0 for the internal one", examples = "1200.00")
        BigDecimal fee,
    @Schema(description = "Of it what the registry pays", examples = "700.00")
        BigDecimal feeOfRegistry,
    @Schema(description = "Of it what the registrar pays", examples = "500.00")
        BigDecimal feeOfRegistrar,
    @Schema(description = "ISO 4217", examples = "USD") String currency,
    @Schema(description = "Null until decided") @Nullable AppealOutcome outcome,
    @Nullable String reasons,
    @Nullable Instant decidedAt,
    @Schema(examples = "rita") @Nullable String decidedBy,
    @Schema(
            description =
                "What the registrar gets back: its part of the fee where the appeal had success, else 0; null until decided",
            examples = "500.00")
        @Nullable BigDecimal refund) {}

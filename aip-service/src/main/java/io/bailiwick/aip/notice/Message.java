package io.bailiwick.aip.notice;

import io.bailiwick.common.registrar.RegistrarId;
import java.time.Instant;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** What a registrar is told about its case. */
@Schema(name = "CaseMessage")
public record Message(
    @Schema(description = "Of a notice the identifier of the notice") UUID id,
    UUID caseId,
    @Schema(examples = "AIP-2026-0001") String caseReference,
    RegistrarId registrar,
    Occasion occasion,
    @Schema(examples = "Abuse Intervention Program: notice in case AIP-2026-0001") String subject,
    @Schema(description = "As it is mailed, without links") String text,
    @Schema(
            description = "Version of the aip-templates policy that it was made with",
            examples = "1")
        int templateVersion,
    Instant createdAt,
    @Schema(description = "Recipients who have it", examples = "2") long sent,
    @Schema(description = "Recipients who are still tried", examples = "0") long waiting,
    @Schema(description = "Recipients who are not tried any more", examples = "0") long givenUp,
    @Schema(
            description = "Why its recipients are not known yet",
            nullable = true,
            examples = "the registrar has no contacts")
        @Nullable String lack) {}

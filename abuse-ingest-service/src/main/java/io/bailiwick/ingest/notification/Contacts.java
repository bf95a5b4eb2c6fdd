package io.bailiwick.ingest.notification;

import io.bailiwick.common.registrar.RegistrarId;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** Where a registrar is told. */
@Schema(name = "AbuseContacts")
public record Contacts(
    RegistrarId registrar,
    @Schema(examples = "[\"abuse@registrar.example\"]") List<String> emails,
    @Schema(nullable = true, examples = "https://registrar.example/hooks/abuse")
        @Nullable String webhookUrl,
    Language language,
    @Schema(
            description = "Least minutes between two notifications; absent: as the policy says",
            nullable = true,
            examples = "60")
        @Nullable Integer digestMinutes,
    @Schema(description = "Counts the changes", examples = "1") long version,
    Instant changedAt,
    @Schema(examples = "registrar-90001") String changedBy,
    @Schema(
            description =
                "Key of the webhook's signatures (Standard Webhooks); shown only in the answer that made it",
            nullable = true,
            examples = "whsec_…")
        @Nullable String webhookSecret) {}

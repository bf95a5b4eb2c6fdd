package io.bailiwick.aip.contact;

import io.bailiwick.common.registrar.RegistrarId;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** Who of a registrar is told of its cases, beside its abuse contacts. */
@Schema(name = "CaseContacts")
public record CaseContacts(
    RegistrarId registrar,
    @Schema(examples = "[\"legal@registrar.example\"]") List<String> emails,
    @Schema(nullable = true, examples = "https://registrar.example/hooks/cases")
        @Nullable String webhookUrl,
    @Schema(description = "Counts the changes; 0: nobody has set any", examples = "1") long version,
    @Schema(nullable = true) @Nullable Instant changedAt,
    @Schema(nullable = true, examples = "registrar-90001") @Nullable String changedBy,
    @Schema(
            description =
                "Key of the webhook's signatures (Standard Webhooks); shown only in the answer that made it",
            nullable = true,
            examples = "whsec_…")
        @Nullable String webhookSecret) {}

package io.bailiwick.ingest.sensitive;

import io.bailiwick.common.registrar.RegistrarId;
import java.time.Instant;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A match in the hands of a registrar's cleared contact. */
@Schema(name = "SensitiveHandOver")
public record HandOver(
    UUID id,
    @Schema(
            description =
                "From the registration at the moment of reading; the store does not hold it")
        String name,
    SensitiveList list,
    @Schema(description = "Sponsor when it was passed on") RegistrarId registrar,
    @Schema(description = "Subject of the contact's tokens", examples = "contact-17")
        String registrarContact,
    String note,
    Instant handedOverAt,
    @Schema(nullable = true) @Nullable Instant acknowledgedAt) {}

package io.bailiwick.ingest.registrar;

import io.bailiwick.common.registrar.RegistrarId;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A registrar of the registry as it was at the end of a day. */
@Schema(name = "Registrar")
public record Registrar(
    RegistrarId registrar,
    @Schema(description = "As the deposits name it", examples = "Example Registrar, Inc.")
        String name,
    @Schema(description = "The registry's EPP client identifier", examples = "reg-90001")
        String clientId,
    @Schema(description = "As in the deposit", examples = "ok") String status,
    RegistrarKind kind,
    @Schema(description = "Absent where it is in none", examples = "example-group", nullable = true)
        @Nullable String family,
    @Schema(
            description =
                "As IANA's list names it; absent where no list is known or it is not on it",
            examples = "Example Registrar, Inc.",
            nullable = true)
        @Nullable String ianaName,
    @Schema(nullable = true) @Nullable IanaStatus ianaStatus) {}

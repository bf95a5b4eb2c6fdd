package io.bailiwick.ingest.registration;

import io.bailiwick.common.registrar.RegistrarId;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A registrar as the newest deposit names it. */
@Schema(name = "Registrar")
public record Registrar(
    RegistrarId registrar,
    @Schema(examples = "Example Registrar, Inc.") String name,
    @Schema(description = "The registry's EPP client identifier", examples = "reg-90001")
        String clientId,
    @Schema(description = "As in the deposit", examples = "ok") String status,
    RegistrarKind kind) {}

package io.bailiwick.ingest.registration;

import io.bailiwick.common.registrar.RegistrarId;
import java.time.LocalDate;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** How many names a registrar created on a day; a row only where there is one. */
@Schema(name = "CreatesOfDay")
public record CreatesOfDay(
    @Schema(description = "In UTC") LocalDate day,
    @Schema(description = "Who created") RegistrarId registrar,
    @Schema(
            description = "Names, those deleted again in the add grace period among them",
            examples = "120")
        long creates) {}

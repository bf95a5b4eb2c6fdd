package io.bailiwick.ingest.zone;

import io.bailiwick.common.registrar.RegistrarId;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A registrar's names in a zone. */
@Schema(name = "ZoneDay")
public record ZoneDay(
    RegistrarId registrar,
    @Schema(description = "Delegated names that it sponsored", examples = "9800") long delegated,
    @Schema(description = "Those of them with a DS record", examples = "1200") long signed) {}

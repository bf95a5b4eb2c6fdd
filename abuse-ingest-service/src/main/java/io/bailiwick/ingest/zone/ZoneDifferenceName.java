package io.bailiwick.ingest.zone;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.bailiwick.common.registrar.RegistrarId;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A name that is only in the zone, or only in the register. */
@Schema(name = "ZoneDifferenceName")
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ZoneDifferenceName(
    ZoneFile.Reason reason,
    @Schema(examples = "example.org") String name,
    @Schema(description = "Sponsor, where there is one", nullable = true)
        @Nullable RegistrarId registrar) {}

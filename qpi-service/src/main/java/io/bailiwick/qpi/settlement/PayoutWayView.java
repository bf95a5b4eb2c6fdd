package io.bailiwick.qpi.settlement;

import io.bailiwick.common.registrar.RegistrarId;
import java.time.Instant;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** How a registrar was paid from an instant on. */
@Schema(name = "PayoutWayOfRegistrar")
public record PayoutWayView(
    UUID id,
    RegistrarId registrar,
    @Schema(examples = "DEPOSIT") PayoutWay way,
    @Schema(examples = "Asked for by the registrar's finance contact on 3 April.") String reason,
    @Schema(examples = "fay") String setBy,
    @Schema(description = "From then on", examples = "2026-04-03T10:00:00Z") Instant setAt) {}

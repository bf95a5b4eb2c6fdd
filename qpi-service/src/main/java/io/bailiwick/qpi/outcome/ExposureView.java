package io.bailiwick.qpi.outcome;

import io.bailiwick.common.registrar.RegistrarId;
import io.bailiwick.common.time.Month;
import java.math.BigDecimal;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What a registrar was granted under a promotion for the names of a month. */
@Schema(name = "Exposure")
public record ExposureView(
    @Schema(description = "Month of the creates, UTC", examples = "2026-04") Month month,
    RegistrarId registrar,
    UUID promotionId,
    @Schema(examples = "spring-2026") String promotion,
    @Schema(description = "Names for which something was granted at first", examples = "120")
        long namesGranted,
    @Schema(description = "Of those, the names for which something stands now", examples = "112")
        long names,
    @Schema(description = "Granted and not taken back; zero or more", examples = "224.00")
        BigDecimal amount,
    @Schema(description = "ISO 4217 code", examples = "USD") String currency) {}

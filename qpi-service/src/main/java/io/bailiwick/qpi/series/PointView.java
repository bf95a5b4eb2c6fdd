package io.bailiwick.qpi.series;

import io.bailiwick.common.registrar.RegistrarId;
import io.bailiwick.common.time.Month;
import java.math.BigDecimal;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** What an import says of one registrar in one month. */
@Schema(name = "SeriesPoint")
public record PointView(
    Month month,
    RegistrarId registrar,
    @Schema(examples = "812") BigDecimal numerator,
    @Schema(description = "Absent where the series has none", examples = "1000")
        @Nullable BigDecimal denominator) {}

package io.bailiwick.qpi.incentive;

import java.math.BigDecimal;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A tier as it is written. */
@Schema(name = "Tier")
public record TierTerms(
    @Schema(description = "Number of the first name in it, from 1", examples = "101")
        @Nullable Long from,
    @Schema(
            description =
                "For each name, zero or more, with at most the decimal places of the currency",
            examples = "1.50")
        @Nullable BigDecimal amount) {}

package io.bailiwick.qpi.promotion;

import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Digits;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Positive;
import java.math.BigDecimal;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * Takes all of a registrar's promotion back where too many of its names prove malicious.
 *
 * @param maliciousShare percent of the registrar's promotion names, above zero
 * @param minimumNames fewer malicious names than this never trigger it
 */
@Schema(name = "PortfolioClause")
public record PortfolioClause(
    @NotNull
        @DecimalMin(value = "0", inclusive = false)
        @DecimalMax("100")
        @Digits(integer = 3, fraction = 4)
        @Schema(
            description =
                "Percent: the clause applies where a larger share of the registrar's promotion names"
                    + " proves malicious",
            examples = "10")
        BigDecimal maliciousShare,
    @NotNull
        @Positive
        @Max(1_000_000)
        @Schema(
            description = "Malicious names from which on the clause can apply at all",
            examples = "5")
        Integer minimumNames) {}

package io.bailiwick.qpi.promotion;

import jakarta.validation.Valid;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Digits;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.Size;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** The terms of a new promotion. */
@Schema(name = "PromotionDraft")
public record PromotionDraft(
    @NotNull
        @Size(max = 63)
        @Pattern(
            regexp = "[a-z0-9]+(-[a-z0-9]+)*",
            message = "is lower-case letters, digits and single hyphens")
        @Schema(description = "Unique", examples = "spring-2026")
        String name,
    @NotBlank @Size(max = 200) @Schema(examples = "Spring creates 2026") String title,
    @NotNull @Schema(description = "First instant that earns", examples = "2026-04-01T14:00:00Z")
        Instant startsAt,
    @NotNull
        @Schema(
            description = "First instant that no longer earns",
            examples = "2026-07-01T14:00:00Z")
        Instant endsAt,
    @NotNull
        @DecimalMin("0")
        @DecimalMax("100")
        @Digits(integer = 3, fraction = 2)
        @Schema(description = "Index from which a registrar is pre-qualified", examples = "60")
        BigDecimal baseline,
    @NotNull
        @Positive
        @Schema(
            description = "Version of the scoring policy whose abuse gate for rewards applies",
            examples = "1")
        Integer rewardGatePolicyVersion,
    @NotNull @Valid @Schema(description = "Owed for each create that earns") Amount amountPerCreate,
    @NotEmpty @Schema(description = "Registration terms that earn, in years", examples = "[1, 2]")
        Set<@NotNull @Min(1) @Max(10) Integer> years,
    @Positive
        @Schema(
            description = "Most names that one registrar is owed for; absent for no cap",
            examples = "5000")
        @Nullable Integer nameCap,
    @Valid
        @Schema(
            description =
                "Most money owed to all registrars together, in the same currency; absent for none")
        @Nullable Amount budget,
    @NotBlank
        @Size(max = 2000)
        @Schema(
            description =
                "How registrars are told, when it is offered, that it ends: ending an offer that"
                    + " was not disclosed as limited can count as a price rise",
            examples = "This offer ends on 1 July 2026 at 14:00 UTC.")
        String limitedDurationDisclosure) {}

package io.bailiwick.qpi.promotion;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A promotion as it is shown. */
@Schema(name = "Promotion")
public record PromotionView(
    UUID id,
    @Schema(examples = "spring-2026") String name,
    @Schema(examples = "Spring creates 2026") String title,
    PromotionState state,
    @Schema(description = "Where the business clock stands in its period") PromotionPhase phase,
    @Schema(description = "First instant that earns", examples = "2026-04-01T14:00:00Z")
        Instant startsAt,
    @Schema(description = "First instant that no longer earns", examples = "2026-07-01T14:00:00Z")
        Instant endsAt,
    @Schema(description = "Index from which a registrar is pre-qualified", examples = "60")
        BigDecimal baseline,
    @Schema(
            description = "Version of the scoring policy whose abuse gate for rewards applies",
            examples = "1")
        int rewardGatePolicyVersion,
    Amount amountPerCreate,
    @Schema(description = "Registration terms that earn, in years", examples = "[1, 2]")
        List<Integer> years,
    @Schema(description = "Most names that one registrar is owed for") @Nullable Integer nameCap,
    @Schema(description = "Most money owed to all registrars together") @Nullable Amount budget,
    String limitedDurationDisclosure,
    @Schema(examples = "ann") String author,
    Instant createdAt,
    @Schema(description = "Who published or withdrew it", examples = "bob")
        @Nullable String decidedBy,
    @Nullable Instant decidedAt) {

  static PromotionView of(Promotion promotion, Instant now) {
    return new PromotionView(
        promotion.id,
        promotion.name,
        promotion.title,
        promotion.state,
        PromotionPhase.at(now, promotion.startsAt, promotion.endsAt),
        promotion.startsAt,
        promotion.endsAt,
        promotion.baseline,
        promotion.rewardGatePolicyVersion,
        Amount.of(promotion.amountPerCreate()),
        promotion.years,
        promotion.nameCap,
        promotion.budget().map(Amount::of).orElse(null),
        promotion.limitedDurationDisclosure,
        promotion.author,
        promotion.createdAt,
        promotion.decidedBy,
        promotion.decidedAt);
  }
}

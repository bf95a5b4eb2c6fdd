package io.bailiwick.qpi.promotion;

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
    Terms terms,
    @Schema(
            description = "SHA-256 of the terms in canonical JSON, hexadecimal: they never change",
            examples = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08")
        String termsSha256,
    @Schema(
            description =
                "First instant that no longer earns: the announced end, or the start of the"
                    + " promotion that supersedes it",
            examples = "2026-07-01T14:00:00Z")
        Instant closesAt,
    @Schema(description = "Promotion whose place it takes") @Nullable UUID supersedes,
    @Schema(description = "Promotion that takes its place") @Nullable UUID supersededBy,
    @Schema(
            description =
                "What is allowed and has a consequence, such as that ending the offer can count as a"
                    + " price rise")
        List<PromotionWarning> warnings,
    @Schema(examples = "ann") String author,
    Instant createdAt,
    @Schema(description = "Who published or withdrew it", examples = "bob")
        @Nullable String decidedBy,
    @Nullable Instant decidedAt) {

  /**
   * @param superseded terms of the promotion whose place it takes; null where there is none
   */
  static PromotionView of(Promotion promotion, @Nullable Terms superseded, Instant now) {
    Terms terms = promotion.terms();
    Instant offeredAt = promotion.decidedAt == null ? now : promotion.decidedAt;
    return new PromotionView(
        promotion.id,
        promotion.name,
        promotion.title,
        promotion.state,
        PromotionPhase.at(now, promotion.startsAt, promotion.closesAt()),
        terms,
        promotion.termsSha256,
        promotion.closesAt(),
        promotion.supersedes,
        promotion.supersededBy,
        Disclosure.warnings(terms, offeredAt, superseded),
        promotion.author,
        promotion.createdAt,
        promotion.decidedBy,
        promotion.decidedAt);
  }
}

package io.bailiwick.ingest.incident;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * What registry data shows to have ended an incident, on two clocks.
 *
 * @param at first instant at which a deposit or event shows it, so the latest that it can have been
 */
@Schema(
    name = "Mitigation",
    description =
        "What registry data shows to have ended it, on two clocks: from the listing, and from the proven notification")
public record Mitigation(
    Action action,
    Actor actor,
    @Schema(description = "First instant at which registry data shows it") Instant at,
    @Schema(
            description = "Hours from the first listing; 0 where it was there before",
            examples = "31.5")
        BigDecimal hoursFromListing,
    @Schema(
            description =
                "Hours from the first proven notification of the sponsor; absent where none is proven: never guessed",
            nullable = true,
            examples = "7.5")
        @Nullable BigDecimal hoursFromNotification) {

  /** What was done. */
  public enum Action {
    /** The name was taken out of the zone. */
    HOLD,
    /** The registration was deleted, or put towards it. */
    DELETE
  }

  /** Who can have done it, as EPP tells. */
  public enum Actor {
    /** The sponsor. */
    REGISTRAR,
    /** The registry itself. */
    REGISTRY
  }

  static Mitigation of(
      Action action, Actor actor, Instant at, Instant openedAt, @Nullable Instant notifiedAt) {
    return new Mitigation(
        action, actor, at, hours(openedAt, at), notifiedAt == null ? null : hours(notifiedAt, at));
  }

  /** To a tenth, half up; 0 where the end lies before the beginning. */
  private static BigDecimal hours(Instant from, Instant to) {
    long seconds = Math.max(0, Duration.between(from, to).toSeconds());
    return BigDecimal.valueOf(seconds).divide(BigDecimal.valueOf(3600), 1, RoundingMode.HALF_UP);
  }
}

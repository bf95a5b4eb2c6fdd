package io.bailiwick.qpi.promotion;

import io.bailiwick.common.registrar.RegistrarId;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A change of how a registrar stands in a promotion. */
@Schema(name = "ParticipationChange")
public record ParticipationChangeView(
    @Schema(
            description = "Order of recording; zero in events, which have their own",
            examples = "17")
        long sequence,
    UUID promotionId,
    RegistrarId registrar,
    ParticipationEvent event,
    @Schema(description = "Absent for the first") @Nullable ParticipationState from,
    ParticipationState to,
    @Schema(description = "Grounds that stand from now on") List<SuspensionGround> grounds,
    String reason,
    @Schema(description = "Business time from which on it holds") Instant at,
    @Schema(description = "Business time of recording") Instant recordedAt,
    @Schema(examples = "ann") String actor) {

  static ParticipationChangeView of(ParticipationChange change) {
    return new ParticipationChangeView(
        change.sequence,
        change.promotionId,
        RegistrarId.of(change.registrar),
        change.event,
        change.from,
        change.to,
        change.grounds.stream().map(SuspensionGround::valueOf).toList(),
        change.reason,
        change.at,
        change.recordedAt,
        change.actor);
  }
}

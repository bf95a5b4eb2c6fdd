package io.bailiwick.qpi.promotion;

import io.bailiwick.common.registrar.RegistrarId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** How a registrar stands in a promotion. */
@Schema(name = "Participation")
public record ParticipationView(
    UUID promotionId,
    RegistrarId registrar,
    @Schema(examples = "Example Registrar 1") String registrarName,
    ParticipationState state,
    @Schema(description = "Why it is suspended; empty otherwise") List<SuspensionGround> grounds,
    @Schema(
            description = "Why it is in this state",
            examples = "Pre-qualified: the index 71.43 reaches the baseline of 60.")
        String reason,
    @Schema(description = "Business time from which on it is in this state") Instant since,
    @Schema(description = "Time in this state until now, in seconds", examples = "86400")
        long secondsInState,
    @Schema(description = "Who brought it about; bailiwick for clock and policy", examples = "ann")
        String actor,
    @Schema(description = "When the terms were accepted") @Nullable Instant acceptedAt,
    @Schema(description = "Who accepted them", examples = "registrar-90001")
        @Nullable String acceptedBy) {

  static ParticipationView of(Participation participation, Instant now) {
    return new ParticipationView(
        participation.promotionId,
        RegistrarId.of(participation.registrar),
        participation.registrarName,
        participation.state,
        List.copyOf(participation.grounds()),
        participation.reason,
        participation.since,
        Math.max(0, Duration.between(participation.since, now).toSeconds()),
        participation.actor,
        participation.acceptedAt,
        participation.acceptedBy);
  }
}

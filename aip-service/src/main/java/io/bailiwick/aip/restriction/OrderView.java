package io.bailiwick.aip.restriction;

import io.bailiwick.common.registrar.RegistrarId;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A restriction order as it goes over the wire. */
@Schema(name = "RestrictionOrder")
public record OrderView(
    UUID id,
    UUID caseId,
    @Schema(examples = "AIP-2026-0001") String caseReference,
    UUID proposalId,
    RegistrarId registrar,
    @Schema(description = "What is limited") RestrictionMode mode,
    @Schema(
            description = "The zones that it holds in; absent: all of the registry's",
            examples = "[\"org\"]",
            nullable = true)
        @Nullable List<String> tlds,
    @Schema(
            description =
                "New names allowed: in a day of UTC with DAILY_CAP, in the window with RATE; absent with the others",
            examples = "50",
            nullable = true)
        @Nullable Integer creates,
    @Schema(description = "With RATE", examples = "60", nullable = true)
        @Nullable Integer windowMinutes,
    @Schema(
            description =
                "Whether requests for transfers to the registrar are refused, too; only where the policy has switched that on",
            examples = "false")
        boolean inboundTransfers,
    @Schema(description = "Where it stands now") OrderState state,
    @Schema(description = "First instant in force") Instant startsAt,
    @Schema(description = "First instant no longer in force, without anybody doing anything")
        Instant endsAt,
    @Schema(description = "Longest that the policy allowed, in days", examples = "30")
        int maximumDays,
    @Schema(description = "Who decided it", examples = "dora") String issuedBy,
    @Schema(
            description =
                "Since when an appeal stays it: nothing is limited; absent while it is not stayed")
        @Nullable Instant stayedAt,
    @Schema(description = "When a person lifted it early") @Nullable Instant liftedAt,
    @Nullable String liftedBy,
    @Nullable String liftReason) {
  static OrderView of(RestrictionOrder order, Instant now) {
    Limit limit = order.limit.limit();
    return new OrderView(
        order.id,
        order.caseId,
        order.caseReference,
        order.proposalId,
        RegistrarId.of(order.registrar),
        limit.mode(),
        limit.tlds().isEmpty() ? null : limit.tlds(),
        limit.creates(),
        limit.windowMinutes(),
        limit.inboundTransfers(),
        order.terms().stateAt(now),
        order.startsAt,
        order.endsAt,
        order.maximumDays,
        order.issuedBy,
        order.stayedAt,
        order.liftedAt,
        order.liftedBy,
        order.liftReason);
  }
}

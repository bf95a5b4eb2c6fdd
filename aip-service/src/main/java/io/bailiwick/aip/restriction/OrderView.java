package io.bailiwick.aip.restriction;

import io.bailiwick.common.registrar.RegistrarId;
import io.bailiwick.enforcement.Limit;
import io.bailiwick.enforcement.OrderState;
import io.bailiwick.enforcement.RestrictionMode;
import io.bailiwick.enforcement.SpecialCase;
import java.time.Instant;
import java.util.List;
import java.util.Set;
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
    @Schema(description = "The case's registrar") RegistrarId registrar,
    @Schema(
            description =
                "Whom it holds for: the case's registrar, and further accreditations only where the"
                    + " proposal decided so",
            examples = "[1234]")
        List<RegistrarId> registrars,
    @Schema(description = "What is limited") RestrictionMode mode,
    @Schema(
            description = "The zones that it holds in; absent: all of the registry's",
            examples = "[\"org\"]",
            nullable = true)
        @Nullable List<String> tlds,
    @Schema(
            description =
                "New names allowed: in a day of UTC with DAILY_CAP, in the window with RATE; absent"
                    + " with the others",
            examples = "50",
            nullable = true)
        @Nullable Integer creates,
    @Schema(description = "With RATE", examples = "60", nullable = true)
        @Nullable Integer windowMinutes,
    @Schema(
            description =
                "Special cases that are limited, too; absent: none. Only where the policy has"
                    + " switched them on",
            examples = "[\"PREMIUM\"]",
            nullable = true)
        @Nullable List<SpecialCase> includes,
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
    @Nullable String liftReason,
    @Schema(
            description =
                "When an appeal found that it should never have been, or its case had no ground; whether it still ran or not")
        @Nullable Instant reversedAt,
    @Schema(
            description =
                "For the registrar's poll queue when the order begins (RFC 5730, section 2.9.2.3)",
            examples =
                "New registrations are limited from 1 April 2026 12:00 UTC until 1 May 2026 12:00"
                    + " UTC (case AIP-2026-0001). Existing registrations are not affected, and"
                    + " every other command works as before.")
        String startMessage,
    @Schema(
            description = "For the poll queue when it has ended or was lifted",
            examples = "The limit on new registrations has ended (case AIP-2026-0001).")
        String endMessage) {
  /** What is limited, as one value. */
  public Limit toLimit() {
    return new Limit(
        mode,
        tlds == null ? List.of() : tlds,
        creates,
        windowMinutes,
        includes == null ? Set.of() : Set.copyOf(includes));
  }

  static OrderView of(RestrictionOrder order, Instant now) {
    Limit limit = order.limit.limit();
    return new OrderView(
        order.id,
        order.caseId,
        order.caseReference,
        order.proposalId,
        RegistrarId.of(order.registrar),
        order.limit.registrars(),
        limit.mode(),
        limit.tlds().isEmpty() ? null : limit.tlds(),
        limit.creates(),
        limit.windowMinutes(),
        limit.includes().isEmpty() ? null : limit.includes().stream().sorted().toList(),
        order.terms().stateAt(now),
        order.startsAt,
        order.endsAt,
        order.maximumDays,
        order.issuedBy,
        order.stayedAt,
        order.liftedAt,
        order.liftedBy,
        order.liftReason,
        order.reversedAt,
        order.terms().startMessage(),
        order.terms().endMessage());
  }
}

package io.bailiwick.aip.casefile;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** One step of a case. */
@Schema(name = "CaseStep")
public record HistoryView(
    @Schema(description = "What happened; null for the creation of the candidate")
        @Nullable CaseEvent event,
    @Nullable CaseState from,
    CaseState to,
    @Schema(description = "Who did it; `bailiwick` for the clock", examples = "olga") String actor,
    @Schema(description = "Reason, plan or other text that it carries") @Nullable String note,
    @Schema(
            description =
                "Of a person's decision: the findings of the case by then; absent for other steps",
            nullable = true)
        @Nullable List<UUID> findings,
    @Schema(
            description =
                "Of a person's decision: the evidence packets that it rests on, none before there were any; absent for other steps",
            nullable = true)
        @Nullable List<UUID> packets,
    @Schema(description = "Business time") Instant at) {
  static HistoryView of(HistoryEntry entry) {
    return new HistoryView(
        entry.event,
        entry.fromState,
        entry.toState,
        entry.actor,
        entry.note,
        entry.findings,
        entry.packets,
        entry.occurredAt);
  }
}

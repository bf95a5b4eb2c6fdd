package io.bailiwick.common.policy;

import com.fasterxml.jackson.databind.JsonNode;
import io.bailiwick.common.json.CanonicalJson;
import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A policy version as it is shown. */
@Schema(name = "Policy")
public record PolicyView(
    UUID id,
    @Schema(examples = "scoring") String kind,
    @Schema(description = "From 1, in the order of proposal within the kind", examples = "2")
        int version,
    PolicyState state,
    @Schema(description = "SHIPPED: came with the software, the numbers are ours")
        PolicyOrigin origin,
    @Schema(description = "First day (UTC) on which it is in force", examples = "2026-03-01")
        LocalDate effectiveFrom,
    @Schema(description = "SHA-256 of the canonical document") String sha256,
    String proposedBy,
    Instant proposedAt,
    String reason,
    @Nullable String decidedBy,
    @Nullable Instant decidedAt,
    @Nullable String decisionReason,
    @Schema(description = "When a result first named this version; from then on it is frozen")
        @Nullable Instant firstUsedAt,
    @Schema(implementation = Object.class, description = "The document") JsonNode document) {

  static PolicyView of(Policy policy) {
    try {
      return new PolicyView(
          policy.id,
          policy.kind,
          policy.version,
          policy.state,
          policy.origin,
          policy.effectiveFrom,
          policy.sha256,
          policy.proposedBy,
          policy.proposedAt,
          policy.reason,
          policy.decidedBy,
          policy.decidedAt,
          policy.decisionReason,
          policy.firstUsedAt,
          CanonicalJson.tree(policy.document));
    } catch (IOException e) {
      throw new IllegalStateException("policy " + policy.id + " does not hold JSON", e);
    }
  }
}

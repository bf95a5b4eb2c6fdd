package io.bailiwick.common.audit;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * One entry of the trail.
 *
 * @param contentDigest SHA-256 of salt and content, hexadecimal
 * @param previousHash hash of the entry before; 64 zeros for the first
 * @param hash SHA-256 over the canonical JSON array [sequence, at, actor, action, subject,
 *     contentDigest, previousHash], hexadecimal
 * @param salt hexadecimal; null once redacted
 * @param content what was done; null once redacted
 */
public record AuditEntry(
    @Schema(examples = "17") long sequence,
    @Schema(description = "Business time") Instant at,
    @Schema(description = "Subject of the caller's token", examples = "alice") String actor,
    @Schema(examples = "policy.approved") String action,
    @Schema(description = "What it was done to", examples = "policy/scoring/2") String subject,
    String contentDigest,
    String previousHash,
    String hash,
    @Nullable String salt,
    @Nullable JsonNode content) {}

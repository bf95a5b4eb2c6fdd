package io.bailiwick.common.policy;

import java.time.LocalDate;
import java.util.UUID;

/**
 * A version of a policy that is in force, as a rule reads it.
 *
 * @param version from 1, in the order of proposal within the kind
 * @param effectiveFrom first day (UTC) on which it is in force
 * @param sha256 of the canonical document, hexadecimal
 */
public record PolicyVersion<T>(
    UUID id, String kind, int version, LocalDate effectiveFrom, T document, String sha256) {}

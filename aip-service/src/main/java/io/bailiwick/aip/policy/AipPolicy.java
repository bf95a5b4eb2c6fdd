package io.bailiwick.aip.policy;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;

/**
 * Clocks and maxima of the Abuse Intervention Program.
 *
 * @param origin where the numbers come from, in words
 * @param country whose business days the clocks count, ISO 3166-1 alpha-2
 * @param acknowledgeBusinessDays from the first notice, to acknowledge it
 * @param planBusinessDays from the first notice, to file a plan
 * @param responseBusinessDays from a notice, the shortest time before a limit may be proposed
 * @param limitMaximumDays the longest limit; a renewal is a new proposal and a new decision
 * @param limitTotalMaximumDays the most days of limits in one case
 * @param refusesInboundTransfers whether a limit may also refuse requests for transfers to the
 *     registrar; absent in documents from before there was this switch, which means no
 */
public record AipPolicy(
    @NotBlank @Size(max = 2000) String origin,
    @Pattern(regexp = "[A-Z]{2}") String country,
    @Min(1) @Max(60) int acknowledgeBusinessDays,
    @Min(1) @Max(120) int planBusinessDays,
    @Min(1) @Max(120) int responseBusinessDays,
    @Min(1) @Max(120) int limitMaximumDays,
    @Min(1) @Max(365) int limitTotalMaximumDays,
    boolean refusesInboundTransfers) {}

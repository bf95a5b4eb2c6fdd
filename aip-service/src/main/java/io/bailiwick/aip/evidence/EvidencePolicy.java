package io.bailiwick.aip.evidence;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;

/**
 * How long evidence is kept.
 *
 * @param origin where the number comes from
 * @param retentionDays after the end of a case; then the documents are erased, unless held
 */
public record EvidencePolicy(
    @NotBlank @Size(max = 2000) String origin, @Min(90) @Max(3650) int retentionDays) {}

package io.bailiwick.aip.transparency;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;

/**
 * What transparency reports hide.
 *
 * @param origin where the number comes from
 * @param minimumCell the smallest count but 0 that is shown
 */
public record TransparencyPolicy(
    @NotBlank @Size(max = 2000) String origin, @Min(3) @Max(100) int minimumCell) {}

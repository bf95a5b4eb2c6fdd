package io.bailiwick.aip.policy;

import io.bailiwick.enforcement.SpecialCase;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.math.BigDecimal;
import java.util.List;

/**
 * What holds for restriction orders and for what is watched while they are in force.
 *
 * @param listValidHours how long a signed list of orders is gone by where no newer one arrives;
 *     then everything is allowed
 * @param mayInclude special cases that a limit may include; none by default
 * @param takeoverDays days before and after the start of an order that are compared to see whether
 *     another registrar takes over the creates
 * @param takeoverFactor how many times the creates of a registrar have to rise, as a lower bound at
 *     confidence 99 %, for it to be flagged
 */
public record OrderPolicy(
    @Min(1) @Max(168) int listValidHours,
    @NotNull List<@NotNull SpecialCase> mayInclude,
    @Min(1) @Max(90) int takeoverDays,
    @NotNull @DecimalMin("1") @DecimalMax("100") BigDecimal takeoverFactor) {

  /** Ours: no registry has published such numbers. */
  public static final OrderPolicy SHIPPED = new OrderPolicy(24, List.of(), 14, new BigDecimal("2"));
}

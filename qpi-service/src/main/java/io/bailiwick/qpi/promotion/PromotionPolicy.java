package io.bailiwick.qpi.promotion;

import jakarta.validation.Valid;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.PositiveOrZero;
import jakarta.validation.constraints.Size;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What holds for every promotion where its terms say nothing else.
 *
 * @param statement whose numbers these are and what they are modelled on
 * @param noticeDays notice without which ending an undisclosed offer counts as a price rise
 * @param addGraceDays days of the add grace period
 * @param clawbackDays days from the create in which a malicious name is taken back
 * @param smallestCell counts of registrars below this are suppressed in reports
 * @param sizeClasses registrars by names under management, in rising order
 * @param coachingDays days that a coaching note is given to be dealt with
 * @param autoRenewGraceDays after the end of a term, after which its renewal is known
 * @param abuseWindowDays after a create in which abuse counts in the report after a promotion
 * @param confidence of the intervals of that report, both sides together
 * @param fees what the registry charges for a year, for the net revenue of a promotion
 */
record PromotionPolicy(
    @NotBlank @Size(max = 2000) String statement,
    @PositiveOrZero @Max(365) int noticeDays,
    @PositiveOrZero @Max(30) int addGraceDays,
    @PositiveOrZero @Max(1000) int clawbackDays,
    @Min(2) @Max(100) int smallestCell,
    @NotEmpty @Size(max = 20) List<@NotNull @Valid SizeClass> sizeClasses,
    @Positive @Max(365) int coachingDays,
    @PositiveOrZero @Max(90) int autoRenewGraceDays,
    @Positive @Max(730) int abuseWindowDays,
    @NotNull @DecimalMin("0.5") @DecimalMax("0.999") BigDecimal confidence,
    @NotNull @Size(max = 1000) List<@NotNull @Valid Fee> fees) {

  /**
   * Registrars of a size.
   *
   * @param below names under management; null for all that are left
   */
  record SizeClass(
      @NotBlank @Size(max = 40) @Pattern(regexp = "[a-z][a-z-]*") String name,
      @Nullable @Positive Long below) {}

  /**
   * What a year costs.
   *
   * @param tld null for every one without a fee of its own
   * @param perYear in the currency, above zero
   */
  record Fee(
      @NotNull Operation operation,
      @Nullable String tld,
      @NotNull @Pattern(regexp = "[A-Z]{3}") String currency,
      @NotNull @Positive BigDecimal perYear) {}
}

package io.bailiwick.qpi.incentive;

import io.bailiwick.common.problem.Violation;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.joda.money.CurrencyUnit;
import org.joda.money.IllegalCurrencyException;
import org.joda.money.Money;
import org.jspecify.annotations.Nullable;

/**
 * An incentive model as it is written: one flat record, of which each model uses its own members.
 */
@Schema(
    name = "IncentiveTerms",
    description =
        "PER_CREATE and MONTHLY_POINT have `amount`; PERCENTAGE has `percent`; TIERED has `mode`,"
            + " `period` and `tiers`. Other members are left out.")
public record IncentiveTerms(
    @Schema(
            description =
                "PER_CREATE: the same for each create. TIERED: by the number of names in a period."
                    + " PERCENTAGE: of the price of the create, a premium name by its own price,"
                    + " rounded half up per line. MONTHLY_POINT: a twelfth of the yearly amount"
                    + " for each signed name on the last day of a month (UTC), rounded half up per"
                    + " registrar and month",
            examples = "PER_CREATE")
        @Nullable IncentiveKind model,
    @Schema(description = "ISO 4217 code", examples = "USD") @Nullable String currency,
    @Schema(
            description =
                "Above zero: for each create, or for MONTHLY_POINT for a name and year; with at"
                    + " most the decimal places of the currency",
            examples = "2.00",
            nullable = true)
        @Nullable BigDecimal amount,
    @Schema(
            description = "Above 0, at most 100, with at most four decimal places",
            examples = "10",
            nullable = true)
        @Nullable BigDecimal percent,
    @Schema(
            description =
                "MARGINAL: a name has the amount of the tier that it falls into. ALL_UNITS: all"
                    + " names of the period have that of the highest tier reached; earlier ones"
                    + " are adjusted, line by line",
            nullable = true)
        @Nullable TierMode mode,
    @Schema(description = "Over which names are counted, in UTC", nullable = true)
        @Nullable TierPeriod period,
    @Schema(
            description =
                "1 to 20, the first from name 1, in rising order; ALL_UNITS with rising amounts",
            nullable = true)
        @Nullable List<TierTerms> tiers) {

  private static final int MOST_TIERS = 20;
  private static final int PERCENT_PLACES = 4;
  private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);
  private static final BigDecimal MOST = BigDecimal.valueOf(1_000_000_000);
  private static final long MOST_NAMES = 1_000_000_000;

  static IncentiveTerms perCreate(Money amount) {
    return new IncentiveTerms(
        IncentiveKind.PER_CREATE,
        amount.getCurrencyUnit().getCode(),
        amount.getAmount(),
        null,
        null,
        null,
        null);
  }

  static IncentiveTerms monthlyPoint(Money yearly) {
    return new IncentiveTerms(
        IncentiveKind.MONTHLY_POINT,
        yearly.getCurrencyUnit().getCode(),
        yearly.getAmount(),
        null,
        null,
        null,
        null);
  }

  static IncentiveTerms percentage(BigDecimal percent, CurrencyUnit currency) {
    return new IncentiveTerms(
        IncentiveKind.PERCENTAGE, currency.getCode(), null, percent, null, null, null);
  }

  static IncentiveTerms tiered(Tiered model) {
    return new IncentiveTerms(
        IncentiveKind.TIERED,
        model.currency().getCode(),
        null,
        null,
        model.mode(),
        model.period(),
        model.tiers().stream()
            .map(tier -> new TierTerms(tier.from(), tier.amount().getAmount()))
            .toList());
  }

  /**
   * The model, or null where it is not valid.
   *
   * @param field where it stands in the request, for example {@code incentive}
   * @param violations what is wrong is added to it, field by field
   */
  public @Nullable IncentiveModel check(String field, List<Violation> violations) {
    List<Violation> found = new ArrayList<>();
    IncentiveModel read = read(field + ".", found);
    violations.addAll(found);
    return found.isEmpty() ? read : null;
  }

  /**
   * The model of terms that were validated before.
   *
   * @throws IllegalStateException when they are not valid
   */
  public IncentiveModel toModel() {
    List<Violation> violations = new ArrayList<>();
    IncentiveModel read = check("incentive", violations);
    if (read == null) {
      throw new IllegalStateException("the terms are not valid: " + violations);
    }
    return read;
  }

  private @Nullable IncentiveModel read(String at, List<Violation> found) {
    if (model == null) {
      found.add(new Violation(at + "model", "is a model of incentive"));
      return null;
    }
    CurrencyUnit unit = currency(at, found);
    boolean byAmount = model == IncentiveKind.PER_CREATE || model == IncentiveKind.MONTHLY_POINT;
    absentUnless(byAmount, at + "amount", amount, found);
    absentUnless(model == IncentiveKind.PERCENTAGE, at + "percent", percent, found);
    boolean tiered = model == IncentiveKind.TIERED;
    absentUnless(tiered, at + "mode", mode, found);
    absentUnless(tiered, at + "period", period, found);
    absentUnless(tiered, at + "tiers", tiers, found);
    return switch (model) {
      case PER_CREATE -> {
        Money each = money(at + "amount", amount, unit, false, found);
        yield each == null ? null : new PerCreate(each);
      }
      case MONTHLY_POINT -> {
        Money yearly = money(at + "amount", amount, unit, false, found);
        yield yearly == null ? null : new MonthlyPoint(yearly);
      }
      case PERCENTAGE -> percentage(at + "percent", unit, found);
      case TIERED -> tiered(at, unit, found);
    };
  }

  private @Nullable CurrencyUnit currency(String at, List<Violation> found) {
    try {
      if (currency != null) {
        return CurrencyUnit.of(currency);
      }
    } catch (IllegalCurrencyException e) {
      // Told below, as where there is none.
    }
    found.add(new Violation(at + "currency", "is a currency of ISO 4217, for example USD"));
    return null;
  }

  private void absentUnless(
      boolean wanted, String field, @Nullable Object value, List<Violation> found) {
    if (!wanted && value != null) {
      found.add(new Violation(field, "is no member of the model " + model));
    }
  }

  private static @Nullable Money money(
      String field,
      @Nullable BigDecimal amount,
      @Nullable CurrencyUnit unit,
      boolean zeroAllowed,
      List<Violation> found) {
    if (amount == null
        || amount.signum() < 0
        || (amount.signum() == 0 && !zeroAllowed)
        || amount.compareTo(MOST) > 0) {
      found.add(
          new Violation(
              field, (zeroAllowed ? "is zero or more" : "is above zero") + ", at most " + MOST));
      return null;
    }
    if (unit == null) {
      return null;
    }
    if (amount.stripTrailingZeros().scale() > unit.getDecimalPlaces()) {
      found.add(new Violation(field, "has at most the decimal places of its currency"));
      return null;
    }
    return Money.of(unit, amount);
  }

  private @Nullable IncentiveModel percentage(
      String field, @Nullable CurrencyUnit unit, List<Violation> found) {
    if (percent == null || percent.signum() <= 0 || percent.compareTo(HUNDRED) > 0) {
      found.add(new Violation(field, "is above 0 and at most 100"));
      return null;
    }
    if (percent.stripTrailingZeros().scale() > PERCENT_PLACES) {
      found.add(new Violation(field, "has at most four decimal places"));
      return null;
    }
    return unit == null ? null : new Percentage(percent, unit);
  }

  private @Nullable IncentiveModel tiered(
      String at, @Nullable CurrencyUnit unit, List<Violation> found) {
    if (mode == null) {
      found.add(new Violation(at + "mode", "is MARGINAL or ALL_UNITS"));
    }
    if (period == null) {
      found.add(new Violation(at + "period", "is MONTH, QUARTER or PROMOTION"));
    }
    if (tiers == null || tiers.isEmpty() || tiers.size() > MOST_TIERS) {
      found.add(new Violation(at + "tiers", "has 1 to " + MOST_TIERS + " tiers"));
      return null;
    }
    List<Tier> read = new ArrayList<>();
    for (int i = 0; i < tiers.size(); i++) {
      Tier tier =
          tier(
              at + "tiers[" + i + "]",
              tiers.get(i),
              unit,
              read.isEmpty() ? null : read.getLast(),
              found);
      if (tier != null) {
        read.add(tier);
      }
    }
    if (!found.isEmpty() || mode == null || period == null) {
      return null;
    }
    if (read.stream().noneMatch(tier -> tier.amount().isPositive())) {
      found.add(new Violation(at + "tiers", "has a tier that pays something"));
      return null;
    }
    return new Tiered(mode, period, read);
  }

  private @Nullable Tier tier(
      String field,
      @Nullable TierTerms terms,
      @Nullable CurrencyUnit unit,
      @Nullable Tier before,
      List<Violation> found) {
    if (terms == null) {
      found.add(new Violation(field, "is a tier"));
      return null;
    }
    Money each = money(field + ".amount", terms.amount(), unit, true, found);
    Long from = terms.from();
    long least = before == null ? 1 : before.from() + 1;
    if (from == null || from < least || from > MOST_NAMES || (before == null && from != 1)) {
      found.add(
          new Violation(
              field + ".from",
              before == null ? "is 1 for the first tier" : "is above that of the tier before"));
      return null;
    }
    if (each != null
        && before != null
        && mode == TierMode.ALL_UNITS
        && each.isLessThan(before.amount())) {
      found.add(
          new Violation(
              field + ".amount", "is not below the tier before where all units are paid by it"));
      return null;
    }
    return each == null ? null : new Tier(from, each);
  }
}

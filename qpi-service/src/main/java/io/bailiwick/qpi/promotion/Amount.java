package io.bailiwick.qpi.promotion;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Positive;
import java.math.BigDecimal;
import java.math.RoundingMode;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;

/** Money on the wire: a decimal, never a binary floating-point number, and its currency. */
@Schema(name = "Amount")
public record Amount(
    @NotNull
        @Positive
        @Schema(
            description = "A decimal with at most the places of the currency",
            examples = "2.00")
        BigDecimal amount,
    @NotNull
        @Pattern(regexp = "[A-Z]{3}", message = "is an ISO 4217 code, for example USD")
        @Schema(description = "ISO 4217 code", examples = "USD")
        String currency) {

  public static Amount of(Money money) {
    return new Amount(money.getAmount(), money.getCurrencyUnit().getCode());
  }

  /** Never rounds: amounts are checked against the places of their currency when they come in. */
  public Money toMoney() {
    return Money.of(CurrencyUnit.of(currency), amount, RoundingMode.UNNECESSARY);
  }
}

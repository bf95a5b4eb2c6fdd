package io.bailiwick.qpi.ledger;

import java.math.BigDecimal;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** An account in one currency. Debits of all accounts of a currency equal its credits. */
@Schema(name = "TrialBalanceLine")
public record TrialBalanceView(
    @Schema(description = "ISO 4217 code", examples = "USD") String currency,
    Account account,
    @Schema(description = "Sum of its debits", examples = "90.00") BigDecimal debits,
    @Schema(description = "Sum of its credits", examples = "10.00") BigDecimal credits,
    @Schema(description = "Debits less credits", examples = "80.00") BigDecimal balance) {}

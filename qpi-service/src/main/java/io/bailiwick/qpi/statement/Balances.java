package io.bailiwick.qpi.statement;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.math.BigDecimal;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What is owed, by where it stands; seen from the registrar. */
@Schema(name = "StatementBalances")
@JsonIgnoreProperties(value = "total", allowGetters = true)
public record Balances(
    @Schema(description = "Earned and not yet mature", examples = "2.00") BigDecimal pending,
    @Schema(description = "Mature and not settled", examples = "4.00") BigDecimal payable,
    @Schema(description = "Kept back in disputes", examples = "0.00") BigDecimal held,
    @Schema(
            description = "Claimed back after it had been settled: zero or below as a balance",
            examples = "0.00")
        BigDecimal claimed) {

  static final Balances NONE =
      new Balances(BigDecimal.ZERO, BigDecimal.ZERO, BigDecimal.ZERO, BigDecimal.ZERO);

  /** All four together. */
  @JsonProperty
  @Schema(description = "All four together", examples = "6.00")
  public BigDecimal total() {
    return pending.add(payable).add(held).add(claimed);
  }

  Balances plus(Balances other) {
    return new Balances(
        pending.add(other.pending),
        payable.add(other.payable),
        held.add(other.held),
        claimed.add(other.claimed));
  }

  /** The same amounts with the places of their currency; never rounds. */
  Balances withPlaces(int places) {
    return new Balances(
        pending.setScale(places),
        payable.setScale(places),
        held.setScale(places),
        claimed.setScale(places));
  }

  boolean isNothing() {
    return pending.signum() == 0
        && payable.signum() == 0
        && held.signum() == 0
        && claimed.signum() == 0;
  }
}

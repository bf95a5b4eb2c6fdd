package io.bailiwick.qpi.statement;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * How many deletes in the add grace period the registry refunds, beside what the ledger takes back
 * for them: the two are different things.
 */
@Schema(name = "AddGraceRefund")
@JsonIgnoreProperties(
    value = {"refunded", "notRefunded"},
    allowGetters = true)
public record AddGraceRefund(
    @Schema(
            description = "Creates of the month less deletes in the add grace period",
            examples = "1000")
        long netAdds,
    @Schema(description = "Deletes in the add grace period", examples = "250") long deletes,
    @Schema(
            description =
                "The most that is refunded: the larger of a number and a share of net adds",
            examples = "100")
        long limit) {

  @JsonProperty
  @Schema(description = "Refunded", examples = "100")
  public long refunded() {
    return Math.min(deletes, limit);
  }

  @JsonProperty
  @Schema(description = "Not refunded", examples = "150")
  public long notRefunded() {
    return deletes - refunded();
  }
}

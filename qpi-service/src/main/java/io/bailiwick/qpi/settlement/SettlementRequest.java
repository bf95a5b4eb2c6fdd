package io.bailiwick.qpi.settlement;

import io.bailiwick.common.registrar.RegistrarId;
import io.bailiwick.common.time.Day;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** What is to be settled. */
@Schema(name = "SettlementRequest")
public record SettlementRequest(
    @NotNull
        @Schema(
            description =
                "What was booked before this day, in each promotion's zone, is paid; today or before",
            examples = "2026-10-01")
        Day settlementDate,
    @NotNull
        @Pattern(regexp = "[A-Z]{3}", message = "is an ISO 4217 code, for example USD")
        @Schema(description = "ISO 4217 code", examples = "USD")
        String currency,
    @Schema(
            description =
                "How registrars are paid; absent: each as GET /v1/payout-ways says, which is then"
                    + " needed for each",
            examples = "INVOICE_CREDIT",
            nullable = true)
        @Nullable PayoutWay way,
    @Size(max = 5000) @Schema(description = "Registrars that are paid otherwise", nullable = true)
        @Nullable List<@NotNull @Valid Otherwise> exceptions) {

  /** A registrar that is paid in another way. */
  @Schema(name = "PayoutException")
  public record Otherwise(
      @NotNull RegistrarId registrar, @NotNull @Schema(examples = "DEPOSIT") PayoutWay way) {}
}

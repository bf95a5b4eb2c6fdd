package io.bailiwick.qpi.promotion;

import io.bailiwick.qpi.incentive.IncentiveModel;
import io.bailiwick.qpi.incentive.IncentiveTerms;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * The terms of a promotion, whole: what was written and the defaults of the policy of that day.
 * They are kept in one spelling with their digest and never change.
 */
@Schema(name = "Terms")
public record Terms(
    @Schema(description = "First instant that earns", examples = "2026-04-01T14:00:00Z")
        Instant startsAt,
    @Schema(description = "First instant that no longer earns", examples = "2026-07-01T14:00:00Z")
        Instant endsAt,
    @Schema(
            description = "IANA zone in which the instants are announced",
            examples = "America/New_York")
        String zone,
    @Schema(description = "What may earn", examples = "[\"CREATE\"]") List<Operation> operations,
    @Schema(
            description = "TLDs that it covers; absent for all of the registry",
            examples = "[\"org\"]")
        @Nullable List<String> tlds,
    @Schema(description = "Registration terms that earn, in years", examples = "[1, 2]")
        List<Integer> years,
    NameTier names,
    @Schema(description = "Gate of the scoring service that vetoes", examples = "REWARD")
        String abuseGate,
    @Schema(description = "Version of the scoring policy whose abuse gate applies", examples = "1")
        int rewardGatePolicyVersion,
    @Schema(description = "Index from which a registrar is pre-qualified", examples = "60")
        BigDecimal baseline,
    NotAssessable notAssessable,
    BaselineLoss baselineLost,
    AipLimitEffect aipLimit,
    IncentiveTerms incentive,
    @Schema(description = "Most names that one registrar is owed for") @Nullable Integer nameCap,
    @Schema(description = "Most money that one registrar is owed") @Nullable Amount moneyCap,
    @Schema(description = "Most names of all registrars together") @Nullable Integer totalNameCap,
    @Schema(description = "Most money owed to all registrars together") @Nullable Amount budget,
    @Schema(
            description = "Days of the add grace period, after which a create is mature",
            examples = "5")
        int addGraceDays,
    @Schema(
            description =
                "Days from the create in which a name suspended as malicious is taken back",
            examples = "60")
        int clawbackDays,
    @Nullable PortfolioClause portfolioClause,
    @Schema(description = "Instant at which a name must have a working MX record; absent for none")
        @Nullable Instant testOfUseAt,
    @Schema(
            description = "Days, in the announced zone, on which is settled",
            examples = "[\"2026-10-01\"]")
        List<LocalDate> settlementDates,
    @Schema(description = "Less than this is not paid out but carried over")
        @Nullable Amount minimumPayout,
    @Schema(description = "Whether tax applies to what is paid out", examples = "false")
        boolean taxable,
    @Schema(
            description =
                "Days of notice without which ending an offer that was not disclosed as limited"
                    + " counts as a price rise",
            examples = "30")
        int noticeDays,
    @Schema(examples = "This offer ends on 1 July 2026 at 14:00 UTC.")
        String limitedDurationDisclosure) {

  public Terms {
    operations = List.copyOf(operations);
    tlds = tlds == null ? null : List.copyOf(tlds);
    years = List.copyOf(years);
    settlementDates = List.copyOf(settlementDates);
  }

  /** The incentive in its own type; these terms were checked when they were written. */
  public IncentiveModel model() {
    return incentive.toModel();
  }

  /** Whether a name is under a TLD that it covers. */
  public boolean covers(String name) {
    return tlds == null || tlds.stream().anyMatch(tld -> name.endsWith("." + tld));
  }
}

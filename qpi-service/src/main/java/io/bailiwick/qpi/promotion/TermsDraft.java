package io.bailiwick.qpi.promotion;

import io.bailiwick.common.time.Day;
import io.bailiwick.qpi.incentive.IncentiveTerms;
import io.bailiwick.qpi.index.AbuseGate;
import jakarta.validation.Valid;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Digits;
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
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** The terms of a promotion as they are written; what is left out takes the policy's default. */
@Schema(name = "TermsDraft")
public record TermsDraft(
    @NotNull @Schema(description = "First instant that earns", examples = "2026-04-01T14:00:00Z")
        Instant startsAt,
    @NotNull
        @Schema(
            description = "First instant that no longer earns",
            examples = "2026-07-01T14:00:00Z")
        Instant endsAt,
    @Size(max = 64)
        @Schema(
            description =
                "IANA zone in which the instants are announced; UTC where left out. The instants"
                    + " count, not the zone",
            examples = "America/New_York")
        @Nullable String zone,
    @Size(min = 1)
        @Schema(
            description = "What may earn; creates alone where left out",
            examples = "[\"CREATE\"]")
        @Nullable Set<@NotNull Operation> operations,
    @Size(min = 1, max = 1000)
        @Schema(
            description = "TLDs (A-labels) that it covers; all of the registry where left out",
            examples = "[\"org\"]")
        @Nullable
            Set<
                @NotNull
                @Pattern(
                    regexp = "[a-z0-9-]{1,63}(\\.[a-z0-9-]{1,63})*",
                    message = "is a TLD as A-labels in lower case")
                String>
            tlds,
    @NotEmpty @Schema(description = "Registration terms that earn, in years", examples = "[1, 2]")
        Set<@NotNull @Min(1) @Max(10) Integer> years,
    @Schema(
            description =
                "Standard, premium or both; BOTH where left out. A name of which nobody said what it"
                    + " is earns under BOTH only")
        @Nullable NameTier names,
    @Pattern(regexp = "[A-Z_]{1,40}", message = "is the name of a gate of the scoring service")
        @Schema(
            description =
                "Gate of the scoring service that vetoes; REWARD where left out. The index by which"
                    + " registrars qualify must ask it",
            examples = "REWARD")
        @Nullable String abuseGate,
    @NotNull
        @Positive
        @Schema(
            description = "Version of the scoring policy whose abuse gate applies",
            examples = "1")
        Integer rewardGatePolicyVersion,
    @NotNull
        @DecimalMin("0")
        @DecimalMax("100")
        @Digits(integer = 3, fraction = 2)
        @Schema(description = "Index from which a registrar is pre-qualified", examples = "60")
        BigDecimal baseline,
    @Schema(description = "For registrars without an index; DOES_NOT where left out")
        @Nullable NotAssessable notAssessable,
    @Schema(description = "When a later index misses the baseline; SUSPENDS where left out")
        @Nullable BaselineLoss baselineLost,
    @Schema(description = "What an AIP limit does; PAUSE_ACCRUAL where left out")
        @Nullable AipLimitEffect aipLimit,
    @NotNull @Schema(description = "What is paid, and by which model") IncentiveTerms incentive,
    @Positive
        @Schema(
            description = "Most names that one registrar is owed for; absent for no cap",
            examples = "5000")
        @Nullable Integer nameCap,
    @Valid @Schema(description = "Most money that one registrar is owed; absent for no cap")
        @Nullable Amount moneyCap,
    @Positive
        @Schema(
            description = "Most names of all registrars together; absent for no cap",
            examples = "50000")
        @Nullable Integer totalNameCap,
    @Valid
        @Schema(
            description =
                "Most money owed to all registrars together, in the same currency; absent for none")
        @Nullable Amount budget,
    @PositiveOrZero
        @Max(30)
        @Schema(
            description =
                "Days of the add grace period, after which a create is mature; the policy's where"
                    + " left out",
            examples = "5")
        @Nullable Integer addGraceDays,
    @PositiveOrZero
        @Max(1000)
        @Schema(
            description =
                "Days from the create in which a name that is suspended as malicious is taken back;"
                    + " the policy's where left out",
            examples = "60")
        @Nullable Integer clawbackDays,
    @Valid @Schema(description = "Absent for no such clause")
        @Nullable PortfolioClause portfolioClause,
    @Schema(
            description =
                "Test of use: a name earns where it has a working MX record at this instant; absent"
                    + " for no test",
            examples = "2026-08-01T14:00:00Z")
        @Nullable Instant testOfUseAt,
    @Size(max = 100)
        @Schema(
            description = "Days, in the announced zone, on which is settled; absent for none fixed",
            examples = "[\"2026-10-01\"]")
        @Nullable Set<@NotNull Day> settlementDates,
    @Valid @Schema(description = "Less than this is not paid out but carried over; absent for none")
        @Nullable Amount minimumPayout,
    @Schema(
            description = "Whether tax applies to what is paid out; false where left out",
            examples = "false")
        @Nullable Boolean taxable,
    @NotBlank
        @Size(max = 2000)
        @Schema(
            description =
                "How registrars are told, when it is offered, that it ends: ending an offer that"
                    + " was not disclosed as limited can count as a price rise",
            examples = "This offer ends on 1 July 2026 at 14:00 UTC.")
        String limitedDurationDisclosure) {

  /** All that the terms say, with the defaults of the policy where nothing was said. */
  Terms complete(PromotionPolicy policy) {
    return new Terms(
        startsAt,
        endsAt,
        Objects.requireNonNullElse(zone, "UTC"),
        sorted(operations == null ? Set.of(Operation.CREATE) : operations),
        tlds == null ? null : sorted(tlds),
        sorted(years),
        Objects.requireNonNullElse(names, NameTier.BOTH),
        Objects.requireNonNullElse(abuseGate, AbuseGate.REWARD.name()),
        rewardGatePolicyVersion,
        baseline,
        Objects.requireNonNullElse(notAssessable, NotAssessable.DOES_NOT),
        Objects.requireNonNullElse(baselineLost, BaselineLoss.SUSPENDS),
        Objects.requireNonNullElse(aipLimit, AipLimitEffect.PAUSE_ACCRUAL),
        incentive,
        nameCap,
        moneyCap,
        totalNameCap,
        budget,
        Objects.requireNonNullElse(addGraceDays, policy.addGraceDays()),
        Objects.requireNonNullElse(clawbackDays, policy.clawbackDays()),
        portfolioClause,
        testOfUseAt,
        settlementDates == null
            ? List.of()
            : settlementDates.stream().map(Day::value).sorted().toList(),
        minimumPayout,
        Objects.requireNonNullElse(taxable, Boolean.FALSE),
        policy.noticeDays(),
        limitedDurationDisclosure);
  }

  private static <T extends Comparable<T>> List<T> sorted(Set<T> values) {
    return values.stream().sorted().toList();
  }
}

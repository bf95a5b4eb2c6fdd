package io.bailiwick.aip.policy;

import io.bailiwick.common.delivery.OutgoingMail;
import io.bailiwick.enforcement.SpecialCase;
import jakarta.validation.Valid;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Digits;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.math.BigDecimal;
import java.util.List;

/**
 * Clocks and maxima of the Abuse Intervention Program. A part that is absent, in a document from
 * before there was this part, is as shipped.
 *
 * @param origin where the numbers come from, in words
 * @param country whose business days the clocks count, ISO 3166-1 alpha-2
 * @param acknowledgeBusinessDays from the first notice, to acknowledge it
 * @param planBusinessDays from the first notice, to file a plan
 * @param responseBusinessDays from a notice, the shortest time before a limit may be proposed
 * @param limitMaximumDays the longest limit; a renewal is a new proposal and a new decision
 * @param limitTotalMaximumDays the most days of limits in one case
 * @param refusesInboundTransfers whether a limit may also refuse requests for transfers to the
 *     registrar; absent in documents from before there was this switch, which means no
 * @param orders of restriction orders
 */
public record AipPolicy(
    @NotBlank @Size(max = 2000) String origin,
    @Pattern(regexp = "[A-Z]{2}") String country,
    @Min(1) @Max(60) int acknowledgeBusinessDays,
    @Min(1) @Max(120) int planBusinessDays,
    @Min(1) @Max(120) int responseBusinessDays,
    @Min(1) @Max(120) int limitMaximumDays,
    @Min(1) @Max(365) int limitTotalMaximumDays,
    boolean refusesInboundTransfers,
    @Valid Monitoring monitoring,
    @Valid Clocks clocks,
    @Valid Acute acute,
    @Valid Appeals appeals,
    @Valid OrderPolicy orders) {

  /** Fills in what an older document does not have. */
  @SuppressWarnings("NullAway") // A document may lack a part, whatever the type says.
  public AipPolicy {
    monitoring = monitoring == null ? Monitoring.SHIPPED : monitoring;
    clocks = clocks == null ? Clocks.SHIPPED : clocks;
    acute = acute == null ? Acute.SHIPPED.within(limitMaximumDays) : acute;
    appeals = appeals == null ? Appeals.SHIPPED : appeals;
    orders = orders == null ? OrderPolicy.SHIPPED : orders;
  }

  /**
   * How long a plan is watched.
   *
   * @param reviewDays when progress is reviewed, in days from the start of monitoring; rising. The
   *     last one is the end of monitoring
   * @param extensionDays the longest single extension
   * @param extensionTotalDays the most days of extensions in one case; 0 for none
   */
  public record Monitoring(
      @NotNull @Size(min = 1, max = 12) List<@NotNull @Min(1) @Max(730) Integer> reviewDays,
      @Min(1) @Max(365) int extensionDays,
      @Min(0) @Max(730) int extensionTotalDays) {
    static final Monitoring SHIPPED = new Monitoring(List.of(30, 60, 90), 30, 90);
  }

  /**
   * What clocks do before and after their end.
   *
   * @param remindBusinessDays so many business days before its last day a clock reminds; falling
   * @param extensionBusinessDays the longest single extension of a clock
   * @param extensions how often one clock may be extended; 0 for never
   * @param messages who is told by mail
   */
  public record Clocks(
      @NotNull @Size(max = 5) List<@NotNull @Min(0) @Max(60) Integer> remindBusinessDays,
      @Min(1) @Max(120) int extensionBusinessDays,
      @Min(0) @Max(20) int extensions,
      @Valid ClockMessages messages) {
    static final Clocks SHIPPED = new Clocks(List.of(5, 1), 15, 2, ClockMessages.SHIPPED);

    /** Fills in what an older document does not have. */
    @SuppressWarnings("NullAway") // As above.
    public Clocks {
      messages = messages == null ? ClockMessages.SHIPPED : messages;
    }
  }

  /**
   * Who is told by mail that a clock runs out, or has.
   *
   * @param registrar whether a registrar is told of its own clocks, at the addresses where it is
   *     told of its cases
   * @param registry whether the registry's people are told of theirs
   * @param registryAddresses where they are told; none: at the address to which registrars answer
   */
  public record ClockMessages(
      boolean registrar,
      boolean registry,
      @NotNull @Size(max = 20)
          List<
                  @NotNull @Size(max = 254)
                  @Pattern(regexp = OutgoingMail.ADDRESS, message = "is an e-mail address in ASCII")
                  String>
              registryAddresses) {
    static final ClockMessages SHIPPED = new ClockMessages(true, true, List.of());
  }

  /** Who approves a limit of the acute path. */
  public enum Approval {
    /** Two deciders, both named in the proposal. */
    TWO_DECIDERS,
    /** One of those whom the policy names. */
    HIGHER_DECIDER
  }

  /**
   * The acute path: from scoring's acute gate, quicker, with a higher approval and for a shorter
   * time.
   *
   * @param responseBusinessDays from a notice, the shortest time before a limit may be proposed
   * @param limitMaximumDays the longest limit
   * @param reviewDays a limit ends after so many days unless a decider has reviewed it by then
   * @param approval who must approve
   * @param higherDeciders subjects of the tokens of those who may decide alone, with HIGHER_DECIDER
   */
  public record Acute(
      @Min(1) @Max(120) int responseBusinessDays,
      @Min(1) @Max(120) int limitMaximumDays,
      @Min(1) @Max(120) int reviewDays,
      @NotNull Approval approval,
      @NotNull @Size(max = 50) List<@NotBlank @Size(max = 200) String> higherDeciders) {
    static final Acute SHIPPED = new Acute(2, 14, 7, Approval.TWO_DECIDERS, List.of());

    /** The same, no longer than a limit of the ordinary path. */
    Acute within(int days) {
      return new Acute(
          responseBusinessDays,
          Math.min(limitMaximumDays, days),
          Math.min(reviewDays, days),
          approval,
          higherDeciders);
    }
  }

  /**
   * Appeals against a limit, in two steps: internal and free, then external.
   *
   * @param fileDays from the decision, to appeal to the registry; and from its decision, to appeal
   *     to the panel
   * @param internalBusinessDays to decide the internal step while a limit is in force or stayed
   * @param internalDays to decide it otherwise
   * @param externalDays to decide the external step
   * @param panel who hears the external step
   * @param fee what the external step costs, with its currency
   * @param feeOfRegistry the part of the fee that the registry pays; the rest is the registrar's
   *     and is refunded when the appeal has success
   * @param currency ISO 4217
   */
  public record Appeals(
      @Min(1) @Max(365) int fileDays,
      @Min(1) @Max(60) int internalBusinessDays,
      @Min(1) @Max(120) int internalDays,
      @Min(1) @Max(120) int externalDays,
      @NotBlank @Size(max = 500) String panel,
      @NotNull @DecimalMin("0") @Digits(integer = 9, fraction = 2) BigDecimal fee,
      @NotNull @DecimalMin("0") @Digits(integer = 9, fraction = 2) BigDecimal feeOfRegistry,
      @NotNull @Pattern(regexp = "[A-Z]{3}") String currency) {
    static final Appeals SHIPPED =
        new Appeals(
            60,
            5,
            30,
            15,
            "A neutral panel that the registry has named",
            new BigDecimal("1200.00"),
            new BigDecimal("700.00"),
            "USD");
  }

  /** These clocks and maxima, all else as shipped. */
  public static AipPolicy of(
      String origin,
      String country,
      int acknowledgeBusinessDays,
      int planBusinessDays,
      int responseBusinessDays,
      int limitMaximumDays,
      int limitTotalMaximumDays) {
    return new AipPolicy(
        origin,
        country,
        acknowledgeBusinessDays,
        planBusinessDays,
        responseBusinessDays,
        limitMaximumDays,
        limitTotalMaximumDays,
        false,
        Monitoring.SHIPPED,
        Clocks.SHIPPED,
        Acute.SHIPPED,
        Appeals.SHIPPED,
        OrderPolicy.SHIPPED);
  }

  /** Whether a limit may include a special case. */
  public boolean mayInclude(SpecialCase special) {
    return orders.mayInclude().contains(special)
        || (special == SpecialCase.INBOUND_TRANSFER && refusesInboundTransfers);
  }
}

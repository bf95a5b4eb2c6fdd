package io.bailiwick.qpi.promotion;

import io.bailiwick.qpi.incentive.PerCreate;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.joda.money.Money;

/** Terms from 1 April to 1 July 2026, 14:00 UTC, with USD 2 for each create. */
public final class SampleTerms {

  private SampleTerms() {}

  public static Terms of(String startsAt, String endsAt, String zone, String disclosure) {
    return of(
        startsAt, endsAt, zone, disclosure, BaselineLoss.SUSPENDS, AipLimitEffect.PAUSE_ACCRUAL);
  }

  /** Neither a lost baseline nor a limit does anything. */
  public static Terms lenient(String disclosure) {
    return of(
        "2026-04-01T14:00:00Z",
        "2026-07-01T14:00:00Z",
        "UTC",
        disclosure,
        BaselineLoss.NOTHING,
        AipLimitEffect.NOTHING);
  }

  private static Terms of(
      String startsAt,
      String endsAt,
      String zone,
      String disclosure,
      BaselineLoss baselineLost,
      AipLimitEffect aipLimit) {
    return new Terms(
        Instant.parse(startsAt),
        Instant.parse(endsAt),
        zone,
        List.of(Operation.CREATE),
        null,
        List.of(1, 2),
        NameTier.BOTH,
        "REWARD",
        1,
        new BigDecimal("60"),
        NotAssessable.DOES_NOT,
        baselineLost,
        aipLimit,
        new PerCreate(Money.parse("USD 2.00")).terms(),
        null,
        null,
        null,
        null,
        5,
        60,
        null,
        null,
        List.of(LocalDate.parse("2026-10-01")),
        null,
        false,
        30,
        disclosure);
  }

  public static Terms disclosed(String disclosure) {
    return of("2026-04-01T14:00:00Z", "2026-07-01T14:00:00Z", "UTC", disclosure);
  }
}

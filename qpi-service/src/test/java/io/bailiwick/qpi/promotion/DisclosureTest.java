package io.bailiwick.qpi.promotion;

import static org.assertj.core.api.Assertions.assertThat;

import io.bailiwick.qpi.promotion.PromotionWarning.Code;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DisclosureTest {
  private static final String TOLD = "This offer ends on 1 July 2026 at 14:00 UTC.";
  private static final Instant EARLY = Instant.parse("2026-03-02T14:00:00Z");

  @Test
  void thirtyDaysBeforeTheStartIsNoticeEnoughAndASecondLessIsNot() {
    Terms terms = SampleTerms.disclosed(TOLD);
    assertThat(Disclosure.warnings(terms, EARLY, null)).isEmpty();
    assertThat(Disclosure.warnings(terms, EARLY.plusSeconds(1), null))
        .containsExactly(
            new PromotionWarning(
                Code.SHORT_NOTICE,
                "Offered 29 days before it starts, less than the 30 days of notice: ending it can count as a price rise."));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "This offer ends on 1 July 2026.",
        "Ends July 1, 2026, 14:00 UTC",
        "until 2026-07-01T14:00Z",
        "bis 1.7.2026",
        "until 01/07/2026",
        "closes on the 1st of July",
        "Ends 1 Jul 2026"
      })
  void aDisclosureThatNamesTheDayIsOne(String disclosure) {
    assertThat(Disclosure.warnings(SampleTerms.disclosed(disclosure), EARLY, null)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "This offer is limited.",
        "It ends on 11 July 2026.",
        "It ends on 1 June 2026.",
        "It ends on 2 July 2026."
      })
  void aDisclosureThatNamesAnotherDayOrNoneIsNot(String disclosure) {
    assertThat(Disclosure.warnings(SampleTerms.disclosed(disclosure), EARLY, null))
        .extracting(PromotionWarning::code)
        .containsExactly(Code.END_NOT_DISCLOSED);
  }

  @Test
  void theDayIsThatOfTheZoneInWhichItIsAnnounced() {
    // 03:00 UTC on 1 July is 23:00 of 30 June in New York (UTC-4 in summer).
    Terms terms =
        SampleTerms.of(
            "2026-04-01T14:00:00Z", "2026-07-01T03:00:00Z", "America/New_York", "until 30 June");
    assertThat(Disclosure.warnings(terms, EARLY, null)).isEmpty();
  }

  @Test
  void anEndAtMidnightMayBeToldAsTheDayBefore() {
    Terms terms =
        SampleTerms.of("2026-04-01T00:00:00Z", "2026-07-01T00:00:00Z", "UTC", "through 30 June");
    assertThat(Disclosure.warnings(terms, EARLY.minusSeconds(86_400), null)).isEmpty();
  }

  @Test
  void anOfferThatIsCutShortOrProlongedWasNotDisclosedAsItIs() {
    Terms before = SampleTerms.disclosed(TOLD);
    Terms shorter =
        SampleTerms.of("2026-06-01T00:00:00Z", "2026-06-20T00:00:00Z", "UTC", "until 20 June 2026");
    assertThat(Disclosure.warnings(shorter, EARLY, before))
        .containsExactly(
            new PromotionWarning(
                Code.ENDS_EARLIER,
                "The offer that it supersedes was disclosed to end on 1 July 2026 and ends on 1 June 2026: that can count as a price rise, of which registrars are told 30 days before."));
    Terms behind =
        SampleTerms.of(
            "2026-07-01T14:00:00Z", "2026-09-01T00:00:00Z", "UTC", "until 1 September 2026");
    assertThat(Disclosure.warnings(behind, EARLY, before))
        .extracting(PromotionWarning::code)
        .isEqualTo(List.of(Code.PROLONGS));
  }
}

package io.bailiwick.qpi.promotion;

import io.bailiwick.qpi.promotion.PromotionWarning.Code;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Whether ending an offer would count as a price rise. Registry agreements (ICANN's base registry
 * agreement, section 2.10) want notice before a price rises, unless a discount was offered with
 * clear and conspicuous disclosure of its limited duration.
 */
final class Disclosure {

  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("d MMMM uuuu", Locale.ENGLISH);

  private Disclosure() {}

  /**
   * What a person should know of the terms.
   *
   * @param offeredAt when they were published, or now for a draft
   * @param superseded terms of the offer that these take the place of; null where there is none
   */
  static List<PromotionWarning> warnings(
      Terms terms, Instant offeredAt, @Nullable Terms superseded) {
    List<PromotionWarning> warnings = new ArrayList<>();
    Duration notice = Duration.between(offeredAt, terms.startsAt());
    if (notice.compareTo(Duration.ofDays(terms.noticeDays())) < 0) {
      warnings.add(
          new PromotionWarning(
              Code.SHORT_NOTICE,
              "Offered %d days before it starts, less than the %d days of notice: ending it can count as a price rise."
                  .formatted(Math.max(0, notice.toDays()), terms.noticeDays())));
    }
    if (!namesTheEnd(terms)) {
      warnings.add(
          new PromotionWarning(
              Code.END_NOT_DISCLOSED,
              "The disclosure does not name %s, the day on which it ends: ending it can count as a price rise."
                  .formatted(DAY.format(endDay(terms)))));
    }
    if (superseded != null) {
      LocalDate before = endDay(superseded);
      if (terms.startsAt().isBefore(superseded.endsAt())) {
        warnings.add(
            new PromotionWarning(
                Code.ENDS_EARLIER,
                "The offer that it supersedes was disclosed to end on %s and ends on %s: that can count as a price rise, of which registrars are told %d days before."
                    .formatted(
                        DAY.format(before),
                        DAY.format(day(terms.startsAt(), superseded)),
                        terms.noticeDays())));
      }
      if (terms.endsAt().isAfter(superseded.endsAt())) {
        warnings.add(
            new PromotionWarning(
                Code.PROLONGS,
                "It prolongs an offer that was disclosed to end on %s: a limit that moves is not a disclosed one, so that ending it can count as a price rise."
                    .formatted(DAY.format(before))));
      }
    }
    return List.copyOf(warnings);
  }

  /** The day on which the end falls; one at midnight may be told as the day before, too. */
  private static boolean namesTheEnd(Terms terms) {
    LocalDate day = endDay(terms);
    LocalDate last = day(terms.endsAt().minusNanos(1), terms);
    return Stream.of(day, last)
        .distinct()
        .anyMatch(each -> named(each).matcher(terms.limitedDurationDisclosure()).find());
  }

  /** In the ways in which days are written; the year may be left out beside the month's name. */
  private static Pattern named(LocalDate day) {
    int d = day.getDayOfMonth();
    int m = day.getMonthValue();
    int y = day.getYear();
    String month = DateTimeFormatter.ofPattern("MMMM", Locale.ENGLISH).format(day);
    String shorter = month.substring(0, 3);
    String name = "(?:" + month + "|" + shorter + ")";
    return Pattern.compile(
        "(?<!\\d)(?:%1$04d-%2$02d-%3$02d|0?%3$d(?:st|nd|rd|th)?\\.? (?:of )?%4$s|%4$s 0?%3$d|0?%3$d[./]0?%2$d[./]%1$d)(?!\\d)"
            .formatted(y, m, d, name),
        Pattern.CASE_INSENSITIVE);
  }

  private static LocalDate endDay(Terms terms) {
    return day(terms.endsAt(), terms);
  }

  private static LocalDate day(Instant instant, Terms terms) {
    return LocalDate.ofInstant(instant, ZoneId.of(terms.zone()));
  }
}

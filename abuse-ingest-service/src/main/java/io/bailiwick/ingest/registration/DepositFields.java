package io.bailiwick.ingest.registration;

import io.bailiwick.ingest.rejection.RejectionReason;
import io.bailiwick.ingest.rejection.Unfit;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the texts of a deposit, the same for both models; what cannot be read is unfit. */
final class DepositFields {
  private static final int TEXT_LIMIT = 1000;
  private static final Pattern STATUS = Pattern.compile("[A-Za-z]{1,40}");
  private static final Set<String> APPROVED = Set.of("clientApproved", "serverApproved");

  private final String suffix;
  private final String tld;

  DepositFields(String tld) {
    this.tld = tld;
    this.suffix = "." + tld;
  }

  static String required(@Nullable String value, String field) throws Unfit {
    if (value == null) {
      throw new Unfit(RejectionReason.MISSING_VALUE, field + " is empty.");
    }
    if (value.length() > TEXT_LIMIT) {
      throw new Unfit(
          RejectionReason.MALFORMED_ROW, field + " has more than " + TEXT_LIMIT + " characters.");
    }
    return value;
  }

  String name(@Nullable String value) throws Unfit {
    String name = required(value, "fName").toLowerCase(Locale.ROOT);
    int label = name.length() - suffix.length();
    if (label < 1 || !name.endsWith(suffix) || name.indexOf('.') != label) {
      throw new Unfit(RejectionReason.OUT_OF_ZONE, "The name is not one label below " + tld + ".");
    }
    return name;
  }

  /** The name, where it can be read. */
  @Nullable String nameOrNull(@Nullable String value) {
    try {
      return value == null ? null : name(value);
    } catch (Unfit unfit) {
      return null;
    }
  }

  static int ianaId(@Nullable String value) throws Unfit {
    try {
      int id = value == null ? 0 : Integer.parseInt(value);
      if (id >= 1 && id <= 99_999_999) {
        return id;
      }
    } catch (NumberFormatException e) {
      // said below
    }
    throw new Unfit(RejectionReason.UNKNOWN_REGISTRAR, "fGurid is no IANA ID.");
  }

  /** Nothing: the sponsor created it. */
  static String creator(@Nullable String value, String sponsor) throws Unfit {
    return value == null ? sponsor : required(value, "fCrRr");
  }

  static DomainObject.Statuses status(
      @Nullable String status, @Nullable String reason, @Nullable String gracePeriod) throws Unfit {
    DomainObject.Statuses statuses = DomainObject.Statuses.NONE;
    if (status != null) {
      checkStatus(status);
      statuses =
          reason == null
              ? DomainObject.Statuses.of(status)
              : DomainObject.Statuses.of(
                  status, reason.substring(0, Math.min(TEXT_LIMIT, reason.length())));
    }
    if (gracePeriod != null) {
      checkStatus(gracePeriod);
      statuses = statuses.and(DomainObject.Statuses.of(gracePeriod));
    }
    return statuses;
  }

  private static void checkStatus(String status) throws Unfit {
    if (!STATUS.matcher(status).matches()) {
      throw new Unfit(RejectionReason.MALFORMED_ROW, "A status is a word of letters.");
    }
  }

  /** Null unless it was approved, says when, and by whom the name was lost. */
  static DomainObject.@Nullable Transfer transfer(
      @Nullable String status,
      @Nullable String gaining,
      @Nullable String losing,
      @Nullable String decided)
      throws Unfit {
    String approved = required(status, "fTrStatus");
    String time = time(decided, "fAcDate");
    return APPROVED.contains(approved) && gaining != null && losing != null && time != null
        ? new DomainObject.Transfer(required(gaining, "fReRr"), required(losing, "fAcRr"), time)
        : null;
  }

  static String requiredTime(@Nullable String value, String field) throws Unfit {
    String time = time(required(value, field), field);
    if (time == null) {
      throw new Unfit(RejectionReason.MISSING_VALUE, field + " is empty.");
    }
    return time;
  }

  /**
   * The time as PostgreSQL reads it; the usual spelling passes as it is, since there are millions
   * of them.
   */
  static @Nullable String time(@Nullable String text, String field) throws Unfit {
    if (text == null || isPlainTime(text)) {
      return text;
    }
    try {
      var time = OffsetDateTime.parse(text).toInstant().truncatedTo(ChronoUnit.MICROS);
      if (time.isAfter(EARLIEST) && time.isBefore(LATEST)) {
        return time.toString();
      }
    } catch (DateTimeException e) {
      // said below
    }
    throw new Unfit(RejectionReason.INVALID_TIME, field + " is no date and time with a zone.");
  }

  private static final java.time.Instant EARLIEST = java.time.Instant.parse("1000-01-01T00:00:00Z");
  private static final java.time.Instant LATEST = java.time.Instant.parse("9999-12-31T00:00:00Z");

  /** Whether it is {@code 2026-01-05T13:00:00Z} with a day that the month has in every year. */
  private static boolean isPlainTime(String text) {
    if (text.length() != 20
        || text.charAt(4) != '-'
        || text.charAt(7) != '-'
        || text.charAt(10) != 'T'
        || text.charAt(13) != ':'
        || text.charAt(16) != ':'
        || text.charAt(19) != 'Z') {
      return false;
    }
    int month = number(text, 5, 7);
    int day = number(text, 8, 10);
    int year = number(text, 0, 4);
    return year >= 1000
        && year < 9999
        && month >= 1
        && month <= 12
        && day >= 1
        && day <= daysOf(month)
        && isWithin(number(text, 11, 13), 23)
        && isWithin(number(text, 14, 16), 59)
        && isWithin(number(text, 17, 19), 59);
  }

  private static int daysOf(int month) {
    return switch (month) {
      case 2 -> 28;
      case 4, 6, 9, 11 -> 30;
      default -> 31;
    };
  }

  private static boolean isWithin(int number, int highest) {
    return number >= 0 && number <= highest;
  }

  /** Of these digits; -1 where they are none. */
  private static int number(String text, int from, int to) {
    int number = 0;
    for (int i = from; i < to; i++) {
      int digit = text.charAt(i) - '0';
      if (digit < 0 || digit > 9) {
        return -1;
      }
      number = number * 10 + digit;
    }
    return number;
  }
}

package io.bailiwick.ingest.register;

import io.bailiwick.common.registrar.RegistrarId;
import io.bailiwick.ingest.rejection.RejectionReason;
import io.bailiwick.ingest.rejection.Unfit;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Currency;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The members of one row by name; an empty one is a missing one. */
record Cells(Map<String, String> values) {
  private static final Pattern PRICE = Pattern.compile("[0-9]{1,12}(\\.[0-9]{1,4})?");
  private static final Instant EARLIEST = Instant.parse("1985-01-01T00:00:00Z");

  @Nullable String get(String member) {
    String value = values.get(member);
    return value == null || value.isBlank() ? null : value.strip();
  }

  String required(String member, int longest) throws Unfit {
    String value = get(member);
    if (value == null) {
      throw new Unfit(RejectionReason.MISSING_VALUE, member + " is missing.");
    }
    if (value.length() > longest) {
      throw new Unfit(
          RejectionReason.MALFORMED_ROW,
          "%s is longer than %,d characters.".formatted(member, longest));
    }
    return value;
  }

  @Nullable String optional(String member, int longest) throws Unfit {
    return get(member) == null ? null : required(member, longest);
  }

  /** A name one label below a zone. */
  String name(Set<String> zones) throws Unfit {
    String name = required("name", 254).toLowerCase(Locale.ROOT);
    if (name.endsWith(".")) {
      name = name.substring(0, name.length() - 1);
    }
    int dot = name.indexOf('.');
    if (dot < 1 || !zones.contains(name.substring(dot + 1))) {
      throw new Unfit(
          RejectionReason.OUT_OF_ZONE, "The name is not one label below a zone of this registry.");
    }
    for (int i = 0; i < dot; i++) {
      char c = name.charAt(i);
      if (!((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-')) {
        throw new Unfit(RejectionReason.INVALID_HOST, "The name is no A-label.");
      }
    }
    return name;
  }

  /** RFC 3339; not in the future and not before there were such names. */
  Instant time(String member, Instant now) throws Unfit {
    String text = required(member, 64);
    Instant time;
    try {
      time = OffsetDateTime.parse(text).toInstant().truncatedTo(ChronoUnit.MICROS);
    } catch (DateTimeException e) {
      throw new Unfit(RejectionReason.INVALID_TIME, member + " is no date and time with a zone.");
    }
    if (time.isBefore(EARLIEST)) {
      throw new Unfit(RejectionReason.INVALID_TIME, member + " lies before 1985.");
    }
    if (time.isAfter(now)) {
      throw new Unfit(RejectionReason.FUTURE_TIME, member + " lies in the future.");
    }
    return time;
  }

  /** Missing is not known, which is not no. */
  @Nullable Boolean truth(String member) throws Unfit {
    String value = get(member);
    return switch (value == null ? "" : value.toLowerCase(Locale.ROOT)) {
      case "" -> null;
      case "true" -> Boolean.TRUE;
      case "false" -> Boolean.FALSE;
      default ->
          throw new Unfit(RejectionReason.MALFORMED_ROW, member + " is neither true nor false.");
    };
  }

  /** An exact decimal with its currency beside it; the one without the other says nothing. */
  @Nullable BigDecimal price() throws Unfit {
    String text = get("price");
    if (text == null) {
      if (get("currency") != null) {
        throw new Unfit(RejectionReason.MISSING_VALUE, "price is missing beside the currency.");
      }
      return null;
    }
    if (!PRICE.matcher(text).matches()) {
      throw new Unfit(
          RejectionReason.MALFORMED_ROW,
          "price is no decimal of zero or more with at most four places.");
    }
    return new BigDecimal(text);
  }

  /** A code of ISO 4217. */
  String currency() throws Unfit {
    String code = required("currency", 3);
    try {
      return Currency.getInstance(code).getCurrencyCode();
    } catch (IllegalArgumentException e) {
      throw new Unfit(RejectionReason.MALFORMED_ROW, "currency is no code of ISO 4217.");
    }
  }

  RegistrarId registrar(String member) throws Unfit {
    try {
      return RegistrarId.fromString(required(member, 20));
    } catch (IllegalArgumentException e) {
      throw new Unfit(RejectionReason.UNKNOWN_REGISTRAR, member + " is no IANA ID.");
    }
  }

  /** In any case; missing is what the caller says. */
  <E extends Enum<E>> E constant(String member, Class<E> type, @Nullable E missing) throws Unfit {
    if (get(member) == null && missing != null) {
      return missing;
    }
    String value = required(member, 64).toUpperCase(Locale.ROOT);
    for (E constant : type.getEnumConstants()) {
      if (constant.name().equals(value)) {
        return constant;
      }
    }
    throw new Unfit(
        RejectionReason.MALFORMED_ROW, "%s is none of the words for it.".formatted(member));
  }
}

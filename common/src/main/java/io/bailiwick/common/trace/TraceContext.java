package io.bailiwick.common.trace;

import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where a request belongs, by W3C Trace Context (https://www.w3.org/TR/trace-context/, level 1).
 *
 * @param traceId 32 lower-case hexadecimal digits, not all 0: the same in every service
 * @param spanId 16 such digits: this service's part
 * @param flags 2 such digits, as they came
 */
record TraceContext(String traceId, String spanId, String flags) {
  static final String HEADER = "traceparent";

  /** A later version may add parts behind these; version ff is none. */
  private static final Pattern PARENT =
      Pattern.compile("(?!ff)([0-9a-f]{2})-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})(-.*)?");

  private static final String NO_TRACE = "0".repeat(32);
  private static final String NO_SPAN = "0".repeat(16);
  private static final HexFormat HEX = HexFormat.of();

  static TraceContext begin() {
    return new TraceContext(digits() + digits(), digits(), "00");
  }

  /** This service's part of the trace that a header names; empty where it names none. */
  static Optional<TraceContext> below(@Nullable String header) {
    if (header == null) {
      return Optional.empty();
    }
    Matcher parent = PARENT.matcher(header);
    boolean known =
        parent.matches()
            && (parent.group(5) == null || !parent.group(1).equals("00"))
            && !parent.group(2).equals(NO_TRACE)
            && !parent.group(3).equals(NO_SPAN);
    return known
        ? Optional.of(new TraceContext(parent.group(2), digits(), parent.group(4)))
        : Optional.empty();
  }

  /** For the next service. */
  String header() {
    return "00-" + traceId + "-" + spanId + "-" + flags;
  }

  /** Sixteen at random; 0 would be no identifier. */
  private static String digits() {
    long random = ThreadLocalRandom.current().nextLong();
    return HEX.toHexDigits(random == 0 ? 1 : random);
  }
}

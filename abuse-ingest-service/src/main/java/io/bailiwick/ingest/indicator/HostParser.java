package io.bailiwick.ingest.indicator;

import com.ibm.icu.lang.UCharacter;
import com.ibm.icu.lang.UProperty;
import com.ibm.icu.text.IDNA;
import com.ibm.icu.util.ICUInputTooLongException;
import io.bailiwick.ingest.rejection.RejectionReason;
import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.net.Inet6Address;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Finds the host of a reported value as a browser would: the WHATWG URL standard (section 3.5, host
 * parsing; 4.4, URL parsing), with UTS 46 non-transitional processing for internationalised names.
 * Before that the usual defanging is undone ({@code hxxp}, {@code [.]}, {@code (dot)}); values
 * without a scheme are read as a host.
 *
 * <p>Stricter than a browser in two points: characters that cannot be seen are not silently
 * dropped, and labels and names that DNS cannot hold (empty, over 63 and 253 octets) are no names.
 */
final class HostParser {
  private static final Set<String> SPECIAL_SCHEMES = Set.of("http", "https", "ftp", "ws", "wss");
  private static final Pattern DEFANGED_SCHEME =
      Pattern.compile("^(h(?:xx|\\*\\*)p|fxp)(s?)(?=[:\\[])", Pattern.CASE_INSENSITIVE);
  private static final Pattern DEFANGED_DOT =
      Pattern.compile(
          "\\[\\s*(?:\\.|dot)\\s*]|\\(\\s*(?:\\.|dot)\\s*\\)|\\{\\s*(?:\\.|dot)\\s*}",
          Pattern.CASE_INSENSITIVE);
  private static final Pattern DEFANGED_SEPARATOR = Pattern.compile("\\[(:|:/+|/)]");
  private static final Pattern HASH =
      Pattern.compile("[0-9a-fA-F]{32}|[0-9a-fA-F]{40}|[0-9a-fA-F]{64}");
  private static final String FORBIDDEN = " #/:<>?@[\\]^|%";

  private static final IDNA UTS46 =
      IDNA.getUTS46Instance(
          IDNA.CHECK_BIDI
              | IDNA.CHECK_CONTEXTJ
              | IDNA.NONTRANSITIONAL_TO_ASCII
              | IDNA.NONTRANSITIONAL_TO_UNICODE);

  /**
   * CheckHyphens is false in the URL standard. Empty labels are looked at after the mapping: a
   * final dot is one to ICU.
   */
  private static final Set<IDNA.Error> TOLERATED =
      EnumSet.of(
          IDNA.Error.LEADING_HYPHEN,
          IDNA.Error.TRAILING_HYPHEN,
          IDNA.Error.HYPHEN_3_4,
          IDNA.Error.EMPTY_LABEL);

  private HostParser() {}

  static Host parse(String value) {
    String text = withoutTabsAndNewlines(refang(trimControls(value)));
    if (text.isEmpty()) {
      return new Host.None(RejectionReason.MISSING_VALUE, "The value is empty.");
    }
    int colon = schemeEnd(text);
    boolean backslashIsSlash = true;
    boolean hasScheme = true;
    String rest;
    if (colon > 0 && SPECIAL_SCHEMES.contains(text.substring(0, colon).toLowerCase(Locale.ROOT))) {
      rest = text.substring(colon + 1 + slashes(text, colon + 1));
    } else if (colon > 0 && text.startsWith("//", colon + 1)) {
      rest = text.substring(colon + 3);
      backslashIsSlash = false;
    } else if (slashes(text, 0) >= 2) {
      rest = text.substring(slashes(text, 0)); // as a browser reads it on a page of http
    } else if (isHash(text)) {
      return new Host.None(RejectionReason.UNSUPPORTED_TYPE, "The value is a hash, not a host.");
    } else if (isIpv6(text)) {
      return new Host.Address(text);
    } else {
      rest = text;
      hasScheme = false;
    }

    String authority = rest.substring(0, authorityEnd(rest, backslashIsSlash));
    int at = authority.lastIndexOf('@');
    if (at >= 0 && !hasScheme) {
      return new Host.None(
          RejectionReason.UNSUPPORTED_TYPE, "The value is an e-mail address, not a host.");
    }
    String hostAndPort = authority.substring(at + 1);
    if (hostAndPort.startsWith("[")) {
      return bracketed(hostAndPort);
    }
    int port = hostAndPort.indexOf(':');
    if (port >= 0 && !isPort(hostAndPort.substring(port + 1))) {
      return invalid("What follows the colon is no port.");
    }
    return fromDecoded(percentDecoded(port < 0 ? hostAndPort : hostAndPort.substring(0, port)));
  }

  private static Host bracketed(String hostAndPort) {
    int close = hostAndPort.indexOf(']');
    if (close < 0) {
      return invalid("The bracket of an IPv6 address is not closed.");
    }
    String after = hostAndPort.substring(close + 1);
    if (!after.isEmpty() && !(after.startsWith(":") && isPort(after.substring(1)))) {
      return invalid("What follows the IPv6 address is no port.");
    }
    String address = hostAndPort.substring(1, close);
    return isIpv6(address) ? new Host.Address(address) : invalid("No valid IPv6 address.");
  }

  private static Host fromDecoded(String host) {
    String ascii;
    if (isAscii(host)) {
      // Whatever its A-labels decode to: names with labels that IDNA refuses are in use.
      ascii = host.toLowerCase(Locale.ROOT);
    } else {
      if (host.codePoints().anyMatch(HostParser::isInvisible)) {
        return invalid("The host contains an invisible character.");
      }
      IDNA.Info info = new IDNA.Info();
      try {
        ascii = UTS46.nameToASCII(host, new StringBuilder(), info).toString();
      } catch (ICUInputTooLongException _) {
        return invalid("A label is empty or longer than 63 octets.");
      }
      if (hasErrors(info)) {
        return invalid("The host is no valid internationalised name (UTS 46).");
      }
    }
    if (ascii.endsWith(".")) {
      ascii = ascii.substring(0, ascii.length() - 1);
    }
    if (ascii.isEmpty()) {
      return invalid("There is no host.");
    }
    if (hasForbidden(ascii)) {
      return invalid("The host contains a character that no host may contain.");
    }
    String[] labels = ascii.split("\\.", -1);
    if (endsInNumber(labels)) {
      return isIpv4(labels) ? new Host.Address(ascii) : invalid("No valid IPv4 address.");
    }
    if (ascii.length() > 253) {
      return invalid("The name is longer than 253 octets.");
    }
    for (String label : labels) {
      if (label.isEmpty() || label.length() > 63) {
        return invalid("A label is empty or longer than 63 octets.");
      }
    }
    return new Host.Name(ascii);
  }

  /**
   * The Unicode form of a name in A-labels; the name itself where one of them is no valid A-label,
   * since what it decodes to may look like another name.
   */
  static String toUnicode(String ascii) {
    if (!ascii.contains("xn--")) {
      return ascii;
    }
    IDNA.Info info = new IDNA.Info();
    String unicode = UTS46.nameToUnicode(ascii, new StringBuilder(), info).toString();
    return hasErrors(info) ? ascii : unicode;
  }

  private static boolean hasErrors(IDNA.Info info) {
    if (!info.hasErrors()) {
      return false;
    }
    Set<IDNA.Error> errors = EnumSet.copyOf(info.getErrors());
    errors.removeAll(TOLERATED);
    return !errors.isEmpty();
  }

  private static boolean isAscii(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) >= 0x80) {
        return false;
      }
    }
    return true;
  }

  private static boolean hasForbidden(String ascii) {
    for (int i = 0; i < ascii.length(); i++) {
      char c = ascii.charAt(i);
      if (c <= 0x1f || c == 0x7f || FORBIDDEN.indexOf(c) >= 0) {
        return true;
      }
    }
    return false;
  }

  private static boolean isInvisible(int codePoint) {
    boolean joiner = codePoint == 0x200c || codePoint == 0x200d; // judged by UTS 46, CONTEXTJ
    return !joiner
        && UCharacter.hasBinaryProperty(codePoint, UProperty.DEFAULT_IGNORABLE_CODE_POINT);
  }

  private static String refang(String text) {
    String result = text;
    if (text.indexOf('[') >= 0 || text.indexOf('(') >= 0 || text.indexOf('{') >= 0) {
      result = DEFANGED_DOT.matcher(result).replaceAll(".");
      result = DEFANGED_SEPARATOR.matcher(result).replaceAll("$1");
    }
    if (result.length() < 4 || "hHfF".indexOf(result.charAt(0)) < 0) {
      return result;
    }
    char second = result.charAt(1);
    if (second != 'x' && second != 'X' && second != '*') {
      return result;
    }
    var scheme = DEFANGED_SCHEME.matcher(result);
    return scheme.find()
        ? (scheme.group(1).charAt(0) == 'f' ? "ftp" : "http")
            + scheme.group(2)
            + result.substring(scheme.end())
        : result;
  }

  private static String trimControls(String text) {
    int start = 0;
    int end = text.length();
    while (start < end && text.charAt(start) <= ' ') {
      start++;
    }
    while (end > start && text.charAt(end - 1) <= ' ') {
      end--;
    }
    return text.substring(start, end);
  }

  private static String withoutTabsAndNewlines(String text) {
    return text.chars().noneMatch(c -> c == '\t' || c == '\n' || c == '\r')
        ? text
        : text.replace("\t", "").replace("\n", "").replace("\r", "");
  }

  /** Index of the colon that ends a scheme, or -1. */
  private static int schemeEnd(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == ':') {
        return i;
      }
      boolean letter = c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z';
      boolean other = c >= '0' && c <= '9' || c == '+' || c == '-' || c == '.';
      if (!letter && (i == 0 || !other)) {
        return -1;
      }
    }
    return -1;
  }

  /** How many slashes and backslashes stand there. */
  private static int slashes(String text, int from) {
    int i = from;
    while (i < text.length() && (text.charAt(i) == '/' || text.charAt(i) == '\\')) {
      i++;
    }
    return i - from;
  }

  private static int authorityEnd(String text, boolean backslashIsSlash) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '/' || c == '?' || c == '#' || (c == '\\' && backslashIsSlash)) {
        return i;
      }
    }
    return text.length();
  }

  private static boolean isPort(String text) {
    int port = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < '0' || c > '9') {
        return false;
      }
      port = Math.min(port * 10 + (c - '0'), 65536); // any number of leading zeros
    }
    return port <= 65535;
  }

  private static String percentDecoded(String text) {
    if (text.indexOf('%') < 0) {
      return text;
    }
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    ByteArrayOutputStream decoded = new ByteArrayOutputStream(bytes.length);
    for (int i = 0; i < bytes.length; i++) {
      if (bytes[i] == '%' && i + 2 < bytes.length && hex(bytes[i + 1]) && hex(bytes[i + 2])) {
        decoded.write(Character.digit(bytes[i + 1], 16) * 16 + Character.digit(bytes[i + 2], 16));
        i += 2;
      } else {
        decoded.write(bytes[i]);
      }
    }
    return decoded.toString(StandardCharsets.UTF_8);
  }

  private static boolean hex(byte b) {
    return Character.digit(b, 16) >= 0;
  }

  private static boolean isHash(String text) {
    return HASH.matcher(text).matches();
  }

  private static boolean isIpv6(String text) {
    if (text.indexOf(':') < 0 || text.indexOf('%') >= 0 || text.startsWith("[")) {
      return false;
    }
    try {
      var unused = Inet6Address.ofLiteral(text); // a literal only: never asks the DNS
      return true;
    } catch (IllegalArgumentException notAnAddress) {
      return false;
    }
  }

  /** The "ends in a number checker" of the URL standard. */
  private static boolean endsInNumber(String[] labels) {
    String last = labels[labels.length - 1];
    // Numbers begin with a digit in every radix.
    if (last.isEmpty() || last.charAt(0) < '0' || last.charAt(0) > '9') {
      return false;
    }
    return last.chars().allMatch(c -> c >= '0' && c <= '9') || ipv4Number(last) != null;
  }

  /**
   * The IPv4 parser of the URL standard: one to four parts, each decimal, octal (0…) or hexadecimal
   * (0x…).
   */
  private static boolean isIpv4(String[] parts) {
    if (parts.length > 4) {
      return false;
    }
    for (int i = 0; i < parts.length; i++) {
      BigInteger number = ipv4Number(parts[i]);
      if (number == null) {
        return false;
      }
      boolean last = i == parts.length - 1;
      BigInteger limit = BigInteger.ONE.shiftLeft(last ? 8 * (5 - parts.length) : 8);
      if (number.compareTo(limit) >= 0) {
        return false;
      }
    }
    return true;
  }

  private static @Nullable BigInteger ipv4Number(String text) {
    if (text.isEmpty()) {
      return null;
    }
    int radix = 10;
    String digits = text;
    if (text.startsWith("0x")) {
      radix = 16;
      digits = text.substring(2);
    } else if (text.length() > 1 && text.startsWith("0")) {
      radix = 8;
      digits = text.substring(1);
    }
    if (digits.isEmpty()) {
      return BigInteger.ZERO;
    }
    for (int i = 0; i < digits.length(); i++) {
      char c = digits.charAt(i);
      if (c > 'f' || Character.digit(c, radix) < 0) {
        return null;
      }
    }
    return new BigInteger(digits, radix);
  }

  private static Host invalid(String detail) {
    return new Host.None(RejectionReason.INVALID_HOST, detail);
  }
}

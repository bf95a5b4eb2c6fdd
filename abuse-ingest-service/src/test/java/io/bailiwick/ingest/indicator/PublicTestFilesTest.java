package io.bailiwick.ingest.indicator;

import static java.util.Objects.requireNonNull;
import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.ibm.icu.text.UnicodeSet;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.Inet6Address;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * The public test files of the URL standard and of UTS 46, each walked whole; {@code
 * standards/README.md} beside them says where they come from. Every case must come out as its file
 * says or fall under a {@linkplain Outcome difference} that is meant. How many cases each of them
 * has is fixed per file, so that none can join them unseen.
 */
class PublicTestFilesTest {

  private enum Outcome {
    AGREES,

    /**
     * Refused, where a browser drops characters that cannot be seen: a report that needs them is
     * looked at by a person.
     */
    INVISIBLE,

    /**
     * Refused, where a browser leaves it to the resolver: an empty label, a label over 63 octets or
     * a name over 253 is nobody's.
     */
    NOT_IN_DNS,

    /**
     * UTS 46 refuses an A-label of a domain that is ASCII; the URL standard takes such a domain as
     * it is, in lower case. How it is shown is {@link #showsTheUnicodeFormOfValidALabelsOnly}.
     */
    ASCII_AS_IT_IS,

    /**
     * The file of UTS 46 applies UseSTD3ASCIIRules, the URL standard does not: other characters of
     * ASCII, and three that contain one. {@link IndicatorReader} holds the registrable label to
     * letters, digits and hyphens.
     */
    OTHER_ASCII,

    /** A name that ends in a number is an IPv4 address or nothing in the URL standard. */
    ENDS_IN_A_NUMBER,

    /**
     * The file is of Unicode 13, the library of Unicode 17: letters that there are by now, capitals
     * that are mapped by now, and one A-label that is refused by now.
     */
    NEWER_UNICODE,

    UNEXPLAINED
  }

  /** Capitals that were disallowed until Unicode 16.0 mapped them to their small letters. */
  private static final UnicodeSet NEWLY_MAPPED =
      new UnicodeSet("[\\u04C0\\u10A0-\\u10C5\\u2132\\u2183]");

  private static final UnicodeSet AFTER_UNICODE_13 = new UnicodeSet("[[:Assigned:]-[:Age=13.0:]]");
  private static final UnicodeSet INVISIBLES =
      new UnicodeSet("[[:Default_Ignorable_Code_Point:]-[\\u200C\\u200D]]");

  /** Refused by now: what an A-label decodes to begins with xn-- itself. */
  private static final Pattern A_LABEL_OF_AN_A_LABEL =
      Pattern.compile("(^|\\.)xn--[^.]*[^\\p{ASCII}]");

  private static final Pattern NUMBER_AT_THE_END = Pattern.compile("(.*\\.)?[0-9]+");
  private static final Pattern STD3 =
      Pattern.compile("[\\u2260\\u226E\\u226F\\p{ASCII}&&[^A-Za-z0-9.-]]");

  private record Judged(Outcome outcome, String what) {}

  @Test
  void readsHostsAsTheTestFileOfTheUrlStandardSays() {
    List<Judged> judged = new ArrayList<>();
    for (JsonNode test : jsonLines("url-hosts.jsonl")) {
      judged.add(judgeUrl(test.get(0).textValue(), test.get(1).textValue()));
    }
    assertCounts(
        judged, Map.of(Outcome.AGREES, 401L, Outcome.INVISIBLE, 2L, Outcome.NOT_IN_DNS, 3L));
  }

  @Test
  void readsDomainsAsTheIdnaFileOfTheUrlStandardSays() {
    List<Judged> judged = new ArrayList<>();
    for (JsonNode test : jsonLines("toascii.jsonl")) {
      judged.add(judgeUrl(url(test.get(0).textValue()), test.get(1).textValue()));
    }
    assertCounts(
        judged, Map.of(Outcome.AGREES, 78L, Outcome.INVISIBLE, 9L, Outcome.NOT_IN_DNS, 9L));
  }

  @Test
  void readsDomainsAsTheTestFileOfUts46Says() {
    List<Judged> judged = new ArrayList<>();
    for (Idna test : idna()) {
      Host host = HostParser.parse(url(test.source));
      judged.add(new Judged(judgeIdna(test, host), test + " became " + host));
    }
    assertCounts(
        judged,
        Map.of(
            Outcome.AGREES, 4175L,
            Outcome.INVISIBLE, 19L,
            Outcome.ASCII_AS_IT_IS, 1916L,
            Outcome.OTHER_ASCII, 48L,
            Outcome.ENDS_IN_A_NUMBER, 23L,
            Outcome.NEWER_UNICODE, 44L));
  }

  @Test
  void showsTheUnicodeFormOfValidALabelsOnly() {
    List<Judged> judged = new ArrayList<>();
    for (Idna test : idna()) {
      if (isAscii(test.source) && HostParser.parse(url(test.source)) instanceof Host.Name name) {
        String shown = HostParser.toUnicode(name.ascii());
        judged.add(new Judged(judgeShown(test, name.ascii(), shown), test + " became " + shown));
      }
    }
    assertCounts(
        judged,
        Map.of(
            Outcome.AGREES, 2047L,
            Outcome.OTHER_ASCII, 16L,
            Outcome.NEWER_UNICODE, 3L));
  }

  private static Judged judgeUrl(String url, @Nullable String expected) {
    Host host = HostParser.parse(url);
    Outcome outcome;
    if (expected == null) {
      outcome = host instanceof Host.None ? Outcome.AGREES : Outcome.UNEXPLAINED;
    } else {
      outcome =
          switch (host) {
            case Host.Name name when name.ascii().equals(withoutFinalDot(expected)) ->
                Outcome.AGREES;
            case Host.Address address when isAddress(expected, address.text()) -> Outcome.AGREES;
            case Host.None none when !fitsDns(expected) -> Outcome.NOT_IN_DNS;
            case Host.None none when INVISIBLES.containsSome(percentDecoded(url)) ->
                Outcome.INVISIBLE;
            default -> Outcome.UNEXPLAINED;
          };
    }
    return new Judged(outcome, "%s became %s, expected %s".formatted(url, host, expected));
  }

  private static Outcome judgeIdna(Idna test, Host host) {
    String expected = withoutFinalDot(test.ascii);
    if (!test.isValid()) {
      if (!(host instanceof Host.Name name)) {
        return Outcome.AGREES;
      }
      if (isAscii(test.source)) {
        String asItIs = withoutFinalDot(test.source.toLowerCase(Locale.ROOT));
        return name.ascii().equals(asItIs) ? Outcome.ASCII_AS_IT_IS : Outcome.UNEXPLAINED;
      }
      if (name.ascii().equals(expected) && test.breaksStd3Only()) {
        return Outcome.OTHER_ASCII;
      }
      boolean newlyMapped =
          NEWLY_MAPPED.containsSome(test.source)
              && host.equals(HostParser.parse(url(withSmallLetters(test.source))));
      return newlyMapped || AFTER_UNICODE_13.containsSome(test.source)
          ? Outcome.NEWER_UNICODE
          : Outcome.UNEXPLAINED;
    }
    return switch (host) {
      case Host.Name name when name.ascii().equals(expected) -> Outcome.AGREES;
      case Host.None none when INVISIBLES.containsSome(test.source) -> Outcome.INVISIBLE;
      case Host.None none when endsInANumber(expected) -> Outcome.ENDS_IN_A_NUMBER;
      case Host.Address address when endsInANumber(expected) -> Outcome.ENDS_IN_A_NUMBER;
      default -> Outcome.UNEXPLAINED;
    };
  }

  private static Outcome judgeShown(Idna test, String ascii, String shown) {
    String unicode = withoutFinalDot(test.unicode);
    if (shown.equals(test.isValid() ? unicode : ascii)) {
      return Outcome.AGREES;
    }
    if (shown.equals(unicode) && test.breaksStd3Only()) {
      return Outcome.OTHER_ASCII;
    }
    boolean newlyRefused = shown.equals(ascii) && A_LABEL_OF_AN_A_LABEL.matcher(unicode).find();
    boolean newlyAssigned = shown.equals(unicode) && AFTER_UNICODE_13.containsSome(unicode);
    return newlyRefused || newlyAssigned ? Outcome.NEWER_UNICODE : Outcome.UNEXPLAINED;
  }

  private static void assertCounts(List<Judged> judged, Map<Outcome, Long> expected) {
    assertThat(judged.stream().filter(j -> j.outcome == Outcome.UNEXPLAINED))
        .as("cases that come out otherwise for no reason given here")
        .isEmpty();
    assertThat(judged.stream().collect(groupingBy(Judged::outcome, counting())))
        .isEqualTo(expected);
  }

  /**
   * One case of the file of UTS 46.
   *
   * @param errors the file's codes less V2 and V3: in the URL standard hyphens may stand anywhere
   */
  private record Idna(String source, String ascii, Set<String> errors, String unicode) {

    boolean isValid() {
      return errors.isEmpty();
    }

    /** A disallowed character it is, and one of those that UseSTD3ASCIIRules alone disallows. */
    boolean breaksStd3Only() {
      return Set.of("P1", "V6").containsAll(errors)
          && STD3.matcher(Normalizer.normalize(unicode, Normalizer.Form.NFC)).find();
    }
  }

  private static List<Idna> idna() {
    List<Idna> tests = new ArrayList<>();
    String above = "";
    for (String line : lines("idna-test-v2.tsv")) {
      List<String> columns = Arrays.asList((line + "\t\t\t").split("\t", -1));
      String source = columns.get(0);
      String ascii =
          switch (columns.get(1)) {
            case "" -> source;
            case "^" -> above;
            default -> columns.get(1);
          };
      Set<String> errors = new HashSet<>(Arrays.asList(columns.get(2).split(",", -1)));
      errors.removeAll(Set.of("", "V2", "V3"));
      String unicode = columns.get(3).isEmpty() ? source : columns.get(3);
      tests.add(new Idna(source, ascii, errors, unicode));
      above = ascii;
    }
    return tests;
  }

  /** A URL with the domain; what would end the host in a URL is percent-encoded. */
  private static String url(String domain) {
    StringBuilder url = new StringBuilder("https://");
    for (char c : domain.toCharArray()) {
      if (c < 0x80 && !Character.isLetterOrDigit(c) && c != '.' && c != '-') {
        url.append("%%%02X".formatted((int) c));
      } else {
        url.append(c);
      }
    }
    return url.toString();
  }

  private static String withSmallLetters(String source) {
    StringBuilder small = new StringBuilder();
    source
        .codePoints()
        .map(c -> NEWLY_MAPPED.contains(c) ? Character.toLowerCase(c) : c)
        .forEach(small::appendCodePoint);
    return small.toString();
  }

  private static String percentDecoded(String url) {
    return URLDecoder.decode(url, StandardCharsets.UTF_8);
  }

  /** Whether both spell one address; the expected one is written as the standard serializes it. */
  private static boolean isAddress(String expected, String text) {
    if (expected.startsWith("[")) {
      return Inet6Address.ofLiteral(text)
          .equals(Inet6Address.ofLiteral(expected.substring(1, expected.length() - 1)));
    }
    List<Long> parts =
        Arrays.stream(text.split("\\.", -1)).map(PublicTestFilesTest::number).toList();
    long address = parts.getLast();
    for (int i = 0; i < parts.size() - 1; i++) {
      address += parts.get(i) << (24 - 8 * i);
    }
    long wanted =
        Arrays.stream(expected.split("\\.", -1))
            .mapToLong(Long::parseLong)
            .reduce(0, (a, b) -> a << 8 | b);
    return address == wanted;
  }

  private static long number(String part) {
    return part.equals("0x") ? 0 : Long.decode(part);
  }

  private static String withoutFinalDot(String name) {
    return name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
  }

  private static boolean fitsDns(String name) {
    String text = withoutFinalDot(name);
    return text.length() <= 253
        && Arrays.stream(text.split("\\.", -1)).allMatch(l -> !l.isEmpty() && l.length() <= 63);
  }

  private static boolean endsInANumber(String name) {
    return NUMBER_AT_THE_END.matcher(name).matches();
  }

  private static boolean isAscii(String text) {
    return text.chars().allMatch(c -> c < 0x80);
  }

  private static List<JsonNode> jsonLines(String file) {
    ObjectMapper json = new ObjectMapper();
    List<JsonNode> tests = new ArrayList<>();
    for (String line : lines(file)) {
      try {
        JsonNode node = json.readTree(line);
        if (node.isArray()) {
          tests.add(node);
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return tests;
  }

  /** The file without its remarks. */
  private static List<String> lines(String file) {
    try (InputStream in = PublicTestFilesTest.class.getResourceAsStream("/standards/" + file)) {
      String text = new String(requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
      return text.lines().filter(line -> !line.startsWith("#")).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

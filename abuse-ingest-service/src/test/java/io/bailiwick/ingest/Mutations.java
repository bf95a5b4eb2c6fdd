package io.bailiwick.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Random;

/**
 * Input for parsers that nobody means well with: a recorded sample, damaged and grown in many ways.
 * A seed makes the same input again. {@code -Dbailiwick.fuzz.runs=N} and {@code
 * -Dbailiwick.fuzz.seed=S} make the short run that every test run has into a long one.
 */
public final class Mutations {
  private static final int RUNS = Integer.getInteger("bailiwick.fuzz.runs", 300);
  private static final long SEED = Long.getLong("bailiwick.fuzz.seed", 20261122L);
  private static final Duration LONGEST = Duration.ofSeconds(10);
  private static final int LARGEST = 1 << 20;

  /** Words that parsers have stumbled over: of JSON, CSV, XML, MIME, names, numbers and times. */
  private static final List<byte[]> WORDS =
      List.of(
              "\0",
              "\r",
              "\n",
              "\r\n",
              "\n\n",
              "\t",
              "\"",
              "\"\"",
              "'",
              ",",
              ";",
              "{",
              "}",
              "[",
              "]",
              ":",
              "\\",
              "\\u0000",
              "\\ud800",
              "\\u",
              "null",
              "true",
              "-",
              "-0",
              "1e400",
              "1E+999999999",
              "NaN",
              "9223372036854775808",
              "0x1",
              "<",
              ">",
              "&",
              "&e;",
              "&#0;",
              "<![CDATA[",
              "]]>",
              "<!--",
              "<!DOCTYPE a [<!ENTITY b \"c\">]>",
              "<?xml version=\"1.1\"?>",
              "--",
              "=?utf-8?b?",
              "Content-Type: multipart/mixed; boundary=b\n\n--b\n",
              "Content-Transfer-Encoding: base64\n",
              "Content-Transfer-Encoding: quoted-printable\n",
              "=",
              "=\n",
              "boundary=\"\"",
              "message/rfc822",
              "http://",
              "hxxp://",
              "[.]",
              "@",
              "%",
              "%00",
              "%zz",
              "%c0%af",
              "xn--",
              "xn--a",
              "..",
              ".",
              "//",
              "/",
              "[::1]",
              "0.0.0.0",
              "2026-13-45",
              "+1000000000-12-31T23:59:59Z",
              "\u202e",
              "\u0301",
              "\u3002",
              "\ufeff",
              "\ufffe",
              "\ufdfa",
              "$ORIGIN",
              "$INCLUDE",
              "(",
              ")",
              "#",
              "pattern",
              "type",
              "timestamp",
              "id")
          .stream()
          .map(word -> word.getBytes(UTF_8))
          .toList();

  /** What a parser is asked to do. */
  @FunctionalInterface
  public interface Parser {

    /** Something that is equal where the parser says the same. */
    Object parse(byte[] input) throws Exception;
  }

  private Mutations() {}

  /**
   * Gives the parser mutations of the samples. It may refuse with the exceptions that it declares
   * and no others, says the same of the same bytes, and is done in time.
   */
  @SafeVarargs
  public static void survives(
      List<byte[]> samples, Parser parser, Class<? extends Exception>... declared) {
    for (int run = 0; run < RUNS; run++) {
      byte[] input = mutated(samples, new Random(SEED * 31 + run));
      long from = System.nanoTime();
      Object first = outcome(input, run, parser, declared);
      Duration taken = Duration.ofNanos(System.nanoTime() - from);
      assertThat(taken).as(described(input, run)).isLessThan(LONGEST);
      assertThat(outcome(input, run, parser, declared)).as(described(input, run)).isEqualTo(first);
    }
  }

  @SafeVarargs
  private static Object outcome(
      byte[] input, int run, Parser parser, Class<? extends Exception>... declared) {
    try {
      return parser.parse(input.clone());
    } catch (Exception | StackOverflowError | OutOfMemoryError e) {
      if (Arrays.stream(declared).noneMatch(type -> type.isInstance(e))) {
        fail(described(input, run), e);
      }
      return e.getClass() + " " + e.getMessage();
    }
  }

  private static String described(byte[] input, int run) {
    String base64 = Base64.getEncoder().encodeToString(input);
    return "run %d of seed %d, %d bytes: %s"
        .formatted(
            run, SEED, input.length, base64.length() > 4000 ? base64.substring(0, 4000) : base64);
  }

  /** One to eight changes of one of the samples. */
  public static byte[] mutated(List<byte[]> samples, Random random) {
    byte[] input = samples.get(random.nextInt(samples.size()));
    int changes = 1 + random.nextInt(8);
    for (int i = 0; i < changes; i++) {
      input = changed(input, samples, random);
    }
    return input.length > LARGEST ? Arrays.copyOf(input, LARGEST) : input;
  }

  private static byte[] changed(byte[] input, List<byte[]> samples, Random random) {
    int at = random.nextInt(input.length + 1);
    int end = Math.min(input.length, at + 1 + random.nextInt(60));
    return switch (random.nextInt(10)) {
      case 0 -> Arrays.copyOf(input, at);
      case 1 -> joined(input, at, end, new byte[0], 1);
      case 2 -> {
        byte[] flipped = input.clone();
        if (at < flipped.length) {
          flipped[at] = (byte) (flipped[at] ^ (1 << random.nextInt(8)));
        }
        yield flipped;
      }
      case 3 -> joined(input, at, at, new byte[] {(byte) random.nextInt(256)}, 1);
      case 4, 5 -> joined(input, at, at, WORDS.get(random.nextInt(WORDS.size())), 1);
      case 6 -> joined(input, at, end, WORDS.get(random.nextInt(WORDS.size())), 1);
      case 7 -> joined(input, at, at, Arrays.copyOfRange(input, at, end), 1 + random.nextInt(50));
      case 8 ->
          joined(
              input,
              at,
              at,
              WORDS.get(random.nextInt(WORDS.size())),
              random.nextInt(20) == 0 ? 20_000 : 20);
      default -> {
        byte[] other = samples.get(random.nextInt(samples.size()));
        yield joined(
            Arrays.copyOf(input, at),
            at,
            at,
            Arrays.copyOfRange(other, random.nextInt(other.length + 1), other.length),
            1);
      }
    };
  }

  /** The input with so many copies of a part in place of what lies between two of its bytes. */
  private static byte[] joined(byte[] input, int from, int to, byte[] part, int copies) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(input, 0, Math.min(from, input.length));
    for (int i = 0; i < copies && out.size() < LARGEST; i++) {
      out.writeBytes(part);
    }
    if (to < input.length) {
      out.write(input, to, input.length - to);
    }
    return out.toByteArray();
  }
}

package io.bailiwick.ingest.format;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.bailiwick.ingest.rejection.Refusal;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Rows in are rows accounted for, in every format, whatever happens to a payload on its way. The
 * damage is drawn with fixed seeds.
 */
class AccountingTest {
  private static final int DAMAGES = 400;
  private static final String LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789";

  /** Nothing that is sent breaks a reader: it gives rows, or it refuses. */
  @ParameterizedTest
  @EnumSource
  void damagedBytesGiveRowsOrARefusal(FormatName format) throws IOException {
    byte[] sample = Samples.bytes(format);
    for (int seed = 0; seed < DAMAGES; seed++) {
      Random random = new Random(seed);
      byte[] damaged = sample.clone();
      switch (seed % 4) {
        case 0 -> damaged = Arrays.copyOf(damaged, random.nextInt(damaged.length));
        case 1 -> random.ints(5, 0, sample.length).forEach(replaced(damaged, random.nextInt(256)));
        case 2 -> {
          int from = random.nextInt(sample.length);
          int to = Math.min(sample.length, from + 1 + random.nextInt(40));
          byte[] without = Arrays.copyOf(damaged, sample.length - (to - from));
          System.arraycopy(sample, to, without, from, sample.length - to);
          damaged = without;
        }
        default -> {
          String marks = "\"'\\{}[]:,#!$.\n\r\0|";
          random
              .ints(4, 0, sample.length)
              .forEach(replaced(damaged, marks.charAt(random.nextInt(marks.length()))));
        }
      }
      List<Row> rows = readOrNull(format, damaged);
      long line = 1;
      for (Row row : rows == null ? List.<Row>of() : rows) {
        assertThat(row.line()).as("seed %d: rows come in order", seed).isGreaterThanOrEqualTo(line);
        assertThat(row.raw().length()).isLessThanOrEqualTo(Lines.RAW_LIMIT);
        line = row.line();
      }
    }
  }

  /** In a format of lines, damage within a line costs that line's rows and shows as a row. */
  @ParameterizedTest
  @EnumSource
  void aGarbledLineCostsNoOtherLine(FormatName format) throws IOException {
    String text = new String(Samples.bytes(format), UTF_8);
    assumeTrue(isOfLines(format), "a document is damaged as a whole");
    List<Row> rows = Samples.read(format, text);
    String[] lines = text.split("\n", -1);
    for (int seed = 0; seed < DAMAGES; seed++) {
      Random random = new Random(seed);
      Row hit = rows.get(random.nextInt(rows.size()));
      int index = (int) hit.line() - 1;
      if (lines[index].startsWith(":")) {
        continue; // the code of a group decides over the lines of the group
      }
      String[] damaged = lines.clone();
      damaged[index] = garbled(lines[index], random, seed % 2 == 0);
      List<Row> read = Samples.read(format, String.join("\n", damaged));
      assertThat(others(read, hit.line()))
          .as("seed %d: %s", seed, damaged[index])
          .isEqualTo(others(rows, hit.line()));
      assertThat(read)
          .as("seed %d: %s", seed, damaged[index])
          .anyMatch(row -> row.line() == hit.line());
    }
  }

  /** A document that breaks off is refused as a whole. */
  @ParameterizedTest
  @EnumSource
  void aDocumentThatBreaksOffIsRefused(FormatName format) {
    assumeTrue(!isOfLines(format), "lines are read as far as they go");
    byte[] sample = new String(Samples.bytes(format), UTF_8).strip().getBytes(UTF_8);
    for (int length = 0; length < sample.length; length += 7) {
      byte[] half = Arrays.copyOf(sample, length);
      assertThatThrownBy(() -> Samples.read(format, half))
          .as("the first %d bytes", length)
          .isInstanceOf(Refusal.class);
    }
  }

  /** Letters that change within the texts of a document lose no row of it. */
  @ParameterizedTest
  @EnumSource
  void garbledTextsOfADocumentLoseNoRow(FormatName format) throws IOException {
    assumeTrue(!isOfLines(format), "lines have a test of their own");
    String sample = new String(Samples.bytes(format), UTF_8);
    List<Row> rows = Samples.read(format, sample);
    for (int seed = 0; seed < DAMAGES; seed++) {
      Random random = new Random(seed);
      int at = sample.indexOf("\": \"", random.nextInt(sample.length()));
      // Changed types of objects are another matter: there they decide what is a row.
      if (at < 0 || sample.startsWith("type", at - 4) || sample.startsWith("pattern", at - 7)) {
        continue;
      }
      StringBuilder text = new StringBuilder(sample);
      text.setCharAt(at + 4, LETTERS.charAt(random.nextInt(LETTERS.length())));
      List<Row> read = readOrNull(format, text.toString().getBytes(UTF_8));
      if (read != null) {
        assertThat(read.stream().map(Row::line))
            .as("seed %d", seed)
            .isEqualTo(rows.stream().map(Row::line).toList());
      }
    }
  }

  private static boolean isOfLines(FormatName format) {
    return switch (format) {
      case URLHAUS_JSON, THREATFOX_JSON, PHISHTANK_JSON, APWG_JSON, FEODO_JSON, STIX, MISP -> false;
      case URLHAUS_CSV,
          URLHAUS_TLD_CSV,
          THREATFOX_CSV,
          OPENPHISH_JSON,
          PHISHTANK_CSV,
          FEODO_CSV,
          SPAMHAUS_DBL,
          SURBL,
          LIST,
          HOSTS,
          GENERIC_CSV,
          GENERIC_JSON_LINES ->
          true;
    };
  }

  /** Cut off, or with some letters changed; what begins as a remark is not made or unmade. */
  private static String garbled(String line, Random random, boolean cut) {
    if (cut) {
      return line.substring(0, 1 + random.nextInt(line.length()));
    }
    StringBuilder text = new StringBuilder(line);
    for (int i = 0; i < 6; i++) {
      int at = random.nextInt(line.length());
      if (Character.isLetterOrDigit(text.charAt(at))) {
        text.setCharAt(at, LETTERS.charAt(random.nextInt(LETTERS.length())));
      }
    }
    return text.toString();
  }

  private static java.util.function.IntConsumer replaced(byte[] bytes, int with) {
    return at -> bytes[at] = (byte) with;
  }

  private static List<Row> others(List<Row> rows, long line) {
    List<Row> others = new ArrayList<>(rows);
    others.removeIf(row -> row.line() == line);
    return others;
  }

  private static @Nullable List<Row> readOrNull(FormatName format, byte[] text) throws IOException {
    try {
      return Samples.read(format, text);
    } catch (Refusal refused) {
      assertThat(refused.detail()).isEqualTo(new String(refused.detail().getBytes(UTF_8), UTF_8));
      assertThat(ISO_8859_1.newEncoder().canEncode(refused.detail().replace("…", ""))).isTrue();
      return null;
    }
  }
}

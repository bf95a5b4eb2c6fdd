package io.bailiwick.ingest.sensitive;

import static java.nio.charset.StandardCharsets.UTF_8;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import io.bailiwick.ingest.rejection.Refusal;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;

/**
 * Values out of a list as it is received: one a line, or a column of a CSV. Nothing is kept: memory
 * holds a line at a time, and no file is written.
 */
final class EntryRows {
  private static final int LONGEST_LINE = 4096;

  private EntryRows() {}

  /** Takes one value. */
  @FunctionalInterface
  interface Sink {
    void value(String value);
  }

  /**
   * @param column of a CSV: name of the column in the header, in any case
   * @throws Refusal for a list that is too large or not of its layout
   */
  static void read(
      InputStream in,
      ListLayout layout,
      @Nullable String column,
      char separator,
      long maxBytes,
      Sink sink) {
    try (Reader text = new InputStreamReader(new Bounded(in, maxBytes), UTF_8)) {
      switch (layout) {
        case LINES -> lines(text, sink);
        case CSV -> csv(text, column == null ? "" : column, separator, sink);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void lines(Reader text, Sink sink) throws IOException {
    BufferedReader lines = new BufferedReader(text);
    StringBuilder line = new StringBuilder();
    for (int c = lines.read(); c >= 0; c = lines.read()) {
      if (c != '\n') {
        if (line.length() == LONGEST_LINE) {
          throw Refusal.unusable("A line is longer than 4,096 characters: this is no list.");
        }
        line.append((char) c);
      } else {
        line(line, sink);
      }
    }
    line(line, sink);
  }

  private static void line(StringBuilder line, Sink sink) {
    String value = line.toString().strip();
    line.setLength(0);
    if (!value.isEmpty() && value.charAt(0) == '\ufeff') {
      value = value.substring(1);
    }
    if (!value.isEmpty() && value.charAt(0) != '#') {
      sink.value(value);
    }
  }

  private static void csv(Reader text, String column, char separator, Sink sink)
      throws IOException {
    // What the parser says of a fault can quote the row, so it is not passed on.
    try (CsvReader<NamedCsvRecord> rows =
        CsvReader.builder()
            .fieldSeparator(separator)
            .maxBufferSize(1 << 16)
            .ofNamedCsvRecord(text)) {
      String found = null;
      for (NamedCsvRecord row : rows) {
        if (found == null) {
          found =
              row.getHeader().stream()
                  .filter(name -> name.strip().equalsIgnoreCase(column))
                  .findFirst()
                  .orElseThrow(() -> Refusal.unusable("The header names no such column."));
        }
        sink.value(row.findField(found).orElse(""));
      }
    } catch (CsvParseException | UncheckedIOException _) {
      throw Refusal.unusable("The content is no CSV of this layout.");
    }
  }

  /** Ends with a refusal where the bound is passed. */
  private static final class Bounded extends InputStream {
    private final InputStream in;
    private long left;

    Bounded(InputStream in, long maxBytes) {
      this.in = in;
      this.left = maxBytes;
    }

    @Override
    public int read() throws IOException {
      int b = in.read();
      count(b < 0 ? 0 : 1);
      return b;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      int read = in.read(buffer, offset, length);
      count(Math.max(read, 0));
      return read;
    }

    private void count(int read) {
      left -= read;
      if (left < 0) {
        throw Refusal.tooLarge("The list is larger than this store takes.");
      }
    }

    @Override
    public void close() throws IOException {
      in.close();
    }
  }
}

package io.bailiwick.ingest.table;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import io.bailiwick.ingest.rejection.Refusal;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Iterator;
import java.util.Objects;

/**
 * A CSV file (RFC 4180, UTF-8) of which a fault of its form spoils the whole: what is no CSV or not
 * UTF-8 is refused. One record is in memory at a time.
 */
public final class CsvTable {
  private static final int FIELD_LIMIT = 64 << 10;
  private static final byte[] BYTE_ORDER_MARK = {(byte) 0xef, (byte) 0xbb, (byte) 0xbf};

  private CsvTable() {}

  /** Takes the records, the heading among them; blank lines are read over. */
  @FunctionalInterface
  public interface Reader<T> {
    T read(Iterator<CsvRecord> records) throws IOException;
  }

  /**
   * Reads a file to its end or as far as the reader goes.
   *
   * @param what how a refusal names it: "The report"
   */
  public static <T> T read(InputStream text, String what, Reader<T> reader) throws IOException {
    BufferedInputStream bytes = new BufferedInputStream(text, 1 << 16);
    bytes.mark(BYTE_ORDER_MARK.length);
    if (!Arrays.equals(bytes.readNBytes(BYTE_ORDER_MARK.length), BYTE_ORDER_MARK)) {
      bytes.reset();
    }
    try (CsvReader<CsvRecord> records =
        CsvReader.builder()
            .skipEmptyLines(true)
            .allowExtraFields(true)
            .allowMissingFields(true)
            .maxBufferSize(FIELD_LIMIT)
            .ofCsvRecord(
                new InputStreamReader(
                    bytes,
                    StandardCharsets.UTF_8
                        .newDecoder()
                        .onMalformedInput(CodingErrorAction.REPORT)))) {
      return reader.read(records.iterator());
    } catch (CsvParseException e) {
      throw Refusal.unusable(what + " is no CSV.");
    } catch (UncheckedIOException e) {
      throw unreadable(what, Objects.requireNonNull(e.getCause()));
    } catch (CharacterCodingException e) {
      throw unreadable(what, e);
    }
  }

  private static RuntimeException unreadable(String what, IOException cause) {
    return cause instanceof CharacterCodingException
        ? Refusal.unusable(what + " is not UTF-8.")
        : new UncheckedIOException(cause);
  }
}

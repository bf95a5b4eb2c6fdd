package io.bailiwick.ingest.registration;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import io.bailiwick.ingest.registration.DepositManifest.File;
import io.bailiwick.ingest.registration.DepositManifest.Table;
import io.bailiwick.ingest.rejection.Refusal;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.Objects;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/**
 * The rows of one table, over all its files, one after the other. The checksum of a file is checked
 * when its last row has been read.
 */
final class TableRows implements AutoCloseable {
  private static final int FIELD_LIMIT = 64 << 10;

  /** Opens a file of a deposit, expanded and bounded. */
  interface Opener {
    InputStream open(File file) throws IOException;
  }

  private final Table table;
  private final Opener opener;
  private final Iterator<File> files;
  private @Nullable File file;
  private @Nullable InputStream in;
  private @Nullable CheckedInputStream checked;
  private @Nullable Iterator<CsvRecord> records;
  private @Nullable CsvRecord record;

  TableRows(Table table, Opener opener) {
    this.table = table;
    this.opener = opener;
    this.files = table.files().iterator();
  }

  /** Goes to the next row; false after the last. */
  boolean next() throws IOException {
    while (true) {
      if (records == null) {
        if (!files.hasNext()) {
          return false;
        }
        begin(files.next());
      }
      try {
        if (Objects.requireNonNull(records).hasNext()) {
          record = records.next();
          return true;
        }
        end();
      } catch (ZipException e) {
        throw Refusal.unusable("The file %s is damaged.".formatted(name()));
      } catch (CsvParseException e) {
        throw Refusal.unusable("The file %s is no CSV.".formatted(name()));
      } catch (UncheckedIOException e) {
        throw unreadable(Objects.requireNonNull(e.getCause()));
      } catch (IOException e) {
        throw unreadable(e);
      }
    }
  }

  private void begin(File next) throws IOException {
    file = next;
    try {
      in = opener.open(next);
      checked = new CheckedInputStream(in, new CRC32());
      records =
          CsvReader.builder()
              .fieldSeparator(table.separator())
              .skipEmptyLines(true)
              .allowExtraFields(true)
              .allowMissingFields(true)
              .maxBufferSize(FIELD_LIMIT)
              .ofCsvRecord(
                  new InputStreamReader(
                      checked,
                      StandardCharsets.UTF_8
                          .newDecoder()
                          .onMalformedInput(CodingErrorAction.REPORT)))
              .iterator();
    } catch (ZipException e) {
      throw Refusal.unusable("The file %s is damaged.".formatted(name()));
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  private void end() throws IOException {
    CheckedInputStream whole = Objects.requireNonNull(checked);
    File read = Objects.requireNonNull(file);
    var unused = whole.skip(Long.MAX_VALUE);
    long crc = whole.getChecksum().getValue();
    close();
    if (read.crc32() != null && read.crc32() != crc) {
      throw Refusal.unusable(
          "The checksum of %s is %08X; the deposit says %08X."
              .formatted(read.name(), crc, read.crc32()));
    }
  }

  private RuntimeException unreadable(IOException cause) {
    return switch (cause) {
      case CharacterCodingException coding ->
          Refusal.unusable("The file %s is not UTF-8.".formatted(name()));
      case java.io.EOFException eof ->
          Refusal.unusable("The file %s ends too early.".formatted(name()));
      default -> new UncheckedIOException(cause);
    };
  }

  private String name() {
    return file == null ? table.name() : file.name();
  }

  Table table() {
    return table;
  }

  /** Position of a field; -1 where the table does not define it. */
  int column(String field) {
    return table.fields().indexOf(field);
  }

  /** The cell without white space around it; null where it is empty or the column is -1. */
  @Nullable String get(int column) {
    if (column < 0) {
      return null;
    }
    String cell = record().getField(column);
    int length = cell.length();
    if (length == 0) {
      return null;
    }
    if (cell.charAt(0) > ' ' && cell.charAt(length - 1) > ' ' && cell.charAt(length - 1) < 0x80) {
      return cell;
    }
    String text = cell.strip();
    return text.isEmpty() ? null : text;
  }

  /** What is wrong with the row as a whole: more or fewer cells than the table has fields. */
  @Nullable String fault() {
    int count = record().getFieldCount();
    return count == table.fields().size()
        ? null
        : "%d columns instead of %d in %s.".formatted(count, table.fields().size(), table.name());
  }

  /** Line of the row in its file, from 1. */
  long line() {
    return record().getStartingLineNumber();
  }

  /** The row as one line. */
  String raw() {
    return String.join(",", record().getFields());
  }

  private CsvRecord record() {
    return Objects.requireNonNull(record);
  }

  @Override
  public void close() throws IOException {
    records = null;
    if (in != null) {
      in.close();
    }
  }
}

package io.bailiwick.ingest.registration;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import io.bailiwick.ingest.content.Bounds;
import io.bailiwick.ingest.content.Content;
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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import org.jspecify.annotations.Nullable;

/** One deposit: a ZIP with the XML and the CSV files that the XML names. */
final class DepositArchive implements AutoCloseable {
  private static final int FIELD_LIMIT = 64 << 10;

  private final ZipFile zip;
  private final Map<String, ZipEntry> entries = new HashMap<>();
  private final DepositManifest manifest;
  private final Bounds bounds;

  /** One row of a table; a field that the table does not define is null, as is an empty cell. */
  interface Row {
    @Nullable String get(String field);

    /** Line of the row in its file, from 1. */
    long line();

    /** The row as one line. */
    String raw();
  }

  /** Takes the rows of a table. */
  interface RowReader {

    /** A row with as many cells as the table has fields. */
    void row(Row row) throws IOException;

    /** A row with more or fewer. */
    void malformed(long line, String raw, String detail) throws IOException;
  }

  DepositArchive(Content content, Bounds bounds) throws IOException {
    this.bounds = bounds;
    try {
      this.zip = new ZipFile(content.file().toFile());
    } catch (ZipException e) {
      throw Refusal.unusable("The deposit is no ZIP file, or a damaged one.");
    }
    try {
      long expanded = 0;
      for (ZipEntry entry : java.util.Collections.list(zip.entries())) {
        if (entry.isDirectory()) {
          continue;
        }
        expanded += Math.max(0, entry.getSize());
        String name = entry.getName().substring(entry.getName().lastIndexOf('/') + 1);
        if (entries.put(name, entry) != null) {
          throw Refusal.unusable("The ZIP holds two files with the name %s.".formatted(name));
        }
      }
      if (expanded > bounds.maxExpandedBytes()) {
        throw Refusal.tooLarge(
            "Expanded, the deposit is larger than %,d bytes.".formatted(bounds.maxExpandedBytes()));
      }
      this.manifest = readManifest();
    } catch (IOException | RuntimeException e) {
      zip.close();
      throw e;
    }
  }

  private DepositManifest readManifest() throws IOException {
    List<ZipEntry> xml =
        entries.values().stream().filter(entry -> entry.getName().endsWith(".xml")).toList();
    if (xml.size() != 1) {
      throw Refusal.unusable(
          "The ZIP must hold exactly one XML file; it holds %d.".formatted(xml.size()));
    }
    try (InputStream in =
        Content.bounded(
            zip.getInputStream(xml.getFirst()), bounds, xml.getFirst().getCompressedSize())) {
      return ManifestReader.read(in);
    }
  }

  DepositManifest manifest() {
    return manifest;
  }

  /** Reads all files of a table and checks their checksums. */
  void read(Table table, RowReader rows) throws IOException {
    Map<String, Integer> columns = new HashMap<>();
    for (int i = 0; i < table.fields().size(); i++) {
      columns.put(table.fields().get(i), i);
    }
    for (File file : table.files()) {
      read(table, file, columns, rows);
    }
  }

  private void read(Table table, File file, Map<String, Integer> columns, RowReader rows)
      throws IOException {
    ZipEntry entry = entries.get(file.name().substring(file.name().lastIndexOf('/') + 1));
    if (entry == null) {
      throw Refusal.unusable("The file %s is not in the ZIP.".formatted(file.name()));
    }
    CRC32 crc = new CRC32();
    try (InputStream in = zip.getInputStream(entry);
        InputStream plain =
            Content.bounded(
                file.gzip() ? new GZIPInputStream(in, 1 << 16) : in,
                bounds,
                entry.getCompressedSize());
        CheckedInputStream checked = new CheckedInputStream(plain, crc);
        CsvReader<CsvRecord> records =
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
                            .onMalformedInput(CodingErrorAction.REPORT)))) {
      for (CsvRecord cells : records) {
        if (cells.getFieldCount() == table.fields().size()) {
          rows.row(new CsvRow(cells, columns));
        } else {
          rows.malformed(
              cells.getStartingLineNumber(),
              String.join(",", cells.getFields()),
              "%d columns instead of %d in %s."
                  .formatted(cells.getFieldCount(), table.fields().size(), table.name()));
        }
      }
      var unused = checked.skip(Long.MAX_VALUE);
    } catch (ZipException e) {
      throw Refusal.unusable("The file %s is damaged.".formatted(file.name()));
    } catch (CsvParseException e) {
      throw Refusal.unusable("The file %s is no CSV.".formatted(file.name()));
    } catch (UncheckedIOException e) {
      throw unreadable(file, java.util.Objects.requireNonNull(e.getCause()));
    } catch (IOException e) {
      throw unreadable(file, e);
    }
    if (file.crc32() != null && file.crc32() != crc.getValue()) {
      throw Refusal.unusable(
          "The checksum of %s is %08X; the deposit says %08X."
              .formatted(file.name(), crc.getValue(), file.crc32()));
    }
  }

  private static RuntimeException unreadable(File file, IOException cause) {
    return switch (cause) {
      case CharacterCodingException coding ->
          Refusal.unusable("The file %s is not UTF-8.".formatted(file.name()));
      case java.io.EOFException eof ->
          Refusal.unusable("The file %s ends too early.".formatted(file.name()));
      default -> new UncheckedIOException(cause);
    };
  }

  private record CsvRow(CsvRecord cells, Map<String, Integer> columns) implements Row {

    @Override
    public @Nullable String get(String field) {
      Integer column = columns.get(field);
      if (column == null) {
        return null;
      }
      String cell = cells.getField(column).strip();
      return cell.isEmpty() ? null : cell;
    }

    @Override
    public long line() {
      return cells.getStartingLineNumber();
    }

    @Override
    public String raw() {
      return String.join(",", cells.getFields());
    }
  }

  @Override
  public void close() throws IOException {
    zip.close();
  }
}

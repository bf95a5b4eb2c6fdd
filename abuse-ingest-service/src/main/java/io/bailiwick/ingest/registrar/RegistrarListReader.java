package io.bailiwick.ingest.registrar;

import de.siegmar.fastcsv.reader.CsvRecord;
import io.bailiwick.common.registrar.RegistrarId;
import io.bailiwick.ingest.rejection.Refusal;
import io.bailiwick.ingest.table.CsvTable;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads IANA's list of registrar identifiers ({@code registrar-ids-1.csv}: ID, Registrar Name,
 * Status, RDAP Base URL). All or nothing.
 */
final class RegistrarListReader {
  private static final List<String> HEADER =
      List.of("id", "registrar name", "status", "rdap base url");
  private static final Map<String, IanaStatus> STATUSES =
      Map.of(
          "accredited", IanaStatus.ACCREDITED,
          "terminated", IanaStatus.TERMINATED,
          "reserved", IanaStatus.RESERVED);
  private static final int MOST_ROWS = 100_000;
  private static final int LONGEST = 2000;

  /** One identifier. */
  record Entry(RegistrarId registrar, String name, IanaStatus status, @Nullable String rdapBase) {}

  private RegistrarListReader() {}

  static List<Entry> read(InputStream text) throws IOException {
    return CsvTable.read(text, "The list", RegistrarListReader::read);
  }

  private static List<Entry> read(Iterator<CsvRecord> records) {
    List<String> header =
        records.next().getFields().stream()
            .map(heading -> heading.strip().toLowerCase(Locale.ROOT))
            .toList();
    if (!header.equals(HEADER)) {
      throw Refusal.unusable("The first line is not ID,Registrar Name,Status,RDAP Base URL.");
    }
    List<Entry> entries = new ArrayList<>();
    Set<RegistrarId> seen = new HashSet<>();
    while (records.hasNext()) {
      CsvRecord cells = records.next();
      Entry entry = entry(cells);
      if (!seen.add(entry.registrar())) {
        throw at(cells, "the identifier stands twice");
      }
      entries.add(entry);
      if (entries.size() > MOST_ROWS) {
        throw Refusal.tooLarge("The list has more than %,d rows.".formatted(MOST_ROWS));
      }
    }
    if (entries.isEmpty()) {
      throw Refusal.unusable("The list has no rows.");
    }
    return entries;
  }

  private static Entry entry(CsvRecord cells) {
    if (cells.getFieldCount() != HEADER.size()) {
      throw at(cells, "it has %d columns instead of 4".formatted(cells.getFieldCount()));
    }
    RegistrarId registrar;
    try {
      registrar = RegistrarId.fromString(cells.getField(0).strip());
    } catch (IllegalArgumentException e) {
      throw at(cells, "the identifier is no IANA ID");
    }
    String name = cells.getField(1).strip();
    IanaStatus status = STATUSES.get(cells.getField(2).strip().toLowerCase(Locale.ROOT));
    if (status == null) {
      throw at(cells, "the status is none of Accredited, Terminated, Reserved");
    }
    String rdapBase = cells.getField(3).strip();
    if (name.isEmpty() || name.length() > LONGEST || rdapBase.length() > LONGEST) {
      throw at(cells, "the name is empty, or a cell longer than %,d characters".formatted(LONGEST));
    }
    return new Entry(registrar, name, status, rdapBase.isEmpty() ? null : rdapBase);
  }

  private static Refusal at(CsvRecord cells, String fault) {
    return Refusal.unusable("Line %d: %s.".formatted(cells.getStartingLineNumber(), fault));
  }
}

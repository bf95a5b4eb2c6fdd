package io.bailiwick.launcher.demo;

import static org.assertj.core.api.Assertions.assertThat;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;

/**
 * A small reader of escrow deposits for the tests of the generator: it follows the chain of FULL
 * and DIFF and keeps the books that the deposits alone can tell. It knows nothing of the generator.
 */
final class EscrowReader {
  record Row(
      String roid,
      String sponsor,
      String creator,
      Instant created,
      Instant expires,
      String transferred) {}

  /** One registrar and month. */
  static final class Book {
    long dumSum;
    int days;
    int creates;
    int agpDeletes;
    int deletes;
    int transfersIn;
    int transfersOut;
    int signed;

    @Override
    public String toString() {
      return "dum %d/%d creates %d agp %d deletes %d in %d out %d signed %d"
          .formatted(dumSum, days, creates, agpDeletes, deletes, transfersIn, transfersOut, signed);
    }
  }

  final Map<String, Row> names = new HashMap<>();
  final Map<String, Map<YearMonth, Book>> books = new TreeMap<>();
  final Map<String, String> registrarIds = new HashMap<>();
  private final Set<String> signed = new HashSet<>();
  private String lastId = "";
  private Instant lastWatermark = Instant.MIN;

  void load(Path file) throws Exception {
    try (ZipFile zip = new ZipFile(file.toFile())) {
      ZipEntry container =
          zip.stream().filter(e -> e.getName().endsWith(".xml")).findFirst().orElseThrow();
      DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
      factory.setNamespaceAware(true);
      factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
      Document xml = factory.newDocumentBuilder().parse(zip.getInputStream(container));
      Element deposit = xml.getDocumentElement();
      Instant watermark = Instant.parse(text(deposit, "watermark"));
      assertThat(watermark).isAfter(lastWatermark);
      boolean full = deposit.getAttribute("type").equals("FULL");
      if (!full) {
        assertThat(deposit.getAttribute("prevId")).isEqualTo(lastId);
      }
      lastId = deposit.getAttribute("id");
      LocalDate day = LocalDate.ofInstant(watermark.minusNanos(1), ZoneOffset.UTC);
      boolean first = lastWatermark.equals(Instant.MIN);
      lastWatermark = watermark;
      read(zip, deposit, day, full, first);
      if (!first) {
        closeDay(day);
      }
      assertThat(names).hasSize(Integer.parseInt(text(deposit, "count")));
    }
  }

  private void read(ZipFile zip, Element deposit, LocalDate day, boolean full, boolean first)
      throws IOException {
    Map<String, List<CsvRecord>> tables = new HashMap<>();
    NodeList csvs = deposit.getElementsByTagNameNS("*", "csv");
    for (int i = 0; i < csvs.getLength(); i++) {
      Element csv = (Element) csvs.item(i);
      Node above = csv.getParentNode();
      boolean deletes = above != null && above.getLocalName().equals("deletes");
      tables.put((deletes ? "deletes of " : "") + csv.getAttribute("name"), rows(zip, csv));
    }
    for (CsvRecord row : tables.getOrDefault("registrar", List.of())) {
      registrarIds.put(row.getField(0), row.getField(2));
    }
    Set<String> present = new HashSet<>();
    List<CsvRecord> domains = tables.getOrDefault("domain", List.of());
    for (CsvRecord row : tables.getOrDefault("deletes of domain", List.of())) {
      purge(row.getField(0), day);
    }
    for (CsvRecord r : domains) {
      String name = r.getField(0).trim();
      assertThat(present.add(name)).isTrue();
      Row row =
          new Row(
              r.getField(1).trim(),
              r.getField(2).trim(),
              r.getField(3).trim(),
              Instant.parse(r.getField(4).trim()),
              Instant.parse(r.getField(5).trim()),
              r.getField(6).trim());
      Row before = names.get(name);
      if (before != null && !before.roid().equals(row.roid())) {
        throw new AssertionError(name + " has another ROID without a delete");
      }
      names.put(name, row);
      signed.remove(name);
      if (before == null && !first) {
        assertThat(LocalDate.ofInstant(row.created(), ZoneOffset.UTC)).isEqualTo(day);
        book(row.creator(), day).creates++;
      } else if (before != null && !before.sponsor().equals(row.sponsor())) {
        assertThat(LocalDate.ofInstant(Instant.parse(row.transferred()), ZoneOffset.UTC))
            .isEqualTo(day);
        book(row.sponsor(), day).transfersIn++;
        book(before.sponsor(), day).transfersOut++;
      }
    }
    tables.getOrDefault("dnssec", List.of()).forEach(row -> signed.add(row.getField(0)));
    if (full) {
      List.copyOf(names.keySet()).stream()
          .filter(name -> !present.contains(name))
          .forEach(name -> purge(name, day));
    }
  }

  private void purge(String name, LocalDate day) {
    Row gone = names.remove(name);
    assertThat(gone).as("delete of %s, which is not there", name).isNotNull();
    signed.remove(name);
    Instant end = day.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant();
    if (Duration.between(gone.created(), end).compareTo(Duration.ofDays(5)) <= 0) {
      book(gone.sponsor(), day).agpDeletes++;
    } else {
      book(gone.sponsor(), day).deletes++;
    }
  }

  private void closeDay(LocalDate day) {
    Map<String, Integer> signedNow = new HashMap<>();
    names.forEach(
        (name, row) -> {
          book(row.sponsor(), day).dumSum++;
          signedNow.merge(row.sponsor(), signed.contains(name) ? 1 : 0, Integer::sum);
        });
    registrarIds
        .keySet()
        .forEach(
            registrar -> {
              book(registrar, day).days++;
              book(registrar, day).signed = signedNow.getOrDefault(registrar, 0);
            });
  }

  private Book book(String registrar, LocalDate day) {
    return books
        .computeIfAbsent(registrar, r -> new TreeMap<>())
        .computeIfAbsent(YearMonth.from(day), m -> new Book());
  }

  private static List<CsvRecord> rows(ZipFile zip, Element csv) throws IOException {
    Element file = (Element) csv.getElementsByTagNameNS("*", "file").item(0);
    byte[] bytes = zip.getInputStream(zip.getEntry(file.getTextContent())).readAllBytes();
    CRC32 checksum = new CRC32();
    checksum.update(bytes);
    assertThat("%08X".formatted(checksum.getValue())).isEqualTo(file.getAttribute("cksum"));
    int columns = csv.getElementsByTagNameNS("*", "fields").item(0).getChildNodes().getLength();
    List<CsvRecord> rows = new ArrayList<>();
    try (CsvReader<CsvRecord> reader =
        CsvReader.builder().ofCsvRecord(new String(bytes, StandardCharsets.UTF_8))) {
      for (CsvRecord row : reader) {
        assertThat(row.getFieldCount()).isEqualTo(columns);
        rows.add(row);
      }
    }
    return rows;
  }

  private static String text(Element deposit, String name) {
    return deposit.getElementsByTagNameNS("*", name).item(0).getTextContent();
  }
}

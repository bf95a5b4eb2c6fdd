package io.bailiwick.aip.transparency;

import static java.nio.charset.StandardCharsets.UTF_8;

import de.siegmar.fastcsv.writer.CsvWriter;
import io.bailiwick.common.json.CanonicalJson;
import io.bailiwick.common.json.Hashes;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * The forms of a report, made once, when it is frozen.
 *
 * @param json canonical bytes of the report
 * @param csv its counts
 * @param html a page that prints
 * @param archive all of it, with digests: the same for everybody
 */
record TransparencyFiles(String json, String csv, String html, byte[] archive) {
  /** The oldest time that a ZIP can name, so that nothing tells when it was made. */
  private static final LocalDateTime TIME = LocalDateTime.of(1980, 1, 1, 0, 0);

  private static final String README =
      """
      Transparency report of the Abuse Intervention Program, whole. Everybody gets these bytes.

      report.json     the report, canonical JSON
      report.html     the same as a page
      counts.csv      its counts; an empty cell is hidden by the rule in the report
      days.csv        how long phases, limits and appeals took
      changes.csv     what is not as in the version in whose place this one stands
      manifest.json   the digests of the files above

      To check them:  sha256sum -c SHA256SUMS
      """;

  static TransparencyFiles of(TransparencyReport report) {
    String json = CanonicalJson.text(report);
    String csv = counts(report);
    String html = TransparencyPage.html(report);
    SortedMap<String, String> files = new TreeMap<>();
    files.put("README.txt", README);
    files.put("report.json", json);
    files.put("report.html", html);
    files.put("counts.csv", csv);
    files.put("days.csv", days(report));
    files.put("changes.csv", changes(report));
    return new TransparencyFiles(json, csv, html, zip(report, files));
  }

  private static byte[] zip(TransparencyReport report, SortedMap<String, String> files) {
    SortedMap<String, String> digests = new TreeMap<>();
    files.forEach((name, text) -> digests.put(name, Hashes.sha256Hex(text)));
    String manifest =
        CanonicalJson.text(
            Map.of(
                "from",
                report.from(),
                "until",
                report.until(),
                "version",
                report.version(),
                "files",
                digests));
    StringBuilder sums = new StringBuilder();
    digests.put("manifest.json", Hashes.sha256Hex(manifest));
    digests.forEach((name, digest) -> sums.append(digest).append("  ").append(name).append('\n'));
    SortedMap<String, String> all = new TreeMap<>(files);
    all.put("manifest.json", manifest);
    all.put("SHA256SUMS", sums.toString());
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes, UTF_8)) {
      for (Map.Entry<String, String> file : all.entrySet()) {
        ZipEntry entry = new ZipEntry(file.getKey());
        entry.setTimeLocal(TIME);
        zip.putNextEntry(entry);
        zip.write(file.getValue().getBytes(UTF_8));
        zip.closeEntry();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  private static String counts(TransparencyReport report) {
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("path", "group", "key", "label", "count", "hidden", "explanation"));
    for (TransparencyReport.CountRow row : report.counts()) {
      rows.add(
          List.of(
              row.path().name(),
              row.group().name(),
              row.key(),
              row.label(),
              cell(row.count()),
              Boolean.toString(row.hidden()),
              row.explanation()));
    }
    return csv(rows);
  }

  private static String days(TransparencyReport report) {
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("path", "key", "label", "times", "median", "percentile90"));
    for (TransparencyReport.DaysRow row : report.days()) {
      rows.add(
          List.of(
              row.path().name(),
              row.key(),
              row.label(),
              cell(row.times()),
              cell(row.median()),
              cell(row.percentile90())));
    }
    return csv(rows);
  }

  private static String changes(TransparencyReport report) {
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("path", "key", "was", "is"));
    for (TransparencyReport.Change change : report.changes()) {
      rows.add(List.of(change.path().name(), change.key(), cell(change.was()), cell(change.is())));
    }
    return csv(rows);
  }

  /** All cells come from the code or are numbers, so none is run by a spreadsheet. */
  private static String csv(List<List<String>> rows) {
    StringWriter out = new StringWriter();
    CsvWriter csv = CsvWriter.builder().build(out);
    rows.forEach(csv::writeRecord);
    return out.toString();
  }

  private static String cell(@Nullable Object number) {
    return number == null ? "" : number.toString();
  }
}

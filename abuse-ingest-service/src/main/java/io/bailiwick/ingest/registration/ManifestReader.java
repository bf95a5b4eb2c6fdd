package io.bailiwick.ingest.registration;

import io.bailiwick.ingest.registration.DepositManifest.File;
import io.bailiwick.ingest.registration.DepositManifest.Table;
import io.bailiwick.ingest.rejection.Refusal;
import java.io.IOException;
import java.io.InputStream;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads what the XML of a deposit says of the deposit: to its end, or in the XML model to the first
 * domain after the header.
 */
final class ManifestReader {
  static final String RDE = "urn:ietf:params:xml:ns:rde-1.0";
  static final String HEADER = "urn:ietf:params:xml:ns:rdeHeader-1.0";
  static final String CSV = "urn:ietf:params:xml:ns:rdeCsv-1.0";

  /** Objects of either model: {@code …:csvDomain-1.0}, {@code …:rdeHost-1.0}. */
  private static final Pattern OBJECTS =
      Pattern.compile("urn:ietf:params:xml:ns:(csv|rde)([A-Z]\\w*)-1\\.0");

  private static final Pattern ID = Pattern.compile("\\w{1,13}");
  private static final Pattern CRC32 = Pattern.compile("[0-9A-Fa-f]{8}");
  private static final int TABLE_LIMIT = 200;
  private static final int FIELD_LIMIT = 200;
  private static final int FILE_LIMIT = 10_000;

  private @Nullable DepositType type;
  private @Nullable String id;
  private @Nullable String previousId;
  private int resend;
  private @Nullable Instant watermark;
  private @Nullable String tld;
  private DepositModel model = DepositModel.CSV;
  private boolean inlineObjects;
  private final Map<String, Long> counts = new TreeMap<>();
  private final List<Table> contents = new ArrayList<>();
  private final List<Table> deletes = new ArrayList<>();
  private boolean inDeletes;
  private boolean headerRead;

  private ManifestReader() {}

  static DepositManifest read(InputStream xml) throws IOException {
    try (XmlCursor cursor = new XmlCursor(xml)) {
      return new ManifestReader().manifest(cursor);
    }
  }

  /** The kind of objects that a namespace is of, in lower case; null for any other namespace. */
  static @Nullable String kind(String namespace) {
    Matcher matcher = OBJECTS.matcher(namespace);
    return matcher.matches() ? matcher.group(2).toLowerCase(Locale.ROOT) : null;
  }

  private DepositManifest manifest(XmlCursor cursor) {
    while (!(model == DepositModel.XML && headerRead) && cursor.next()) {
      if (cursor.isStart()) {
        start(cursor);
      } else if (cursor.isEnd(RDE, "deletes")) {
        inDeletes = false;
      } else if (cursor.isEnd(HEADER, "header")) {
        headerRead = true;
      }
    }
    if (type == null || id == null || watermark == null || tld == null) {
      throw Refusal.unusable(
          "The deposit lacks one of: type, id, watermark, and the zone in its header.");
    }
    if (type == DepositType.DIFF && previousId == null) {
      throw Refusal.unusable("A DIFF deposit names the deposit before it in prevId.");
    }
    return new DepositManifest(
        type,
        id,
        previousId,
        resend,
        watermark,
        tld,
        model,
        inlineObjects,
        Map.copyOf(counts),
        List.copyOf(contents),
        List.copyOf(deletes));
  }

  private void start(XmlCursor cursor) {
    if (cursor.isStart(RDE, "deposit")) {
      type = type(cursor.attribute("type"));
      id = identifier(cursor.attribute("id"));
      previousId = identifier(cursor.attribute("prevId"));
      resend = resend(cursor.attribute("resend"));
    } else if (cursor.isStart(RDE, "watermark")) {
      watermark = time(cursor.text());
    } else if (cursor.isStart(RDE, "objURI")) {
      if (XmlObjects.DOMAIN.equals(cursor.text())) {
        model = DepositModel.XML;
        inlineObjects = true;
      }
    } else if (cursor.isStart(RDE, "deletes")) {
      inDeletes = true;
    } else if (cursor.isStart(HEADER, "tld")) {
      String text = cursor.text();
      tld = text == null ? null : text.toLowerCase(Locale.ROOT);
    } else if (cursor.isStart(HEADER, "count")) {
      String uri = cursor.attribute("uri");
      String kind = uri == null ? null : kind(uri);
      long count = count(cursor.text());
      if (kind != null) {
        counts.put(kind, count);
      }
    } else if (cursor.isStart(CSV, "csv")) {
      List<Table> tables = inDeletes ? deletes : contents;
      if (tables.size() == TABLE_LIMIT) {
        throw Refusal.unusable("The deposit defines more than %d tables.".formatted(TABLE_LIMIT));
      }
      tables.add(table(cursor));
    } else if (cursor.namespace().startsWith("urn:ietf:params:xml:ns:rde")
        && !cursor.namespace().equals(RDE)
        && !cursor.namespace().equals(HEADER)
        && !cursor.namespace().equals(CSV)) {
      inlineObjects = true;
      if (XmlObjects.DOMAIN.equals(cursor.namespace())) {
        model = DepositModel.XML;
      }
      if (!inDeletes) {
        cursor.skip();
      }
    }
  }

  private static Table table(XmlCursor cursor) {
    String name = cursor.attribute("name");
    String defined = cursor.attributeAsItIs("sep");
    char separator = defined != null && defined.length() == 1 ? defined.charAt(0) : ',';
    List<String> fields = new ArrayList<>();
    List<File> files = new ArrayList<>();
    boolean inFields = false;
    while (cursor.next()) {
      if (cursor.isStart(CSV, "fields")) {
        inFields = true;
      } else if (cursor.isEnd(CSV, "fields")) {
        inFields = false;
      } else if (cursor.isStart(CSV, "file")) {
        files.add(file(cursor));
      } else if (cursor.isStart() && inFields) {
        fields.add(cursor.name());
      } else if (cursor.isEnd(CSV, "csv")) {
        if (name == null || fields.isEmpty()) {
          throw Refusal.unusable("A CSV definition has no name or no fields.");
        }
        return new Table(name, separator, List.copyOf(fields), List.copyOf(files));
      }
      if (fields.size() > FIELD_LIMIT || files.size() > FILE_LIMIT) {
        throw Refusal.unusable("A CSV definition has too many fields or files.");
      }
    }
    throw Refusal.unusable("A CSV definition is not closed.");
  }

  private static File file(XmlCursor cursor) {
    String compression = cursor.attribute("compression");
    String encoding = cursor.attribute("encoding");
    String checksum = cursor.attribute("cksum");
    if (compression != null && !compression.equalsIgnoreCase("gzip")) {
      throw Refusal.unusable(
          "CSV files of a deposit may be plain or gzip, not " + compression + ".");
    }
    if (encoding != null && !encoding.equalsIgnoreCase("UTF-8")) {
      throw Refusal.unusable("CSV files of a deposit are read as UTF-8, not " + encoding + ".");
    }
    if (checksum != null && !CRC32.matcher(checksum).matches()) {
      throw Refusal.unusable("A checksum is not eight hexadecimal digits.");
    }
    String name = cursor.text();
    if (name == null) {
      throw Refusal.unusable("A CSV definition names no file.");
    }
    return new File(
        name, compression != null, checksum == null ? null : Long.parseLong(checksum, 16));
  }

  private static DepositType type(@Nullable String text) {
    for (DepositType type : DepositType.values()) {
      if (type.name().equals(text)) {
        return type;
      }
    }
    throw Refusal.unusable("Deposits are FULL, DIFF or INCR; this one is " + text + ".");
  }

  private static @Nullable String identifier(@Nullable String text) {
    if (text != null && !ID.matcher(text).matches()) {
      throw Refusal.unusable("A deposit identifier has 1 to 13 letters, digits or underscores.");
    }
    return text;
  }

  private static int resend(@Nullable String text) {
    if (text == null) {
      return 0;
    }
    if (!text.matches("\\d{1,5}")) {
      throw Refusal.unusable("The attribute resend is no number from 0 to 99999.");
    }
    return Integer.parseInt(text);
  }

  private static Instant time(@Nullable String text) {
    try {
      if (text != null) {
        return OffsetDateTime.parse(text).toInstant().truncatedTo(ChronoUnit.MICROS);
      }
    } catch (DateTimeException e) {
      // said below
    }
    throw Refusal.unusable("The watermark is no date and time with a zone.");
  }

  private static long count(@Nullable String text) {
    try {
      if (text != null) {
        return Long.parseLong(text);
      }
    } catch (NumberFormatException e) {
      // said below
    }
    throw Refusal.unusable("A count in the header is no number.");
  }
}

package io.bailiwick.ingest.registration;

import io.bailiwick.ingest.registration.DepositManifest.File;
import io.bailiwick.ingest.registration.DepositManifest.Table;
import io.bailiwick.ingest.rejection.Refusal;
import java.io.InputStream;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/**
 * Reads the XML of a deposit. A document type declaration, and with it every entity, is refused.
 */
final class ManifestReader {
  private static final String RDE = "urn:ietf:params:xml:ns:rde-1.0";
  private static final String HEADER = "urn:ietf:params:xml:ns:rdeHeader-1.0";
  private static final String CSV = "urn:ietf:params:xml:ns:rdeCsv-1.0";
  private static final String CSV_DOMAIN = "urn:ietf:params:xml:ns:csvDomain-1.0";
  private static final Pattern ID = Pattern.compile("\\w{1,13}");
  private static final Pattern CRC32 = Pattern.compile("[0-9A-Fa-f]{8}");

  private @Nullable DepositType type;
  private @Nullable String id;
  private @Nullable String previousId;
  private @Nullable Instant watermark;
  private @Nullable String tld;
  private @Nullable Long domainCount;
  private final List<Table> contents = new ArrayList<>();
  private final List<Table> deletes = new ArrayList<>();
  private boolean inDeletes;

  private ManifestReader() {}

  static DepositManifest read(InputStream xml) {
    XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    factory.setProperty(XMLInputFactory.IS_COALESCING, true);
    factory.setXMLResolver(
        (publicId, systemId, baseUri, namespace) -> {
          throw new XMLStreamException("external entities are not read");
        });
    try {
      XMLStreamReader reader = factory.createXMLStreamReader(xml);
      try {
        return new ManifestReader().manifest(reader);
      } finally {
        reader.close();
      }
    } catch (XMLStreamException notXml) {
      throw Refusal.unusable("The deposit's XML is not well-formed, or uses entities.");
    }
  }

  private DepositManifest manifest(XMLStreamReader reader) throws XMLStreamException {
    while (reader.hasNext()) {
      switch (reader.next()) {
        case XMLStreamConstants.DTD, XMLStreamConstants.ENTITY_REFERENCE ->
            throw Refusal.unusable(
                "The deposit's XML has a document type declaration or an entity.");
        case XMLStreamConstants.START_ELEMENT -> start(reader);
        case XMLStreamConstants.END_ELEMENT -> {
          if (is(reader, RDE, "deletes")) {
            inDeletes = false;
          }
        }
        default -> {}
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
        watermark,
        tld,
        domainCount,
        List.copyOf(contents),
        List.copyOf(deletes));
  }

  private void start(XMLStreamReader reader) throws XMLStreamException {
    if (is(reader, RDE, "deposit")) {
      type = type(reader.getAttributeValue(null, "type"));
      id = identifier(reader.getAttributeValue(null, "id"));
      previousId = identifier(reader.getAttributeValue(null, "prevId"));
    } else if (is(reader, RDE, "watermark")) {
      watermark = time(reader.getElementText());
    } else if (is(reader, RDE, "deletes")) {
      inDeletes = true;
    } else if (is(reader, HEADER, "tld")) {
      tld = reader.getElementText().strip().toLowerCase(Locale.ROOT);
    } else if (is(reader, HEADER, "count")
        && CSV_DOMAIN.equals(reader.getAttributeValue(null, "uri"))) {
      domainCount = count(reader.getElementText());
    } else if (is(reader, CSV, "csv")) {
      (inDeletes ? deletes : contents).add(table(reader));
    }
  }

  private static Table table(XMLStreamReader reader) throws XMLStreamException {
    String name = reader.getAttributeValue(null, "name");
    String separator = reader.getAttributeValue(null, "sep");
    List<String> fields = new ArrayList<>();
    List<File> files = new ArrayList<>();
    boolean inFields = false;
    while (reader.hasNext()) {
      switch (reader.next()) {
        case XMLStreamConstants.START_ELEMENT -> {
          if (is(reader, CSV, "fields")) {
            inFields = true;
          } else if (is(reader, CSV, "file")) {
            files.add(file(reader));
          } else if (inFields) {
            fields.add(reader.getLocalName());
          }
        }
        case XMLStreamConstants.END_ELEMENT -> {
          if (is(reader, CSV, "fields")) {
            inFields = false;
          } else if (is(reader, CSV, "csv")) {
            if (name == null || fields.isEmpty()) {
              throw Refusal.unusable("A CSV definition has no name or no fields.");
            }
            boolean single = separator != null && separator.length() == 1;
            return new Table(
                name, single ? separator.charAt(0) : ',', List.copyOf(fields), List.copyOf(files));
          }
        }
        default -> {}
      }
    }
    throw Refusal.unusable("A CSV definition is not closed.");
  }

  private static File file(XMLStreamReader reader) throws XMLStreamException {
    String compression = reader.getAttributeValue(null, "compression");
    String encoding = reader.getAttributeValue(null, "encoding");
    String checksum = reader.getAttributeValue(null, "cksum");
    if (compression != null && !compression.equalsIgnoreCase("gzip")) {
      throw Refusal.unusable(
          "CSV files of a deposit may be plain or gzip, not " + compression + ".");
    }
    if (encoding != null && !encoding.equalsIgnoreCase("UTF-8")) {
      throw Refusal.unusable("CSV files of a deposit are read as UTF-8, not " + encoding + ".");
    }
    if (checksum != null && !CRC32.matcher(checksum.strip()).matches()) {
      throw Refusal.unusable("A checksum is not eight hexadecimal digits.");
    }
    return new File(
        reader.getElementText().strip(),
        compression != null,
        checksum == null ? null : Long.parseLong(checksum.strip(), 16));
  }

  private static DepositType type(@Nullable String text) {
    if ("FULL".equals(text)) {
      return DepositType.FULL;
    }
    if ("DIFF".equals(text)) {
      return DepositType.DIFF;
    }
    throw Refusal.unusable("Only FULL and DIFF deposits are read; this one is " + text + ".");
  }

  private static @Nullable String identifier(@Nullable String text) {
    if (text != null && !ID.matcher(text).matches()) {
      throw Refusal.unusable("A deposit identifier has 1 to 13 letters, digits or underscores.");
    }
    return text;
  }

  private static Instant time(String text) {
    try {
      return OffsetDateTime.parse(text.strip()).toInstant().truncatedTo(ChronoUnit.MICROS);
    } catch (DateTimeException e) {
      throw Refusal.unusable("The watermark is no date and time with a zone.");
    }
  }

  private static long count(String text) {
    try {
      return Long.parseLong(text.strip());
    } catch (NumberFormatException e) {
      throw Refusal.unusable("A count in the header is no number.");
    }
  }

  private static boolean is(XMLStreamReader reader, String namespace, String name) {
    return name.equals(reader.getLocalName()) && namespace.equals(reader.getNamespaceURI());
  }
}

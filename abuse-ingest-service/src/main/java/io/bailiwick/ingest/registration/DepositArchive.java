package io.bailiwick.ingest.registration;

import io.bailiwick.ingest.content.Bounds;
import io.bailiwick.ingest.content.Compression;
import io.bailiwick.ingest.content.Content;
import io.bailiwick.ingest.registration.DepositManifest.File;
import io.bailiwick.ingest.registration.DepositManifest.Table;
import io.bailiwick.ingest.rejection.Refusal;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import org.jspecify.annotations.Nullable;

/**
 * One deposit: a ZIP with the XML and the CSV files that the XML names, or the XML alone, plain or
 * gzip.
 */
final class DepositArchive implements AutoCloseable {
  private final Content content;
  private final Bounds bounds;
  private final @Nullable ZipFile zip;
  private final Map<String, ZipEntry> entries = new HashMap<>();
  private final DepositManifest manifest;

  DepositArchive(Content content, Bounds bounds) throws IOException {
    this.content = content;
    this.bounds = bounds;
    this.zip = isZip(content) ? zip(content) : null;
    try {
      if (zip != null) {
        list(zip);
      }
      try (InputStream xml = xml()) {
        this.manifest = ManifestReader.read(xml);
      }
    } catch (IOException | RuntimeException e) {
      close();
      throw e;
    }
  }

  private static boolean isZip(Content content) throws IOException {
    try (InputStream start = Files.newInputStream(content.file())) {
      return switch (Compression.of(start.readNBytes(8))) {
        case ZIP -> true;
        case GZIP -> false;
        case NONE -> false;
        case XZ -> throw Refusal.unusable("A deposit is a ZIP, or XML, plain or gzip.");
      };
    }
  }

  private static ZipFile zip(Content content) throws IOException {
    try {
      return new ZipFile(content.file().toFile());
    } catch (ZipException e) {
      throw Refusal.unusable("The deposit is no ZIP file, or a damaged one.");
    }
  }

  private void list(ZipFile archive) {
    long expanded = 0;
    for (ZipEntry entry : java.util.Collections.list(archive.entries())) {
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
  }

  /** The XML from its beginning; for the caller to close. */
  InputStream xml() throws IOException {
    if (zip == null) {
      return alone();
    }
    List<ZipEntry> xml =
        entries.values().stream().filter(entry -> entry.getName().endsWith(".xml")).toList();
    if (xml.size() != 1) {
      throw Refusal.unusable(
          "The ZIP must hold exactly one XML file; it holds %d.".formatted(xml.size()));
    }
    ZipEntry entry = xml.getFirst();
    return new BufferedInputStream(
        Content.bounded(zip.getInputStream(entry), bounds, entry.getCompressedSize()), 1 << 16);
  }

  private InputStream alone() throws IOException {
    InputStream text = content.text(null, bounds);
    text.mark(64);
    String start =
        new String(text.readNBytes(64), java.nio.charset.StandardCharsets.UTF_8)
            .replace("\ufeff", "")
            .stripLeading();
    text.reset();
    if (!start.startsWith("<")) {
      text.close();
      throw Refusal.unusable("The deposit is neither a ZIP file nor XML.");
    }
    return text;
  }

  DepositManifest manifest() {
    return manifest;
  }

  /** The rows of a table. */
  TableRows open(Table table) {
    return new TableRows(table, this::open);
  }

  private InputStream open(File file) throws IOException {
    ZipEntry entry = entries.get(file.name().substring(file.name().lastIndexOf('/') + 1));
    if (zip == null || entry == null) {
      throw Refusal.unusable("The file %s is not in the ZIP.".formatted(file.name()));
    }
    InputStream in = zip.getInputStream(entry);
    return Content.bounded(
        file.gzip() ? new GZIPInputStream(in, 1 << 16) : in, bounds, entry.getCompressedSize());
  }

  @Override
  public void close() throws IOException {
    if (zip != null) {
      zip.close();
    }
  }
}

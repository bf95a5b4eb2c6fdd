package io.bailiwick.ingest.content;

import io.bailiwick.ingest.rejection.Refusal;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * Files of a ZIP one after another, each followed by a line feed. Their names are never paths to
 * us.
 */
final class ZippedFiles extends InputStream {

  /** Most files in one ZIP, wanted or not. */
  private static final int FILE_LIMIT = 100_000;

  private final ZipFile zip;
  private final Iterator<? extends ZipEntry> files;
  private InputStream file = nullInputStream();

  private ZippedFiles(ZipFile zip, Iterator<? extends ZipEntry> files) {
    this.zip = zip;
    this.files = files;
  }

  /** The files whose names end like this, in the order of their names. */
  static InputStream open(Path file, String ending) throws IOException {
    ZipFile zip = new ZipFile(file.toFile());
    try {
      if (zip.size() > FILE_LIMIT) {
        throw Refusal.tooLarge("The ZIP holds more than %,d files.".formatted(FILE_LIMIT));
      }
      List<? extends ZipEntry> wanted =
          zip.stream()
              .filter(entry -> !entry.isDirectory())
              .filter(entry -> entry.getName().toLowerCase(Locale.ROOT).endsWith(ending))
              .sorted(Comparator.comparing(ZipEntry::getName))
              .toList();
      if (wanted.isEmpty()) {
        throw Refusal.unusable("The ZIP holds no file that ends in %s.".formatted(ending));
      }
      ZippedFiles files = new ZippedFiles(zip, wanted.iterator());
      files.file = zip.getInputStream(files.files.next());
      return files;
    } catch (IOException | RuntimeException e) {
      zip.close();
      throw e;
    }
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    int read = file.read(buffer, offset, length);
    if (read >= 0 || !files.hasNext()) {
      return read;
    }
    file.close();
    file = zip.getInputStream(files.next());
    buffer[offset] = '\n';
    return 1;
  }

  @Override
  public void close() throws IOException {
    try (zip) {
      file.close();
    }
  }
}

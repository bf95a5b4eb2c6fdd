package io.bailiwick.ingest.content;

import io.bailiwick.common.json.Hashes;
import io.bailiwick.ingest.rejection.Refusal;
import io.bailiwick.ingest.spool.Spool;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipInputStream;
import org.jspecify.annotations.Nullable;
import org.tukaani.xz.XZInputStream;

/**
 * The bytes of one upload, in a temporary file that goes away with {@link #close()}. Memory does
 * not grow with it.
 */
public final class Content implements AutoCloseable {
  /** Of the XZ decoder; the format's largest usual preset needs 65 MiB. */
  private static final int XZ_MEMORY_KIB = 96 << 10;

  private final Path file;
  private final long bytes;
  private final String sha256;
  private final byte[] head;

  private Content(Path file, long bytes, String sha256, byte[] head) {
    this.file = file;
    this.bytes = bytes;
    this.sha256 = sha256;
    this.head = head;
  }

  /**
   * Writes the stream to a temporary file, refusing more than {@code maxBytes} and nothing at all.
   *
   * @throws io.bailiwick.ingest.spool.SpoolException where there is no room for it
   */
  public static Content receive(InputStream in, long maxBytes) throws IOException {
    Path file = Spool.ofThisProcess().create(".upload");
    try {
      MessageDigest digest = Hashes.sha256();
      long bytes = 0;
      try (OutputStream out = new DigestOutputStream(Spool.write(file), digest)) {
        byte[] buffer = new byte[1 << 16];
        for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
          bytes += read;
          if (bytes > maxBytes) {
            throw Refusal.tooLarge("The content is larger than %,d bytes.".formatted(maxBytes));
          }
          out.write(buffer, 0, read);
        }
      }
      if (bytes == 0) {
        throw Refusal.unusable(
            "The content is empty. An empty answer is a failed fetch, not a feed without entries.");
      }
      try (InputStream start = Files.newInputStream(file)) {
        return new Content(
            file, bytes, HexFormat.of().formatHex(digest.digest()), start.readNBytes(8));
      }
    } catch (IOException | RuntimeException e) {
      Files.deleteIfExists(file);
      throw e;
    }
  }

  /** Size as received. */
  public long bytes() {
    return bytes;
  }

  /** SHA-256 of the bytes as received, in lower-case hexadecimal. */
  public String sha256() {
    return sha256;
  }

  /** How it came. */
  public Compression compression() {
    return Compression.of(head);
  }

  public Path file() {
    return file;
  }

  /**
   * The expanded text. Compression is told by the first bytes and must agree with the declared
   * media type; a ZIP must hold exactly one file. Reading refuses damaged content, content past its
   * bounds, and what is plainly no data: blank content, an HTML page, content packed twice.
   */
  public InputStream text(@Nullable String mediaType, Bounds bounds) throws IOException {
    return text(mediaType, bounds, null);
  }

  /**
   * The same, of a kind of text that may come as many files.
   *
   * @param filesInZip how the names of the files end that make up the text, for example {@code
   *     .json}: they are read one after another in the order of their names, each on a line of its
   *     own, and other files are left alone; null where a ZIP must hold exactly one file
   */
  public InputStream text(@Nullable String mediaType, Bounds bounds, @Nullable String filesInZip)
      throws IOException {
    Compression compression = Compression.of(head);
    if (mediaType != null && !compression.agreesWith(mediaType)) {
      throw Refusal.wrongType(
          "The content is declared as %s, but its first bytes say %s."
              .formatted(mediaType, compression == Compression.NONE ? "plain text" : compression));
    }
    InputStream packed = new BufferedInputStream(Files.newInputStream(file), 1 << 16);
    try {
      InputStream expanded = expanded(packed, compression, filesInZip);
      BufferedInputStream text =
          new BufferedInputStream(new BoundedInputStream(expanded, bounds, bytes), 1 << 16);
      checkItIsData(text);
      return text;
    } catch (IOException | RuntimeException e) {
      packed.close();
      if (e instanceof java.io.EOFException
          || e instanceof ZipException
          || e instanceof org.tukaani.xz.XZIOException) {
        throw Refusal.unusable("The compressed content is damaged or ends too early.");
      }
      throw e;
    }
  }

  /** The stream within bounds: refuses what grows past them and what turns out to be damaged. */
  public static InputStream bounded(InputStream expanded, Bounds bounds, long packedBytes) {
    return new BoundedInputStream(expanded, bounds, packedBytes);
  }

  private InputStream expanded(
      InputStream packed, Compression compression, @Nullable String filesInZip) throws IOException {
    return switch (compression) {
      case NONE -> packed;
      case GZIP -> new GZIPInputStream(packed, 1 << 16);
      case XZ -> new XZInputStream(packed, XZ_MEMORY_KIB);
      case ZIP -> {
        if (filesInZip == null) {
          yield onlyEntry(packed);
        }
        packed.close();
        yield ZippedFiles.open(file, filesInZip);
      }
    };
  }

  private InputStream onlyEntry(InputStream packed) throws IOException {
    try (var zip = new java.util.zip.ZipFile(file.toFile())) {
      long files = zip.stream().filter(entry -> !entry.isDirectory()).count();
      if (files != 1) {
        throw Refusal.unusable("The ZIP must hold exactly one file; it holds %d.".formatted(files));
      }
    }
    ZipInputStream zip = new ZipInputStream(packed);
    ZipEntry entry = zip.getNextEntry();
    while (entry != null && entry.isDirectory()) {
      entry = zip.getNextEntry();
    }
    return zip;
  }

  private static void checkItIsData(BufferedInputStream text) throws IOException {
    text.mark(4096);
    byte[] start = text.readNBytes(4096);
    text.reset();
    if (Compression.of(start) != Compression.NONE) {
      throw Refusal.unusable("The content is compressed twice.");
    }
    String beginning =
        new String(start, StandardCharsets.UTF_8)
            .replace("\ufeff", "")
            .strip()
            .toLowerCase(Locale.ROOT);
    if (beginning.isEmpty()) {
      throw Refusal.unusable("The content is blank.");
    }
    if (beginning.startsWith("<!doctype html")
        || beginning.startsWith("<html")
        || beginning.startsWith("<head")) {
      throw Refusal.unusable("The content is an HTML page, not a feed.");
    }
  }

  @Override
  public void close() throws IOException {
    Files.deleteIfExists(file);
  }
}

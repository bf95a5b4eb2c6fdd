package io.bailiwick.ingest.content;

import io.bailiwick.ingest.rejection.Refusal;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.ZipException;

/**
 * Reads expanded content and refuses it once it grows past its bounds or turns out to be damaged.
 */
final class BoundedInputStream extends FilterInputStream {
  private final Bounds bounds;
  private final long packedBytes;
  private long expanded;

  BoundedInputStream(InputStream in, Bounds bounds, long packedBytes) {
    super(in);
    this.bounds = bounds;
    this.packedBytes = Math.max(1, packedBytes);
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    int read;
    try {
      read = in.read(buffer, offset, length);
    } catch (EOFException | ZipException | org.tukaani.xz.XZIOException damaged) {
      throw Refusal.unusable("The compressed content is damaged or ends too early.");
    }
    if (read > 0) {
      expanded += read;
      if (expanded > bounds.maxExpandedBytes()) {
        throw Refusal.tooLarge(
            "Expanded, the content is larger than %,d bytes.".formatted(bounds.maxExpandedBytes()));
      }
      if (expanded > Bounds.RATIO_FLOOR && expanded / packedBytes > bounds.maxRatio()) {
        throw Refusal.tooLarge(
            "The content expands to more than %d times its size.".formatted(bounds.maxRatio()));
      }
    }
    return read;
  }

  @Override
  public long skip(long n) throws IOException {
    return readNBytes((int) Math.min(n, 8192)).length;
  }

  /** Zero: the XZ decoder would report its damage here a second time. */
  @Override
  public int available() {
    return 0;
  }

  @Override
  public boolean markSupported() {
    return false;
  }
}

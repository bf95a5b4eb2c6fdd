package io.bailiwick.ingest.payload;

import io.bailiwick.common.problem.ProblemException;
import io.bailiwick.common.sql.Sql;
import io.bailiwick.ingest.content.Compression;
import io.bailiwick.ingest.content.Content;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of payloads as received, in pieces in the database: where the facts are, so that they
 * are there together or not at all, for every replica. What came unpacked is packed with gzip.
 */
@ApplicationScoped
class PayloadContents {
  private static final int PIECE = 1 << 20;

  private final Sql sql;

  @Inject
  PayloadContents(Sql sql) {
    this.sql = sql;
  }

  /** In the current transaction. */
  void keep(UUID payload, Content content) throws IOException {
    try (InputStream in = Files.newInputStream(content.file());
        Pieces pieces = new Pieces(payload, content.compression() == Compression.NONE)) {
      if (pieces.packed) {
        try (GZIPOutputStream gzip = new GZIPOutputStream(pieces, 1 << 16)) {
          in.transferTo(gzip);
        }
      } else {
        in.transferTo(pieces);
      }
    }
  }

  /** Writes a row for each full piece, and the rest when it is closed. */
  private final class Pieces extends OutputStream {
    private final UUID payload;
    private final boolean packed;
    private final byte[] piece = new byte[PIECE];
    private int length;
    private int number;

    Pieces(UUID payload, boolean packed) {
      this.payload = payload;
      this.packed = packed;
    }

    @Override
    public void write(int b) {
      write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int count) {
      int done = 0;
      while (done < count) {
        int part = Math.min(count - done, PIECE - length);
        System.arraycopy(bytes, offset + done, piece, length, part);
        length += part;
        done += part;
        if (length == PIECE) {
          store();
        }
      }
    }

    private void store() {
      sql.update(
          "INSERT INTO payload_content (payload_id, number, packed, bytes) VALUES (?, ?, ?, ?)",
          payload,
          number++,
          packed,
          Arrays.copyOf(piece, length));
      length = 0;
    }

    @Override
    public void close() {
      if (length > 0) {
        store();
      }
    }
  }

  /**
   * The bytes as received.
   *
   * @throws ProblemException CONFLICT where they are not kept
   */
  InputStream bytes(UUID payload) throws IOException {
    boolean packed =
        sql.first(
                "SELECT packed FROM payload_content WHERE payload_id = ? AND number = 0",
                row -> row.flag("packed"),
                payload)
            .orElseThrow(
                () ->
                    ProblemException.conflict(
                        "The bytes of this payload are not kept.",
                        List.of("Fetch the source again and send it as a new payload.")));
    InputStream stored = new Stored(payload);
    return packed ? new GZIPInputStream(stored, 1 << 16) : stored;
  }

  /** Piece after piece from the database. */
  private final class Stored extends InputStream {
    private final UUID payload;
    private @Nullable InputStream piece;
    private int number;

    Stored(UUID payload) {
      this.payload = payload;
      this.piece = load();
    }

    private @Nullable InputStream load() {
      return sql.first(
              "SELECT bytes FROM payload_content WHERE payload_id = ? AND number = ?",
              row -> new ByteArrayInputStream(row.bytes("bytes")),
              payload,
              number++)
          .orElse(null);
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      while (piece != null) {
        int read = piece.read(buffer, offset, length);
        if (read != -1) {
          return read;
        }
        piece = load();
      }
      return -1;
    }
  }
}

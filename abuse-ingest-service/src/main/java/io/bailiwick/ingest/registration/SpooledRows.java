package io.bailiwick.ingest.registration;

import io.bailiwick.common.sql.CopyRows;
import io.bailiwick.common.sql.Sql;
import io.bailiwick.ingest.spool.Spool;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * Rows for a table that must wait while another is copied: a connection copies one at a time. They
 * lie in a temporary file, which is made when the first comes.
 */
final class SpooledRows implements AutoCloseable {
  private @Nullable Path file;
  private @Nullable OutputStream disk;
  private @Nullable OutputStream out;
  private @Nullable CopyRows rows;
  private long count;

  /** The next row, for the caller to fill and end. */
  CopyRows next() throws IOException {
    if (rows == null) {
      file = Spool.ofThisProcess().create(".rows");
      disk = Spool.write(file);
      out = new BufferedOutputStream(disk, 1 << 16);
      rows = CopyRows.to(out);
    }
    count++;
    return rows;
  }

  long count() {
    return count;
  }

  void copyTo(Sql sql, String target) throws IOException {
    if (rows == null || out == null || file == null) {
      return;
    }
    try {
      rows.flush();
    } catch (SQLException e) {
      throw new IOException(e);
    }
    out.close();
    try (InputStream in = new BufferedInputStream(Files.newInputStream(file), 1 << 16)) {
      sql.copy(target, in);
    }
  }

  /** What is still buffered is not wanted any more. */
  @Override
  public void close() throws IOException {
    try {
      if (disk != null) {
        disk.close();
      }
    } finally {
      if (file != null) {
        Files.deleteIfExists(file);
      }
    }
  }
}

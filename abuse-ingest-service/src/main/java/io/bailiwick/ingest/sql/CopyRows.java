package io.bailiwick.ingest.sql;

import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.postgresql.copy.CopyIn;

/** Rows of a COPY in PostgreSQL's text format: cells in order, then {@link #end()}. */
public final class CopyRows {
  private static final int CHUNK = 1 << 15;

  private final CopyIn copy;
  private final StringBuilder buffer = new StringBuilder(CHUNK + 4096);
  private boolean first = true;

  CopyRows(CopyIn copy) {
    this.copy = copy;
  }

  public CopyRows text(@Nullable String text) {
    separate();
    if (text == null) {
      buffer.append("\\N");
      return this;
    }
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '\\' -> buffer.append("\\\\");
        case '\t' -> buffer.append("\\t");
        case '\n' -> buffer.append("\\n");
        case '\r' -> buffer.append("\\r");
        case '\0' -> buffer.append('\ufffd'); // PostgreSQL holds no NUL
        default -> buffer.append(c);
      }
    }
    return this;
  }

  public CopyRows number(long number) {
    separate();
    buffer.append(number);
    return this;
  }

  public CopyRows flag(boolean flag) {
    separate();
    buffer.append(flag ? 't' : 'f');
    return this;
  }

  /** So many empty cells. */
  public CopyRows nulls(int count) {
    for (int i = 0; i < count; i++) {
      separate();
      buffer.append("\\N");
    }
    return this;
  }

  public CopyRows id(UUID id) {
    separate();
    buffer.append(id);
    return this;
  }

  public CopyRows time(@Nullable Instant time) {
    return text(time == null ? null : time.toString());
  }

  public void end() throws SQLException {
    buffer.append('\n');
    first = true;
    if (buffer.length() >= CHUNK) {
      flush();
    }
  }

  void flush() throws SQLException {
    byte[] bytes = buffer.toString().getBytes(StandardCharsets.UTF_8);
    copy.writeToCopy(bytes, 0, bytes.length);
    buffer.setLength(0);
  }

  private void separate() {
    if (first) {
      first = false;
    } else {
      buffer.append('\t');
    }
  }
}

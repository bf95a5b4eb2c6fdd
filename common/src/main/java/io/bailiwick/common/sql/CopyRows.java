package io.bailiwick.common.sql;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.postgresql.copy.CopyIn;

/** Rows of a COPY in PostgreSQL's text format: cells in order, then {@link #end()}. */
public final class CopyRows {
  private static final int CHUNK = 1 << 15;

  private interface Target {
    void write(byte[] bytes) throws SQLException;
  }

  private final Target target;
  private final StringBuilder buffer = new StringBuilder(CHUNK + 4096);
  private boolean first = true;

  private CopyRows(Target target) {
    this.target = target;
  }

  CopyRows(CopyIn copy) {
    this(bytes -> copy.writeToCopy(bytes, 0, bytes.length));
  }

  /** Rows kept for a later COPY: {@link Sql#copy(String, java.io.InputStream)}. */
  public static CopyRows to(OutputStream out) {
    return new CopyRows(
        bytes -> {
          try {
            out.write(bytes);
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });
  }

  public CopyRows text(@Nullable String text) {
    separate();
    if (text == null) {
      buffer.append("\\N");
      return this;
    }
    int plain = 0;
    while (plain < text.length() && isPlain(text.charAt(plain))) {
      plain++;
    }
    buffer.append(text, 0, plain);
    for (int i = plain; i < text.length(); i++) {
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

  private static boolean isPlain(char c) {
    return c > '\r' && c != '\\';
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

  /** Hands over what is buffered. */
  public void flush() throws SQLException {
    target.write(buffer.toString().getBytes(StandardCharsets.UTF_8));
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

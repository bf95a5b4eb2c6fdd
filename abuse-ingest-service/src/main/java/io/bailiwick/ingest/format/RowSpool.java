package io.bailiwick.ingest.format;

import io.bailiwick.ingest.rejection.Refusal;
import io.bailiwick.ingest.rejection.RejectionReason;
import io.bailiwick.ingest.spool.Spool;
import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Rows that wait, in a temporary file once they are many, until what decides over them has been
 * read, too, so that memory does not grow with their number. Each carries a number of its reader's
 * choice.
 */
final class RowSpool implements AutoCloseable {

  /** Takes the rows back, in the order in which they were put. */
  @FunctionalInterface
  interface Sink {
    void accept(long mark, Row row) throws IOException;
  }

  private static final int REPORT = 1;
  private static final int WITHDRAWAL = 2;
  private static final int UNREADABLE = 3;

  private Spill spill = new Spill();
  private DataOutputStream out = new DataOutputStream(spill);
  private long rows;

  /**
   * @throws Refusal past 2 GiB
   */
  void put(long mark, Row row) throws IOException {
    if (out.size() == Integer.MAX_VALUE) {
      throw Refusal.tooLarge("The rows of one document take more than 2 GiB; send it in parts.");
    }
    rows++;
    out.writeLong(mark);
    out.writeLong(row.line());
    text(row.raw());
    switch (row) {
      case Row.Report report -> {
        out.writeByte(REPORT);
        text(report.value());
        text(report.time());
        text(report.type());
        out.writeInt(report.threats().size());
        for (String threat : report.threats()) {
          text(threat);
        }
        out.writeBoolean(report.compromised());
      }
      case Row.Withdrawal ended -> {
        out.writeByte(WITHDRAWAL);
        text(ended.value());
        text(ended.type());
        text(ended.time());
      }
      case Row.Unreadable bad -> {
        out.writeByte(UNREADABLE);
        text(bad.reason().name());
        text(bad.detail());
      }
    }
  }

  /** Hands all rows over and is empty again. */
  void drain(Sink sink) throws IOException {
    out.flush();
    try (Spill full = spill;
        DataInputStream in = new DataInputStream(full.read())) {
      for (long i = 0; i < rows; i++) {
        sink.accept(in.readLong(), row(in));
      }
    }
    rows = 0;
    spill = new Spill();
    out = new DataOutputStream(spill);
  }

  private static Row row(DataInputStream in) throws IOException {
    long line = in.readLong();
    String raw = required(in);
    return switch (in.readByte()) {
      case REPORT -> {
        String value = required(in);
        String time = text(in);
        String type = text(in);
        int words = in.readInt();
        List<String> threats = new ArrayList<>(words);
        for (int i = 0; i < words; i++) {
          threats.add(required(in));
        }
        yield new Row.Report(line, raw, value, time, type, threats, in.readBoolean());
      }
      case WITHDRAWAL -> new Row.Withdrawal(line, raw, required(in), text(in), text(in));
      default -> new Row.Unreadable(line, raw, RejectionReason.valueOf(required(in)), required(in));
    };
  }

  private void text(@Nullable String text) throws IOException {
    if (text == null) {
      out.writeInt(-1);
    } else {
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      out.writeInt(bytes.length);
      out.write(bytes);
    }
  }

  private static @Nullable String text(DataInputStream in) throws IOException {
    int length = in.readInt();
    return length < 0 ? null : new String(in.readNBytes(length), StandardCharsets.UTF_8);
  }

  private static String required(DataInputStream in) throws IOException {
    String text = text(in);
    return text == null ? "" : text;
  }

  @Override
  public void close() throws IOException {
    spill.close();
  }

  /** Bytes in memory while they are few, and in a temporary file once they are many. */
  private static final class Spill extends OutputStream {
    private static final int IN_MEMORY = 1 << 20;

    private final ByteArrayOutputStream memory = new ByteArrayOutputStream(256);
    private @Nullable Path file;
    private @Nullable OutputStream disk;

    @Override
    public void write(int b) throws IOException {
      write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      if (memory.size() + length > IN_MEMORY) {
        moveToDisk();
      }
      memory.write(bytes, offset, length);
    }

    private void moveToDisk() throws IOException {
      OutputStream to = disk;
      if (to == null) {
        Path spilled = Spool.ofThisProcess().create(".rows");
        file = spilled;
        to = Spool.write(spilled);
        disk = to;
      }
      memory.writeTo(to);
      memory.reset();
    }

    /** What was written; nothing more is. */
    InputStream read() throws IOException {
      Path spilled = file;
      InputStream rest = new ByteArrayInputStream(memory.toByteArray());
      return spilled == null
          ? rest
          : new SequenceInputStream(
              new BufferedInputStream(Files.newInputStream(spilled), 1 << 16), rest);
    }

    @Override
    public void close() throws IOException {
      try {
        OutputStream from = disk;
        if (from != null) {
          from.close();
        }
      } finally {
        Path spilled = file;
        if (spilled != null) {
          Files.deleteIfExists(spilled);
        }
      }
    }
  }
}

package io.bailiwick.ingest.format;

import io.bailiwick.ingest.rejection.Refusal;
import io.bailiwick.ingest.rejection.RejectionReason;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Rows that wait in a temporary file until what decides over them has been read, too, so that
 * memory does not grow with their number. Each carries a number of its reader's choice.
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

  private final Path file;
  private DataOutputStream out;
  private long rows;

  RowSpool() throws IOException {
    file = Files.createTempFile("bailiwick-", ".rows");
    out = opened(file);
  }

  private static DataOutputStream opened(Path file) throws IOException {
    return new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(file), 1 << 16));
  }

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
        Integer confidence = report.confidence();
        out.writeByte(confidence == null ? -1 : confidence);
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
    out.close();
    try (DataInputStream in =
        new DataInputStream(new BufferedInputStream(Files.newInputStream(file), 1 << 16))) {
      for (long i = 0; i < rows; i++) {
        sink.accept(in.readLong(), row(in));
      }
    }
    rows = 0;
    out = opened(file);
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
        boolean compromised = in.readBoolean();
        int confidence = in.readByte();
        yield new Row.Report(
            line,
            raw,
            value,
            time,
            type,
            threats,
            compromised,
            confidence < 0 ? null : Integer.valueOf(confidence));
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
    try {
      out.close();
    } finally {
      Files.deleteIfExists(file);
    }
  }
}

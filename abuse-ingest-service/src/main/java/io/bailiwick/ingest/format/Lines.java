package io.bailiwick.ingest.format;

import io.bailiwick.ingest.rejection.RejectionReason;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PushbackReader;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The lines of a text, one at a time and bounded: a line that is too long or not UTF-8 is told
 * apart, and the lines after it are read on. Lines end in LF or CRLF; a byte order mark at the
 * beginning is not part of the text.
 */
public final class Lines {
  /** Longest line in bytes. */
  public static final int LINE_LIMIT = 64 << 10;

  /** A noncharacter, which no text should hold, in the place of bytes that are not UTF-8. */
  static final char NOT_UTF8 = '\uffff';

  /** How much of a row is kept beside its rejection, in characters. */
  public static final int RAW_LIMIT = 2000;

  /**
   * One line.
   *
   * @param number from 1
   * @param text without its end; of an unreadable line the beginning, with U+FFFD for what is not
   *     UTF-8
   * @param problem null for a good line
   */
  public record Line(long number, String text, @Nullable RejectionReason problem) {

    /** The unreadable row that a bad line makes. */
    Row.Unreadable unreadable() {
      return problem == RejectionReason.LINE_TOO_LONG
          ? unreadable(
              RejectionReason.LINE_TOO_LONG, "Longer than %,d bytes.".formatted(LINE_LIMIT))
          : unreadable(RejectionReason.INVALID_UTF8, "The bytes are not UTF-8.");
    }

    Row.Unreadable unreadable(RejectionReason reason, String detail) {
      return new Row.Unreadable(number, raw(text), reason, detail);
    }
  }

  private final InputStream in;
  private final byte[] buffer = new byte[1 << 16];
  private final CharsetDecoder decoder =
      StandardCharsets.UTF_8
          .newDecoder()
          .onMalformedInput(CodingErrorAction.REPORT)
          .onUnmappableCharacter(CodingErrorAction.REPORT);
  private final Deque<Line> returned = new ArrayDeque<>();
  private byte[] line = new byte[1024];
  private int position;
  private int limit;
  private long number;

  public Lines(InputStream in) {
    this.in = in;
  }

  /**
   * The whole text, for formats that are not made of lines; {@link #NOT_UTF8} stands for what is
   * not UTF-8.
   */
  Reader rest() throws IOException {
    if (number > 0 || position < limit) {
      throw new IllegalStateException("lines have been read already");
    }
    PushbackReader text =
        new PushbackReader(
            new BufferedReader(
                new InputStreamReader(
                    in,
                    StandardCharsets.UTF_8
                        .newDecoder()
                        .onMalformedInput(CodingErrorAction.REPLACE)
                        .onUnmappableCharacter(CodingErrorAction.REPLACE)
                        .replaceWith(String.valueOf(NOT_UTF8)))));
    int first = text.read();
    if (first >= 0 && first != '\ufeff') {
      text.unread(first);
    }
    return text;
  }

  /** The next line, null at the end. */
  public @Nullable Line next() throws IOException {
    Line before = returned.pollFirst();
    if (before != null) {
      return before;
    }
    int length = 0;
    boolean tooLong = false;
    boolean any = false;
    while (true) {
      if (position == limit) {
        limit = in.read(buffer);
        position = 0;
        if (limit < 0) {
          limit = 0;
          break;
        }
      }
      any = true;
      int end = position;
      while (end < limit && buffer[end] != '\n') {
        end++;
      }
      int part = end - position;
      int room = LINE_LIMIT - length;
      if (part > room) {
        tooLong = true;
        part = room;
      }
      if (length + part > line.length) {
        line =
            java.util.Arrays.copyOf(
                line, Math.min(LINE_LIMIT, Math.max(2 * line.length, length + part)));
      }
      System.arraycopy(buffer, position, line, length, part);
      length += part;
      position = end;
      if (end < limit) {
        position++;
        break;
      }
    }
    return any ? line(length, tooLong) : null;
  }

  /** Puts lines back; they come again, in this order, before the rest. */
  void giveBack(List<Line> lines) {
    lines.reversed().forEach(returned::addFirst);
  }

  /** The beginning of a row that is kept beside its rejection. */
  static String raw(String text) {
    // PostgreSQL holds no NUL in text.
    String kept = text.length() <= RAW_LIMIT ? text : text.substring(0, RAW_LIMIT);
    return kept.replace('\0', '\ufffd');
  }

  private Line line(int byteLength, boolean tooLong) {
    number++;
    int from =
        number == 1
                && byteLength >= 3
                && line[0] == (byte) 0xef
                && line[1] == (byte) 0xbb
                && line[2] == (byte) 0xbf
            ? 3
            : 0;
    int to =
        !tooLong && byteLength > from && line[byteLength - 1] == '\r' ? byteLength - 1 : byteLength;
    if (tooLong) {
      return new Line(
          number,
          new String(line, from, RAW_LIMIT, StandardCharsets.UTF_8),
          RejectionReason.LINE_TOO_LONG);
    }
    try {
      return new Line(
          number, decoder.decode(ByteBuffer.wrap(line, from, to - from)).toString(), null);
    } catch (CharacterCodingException notUtf8) {
      return new Line(
          number,
          new String(line, from, to - from, StandardCharsets.UTF_8),
          RejectionReason.INVALID_UTF8);
    }
  }
}

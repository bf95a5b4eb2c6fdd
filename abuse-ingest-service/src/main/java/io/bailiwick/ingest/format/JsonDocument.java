package io.bailiwick.ingest.format;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import io.bailiwick.ingest.format.Lines.Line;
import io.bailiwick.ingest.rejection.Refusal;
import io.bailiwick.ingest.rejection.RejectionReason;
import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A walk through JSON text (RFC 8259), one value at a time, in bounded memory. Text that breaks off
 * or is no JSON is a damaged payload and is refused; an object that is too large or holds bytes
 * that are not UTF-8 costs only itself. Several documents may follow one another, as the pages of
 * one answer do.
 */
final class JsonDocument implements AutoCloseable {

  /** Most characters of one object that are kept for reading it. */
  static final int ROW_LIMIT = 256 << 10;

  /** Most values of one object. */
  private static final int VALUE_LIMIT = 20_000;

  private static final int DEPTH_LIMIT = 64;

  private static final JsonFactory JSON =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(DEPTH_LIMIT)
                  .maxStringLength(8 << 20)
                  .maxNameLength(4096)
                  .maxNumberLength(256)
                  .build())
          // Names in feeds are chosen by strangers: none of them is to stay in memory.
          .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
          .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
          .build();

  private final RawText text;
  private final JsonParser parser;
  private int documents;

  JsonDocument(Lines lines) throws IOException {
    this(lines.rest());
  }

  private JsonDocument(Reader reader) throws IOException {
    text = new RawText(reader);
    parser = JSON.createParser(text);
  }

  /**
   * The object on one line of JSON lines; the row says what is wrong with it.
   *
   * @param keep names of the members to keep, at any depth; null for all
   */
  static JsonRow ofLine(Line line, @Nullable Set<String> keep) {
    if (line.problem() != null) {
      return unread(line.unreadable());
    }
    try (JsonDocument json = new JsonDocument(new StringReader(line.text()))) {
      if (json.next() == JsonToken.START_OBJECT) {
        JsonRow row = json.row(keep);
        if (json.next() == null) {
          String raw = Lines.raw(line.text());
          Row.Unreadable problem = row.problem();
          return new JsonRow(
              line.number(),
              raw,
              row.members(),
              problem == null ? null : line.unreadable(problem.reason(), problem.detail()));
        }
      }
      return unread(line.unreadable(RejectionReason.MALFORMED_ROW, "Not one JSON object."));
    } catch (Refusal | IOException notJson) {
      return unread(line.unreadable(RejectionReason.MALFORMED_ROW, "Not one JSON object."));
    }
  }

  private static JsonRow unread(Row.Unreadable problem) {
    return new JsonRow(problem.line(), problem.raw(), new JsonValue.Members(Map.of()), problem);
  }

  /** Moves to the next document; false at the end of the text. */
  boolean nextDocument() throws IOException {
    boolean there = next() != null;
    if (there) {
      documents++;
    } else if (documents == 0) {
      throw Refusal.unusable("There is no JSON in the content.");
    }
    return there;
  }

  /** Moves to the next item of the array at hand; false at its end. */
  boolean nextItem() throws IOException {
    return next() != JsonToken.END_ARRAY;
  }

  /** Moves to the value of the next member of the object at hand and names it; null at its end. */
  @Nullable String nextMember() throws IOException {
    if (next() == JsonToken.END_OBJECT) {
      return null;
    }
    String name = parser.currentName();
    next();
    return name == null ? "" : name;
  }

  boolean isObject() {
    return parser.currentToken() == JsonToken.START_OBJECT;
  }

  boolean isArray() {
    return parser.currentToken() == JsonToken.START_ARRAY;
  }

  boolean isNull() {
    return parser.currentToken() == JsonToken.VALUE_NULL;
  }

  /** Where the value at hand begins. */
  long line() {
    return parser.currentTokenLocation().getLineNr();
  }

  /** The text of the scalar at hand; null, and read over, where it is none. */
  @Nullable String scalar() throws IOException {
    if (isObject() || isArray() || isNull()) {
      skip();
      return null;
    }
    try {
      return parser.getText();
    } catch (JsonProcessingException e) {
      throw damaged();
    }
  }

  /** Reads over the value at hand. */
  void skip() throws IOException {
    try {
      parser.skipChildren();
    } catch (JsonProcessingException e) {
      throw damaged();
    }
    if (parser.currentToken() == null) {
      throw damaged();
    }
  }

  /** A refusal that says where. */
  Refusal refusal(String what) {
    return Refusal.unusable("Line %d: %s".formatted(line(), what));
  }

  /**
   * Reads the value at hand, which should be an object, as a row.
   *
   * @param keep names of the members to keep, at any depth; null for all
   */
  JsonRow row(@Nullable Set<String> keep) throws IOException {
    long line = line();
    text.begin(parser.currentTokenLocation().getCharOffset());
    boolean object = isObject();
    Reading reading = new Reading(keep);
    JsonValue value = reading.value();
    String raw = text.end(parser.currentLocation().getCharOffset());
    if (!object) {
      return unread(
          new Row.Unreadable(line, raw, RejectionReason.MALFORMED_ROW, "Not a JSON object."));
    }
    if (reading.isTooLarge()) {
      return unread(
          new Row.Unreadable(
              line,
              raw,
              RejectionReason.LINE_TOO_LONG,
              "The object is larger than %,d characters or %,d values."
                  .formatted(ROW_LIMIT, VALUE_LIMIT)));
    }
    if (reading.notUtf8) {
      return unread(
          new Row.Unreadable(line, raw, RejectionReason.INVALID_UTF8, "The bytes are not UTF-8."));
    }
    return new JsonRow(
        line,
        raw,
        value instanceof JsonValue.Members m ? m : new JsonValue.Members(Map.of()),
        null);
  }

  private @Nullable JsonToken next() throws IOException {
    try {
      JsonToken token = parser.nextToken();
      if (token == null && !parser.getParsingContext().inRoot()) {
        throw damaged();
      }
      return token;
    } catch (JsonProcessingException e) {
      throw damaged();
    }
  }

  private Refusal damaged() {
    return Refusal.unusable(
        "The JSON is damaged, or ends too early, or is nested too deeply, at line %d."
            .formatted(parser.currentLocation().getLineNr()));
  }

  @Override
  public void close() throws IOException {
    parser.close();
  }

  /** Reads one value and counts what is kept of it. */
  private final class Reading {
    private final @Nullable Set<String> keep;
    private int characters;
    private int values;
    private boolean notUtf8;

    Reading(@Nullable Set<String> keep) {
      this.keep = keep;
    }

    boolean isTooLarge() {
      return characters > ROW_LIMIT || values > VALUE_LIMIT;
    }

    @Nullable JsonValue value() throws IOException {
      values++;
      if (isTooLarge()) {
        JsonDocument.this.skip();
        return null;
      }
      if (isObject()) {
        Map<String, JsonValue> members = new LinkedHashMap<>();
        for (String name = nextMember(); name != null; name = nextMember()) {
          characters += name.length();
          JsonValue value = keep == null || keep.contains(name) ? value() : skipped();
          if (value != null) {
            members.put(name, value);
          }
        }
        return new JsonValue.Members(members);
      }
      if (isArray()) {
        List<JsonValue> items = new ArrayList<>();
        while (nextItem()) {
          JsonValue item = value();
          if (item != null) {
            items.add(item);
          }
        }
        return new JsonValue.Items(items);
      }
      String scalar = scalar();
      if (scalar == null) {
        return null;
      }
      characters += scalar.length();
      notUtf8 |= scalar.indexOf(Lines.NOT_UTF8) >= 0;
      return new JsonValue.Text(scalar);
    }

    private @Nullable JsonValue skipped() throws IOException {
      JsonDocument.this.skip();
      return null;
    }
  }

  /** The text as it goes by, so that the beginning of an object can be kept as received. */
  private static final class RawText extends Reader {
    private final Reader in;
    private final StringBuilder kept = new StringBuilder();
    private char[] chunk = new char[0];
    private long chunkStart;
    private int chunkLength;
    private long start = -1;

    RawText(Reader in) {
      this.in = in;
    }

    void begin(long offset) {
      start = offset;
      kept.setLength(0);
    }

    String end(long offset) {
      keep(offset);
      start = -1;
      return Lines.raw(kept.toString().replace(Lines.NOT_UTF8, '\ufffd'));
    }

    private void keep(long end) {
      long from = start + kept.length();
      long to = Math.min(Math.min(end, chunkStart + chunkLength), start + Lines.RAW_LIMIT);
      if (from >= chunkStart && from < to) {
        kept.append(chunk, (int) (from - chunkStart), (int) (to - from));
      }
    }

    @Override
    public int read(char[] buffer, int offset, int length) throws IOException {
      if (start >= 0) {
        keep(Long.MAX_VALUE);
      }
      int read = in.read(buffer, offset, length);
      chunkStart += chunkLength;
      chunkLength = Math.max(0, read);
      if (chunk.length < chunkLength) {
        chunk = new char[chunkLength];
      }
      System.arraycopy(buffer, offset, chunk, 0, chunkLength);
      return read;
    }

    @Override
    public void close() throws IOException {
      in.close();
    }
  }
}

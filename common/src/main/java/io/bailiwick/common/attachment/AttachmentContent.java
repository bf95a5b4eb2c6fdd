package io.bailiwick.common.attachment;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Tells by the bytes what a file is, whatever its name and its sender say, and makes its name safe.
 */
public final class AttachmentContent {
  private static final int LONGEST_NAME = 80;

  /** PNG specification, third edition, section 5.2: signature, then the header chunk. */
  private static final byte[] PNG = HexFormat.of().parseHex("89504e470d0a1a0a0000000d49484452");

  /** ITU-T T.81, B.1.1.3: start of image, followed by another marker. */
  private static final byte[] JPEG = HexFormat.of().parseHex("ffd8ff");

  /** ISO 32000-2, 7.5.2. */
  private static final byte[] PDF = "%PDF-".getBytes(StandardCharsets.US_ASCII);

  /** RFC 5322, 2.2: a field name of printable ASCII, a colon. */
  private static final Pattern FIELD = Pattern.compile("([!-9;-~]{1,100}):[ \t].*");

  /** RFC 5322, 3.6: the fields that a message must have. */
  private static final Set<String> NEEDED = Set.of("from", "date");

  private static final JsonFactory JSON =
      new JsonFactoryBuilder()
          .streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(100).build())
          .build();

  private AttachmentContent() {}

  /** Empty where it is none of the types that are kept. */
  public static Optional<AttachmentType> type(byte[] content) {
    if (startsWith(content, PNG)) {
      return Optional.of(AttachmentType.PNG);
    }
    if (startsWith(content, JPEG)) {
      return Optional.of(AttachmentType.JPEG);
    }
    if (startsWith(content, PDF)) {
      return Optional.of(AttachmentType.PDF);
    }
    String text = text(content);
    if (text == null) {
      return Optional.empty();
    }
    if (isJson(text)) {
      return Optional.of(AttachmentType.JSON);
    }
    return Optional.of(isMessage(text) ? AttachmentType.EML : AttachmentType.TXT);
  }

  private static boolean startsWith(byte[] content, byte[] start) {
    return content.length > start.length
        && Arrays.equals(content, 0, start.length, start, 0, start.length);
  }

  /** UTF-8 without control characters other than tab and line ends; null where it is not that. */
  private static @Nullable String text(byte[] content) {
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(content)).toString();
      boolean plain =
          !text.isBlank()
              && text.chars().noneMatch(c -> c != '\t' && c != '\n' && c != '\r' && isControl(c));
      return plain ? text : null;
    } catch (CharacterCodingException e) {
      return null;
    }
  }

  private static boolean isControl(int c) {
    return Character.getType(c) == Character.CONTROL;
  }

  /** A document of one object or array, nothing behind it. */
  private static boolean isJson(String text) {
    String start = text.stripLeading();
    if (!start.startsWith("{") && !start.startsWith("[")) {
      return false;
    }
    try (JsonParser parser = JSON.createParser(text)) {
      int depth = 0;
      boolean ended = false;
      for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
        if (ended) {
          return false;
        }
        depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
        ended = depth == 0;
      }
      return ended;
    } catch (IOException e) {
      return false;
    }
  }

  private static boolean isMessage(String text) {
    Set<String> seen = new java.util.HashSet<>();
    for (String line : (Iterable<String>) text.lines()::iterator) {
      if (line.isEmpty()) {
        break;
      }
      if (line.startsWith(" ") || line.startsWith("\t")) {
        continue; // the field before goes on
      }
      var field = FIELD.matcher(line);
      if (!field.matches()) {
        return false;
      }
      seen.add(field.group(1).toLowerCase(Locale.ROOT));
    }
    return seen.containsAll(NEEDED);
  }

  /**
   * The last part of the name in letters, digits, dash and underscore, with the extension of the
   * type: no path, no second extension, no quote, no direction mark.
   */
  public static String name(@Nullable String sent, AttachmentType type) {
    String name = sent == null ? "" : sent.replace('\\', '/');
    name = name.substring(name.lastIndexOf('/') + 1);
    int dot = name.lastIndexOf('.');
    name = (dot > 0 ? name.substring(0, dot) : name).replaceAll("[^A-Za-z0-9_-]+", "_");
    name = name.replaceAll("^[_-]+|[_-]+$", "");
    if (name.isEmpty()) {
      name = "attachment";
    }
    return name.substring(0, Math.min(LONGEST_NAME, name.length())) + "." + type.extension();
  }
}

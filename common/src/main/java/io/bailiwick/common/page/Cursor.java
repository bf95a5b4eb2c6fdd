package io.bailiwick.common.page;

import io.bailiwick.common.problem.ProblemException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A position in a sorted list: the sort key of the last row seen, opaque to callers. */
public final class Cursor {

  private static final String SEPARATOR = "\u001f";

  private Cursor() {}

  /** One key out of the sort columns, in their order. */
  public static String key(Object... parts) {
    return Arrays.stream(parts).map(String::valueOf).collect(Collectors.joining(SEPARATOR));
  }

  /**
   * The sort columns out of a key.
   *
   * @throws ProblemException MALFORMED unless there are exactly so many
   */
  public static List<String> parts(String key, int count) {
    List<String> parts = Arrays.asList(key.split(SEPARATOR, -1));
    if (parts.size() != count) {
      throw malformed();
    }
    return parts;
  }

  /** The number in a key of one number. */
  public static long number(String key) {
    try {
      return Long.parseLong(key);
    } catch (NumberFormatException e) {
      throw malformed();
    }
  }

  /** The identifier in a key of one identifier; null for the start of the list. */
  public static @Nullable UUID id(@Nullable String key) {
    try {
      return key == null ? null : UUID.fromString(key);
    } catch (IllegalArgumentException e) {
      throw malformed();
    }
  }

  /**
   * A key as callers get it: for rows that carry their own cursor, so that a reader can go on
   * behind the last row of the last page.
   */
  public static String encode(String key) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(key.getBytes(StandardCharsets.UTF_8));
  }

  static String decode(String cursor) {
    try {
      byte[] bytes = Base64.getUrlDecoder().decode(cursor);
      String key = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      if (key.indexOf('\0') >= 0) {
        throw malformed(); // no key has it, and the database takes it for nothing at all
      }
      return key;
    } catch (IllegalArgumentException | CharacterCodingException e) {
      throw malformed();
    }
  }

  static ProblemException malformed() {
    return ProblemException.malformed(
        "The cursor in 'after' is not one that a page of this list gave.");
  }
}

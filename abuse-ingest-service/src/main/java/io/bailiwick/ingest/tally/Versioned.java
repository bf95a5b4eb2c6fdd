package io.bailiwick.ingest.tally;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * An answer with the name of the state of the facts that it was made from.
 *
 * @param version as in an ETag, without quotation marks
 * @param answer null where the caller knows that of this version
 */
record Versioned<T>(String version, @Nullable T answer) {

  /**
   * Makes the answer if it is not known.
   *
   * @param known an If-None-Match header; null where there is none
   */
  static <T> Versioned<T> unless(@Nullable String known, String version, Supplier<T> answer) {
    return new Versioned<>(
        version, known != null && known.contains(quoted(version)) ? null : answer.get());
  }

  String etag() {
    return quoted(version);
  }

  private static String quoted(String version) {
    return '"' + version + '"';
  }
}

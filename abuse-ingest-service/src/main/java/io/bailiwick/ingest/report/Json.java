package io.bailiwick.ingest.report;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** JSON of strangers: bounded in depth and size, no member twice, errors that quote nothing. */
final class Json {

  /** Longest document, bytes: 1 MiB. */
  static final int LONGEST = 1 << 20;

  private static final int DEEPEST = 20;

  private static final ObjectMapper MAPPER =
      new ObjectMapper(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxNestingDepth(DEEPEST)
                          .maxStringLength(LONGEST)
                          .maxNumberLength(100)
                          .maxNameLength(1000)
                          .maxDocumentLength(LONGEST)
                          .build())
                  // Of two members of one name a reader may see either; then nobody knows the type.
                  .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                  .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
                  .build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  private Json() {}

  /** The document in these bytes; null where there is none, or it is past the bounds. */
  static @Nullable JsonNode tree(byte[] bytes) {
    try {
      JsonNode tree = MAPPER.readTree(bytes);
      return tree.isMissingNode() ? null : tree;
    } catch (IOException e) {
      return null;
    }
  }

  /** A member that is text, stripped; null for anything else and for blank text. */
  static @Nullable String text(JsonNode object, String member) {
    JsonNode value = object.path(member);
    if (!value.isTextual()) {
      return null;
    }
    String text = value.textValue().strip();
    return text.isEmpty() ? null : text;
  }
}

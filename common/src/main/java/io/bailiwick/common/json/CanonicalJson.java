package io.bailiwick.common.json;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;

/**
 * JSON with one spelling: UTF-8, no white space, object members sorted by name, decimals as
 * written, instants as ISO 8601. What is hashed (snapshots, policies, audit content) goes through
 * here, so that equal content has equal bytes in every service.
 */
public final class CanonicalJson {

  private static final ObjectMapper MAPPER =
      JsonMapper.builder()
          .addModule(new JavaTimeModule())
          .addModule(new Jdk8Module())
          .enable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
          .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
          .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
          .disable(SerializationFeature.WRITE_DURATIONS_AS_TIMESTAMPS)
          .enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
          .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .build();

  private static final TypeReference<TreeMap<String, Object>> SORTED_MAP = new TypeReference<>() {};

  private CanonicalJson() {}

  public static byte[] bytes(Object value) {
    return text(value).getBytes(StandardCharsets.UTF_8);
  }

  public static String text(Object value) {
    try {
      // A tree read back into maps sorts what arrived as JsonNode too.
      return MAPPER.writeValueAsString(MAPPER.treeToValue(MAPPER.valueToTree(value), Object.class));
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(
          "not representable as JSON: " + value.getClass().getSimpleName(), e);
    }
  }

  /**
   * The same text as {@link #text}, made in one go: for a large value of records, lists and maps in
   * which there is no JsonNode.
   */
  public static String textOfRecords(Object value) {
    try {
      return MAPPER.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(
          "not representable as JSON: " + value.getClass().getSimpleName(), e);
    }
  }

  /**
   * Reads a document into its type; unknown members are an error, so that a misspelt threshold
   * cannot go unnoticed.
   *
   * @throws IOException with Jackson's path to the fault
   */
  public static <T> T read(String json, Class<T> type) throws IOException {
    return MAPPER.readValue(json, type);
  }

  public static JsonNode tree(String json) throws IOException {
    return MAPPER.readTree(json);
  }

  /**
   * The value as a map of sorted members, for content that goes into an audit entry or an event.
   */
  public static Map<String, Object> map(Object value) {
    return MAPPER.convertValue(value, SORTED_MAP);
  }
}

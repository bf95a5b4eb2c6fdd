package io.bailiwick.qpi.ingest;

import com.fasterxml.jackson.annotation.JsonEnumDefaultValue;
import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;

/** What was known of a name at an instant, as far as this service reads it. */
@JsonIgnoreProperties(ignoreUnknown = true)
public record KnownOfName(
    String name,
    @JsonFormat(with = JsonFormat.Feature.READ_UNKNOWN_ENUM_VALUES_USING_DEFAULT_VALUE) Mx mx) {

  /** Its mail exchange. */
  public enum Mx {
    /** Takes mail. */
    WORKING,
    /** There is a record, and nobody tried whether it takes mail. */
    PRESENT,
    NONE,
    /** Not no. */
    @JsonEnumDefaultValue
    UNKNOWN
  }
}

package io.bailiwick.qpi.ingest;

import com.fasterxml.jackson.annotation.JsonEnumDefaultValue;
import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.bailiwick.common.registrar.RegistrarId;
import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Something that happened to a registration.
 *
 * @param sequence grows with each event that ingest records
 * @param roid repository object identifier; a name that is registered again has another one
 * @param registrar the creating one for a create, the sponsoring one for a delete
 * @param years the term of a create or renewal; null for other kinds
 * @param premium whether the name was sold as a premium name; null where nobody said, which is not
 *     no
 * @param price what the registrar was charged; null where nobody said
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record RegistrationEvent(
    long sequence,
    @JsonFormat(with = JsonFormat.Feature.READ_UNKNOWN_ENUM_VALUES_USING_DEFAULT_VALUE) Kind type,
    String name,
    String roid,
    RegistrarId registrar,
    Instant occurredAt,
    @Nullable Integer years,
    @Nullable Boolean premium,
    @Nullable Price price) {

  /**
   * Money, exact.
   *
   * @param currency ISO 4217 code
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record Price(BigDecimal amount, String currency) {}

  /** Kinds of event. */
  public enum Kind {
    CREATE,
    RENEW,
    TRANSFER,
    DELETE,
    /** A delete inside the add grace period, which undoes the create. */
    AGP_DELETE,
    /** Of no account here: restores, DNSSEC data, holds, and kinds that ingest may add. */
    @JsonEnumDefaultValue
    OTHER
  }
}

package io.bailiwick.ingest.registration;

import io.bailiwick.common.registrar.RegistrarId;
import java.math.BigDecimal;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** Something that happened to a registration. */
@Schema(name = "RegistrationEvent")
public record RegistrationEvent(
    @Schema(description = "Grows with the order of recording; may have gaps", examples = "17")
        long sequence,
    Type type,
    @Schema(examples = "example.org") String name,
    @Schema(examples = "D10293-ORG") String roid,
    @Schema(
            description =
                "Creator of a CREATE, sponsor at a RENEW or DELETE, gaining registrar of a TRANSFER")
        RegistrarId registrar,
    @Schema(description = "Losing registrar of a TRANSFER", nullable = true)
        @Nullable RegistrarId otherRegistrar,
    @Schema(
            description =
                "As streamed, or as the deposit says; where it does not, the last instant before its watermark")
        Instant occurredAt,
    @Schema(description = "Years of a CREATE or RENEW", nullable = true, examples = "1")
        @Nullable Integer years,
    @Schema(
            description =
                "What changed, for a DS_CHANGE or STATUS_CHANGE: such as 'serverHold set by the registry'",
            nullable = true,
            examples = "serverHold set by the registry")
        @Nullable String detail,
    @Schema(
            description =
                "Whether the name was sold as a premium name; absent where nobody said, which is not no",
            nullable = true,
            examples = "false")
        @Nullable Boolean premium,
    @Schema(description = "What the registrar was charged; absent where nobody said")
        @Nullable Price price,
    @Schema(description = "Business time of recording") Instant recordedAt) {

  /** Money as the registry streamed it. */
  @Schema(name = "Price")
  public record Price(
      @Schema(description = "Exact decimal", examples = "9.93") BigDecimal amount,
      @Schema(description = "ISO 4217 code", examples = "USD") String currency) {}

  /** Kinds of events. */
  public enum Type {
    CREATE,
    RENEW,
    TRANSFER,
    DELETE,
    /** Deleted within the add grace period: five days from the creation. */
    AGP_DELETE,
    /** Taken out of pendingDelete or the redemption grace period before the purge. */
    RESTORE,
    /** Signed with DNSSEC, no longer signed, or signed with other keys. */
    DS_CHANGE,
    /** A hold was set or removed. */
    STATUS_CHANGE
  }
}

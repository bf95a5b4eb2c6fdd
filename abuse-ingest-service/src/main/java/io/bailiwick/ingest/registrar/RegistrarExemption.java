package io.bailiwick.ingest.registrar;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.bailiwick.common.registrar.RegistrarId;
import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** That a registrar is shown but not judged for a time. */
@Schema(name = "RegistrarExemption")
@JsonInclude(JsonInclude.Include.NON_NULL)
public record RegistrarExemption(
    UUID id,
    RegistrarId registrar,
    Cause cause,
    LocalDate from,
    @Schema(description = "Exclusive; absent: until now", nullable = true)
        @Nullable LocalDate until,
    @Schema(examples = "Takes over the names of a terminated registrar") String reason,
    String enteredBy,
    @Schema(description = "Business time") Instant enteredAt) {

  /** Why. */
  @Schema(name = "ExemptionCause")
  public enum Cause {
    /** Holds names for the registry or ICANN that no other registrar took. */
    LAST_RESORT,
    TEST,
    OTHER
  }
}

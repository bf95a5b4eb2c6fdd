package io.bailiwick.ingest.registrar;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.bailiwick.common.registrar.RegistrarId;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** Everything that is known of a registrar over time, oldest first. */
@Schema(name = "RegistrarHistory")
public record RegistrarHistory(
    RegistrarId registrar,
    @Schema(description = "As the deposits gave them") List<Name> names,
    @Schema(description = "As IANA's lists gave them") List<Listing> iana,
    List<RegistrarFamily> families,
    List<RegistrarExemption> exemptions) {

  /** A name of the registry's. */
  @Schema(name = "RegistrarName")
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Name(
      @Schema(examples = "Example Registrar, Inc.") String name,
      @Schema(examples = "ok") String status,
      @Schema(description = "Watermark of the deposit that first said so") Instant from,
      @Schema(description = "Exclusive; absent: until now", nullable = true)
          @Nullable Instant until) {}

  /** What IANA's list said. */
  @Schema(name = "RegistrarListing")
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Listing(
      @Schema(examples = "Example Registrar, Inc.") String name,
      IanaStatus status,
      @Schema(description = "Day of the list that first said so") LocalDate from,
      @Schema(
              description = "Day of the list that no longer did, exclusive; absent: until now",
              nullable = true)
          @Nullable LocalDate until) {}
}

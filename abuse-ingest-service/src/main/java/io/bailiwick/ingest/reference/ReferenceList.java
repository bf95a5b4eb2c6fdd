package io.bailiwick.ingest.reference;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.bailiwick.common.registrar.RegistrarId;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** Somebody else's list of a day. */
@Schema(name = "ReferenceList")
public record ReferenceList(
    UUID id,
    Series series,
    @Schema(description = "Absent for a registrar's list", examples = "org", nullable = true)
        @Nullable String tld,
    @Schema(description = "Absent for a zone's list", nullable = true)
        @Nullable RegistrarId registrar,
    @Schema(description = "Day as of which it speaks", examples = "2026-03-02") LocalDate day,
    @Schema(description = "Of the bytes as received, hexadecimal") String sha256,
    @Schema(description = "As received") long bytes,
    @Schema(description = "Absent where it is not available", nullable = true)
        @Nullable Long domainsInZone,
    @Schema(description = "Absent where it is not available", nullable = true)
        @Nullable Long uniqueDomains,
    List<Threat> threats,
    @Schema(description = "Business time") Instant receivedAt,
    String receivedBy) {

  /** Whose. */
  @Schema(name = "ReferenceSeries")
  public enum Series {
    /** ICANN Metrica, through MoSAPI. */
    METRICA
  }

  /** A threat in the list's own words. */
  @Schema(name = "ReferenceThreat")
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Threat(
      @Schema(examples = "phishing") String threat,
      @Schema(description = "Absent where it is not available", examples = "12", nullable = true)
          @Nullable Long count,
      @Schema(description = "Names that are named", examples = "12") long names) {}
}

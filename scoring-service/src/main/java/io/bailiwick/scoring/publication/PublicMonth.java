package io.bailiwick.scoring.publication;

import io.bailiwick.common.registrar.RegistrarId;
import io.bailiwick.common.time.Month;
import io.bailiwick.scoring.ingest.Threat;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.SortedMap;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** What the public reads of a published month. */
@Schema(
    name = "PublicMonth",
    description =
        "The figures of a published month, made once, when it was published. Of accredited registrars with names; rates per"
            + " 10,000 names and month, to two places, rounded half up once. Registrars appear in groups of about one size,"
            + " never fewer than the policy's fewest in one; by name only where the policy says so")
public record PublicMonth(
    Month month,
    UUID publicationId,
    @Schema(description = "From 1 within the month; a correction is a later one", examples = "1")
        int version,
    @Schema(description = "The publication that this one corrects") @Nullable UUID supersedes,
    Instant publishedAt,
    @Schema(description = "Version of the policy scoring that the scores were made by")
        int scoringPolicyVersion,
    @Schema(description = "Version of the policy publication that says what is shown here")
        int publicationPolicyVersion,
    @Schema(description = "SHA-256 of the snapshot that the scores were made from")
        String snapshotSha256,
    @Schema(description = "Whose results these figures hold", examples = "38") int registrars,
    @Schema(
            description =
                "Whose result is held back, because a name is contested or its preview runs on; they join with the next version",
            examples = "2")
        int heldBack,
    @Schema(description = "Fewest registrars of whom a common number is shown", examples = "5")
        int minimumGroup,
    @Schema(description = "All of them together; absent where they are too few")
        @Nullable Figures zone,
    @Schema(description = "By size; empty where they are too few") List<Group> groups,
    @Schema(description = "By name; absent unless the policy says so")
        @Nullable List<Named> named) {

  /** Counts with their rate. */
  @Schema(name = "PublicFigures")
  public record Figures(
      @Schema(description = "Mean domains under management", examples = "11254300")
          BigDecimal names,
      @Schema(
              description =
                  "Distinct malicious domains first seen abused in the month, with the policy's evidence",
              examples = "5120")
          long domains,
      @Schema(examples = "4.55") @Nullable BigDecimal ratePer10k,
      @Schema(description = "Wilson, two-sided 95 %", examples = "4.43")
          @Nullable BigDecimal wilsonLower,
      @Schema(description = "Wilson, two-sided 95 %", examples = "4.68")
          @Nullable BigDecimal wilsonUpper,
      @Schema(
              description = "By class; a domain of two classes is in both",
              examples = "{\"MALWARE\": 900, \"PHISHING\": 4400}")
          SortedMap<Threat, Long> byThreat) {}

  /** Registrars of about one size. */
  @Schema(name = "PublicGroup")
  public record Group(
      @Schema(description = "Names from which on, included; 0 for the smallest", examples = "1000")
          long fromNames,
      @Schema(description = "Names below which; absent for the largest", examples = "10000")
          @Nullable Long belowNames,
      @Schema(examples = "12") int registrars,
      Figures figures) {}

  /** One registrar. */
  @Schema(name = "PublicRegistrar")
  public record Named(RegistrarId registrar, String name, Figures figures) {}
}

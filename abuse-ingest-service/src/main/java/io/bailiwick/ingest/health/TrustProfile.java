package io.bailiwick.ingest.health;

import io.bailiwick.ingest.format.FormatName;
import io.bailiwick.ingest.incident.Threat;
import java.time.LocalDate;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** What a feed has been worth over a time, from what other feeds and persons said of its names. */
@Schema(name = "TrustProfile")
public record TrustProfile(
    @Schema(examples = "urlhaus-org") String feed,
    @Schema(examples = "URLhaus, .org") String title,
    @Schema(examples = "urlhaus") String family,
    FormatName format,
    @Schema(examples = "2025-12-11") LocalDate from,
    @Schema(description = "Included", examples = "2026-03-10") LocalDate to,
    @Schema(description = "Threats that it reported, by number of domains") List<OfThreat> threats,
    @Schema(description = "Registrable domains that it saw", examples = "1420") long domains,
    @Schema(description = "Those that no feed of another family saw in the time", examples = "1065")
        long domainsOfFamilyOnly,
    @Schema(
            description = "domainsOfFamilyOnly / domains: capture overlap; absent without domains",
            examples = "0.75",
            nullable = true)
        @Nullable Double shareOfFamilyOnly,
    @Schema(
            description =
                "Median over the domains that another family saw, too, of hours by which this feed was first; negative where"
                    + " it came later",
            examples = "5.5",
            nullable = true)
        @Nullable Double medianLeadHours,
    @Schema(description = "Incidents opened in the time that it has a part in", examples = "1377")
        long incidents,
    @Schema(description = "Those on which a person ruled", examples = "40") long incidentsRuled,
    @Schema(description = "Those ruled a false positive", examples = "1") long falsePositives,
    @Schema(
            description = "1 - falsePositives / incidentsRuled; absent where nobody has ruled",
            examples = "0.975",
            nullable = true)
        @Nullable Double purity,
    @Schema(description = "Times in which it is no evidence, the newest first") List<Mute> mutes) {

  /** A threat and how many domains the feed reported for it. */
  @Schema(name = "TrustOfThreat")
  public record OfThreat(Threat threat, @Schema(examples = "1400") long domains) {}
}

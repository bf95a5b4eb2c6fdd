package io.bailiwick.ingest.payload;

import io.bailiwick.ingest.namelist.NameLists;
import io.bailiwick.ingest.rejection.RejectionReason;
import io.bailiwick.ingest.upload.Steps;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** One payload and what became of its rows, as it goes over the wire. */
@Schema(name = "Payload")
public record Payload(
    UUID id,
    @Schema(examples = "urlhaus-org") String feed,
    @Schema(description = "Of the bytes as received, hexadecimal") String sha256,
    @Schema(description = "As received", examples = "223156") long bytes,
    @Schema(description = "Business time; the fetch time of its rows") Instant receivedAt,
    @Schema(
            description =
                "Range as of which a historical import speaks; absent for an ordinary payload",
            nullable = true)
        @Nullable Historical historical,
    Rows rows,
    @Schema(description = "Accepted and duplicate rows whose host lies under a platform")
        long platformRows,
    @Schema(description = "Registrable domains among accepted and duplicate rows")
        long distinctDomains,
    @Schema(description = "Incidents that were not there before") long incidentsOpened,
    @Schema(description = "Incidents that its accepted rows belong to") long incidentsTouched,
    @Schema(description = "Those of them without a known registration or sponsor")
        long unattributed,
    Entries entries,
    @Schema(description = "Platforms with most rows, at most 20")
        List<PlatformDomain> platformDomains,
    Judgement judgement,
    @Schema(description = "What taking it in did, in order, and how long each part took")
        List<Steps.Step> steps) {

  /** What changed on a feed that is a list. */
  @Schema(name = "PayloadEntries", description = "What changed on a feed that is a list")
  public record Entries(
      @Schema(description = "Entries that came onto the list, relisted ones among them")
          long listed,
      @Schema(description = "Those of them that had been on it before") long relisted,
      @Schema(description = "Entries that have left it") long delisted,
      @Schema(
              description =
                  "Whether so much was missing that it was taken for truncated, and nothing for gone")
          boolean shrunken) {}

  /** What its rows were read and judged by. */
  @Schema(name = "PayloadJudgement", description = "What its rows were read and judged by")
  public record Judgement(
      @Schema(examples = "URLHAUS_CSV/1") String parser,
      @Schema(
              description = "Version of the Public Suffix List",
              examples = "2025-11-27_13-27-58_UTC")
          String suffixList,
      @Schema(description = "Platform and caution lists") List<NameLists.Version> nameLists) {}

  /** The days as of which a historical import speaks, both included. */
  @Schema(name = "HistoricalRange")
  public record Historical(LocalDate from, LocalDate to) {}

  /** Every data row is one of the four: read = accepted + duplicates + rejected + withdrawals. */
  @Schema(name = "PayloadRows")
  public record Rows(
      @Schema(examples = "24645") long read,
      long accepted,
      @Schema(description = "Listings that were known already, from this payload or another")
          long duplicates,
      long rejected,
      @Schema(description = "Rows by which the source takes an entry back") long withdrawals,
      @Schema(examples = "{\"IP_LITERAL\":3}") Map<RejectionReason, Long> rejectedByReason) {}

  /** A platform and its rows. */
  @Schema(name = "PlatformDomain")
  public record PlatformDomain(
      @Schema(description = "The platform's suffix", examples = "duckdns.org") String domain,
      long rows) {}
}

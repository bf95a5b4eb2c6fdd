package io.bailiwick.ingest.evidence;

import io.bailiwick.common.registrar.RegistrarId;
import io.bailiwick.common.time.Month;
import io.bailiwick.ingest.change.ChangeCause;
import io.bailiwick.ingest.correction.CorrectionKind;
import io.bailiwick.ingest.correction.CorrectionOrigin;
import io.bailiwick.ingest.correction.CorrectionState;
import io.bailiwick.ingest.incident.Classification;
import io.bailiwick.ingest.incident.Evidence;
import io.bailiwick.ingest.incident.IncidentState;
import io.bailiwick.ingest.incident.Threat;
import io.bailiwick.ingest.register.Measurement;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * The packet, as it goes over the wire: canonical JSON, in which null is not known, or not told.
 */
@Schema(
    name = "EvidencePacket",
    description =
        "All that speaks for and against an incident. Null is what is not known; registrars other than the reader's own are "
            + "left out")
public record EvidencePacket(
    @Schema(description = "Version of this layout", examples = "2") int layout,
    @Schema(description = "When it was put together, business time") Instant madeAt,
    UUID incidentId,
    @Schema(description = "Registrable domain in A-labels", examples = "example.org") String name,
    @Schema(examples = "example.org") String unicodeName,
    Threat threat,
    @Schema(description = "Counting time of the first listing") Instant firstSeenAt,
    @Schema(description = "Counting time of the last listing") Instant lastSeenAt,
    @Schema(description = "Month that it counts in") Month month,
    Judgement judgement,
    Attribution attribution,
    @Schema(description = "The lifetime of the name that it is bound to", nullable = true)
        @Nullable Lifetime lifetime,
    @Schema(description = "Listings, oldest first; at most 1,000") List<Listing> listings,
    @Schema(description = "Whether there are more listings than these") boolean listingsCutOff,
    @Schema(
            description =
                "What probes found of the name in this lifetime, from 30 days before the first listing to 30 days after the "
                    + "last, oldest first; at most 1,000. Since layout 2")
        List<Probe> probes,
    @Schema(description = "Corrections and contests of it, oldest first") List<Claim> corrections,
    @Schema(
            description =
                "What changed its numbers after it was opened, oldest first; at most 1,000")
        List<Change> changes) {

  /** Whose doing it is, and why. */
  @Schema(name = "EvidenceJudgement")
  public record Judgement(
      Classification classification,
      Evidence evidence,
      @Schema(description = "Source families that listed it, sorted") List<String> families,
      @Schema(description = "By the rule, without a person") Classification byRule,
      String ruleReason,
      @Schema(description = "How sure the rule is", nullable = true, examples = "HIGH")
          @Nullable String ruleConfidence,
      @Schema(description = "Version of the policy `classification`") long policyVersion,
      @Schema(description = "Absent: no person has said anything", nullable = true)
          @Nullable Word byPerson) {}

  /** A person's word. */
  @Schema(name = "EvidenceWord")
  public record Word(
      @Nullable Classification classification, String reason, String by, Instant at) {}

  /** Whom it counts for, and why. */
  @Schema(name = "EvidenceAttribution")
  public record Attribution(
      IncidentState state,
      @Schema(description = "Sponsor at the opening", nullable = true)
          @Nullable RegistrarId registrar,
      @Schema(description = "Who created the name", nullable = true) @Nullable RegistrarId creator,
      @Schema(description = "A person's word against the registration data", nullable = true)
          @Nullable Word overruled) {}

  /** One lifetime of the name. */
  @Schema(name = "EvidenceLifetime")
  public record Lifetime(
      @Schema(examples = "D10293-ORG") String roid,
      Instant createdAt,
      @Schema(description = "Whole days from creation to the first listing", examples = "29")
          long ageDays,
      @Nullable Instant expiresAt,
      @Schema(description = "Latest instant at which it can have been purged", nullable = true)
          @Nullable Instant deletedAt,
      @Schema(description = "EPP statuses as last seen", examples = "[\"serverHold\"]")
          List<String> statuses,
      @Schema(description = "Who sponsored it when; a time without a range is not known")
          List<Sponsorship> sponsorships) {}

  /** A time under one sponsor. */
  @Schema(name = "EvidenceSponsorship")
  public record Sponsorship(
      @Nullable RegistrarId registrar,
      Instant from,
      @Schema(description = "Exclusive; null: until now", nullable = true)
          @Nullable Instant until) {}

  /** One listing, down to the bytes as received. */
  @Schema(name = "EvidenceListing")
  public record Listing(
      @Schema(examples = "urlhaus-org") String feed,
      @Schema(examples = "urlhaus") String family,
      @Nullable Instant sourceTime,
      Instant fetchedAt,
      Instant countingTime,
      UUID payloadId,
      @Schema(description = "SHA-256 of the payload as received") String payloadSha256,
      @Schema(description = "Line in the expanded payload, from 1") long line,
      @Schema(description = "As reported; null where it was erased", nullable = true)
          @Nullable String value,
      @Schema(examples = "login.example.org") String host,
      @Schema(description = "Suffix under which strangers get names", nullable = true)
          @Nullable String platform,
      @Schema(description = "Whether the source says that the site is a victim's")
          boolean compromised,
      @Schema(description = "Version of the Public Suffix List that it was judged by")
          String suffixList,
      @Schema(description = "Name and version of the parser", nullable = true)
          @Nullable String parser,
      @Schema(description = "Other lists in force, JSON", nullable = true)
          @Nullable String nameLists) {}

  /** What a probe found of the name: resolver, web server and mail. UNKNOWN is not no. */
  @Schema(name = "EvidenceProbe")
  public record Probe(
      Instant measuredAt,
      @Schema(description = "How, as the prober calls it", examples = "crawler") String method,
      Measurement.Usage usage,
      Measurement.Tls tls,
      @Schema(description = "As a validating resolver says") Measurement.Dnssec dnssec,
      Measurement.Mx mx,
      @Schema(description = "SHA-256 of the upload as received") String uploadSha256,
      @Schema(description = "Line in it, from 1") long line) {}

  /** A correction in short. */
  @Schema(name = "EvidenceCorrection")
  public record Claim(
      UUID id,
      CorrectionOrigin origin,
      CorrectionKind kind,
      CorrectionState state,
      String reason,
      Instant filedAt,
      @Nullable Instant decidedAt,
      @Nullable String decisionReasons) {}

  /** A change in short. */
  @Schema(name = "EvidenceChange")
  public record Change(
      long sequence,
      ChangeCause cause,
      Instant at,
      @Nullable Month monthBefore,
      @Nullable Month monthAfter,
      @Nullable RegistrarId registrarBefore,
      @Nullable RegistrarId registrarAfter) {}
}

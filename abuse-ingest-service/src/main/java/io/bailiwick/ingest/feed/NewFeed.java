package io.bailiwick.ingest.feed;

import io.bailiwick.ingest.format.Columns;
import io.bailiwick.ingest.format.FormatName;
import io.bailiwick.ingest.incident.Threat;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A feed to be set up. */
@Schema(name = "NewFeed")
public record NewFeed(
    @NotNull
        @Pattern(regexp = SLUG, message = "is 2 to 63 lower-case letters, digits and hyphens")
        @Schema(description = "Unique", examples = "urlhaus-org")
        String name,
    @NotBlank @Size(max = 200) @Schema(examples = "URLhaus, .org") String title,
    @NotNull
        @Pattern(regexp = SLUG, message = "is 2 to 63 lower-case letters, digits and hyphens")
        @Schema(
            description =
                "Source family. Feeds that copy one another get the same: two families are two pieces of evidence",
            examples = "urlhaus")
        String family,
    @NotNull
        @Schema(
            description =
                "How its payloads are written: URLhaus, ThreatFox and Feodo Tracker as CSV and JSON; OpenPhish premium; "
                    + "PhishTank as CSV and JSON; APWG eCX; the Spamhaus DBL and SURBL in rbldnsd form; STIX 2.1 and TAXII 2.1; "
                    + "MISP events; a LIST of URLs or names, a HOSTS file; any CSV or JSON lines, mapped by name",
            examples = "URLHAUS_CSV")
        FormatName format,
    @Schema(
            description =
                "Time zone of times that carry none; UTC where left out, and in all formats but the generic ones",
            examples = "UTC",
            nullable = true)
        @Nullable String zone,
    @Schema(
            description = "Threat of rows whose words are not mapped; left out: they are rejected",
            nullable = true)
        @Nullable Threat defaultThreat,
    @Size(max = 1000)
        @Schema(
            description =
                "The source's words for threats (threat column and tags) and what they mean. Left out, and without a "
                    + "defaultThreat, they are what the format suggests: "
                    + SUGGESTED,
            examples = "{\"malware_download\":\"MALWARE\"}",
            nullable = true)
        @Nullable Map<@NotBlank @Size(max = 200) String, @NotNull Threat> threats,
    @Schema(
            description =
                "Which column means what: header names of a GENERIC_CSV, member names of GENERIC_JSON_LINES (a path with dots leads into nested objects)",
            examples =
                "{\"value\":\"value\",\"time\":\"first_seen_utc\",\"type\":\"type\",\"tags\":\"tags\"}",
            nullable = true)
        @Nullable Columns columns,
    @Schema(
            description =
                "How an entry leaves the feed; left out: BY_WITHDRAWAL in STIX and MISP, which say so, or else NEVER, the feed "
                    + "is a log",
            nullable = true)
        @Nullable
        @Valid
        Delisting delisting,
    @Schema(
            description =
                "Whether the bytes of its payloads are kept, so that each line can be read again; true where left out. "
                    + "False where they hold personal data that nobody needs, which it always is in OPENPHISH_JSON",
            nullable = true,
            examples = "true")
        @Nullable Boolean keepContent) {

  /** In words, for the OpenAPI document. */
  static final String SUGGESTED =
      "of URLhaus malware_download is MALWARE; of ThreatFox botnet_cc is BOTNET and payload_delivery, payload and "
          + "cc_skimming are MALWARE; of OpenPhish, PhishTank and APWG phishing is PHISHING; of Feodo Tracker botnet_cc "
          + "is BOTNET; of the Spamhaus DBL phish and abused-phish are PHISHING, malware and abused-malware are MALWARE, "
          + "botnet-cc and abused-botnet-cc are BOTNET; of SURBL ph is PHISHING and mw is MALWARE; of STIX "
          + "phishing is PHISHING, malware is MALWARE, botnet, c2 and command-and-control are BOTNET; of MISP phishing, "
          + "rsit:fraud=\"phishing\" and circl:incident-classification=\"phishing\" are PHISHING, malware, "
          + "rsit:malicious-code=\"malware-distribution\" and circl:incident-classification=\"malware\" are MALWARE, "
          + "rsit:malicious-code=\"c2-server\" is BOTNET";

  static final String SLUG = "[a-z0-9][a-z0-9-]{1,62}";
}

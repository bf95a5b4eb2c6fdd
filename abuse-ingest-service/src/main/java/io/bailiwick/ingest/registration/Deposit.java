package io.bailiwick.ingest.registration;

import io.bailiwick.ingest.rejection.RejectionReason;
import io.bailiwick.ingest.upload.Steps;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** One deposit and what it changed, as it goes over the wire. */
@Schema(name = "Deposit")
public record Deposit(
    UUID id,
    @Schema(description = "Identifier in the deposit", examples = "20260302") String depositId,
    DepositType type,
    DepositModel model,
    @Schema(description = "How often it was made anew for its watermark; 0: the first time")
        int resend,
    @Schema(description = "Instant as of which it speaks") Instant watermark,
    @Schema(examples = "org") String tld,
    @Schema(description = "Of the bytes as received, hexadecimal") String sha256,
    Instant receivedAt,
    @Schema(description = "Registrars that it names") long registrars,
    Rows rows,
    @Schema(description = "Lifetimes of names that were not there before") long domainsAdded,
    @Schema(description = "Names whose sponsor, expiry, status or signature changed")
        long domainsChanged,
    @Schema(description = "Names that were purged") long domainsDeleted,
    @Schema(
            description =
                "Registration events that it shows; none for the first deposit, the baseline")
        long events,
    @Schema(description = "Incidents that got a sponsor and had none before") long incidentsBound,
    @Schema(description = "Names of all registrars at the watermark") long domainsUnderManagement,
    @Schema(
            description =
                "Objects that are counted, but not read, by kind; only an XML deposit is looked through for them",
            examples = "{\"host\":120,\"contact\":900}")
        Map<String, Long> ignored,
    @Schema(description = "What loading it did, in order, and how long each part took")
        List<Steps.Step> steps) {

  /** Rows of the tables that are read: registrar, domain, its sub-tables, deletes. */
  @Schema(name = "DepositRows")
  public record Rows(
      long read,
      long accepted,
      long rejected,
      @Schema(examples = "{\"UNKNOWN_REGISTRAR\":1}")
          Map<RejectionReason, Long> rejectedByReason) {}
}

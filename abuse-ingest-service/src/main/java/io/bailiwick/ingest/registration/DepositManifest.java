package io.bailiwick.ingest.registration;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the XML of a deposit says of the deposit itself (RFC 8909 container, RFC 9022 header and CSV
 * definitions).
 *
 * @param type FULL, DIFF or INCR
 * @param id the deposit's own identifier
 * @param previousId the deposit before it
 * @param resend how often it was made anew for its watermark; 0: the first time
 * @param watermark the instant as of which the deposit speaks
 * @param tld the zone, lower case
 * @param model how the domains are held
 * @param inlineObjects whether any objects stand in the XML itself
 * @param counts objects in the registry at the watermark, by kind: domain, registrar, host …, as
 *     the header counts them, whatever the type
 * @param contents tables of objects that exist
 * @param deletes tables of objects that exist no longer
 */
record DepositManifest(
    DepositType type,
    String id,
    @Nullable String previousId,
    int resend,
    Instant watermark,
    String tld,
    DepositModel model,
    boolean inlineObjects,
    Map<String, Long> counts,
    List<Table> contents,
    List<Table> deletes) {

  /**
   * A CSV table.
   *
   * @param name as in RFC 9022: registrar, domain, domainStatuses, domainTransfer, dnssec …
   * @param fields local names of the field elements, in the order of the columns
   */
  record Table(String name, char separator, List<String> fields, List<File> files) {}

  /**
   * @param name as in the ZIP
   * @param crc32 of the uncompressed file; null where the deposit gives none
   */
  record File(String name, boolean gzip, @Nullable Long crc32) {}

  /** Names in the registry at the watermark; null where the header does not count them. */
  @Nullable Long domainCount() {
    return counts.get("domain");
  }

  /** Whether the deposit tells the statuses of its names. */
  boolean tellsStatuses() {
    return model == DepositModel.XML || content("domainStatuses").isPresent();
  }

  /** Whether the deposit tells which of its names are signed. */
  boolean tellsSigning() {
    return model == DepositModel.XML || content("dnssec").isPresent();
  }

  Optional<Table> content(String name) {
    return contents.stream().filter(table -> table.name().equals(name)).findFirst();
  }

  Optional<Table> delete(String name) {
    return deletes.stream().filter(table -> table.name().equals(name)).findFirst();
  }
}

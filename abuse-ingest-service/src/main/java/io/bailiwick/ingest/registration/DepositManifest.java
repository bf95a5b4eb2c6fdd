package io.bailiwick.ingest.registration;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the XML of a deposit says (RFC 8909 container, RFC 9022 header and CSV definitions).
 *
 * @param type FULL or DIFF
 * @param id the deposit's own identifier
 * @param previousId the deposit that a DIFF starts from
 * @param watermark the instant as of which the deposit speaks
 * @param tld the zone, lower case
 * @param domainCount names in the registry at the watermark; null where the header does not count
 *     them
 * @param contents tables of objects that exist
 * @param deletes tables of objects that exist no longer
 */
record DepositManifest(
    DepositType type,
    String id,
    @Nullable String previousId,
    Instant watermark,
    String tld,
    @Nullable Long domainCount,
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

  Optional<Table> content(String name) {
    return contents.stream().filter(table -> table.name().equals(name)).findFirst();
  }

  Optional<Table> delete(String name) {
    return deletes.stream().filter(table -> table.name().equals(name)).findFirst();
  }
}

package io.bailiwick.launcher.demo;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import java.util.zip.CRC32;
import java.util.zip.CheckedOutputStream;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * Writes an escrow deposit as one ZIP: the container of RFC 8909 and the CSV files of RFC 9022.
 * Equal input gives equal bytes.
 *
 * <p>Rows are streamed; only the checksums are kept until the XML, which is written last, names
 * them.
 */
final class DepositFile {
  private record Table(String name, String fields, String file, String checksum) {}

  private static final String DOMAIN_FIELDS =
      "<csvDomain:fName/><rdeCsv:fRoid/><rdeCsv:fClID/><rdeCsv:fCrRr/><rdeCsv:fCrDate/><rdeCsv:fExDate/><rdeCsv:fTrDate/>";
  private static final String STATUS_FIELDS =
      "<csvDomain:fName parent=\"true\"/><csvDomain:fStatus/><csvDomain:fRgpStatus/>";
  private static final String TRANSFER_FIELDS =
      "<csvDomain:fName parent=\"true\"/><rdeCsv:fTrStatus/><rdeCsv:fReRr/><rdeCsv:fReDate/><rdeCsv:fAcRr/><rdeCsv:fAcDate/><rdeCsv:fExDate/>";
  private static final String DNSSEC_FIELDS =
      "<csvDomain:fName parent=\"true\"/><csvDomain:fMaxSigLife/><csvDomain:fKeyTag/><csvDomain:fDsAlg/><csvDomain:fDigestType/><csvDomain:fDigest/>";
  private static final String REGISTRAR_FIELDS =
      "<csvRegistrar:fId/><csvRegistrar:fName isLoc=\"false\"/><csvRegistrar:fGurid/><csvRegistrar:fStatus/><rdeCsv:fCrDate/><rdeCsv:fUpDate/>";

  private final ZipOutputStream zip;
  private final String id;
  private final Instant watermark;
  private final List<Table> domainTables = new ArrayList<>();

  private DepositFile(ZipOutputStream zip, String id, Instant watermark) {
    this.zip = zip;
    this.id = id;
    this.watermark = watermark;
  }

  /** Everything in the registry at the watermark. */
  static void full(Path file, Instant watermark, World world) throws IOException {
    write(
        file,
        watermark,
        deposit -> {
          List<Registration> live =
              world.registrations().stream().filter(r -> r.purged == null).toList();
          Table registrars = deposit.registrars(world.registrars());
          deposit.domains(live);
          return deposit.xml("FULL", null, world, registrars, null);
        });
  }

  /** What a day changed. */
  static void diff(
      Path file, Instant watermark, Instant previous, World world, World.Changes changes)
      throws IOException {
    write(
        file,
        watermark,
        deposit -> {
          deposit.domains(changes.changed());
          Table deletes = null;
          if (!changes.purged().isEmpty()) {
            deletes =
                deposit.table(
                    "domain",
                    "<csvDomain:fName/>",
                    "domain-delete",
                    changes.purged(),
                    r -> bytes(r.name + "\n"));
          }
          return deposit.xml("DIFF", id(previous), world, null, deletes);
        });
  }

  /** The identifier of the deposit with that watermark: its date, since there is one a day. */
  static String id(Instant watermark) {
    return World.day(watermark).toString().replace("-", "");
  }

  @FunctionalInterface
  private interface Content {
    /** Writes the tables and gives the XML that names them. */
    String write(DepositFile deposit) throws IOException;
  }

  private static void write(Path file, Instant watermark, Content content) throws IOException {
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file), 1 << 16);
        ZipOutputStream zip = new ZipOutputStream(out)) {
      zip.setLevel(Deflater.BEST_SPEED);
      DepositFile deposit = new DepositFile(zip, id(watermark), watermark);
      String xml = content.write(deposit);
      deposit.entry(deposit.id + ".xml");
      zip.write(bytes(xml));
      zip.closeEntry();
    }
  }

  private void entry(String name) throws IOException {
    ZipEntry entry = new ZipEntry(name);
    entry.setTimeLocal(LocalDateTime.of(2026, 1, 1, 0, 0));
    zip.putNextEntry(entry);
  }

  private <T> Table table(
      String name,
      String fields,
      String file,
      Collection<T> items,
      Function<T, byte @Nullable []> row)
      throws IOException {
    String fileName = file + "-" + id + ".csv";
    entry(fileName);
    CRC32 checksum = new CRC32();
    OutputStream out = new BufferedOutputStream(new CheckedOutputStream(zip, checksum), 1 << 16);
    for (T item : items) {
      byte[] bytes = row.apply(item);
      if (bytes != null) {
        out.write(bytes);
      }
    }
    out.flush();
    zip.closeEntry();
    return new Table(name, fields, fileName, "%08X".formatted(checksum.getValue()));
  }

  private Table registrars(List<RegistrarProfile> registrars) throws IOException {
    return table(
        "registrar",
        REGISTRAR_FIELDS,
        "registrar",
        registrars,
        r ->
            bytes(
                "%s,\"%s\",%d,ok,2012-03-01T00:00:00Z,\n"
                    .formatted(r.clientId(), r.name().replace("\"", "\"\""), r.ianaId())));
  }

  private void domains(Collection<Registration> registrations) throws IOException {
    domainTables.add(
        table("domain", DOMAIN_FIELDS, "domain", registrations, r -> rows(r).domain()));
    domainTables.add(
        table(
            "domainStatuses",
            STATUS_FIELDS,
            "domainStatuses",
            registrations,
            r -> rows(r).status()));
    domainTables.add(
        table(
            "domainTransfer",
            TRANSFER_FIELDS,
            "domainTransfer",
            registrations,
            DepositFile::transferRow));
    domainTables.add(
        table("dnssec", DNSSEC_FIELDS, "dnssec", registrations, r -> rows(r).dnssec()));
  }

  private static Registration.Rows rows(Registration r) {
    Registration.Rows rows = r.rows;
    if (rows == null) {
      rows = new Registration.Rows(domainRow(r), statusRow(r), dnssecRow(r));
      r.rows = rows;
    }
    return rows;
  }

  private static byte[] domainRow(Registration r) {
    // Stray white space occurs in real deposits: one row in a thousand has it.
    String separator = r.index % 1000 == 7 ? ", " : ",";
    Instant transferred = r.transferred();
    return bytes(
        String.join(
                separator,
                r.name,
                r.roid(),
                r.sponsor().clientId(),
                r.creator.clientId(),
                r.created.toString(),
                r.expires.toString(),
                transferred == null ? "" : transferred.toString())
            + "\n");
  }

  private static byte[] statusRow(Registration r) {
    return bytes(r.name + (r.redemption ? ",pendingDelete,redemptionPeriod\n" : ",ok,\n"));
  }

  private static byte @Nullable [] dnssecRow(Registration r) {
    return r.signed
        ? bytes("%s,,%d,13,2,%064X\n".formatted(r.name, r.index % 65536, r.index))
        : null;
  }

  private static byte @Nullable [] transferRow(Registration r) {
    if (r.transfers.isEmpty()) {
      return null;
    }
    Registration.Sponsorship last = r.transfers.getLast();
    RegistrarProfile losing = r.sponsorAt(last.from().minusMillis(1));
    return bytes(
        "%s,clientApproved,%s,%s,%s,%s,%s\n"
            .formatted(
                r.name,
                last.registrar().clientId(),
                last.from().minusSeconds(3600),
                losing.clientId(),
                last.from(),
                r.expires));
  }

  private String xml(
      String type,
      @Nullable String previous,
      World world,
      @Nullable Table registrars,
      @Nullable Table deletes) {
    StringBuilder xml = new StringBuilder(4096);
    xml.append(
        """
        <?xml version="1.0" encoding="UTF-8"?>
        <rde:deposit xmlns:rde="urn:ietf:params:xml:ns:rde-1.0"
            xmlns:rdeHeader="urn:ietf:params:xml:ns:rdeHeader-1.0"
            xmlns:rdeCsv="urn:ietf:params:xml:ns:rdeCsv-1.0"
            xmlns:csvDomain="urn:ietf:params:xml:ns:csvDomain-1.0"
            xmlns:csvRegistrar="urn:ietf:params:xml:ns:csvRegistrar-1.0"
            type="%s" id="%s"%s resend="0">
          <rde:watermark>%s</rde:watermark>
          <rde:rdeMenu>
            <rde:version>1.0</rde:version>
            <rde:objURI>urn:ietf:params:xml:ns:rdeHeader-1.0</rde:objURI>
            <rde:objURI>urn:ietf:params:xml:ns:csvRegistrar-1.0</rde:objURI>
            <rde:objURI>urn:ietf:params:xml:ns:csvDomain-1.0</rde:objURI>
          </rde:rdeMenu>
        """
            .formatted(
                type, id, previous == null ? "" : " prevId=\"" + previous + "\"", watermark));
    if (deletes != null) {
      xml.append("  <rde:deletes>\n    <csvDomain:deletes>\n");
      append(xml, deletes);
      xml.append("    </csvDomain:deletes>\n  </rde:deletes>\n");
    }
    xml.append(
        """
          <rde:contents>
            <rdeHeader:header>
              <rdeHeader:tld>org</rdeHeader:tld>
              <rdeHeader:count uri="urn:ietf:params:xml:ns:csvDomain-1.0">%d</rdeHeader:count>
              <rdeHeader:count uri="urn:ietf:params:xml:ns:csvRegistrar-1.0">%d</rdeHeader:count>
            </rdeHeader:header>
        """
            .formatted(world.domains(), world.registrars().size()));
    if (registrars != null) {
      xml.append("    <csvRegistrar:contents>\n");
      append(xml, registrars);
      xml.append("    </csvRegistrar:contents>\n");
    }
    xml.append("    <csvDomain:contents>\n");
    domainTables.forEach(table -> append(xml, table));
    xml.append("    </csvDomain:contents>\n  </rde:contents>\n</rde:deposit>\n");
    return xml.toString();
  }

  private static void append(StringBuilder xml, Table table) {
    xml.append(
        """
              <rdeCsv:csv name="%s">
                <rdeCsv:fields>%s</rdeCsv:fields>
                <rdeCsv:files><rdeCsv:file cksum="%s">%s</rdeCsv:file></rdeCsv:files>
              </rdeCsv:csv>
        """
            .formatted(table.name(), table.fields(), table.checksum(), table.file()));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}

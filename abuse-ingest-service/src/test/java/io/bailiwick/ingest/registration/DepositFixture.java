package io.bailiwick.ingest.registration;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.jspecify.annotations.Nullable;

/** Builds small deposits as RFC 8909 and RFC 9022 describe them. */
public final class DepositFixture {
  private final String type;
  private final String id;
  private final @Nullable String previousId;
  private final String watermark;
  private final Map<String, String> tables = new LinkedHashMap<>();
  private @Nullable String deletes;
  private @Nullable Long count;
  private String prolog = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>";
  private boolean brokenChecksum;
  private int resend;
  private String tld = "org";
  private boolean withUpdates;
  private boolean withDescriptions;

  private DepositFixture(String type, String id, @Nullable String previousId, String watermark) {
    this.type = type;
    this.id = id;
    this.previousId = previousId;
    this.watermark = watermark;
  }

  public static DepositFixture full(String id, String watermark) {
    return new DepositFixture("FULL", id, null, watermark);
  }

  public static DepositFixture diff(String id, String previousId, String watermark) {
    return new DepositFixture("DIFF", id, previousId, watermark);
  }

  public static DepositFixture incr(String id, @Nullable String previousId, String watermark) {
    return new DepositFixture("INCR", id, previousId, watermark);
  }

  public DepositFixture resend(int times) {
    resend = times;
    return this;
  }

  /** Another zone than org. */
  public DepositFixture of(String zone) {
    tld = zone;
    return this;
  }

  /** Rows: id, name, IANA ID, status. */
  public DepositFixture registrars(String csv) {
    tables.put("registrar", csv);
    return this;
  }

  /** Rows: name, ROID, sponsor, creator, creation, expiry, last transfer, last update. */
  public DepositFixture updatedDomains(String csv) {
    tables.put("domain", csv);
    withUpdates = true;
    return this;
  }

  /** Rows: name, ROID, sponsor, creator, creation, expiry, last transfer. */
  public DepositFixture domains(String csv) {
    tables.put("domain", csv);
    return this;
  }

  /** Rows: name, status, grace period status. */
  public DepositFixture statuses(String csv) {
    tables.put("domainStatuses", csv);
    return this;
  }

  /** Rows: name, status, grace period status, description of the status. */
  public DepositFixture describedStatuses(String csv) {
    tables.put("domainStatuses", csv);
    withDescriptions = true;
    return this;
  }

  /** Rows: name, status, gaining registrar, request, losing registrar, decision, expiry. */
  public DepositFixture transfers(String csv) {
    tables.put("domainTransfer", csv);
    return this;
  }

  /** Rows: name, signature lifetime, key tag, algorithm, digest type, digest. */
  public DepositFixture dnssec(String csv) {
    tables.put("dnssec", csv);
    return this;
  }

  public DepositFixture deletes(String csv) {
    deletes = csv;
    return this;
  }

  public DepositFixture count(long names) {
    count = names;
    return this;
  }

  public DepositFixture prolog(String xml) {
    prolog = xml;
    return this;
  }

  public DepositFixture brokenChecksum() {
    brokenChecksum = true;
    return this;
  }

  public byte[] zip() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      entry(zip, "org_" + id + ".xml", xml());
      for (var table : tables.entrySet()) {
        entry(zip, file(table.getKey()), table.getValue());
      }
      if (deletes != null) {
        entry(zip, file("delete"), deletes);
      }
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    return bytes.toByteArray();
  }

  private String file(String table) {
    return table + "-" + id + ".csv";
  }

  private static void entry(ZipOutputStream zip, String name, String text) throws IOException {
    ZipEntry entry = new ZipEntry(name);
    entry.setTime(0); // the same deposit is the same bytes
    zip.putNextEntry(entry);
    zip.write(text.getBytes(UTF_8));
    zip.closeEntry();
  }

  private String xml() {
    StringBuilder xml = new StringBuilder(prolog);
    xml.append(
        """

        <rde:deposit xmlns:rde="urn:ietf:params:xml:ns:rde-1.0" xmlns:rdeHeader="urn:ietf:params:xml:ns:rdeHeader-1.0"
            xmlns:rdeCsv="urn:ietf:params:xml:ns:rdeCsv-1.0" xmlns:csvDomain="urn:ietf:params:xml:ns:csvDomain-1.0"
            xmlns:csvRegistrar="urn:ietf:params:xml:ns:csvRegistrar-1.0"
            type="%s" id="%s"%s resend="%d">
          <rde:watermark> %s </rde:watermark>
          <rde:rdeMenu><rde:version>1.0</rde:version><rde:objURI>urn:ietf:params:xml:ns:csvDomain-1.0</rde:objURI></rde:rdeMenu>
        """
            .formatted(
                type,
                id,
                previousId == null ? "" : " prevId=\"" + previousId + "\"",
                resend,
                watermark));
    if (deletes != null) {
      xml.append("<rde:deletes><csvDomain:deletes>")
          .append(csv("domain", "<csvDomain:fName/>", "delete", deletes))
          .append("</csvDomain:deletes></rde:deletes>");
    }
    xml.append("<rde:contents><rdeHeader:header><rdeHeader:tld>" + tld + "</rdeHeader:tld>");
    if (count != null) {
      xml.append("<rdeHeader:count uri=\"urn:ietf:params:xml:ns:csvDomain-1.0\">" + count)
          .append("</rdeHeader:count>");
    }
    xml.append("</rdeHeader:header>");
    tables.forEach(
        (name, rows) ->
            xml.append(
                    name.equals("registrar") ? "<csvRegistrar:contents>" : "<csvDomain:contents>")
                .append(csv(name, fields(name), name, rows))
                .append(
                    name.equals("registrar")
                        ? "</csvRegistrar:contents>"
                        : "</csvDomain:contents>"));
    return xml.append("</rde:contents></rde:deposit>").toString();
  }

  private String csv(String name, String fields, String file, String rows) {
    CRC32 crc = new CRC32();
    crc.update(rows.getBytes(UTF_8));
    return """
        <rdeCsv:csv name="%s"><rdeCsv:fields>%s</rdeCsv:fields>
          <rdeCsv:files><rdeCsv:file cksum="%08X">%s</rdeCsv:file></rdeCsv:files></rdeCsv:csv>
        """
        .formatted(name, fields, crc.getValue() ^ (brokenChecksum ? 1 : 0), file(file));
  }

  private String fields(String table) {
    return switch (table) {
      case "registrar" ->
          "<csvRegistrar:fId/><csvRegistrar:fName isLoc=\"false\"/><csvRegistrar:fGurid/>"
              + "<csvRegistrar:fStatus/>";
      case "domain" ->
          "<csvDomain:fName/><rdeCsv:fRoid/><rdeCsv:fClID/><rdeCsv:fCrRr/><rdeCsv:fCrDate/>"
              + "<rdeCsv:fExDate/><rdeCsv:fTrDate/>"
              + (withUpdates ? "<rdeCsv:fUpDate/>" : "");
      case "domainStatuses" ->
          "<csvDomain:fName parent=\"true\"/><csvDomain:fStatus/><csvDomain:fRgpStatus/>"
              + (withDescriptions ? "<rdeCsv:fStatusDescription/>" : "");
      case "domainTransfer" ->
          "<csvDomain:fName parent=\"true\"/><rdeCsv:fTrStatus/><rdeCsv:fReRr/><rdeCsv:fReDate/>"
              + "<rdeCsv:fAcRr/><rdeCsv:fAcDate/><rdeCsv:fExDate/>";
      case "dnssec" ->
          "<csvDomain:fName parent=\"true\"/><csvDomain:fMaxSigLife/><csvDomain:fKeyTag/>"
              + "<csvDomain:fDsAlg/><csvDomain:fDigestType/><csvDomain:fDigest/>";
      default -> throw new IllegalArgumentException(table);
    };
  }
}

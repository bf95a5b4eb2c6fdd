package io.bailiwick.ingest.registration;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.bailiwick.common.testing.SuiteResource;
import io.bailiwick.common.testing.TestClock;
import io.bailiwick.ingest.Operate;
import io.bailiwick.ingest.Slate;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** One registry, held in all the ways that RFC 9022 has, comes to the same. */
@QuarkusTest
@WithTestResource(SuiteResource.class)
class DepositModelTest {

  @BeforeEach
  void empty() {
    Slate.clean();
    TestClock.set(Instant.parse("2026-05-01T00:00:00Z"));
  }

  private static final String REGISTRARS = "r1,\"One, Inc.\",90001,ok\nr2,Two & Sons,90002,ok\n";

  private static DepositFixture full(boolean shuffled) {
    String statuses =
        """
        a.org,clientTransferProhibited,,
        a.org,clientUpdateProhibited,addPeriod,
        b.org,serverHold,,Court order
        c.org,pendingDelete,redemptionPeriod,
        """;
    String otherOrder =
        """
        c.org,pendingDelete,redemptionPeriod,
        a.org,clientUpdateProhibited,addPeriod,
        b.org,serverHold,,Court order
        a.org,clientTransferProhibited,,
        """;
    return DepositFixture.full("F1", "2026-03-01T00:00:00Z")
        .registrars(REGISTRARS)
        .updatedDomains(
            """
            a.org,A-ORG,r1,r1,2026-02-27T12:00:00.5Z,2027-02-27T12:00:00.5Z,,2026-02-28T10:00:00Z
            b.org,B-ORG,r2,r1,2021-06-01T00:00:00Z,2027-06-01T00:00:00Z,2025-01-01T00:00:00Z,
             c.org , C-ORG ,r1,,2021-06-01T00:00:00Z,2027-06-01T00:00:00Z,,
            """)
        .describedStatuses(shuffled ? otherOrder : statuses)
        .dnssec(
            shuffled
                ? "c.org,,3,13,2,00ff\na.org,,2,8,2,EF01\nb.org,,9,13,2,CC\na.org,,1,13,2,ABCD\n"
                : "a.org,,1,13,2,ABCD\na.org,,2,8,2,EF01\nb.org,,9,13,2,CC\nc.org,,3,13,2,00FF\n")
        .transfers("b.org,clientApproved,r2,2024-12-30T00:00:00Z,r1,2025-01-01T00:00:00Z,\n")
        .count(3);
  }

  private static DepositFixture diff() {
    return DepositFixture.diff("D1", "F1", "2026-03-02T00:00:00Z")
        .updatedDomains(
            """
            a.org,A-ORG,r1,r1,2026-02-27T12:00:00.5Z,2027-02-27T12:00:00.5Z,,2026-03-01T08:00:00Z
            c.org,C-ORG,r1,r1,2021-06-01T00:00:00Z,2027-06-01T00:00:00Z,,2026-03-01T09:00:00Z
            d.org,D-ORG,r2,r2,2026-03-01T07:00:00Z,2028-03-01T07:00:00Z,,
            """)
        .describedStatuses("a.org,clientHold,,Unpaid\nc.org,ok,,\nd.org,ok,,\n")
        .dnssec("a.org,,5,13,2,AA\n")
        .deletes("b.org\n")
        .count(3);
  }

  private static String xml(String type, String deletes, String contents) {
    return """
        <?xml version="1.0" encoding="UTF-8"?>
        <rde:deposit xmlns:rde="urn:ietf:params:xml:ns:rde-1.0" xmlns:rdeHeader="urn:ietf:params:xml:ns:rdeHeader-1.0"
            xmlns:rdeDom="urn:ietf:params:xml:ns:rdeDomain-1.0" xmlns:rdeHost="urn:ietf:params:xml:ns:rdeHost-1.0"
            xmlns:rdeRegistrar="urn:ietf:params:xml:ns:rdeRegistrar-1.0" xmlns:secDNS="urn:ietf:params:xml:ns:secDNS-1.1"
            xmlns:domain="urn:ietf:params:xml:ns:domain-1.0" xmlns:rdeEppParams="urn:ietf:params:xml:ns:rdeEppParams-1.0"
            %s resend="0">
          %s
          <rde:contents>
            <rdeHeader:header>
              <rdeHeader:tld> ORG </rdeHeader:tld>
              <rdeHeader:count uri="urn:ietf:params:xml:ns:rdeDomain-1.0"> 3 </rdeHeader:count>
              <rdeHeader:count uri="urn:ietf:params:xml:ns:rdeRegistrar-1.0">2</rdeHeader:count>
              <rdeHeader:count uri="urn:ietf:params:xml:ns:rdeHost-1.0">1</rdeHeader:count>
            </rdeHeader:header>
            %s
            <rdeEppParams:eppParams><rdeEppParams:version>1.0</rdeEppParams:version></rdeEppParams:eppParams>
          </rde:contents>
        </rde:deposit>
        """
        .formatted(type, deletes, contents);
  }

  // Domains before the registrars that they name, as in some deposits.
  private static final String FULL_XML =
      xml(
          "type=\"FULL\" id=\"F1\"",
          "<rde:watermark> 2026-03-01T00:00:00.000Z </rde:watermark>",
          """
          <rdeDom:domain>
            <rdeDom:name> A.ORG
            </rdeDom:name><rdeDom:roid>A-ORG</rdeDom:roid><rdeDom:uName>a.org</rdeDom:uName>
            <rdeDom:status s="clientUpdateProhibited"/><rdeDom:status s="clientTransferProhibited"/>
            <rdeDom:rgpStatus s="addPeriod"/>
            <rdeDom:registrant>jd1234</rdeDom:registrant><rdeDom:contact type="admin">sh8013</rdeDom:contact>
            <rdeDom:ns><domain:hostObj>ns1.example.com</domain:hostObj></rdeDom:ns>
            <rdeDom:clID>r1</rdeDom:clID><rdeDom:crRr client="jdoe">r1</rdeDom:crRr>
            <rdeDom:crDate>2026-02-27T12:00:00.5Z</rdeDom:crDate><rdeDom:exDate>2027-02-27T12:00:00.5Z</rdeDom:exDate>
            <rdeDom:upRr>r1</rdeDom:upRr><rdeDom:upDate>2026-02-28T10:00:00Z</rdeDom:upDate>
            <rdeDom:secDNS>
              <secDNS:dsData><secDNS:keyTag>2</secDNS:keyTag><secDNS:alg>8</secDNS:alg><secDNS:digestType>2</secDNS:digestType>
                <secDNS:digest>EF01</secDNS:digest></secDNS:dsData>
              <secDNS:dsData><secDNS:keyTag>1</secDNS:keyTag><secDNS:alg>13</secDNS:alg><secDNS:digestType>2</secDNS:digestType>
                <secDNS:digest>abcd</secDNS:digest>
                <secDNS:keyData><secDNS:flags>257</secDNS:flags><secDNS:alg>1</secDNS:alg></secDNS:keyData></secDNS:dsData>
            </rdeDom:secDNS>
          </rdeDom:domain>
          <rdeDom:domain>
            <rdeDom:name>b.org</rdeDom:name><rdeDom:roid>B-ORG</rdeDom:roid>
            <rdeDom:status s="serverHold" lang="en">Court order</rdeDom:status>
            <rdeDom:clID>r2</rdeDom:clID><rdeDom:crRr>r1</rdeDom:crRr>
            <rdeDom:crDate>2021-06-01T00:00:00Z</rdeDom:crDate><rdeDom:exDate>2027-06-01T00:00:00Z</rdeDom:exDate>
            <rdeDom:secDNS><secDNS:dsData><secDNS:keyTag>9</secDNS:keyTag><secDNS:alg>13</secDNS:alg>
              <secDNS:digestType>2</secDNS:digestType><secDNS:digest>CC</secDNS:digest></secDNS:dsData></rdeDom:secDNS>
            <rdeDom:trDate>2025-01-01T00:00:00Z</rdeDom:trDate>
            <rdeDom:trnData><rdeDom:trStatus>clientApproved</rdeDom:trStatus><rdeDom:reRr>r2</rdeDom:reRr>
              <rdeDom:reDate>2024-12-30T00:00:00Z</rdeDom:reDate><rdeDom:acRr>r1</rdeDom:acRr>
              <rdeDom:acDate>2025-01-01T00:00:00Z</rdeDom:acDate></rdeDom:trnData>
          </rdeDom:domain>
          <rdeHost:host><rdeHost:name>ns1.example.com</rdeHost:name><rdeHost:clID>r1</rdeHost:clID></rdeHost:host>
          <rdeDom:domain>
            <rdeDom:name>c.org</rdeDom:name><rdeDom:roid>C-ORG</rdeDom:roid>
            <rdeDom:status s="pendingDelete"/><rdeDom:rgpStatus s="redemptionPeriod"/>
            <rdeDom:clID>r1</rdeDom:clID>
            <rdeDom:crDate>2021-06-01T00:00:00Z</rdeDom:crDate><rdeDom:exDate>2027-06-01T00:00:00Z</rdeDom:exDate>
            <rdeDom:secDNS><secDNS:dsData><secDNS:keyTag>3</secDNS:keyTag><secDNS:alg>13</secDNS:alg>
              <secDNS:digestType>2</secDNS:digestType><secDNS:digest>00
              FF</secDNS:digest></secDNS:dsData></rdeDom:secDNS>
          </rdeDom:domain>
          <rdeRegistrar:registrar><rdeRegistrar:id>r1</rdeRegistrar:id><rdeRegistrar:name>One, Inc.</rdeRegistrar:name>
            <rdeRegistrar:gurid>90001</rdeRegistrar:gurid><rdeRegistrar:status>ok</rdeRegistrar:status>
            <rdeRegistrar:postalInfo type="int"><rdeRegistrar:addr><rdeRegistrar:city>Bonn</rdeRegistrar:city></rdeRegistrar:addr></rdeRegistrar:postalInfo>
          </rdeRegistrar:registrar>
          <rdeRegistrar:registrar><rdeRegistrar:id>r2</rdeRegistrar:id><rdeRegistrar:name>Two &amp; Sons</rdeRegistrar:name>
            <rdeRegistrar:gurid>90002</rdeRegistrar:gurid><rdeRegistrar:status>ok</rdeRegistrar:status>
          </rdeRegistrar:registrar>
          """);

  private static final String DIFF_XML =
      xml(
          "type=\"DIFF\" id=\"D1\" prevId=\"F1\"",
          """
          <rde:watermark>2026-03-02T00:00:00Z</rde:watermark>
          <rde:deletes><rdeDom:delete><rdeDom:name>b.org</rdeDom:name></rdeDom:delete></rde:deletes>
          """,
          """
          <rdeDom:domain><rdeDom:name>a.org</rdeDom:name><rdeDom:roid>A-ORG</rdeDom:roid>
            <rdeDom:status s="clientHold">Unpaid</rdeDom:status><rdeDom:clID>r1</rdeDom:clID><rdeDom:crRr>r1</rdeDom:crRr>
            <rdeDom:crDate>2026-02-27T12:00:00.5Z</rdeDom:crDate><rdeDom:exDate>2027-02-27T12:00:00.5Z</rdeDom:exDate>
            <rdeDom:upDate>2026-03-01T08:00:00Z</rdeDom:upDate>
            <rdeDom:secDNS><secDNS:dsData><secDNS:keyTag>5</secDNS:keyTag><secDNS:alg>13</secDNS:alg>
              <secDNS:digestType>2</secDNS:digestType><secDNS:digest>AA</secDNS:digest></secDNS:dsData></rdeDom:secDNS>
          </rdeDom:domain>
          <rdeDom:domain><rdeDom:name>c.org</rdeDom:name><rdeDom:roid>C-ORG</rdeDom:roid><rdeDom:status s="ok"/>
            <rdeDom:clID>r1</rdeDom:clID><rdeDom:crRr>r1</rdeDom:crRr>
            <rdeDom:crDate>2021-06-01T00:00:00Z</rdeDom:crDate><rdeDom:exDate>2027-06-01T00:00:00Z</rdeDom:exDate>
            <rdeDom:upDate>2026-03-01T09:00:00Z</rdeDom:upDate></rdeDom:domain>
          <rdeDom:domain><rdeDom:name>d.org</rdeDom:name><rdeDom:roid>D-ORG</rdeDom:roid><rdeDom:status s="ok"/>
            <rdeDom:clID>r2</rdeDom:clID><rdeDom:crRr>r2</rdeDom:crRr>
            <rdeDom:crDate>2026-03-01T07:00:00Z</rdeDom:crDate><rdeDom:exDate>2028-03-01T07:00:00Z</rdeDom:exDate></rdeDom:domain>
          """);

  /** Everything that is known, without what differs from load to load. */
  private static Map<String, List<String>> known() {
    Map<String, List<String>> known = new LinkedHashMap<>();
    known.put("registrars", Database.rows("SELECT * FROM registrar ORDER BY iana_id"));
    known.put(
        "registrations",
        Database.rows(
            """
            SELECT name, roid, tld, sponsor, creator, created_at, created_years, expires_at, transferred_at, statuses, signed,
                   ds_records, ds_digest, deleted_at, delete_noted_at FROM registration ORDER BY roid
            """));
    known.put(
        "sponsorships",
        Database.rows(
            """
            SELECT r.roid, s.registrar, s.from_at, s.until_at FROM sponsorship s JOIN registration r ON r.id = s.registration_id
            ORDER BY 1, 3
            """));
    known.put(
        "terms",
        Database.rows(
            "SELECT r.roid, t.expires_at FROM term t JOIN registration r ON r.id = t.registration_id ORDER BY 1, 2"));
    known.put(
        "statuses",
        Database.rows(
            """
            SELECT r.roid, s.status, s.from_at, s.until_at, s.reason FROM status_period s JOIN registration r ON r.id = s.registration_id
            ORDER BY 1, 2, 3
            """));
    known.put(
        "events",
        Database.rows(
            """
            SELECT type, name, roid, registrar, other_registrar, occurred_at, years, detail FROM registration_event
            ORDER BY sequence
            """));
    known.put(
        "days", Database.rows("SELECT * FROM domains_under_management ORDER BY day, registrar"));
    known.put("live", Database.rows("SELECT * FROM live_names ORDER BY registrar"));
    return known;
  }

  private static Map<String, List<String>> after(String type, byte[]... deposits) {
    Slate.clean();
    for (byte[] deposit : deposits) {
      Operate.deposit(type, deposit).statusCode(201).body("rows.rejected", equalTo(0));
    }
    return known();
  }

  @Test
  void csvAndXmlComeToTheSame() throws IOException {
    Map<String, List<String>> csv = after("application/zip", full(false).zip(), diff().zip());
    assertThat(csv.get("registrars"))
        .containsExactly(
            "90001 r1 One, Inc. ok ACCREDITED 2026-03-01 00:00:00+00",
            "90002 r2 Two & Sons ok ACCREDITED 2026-03-01 00:00:00+00");
    assertThat(csv.get("statuses"))
        .containsExactly(
            "A-ORG clientHold 2026-03-01 08:00:00+00 null Unpaid",
            "B-ORG serverHold 2026-02-28 23:59:59.999999+00 2026-03-01 23:59:59.999999+00 Court order",
            "C-ORG pendingDelete 2026-02-28 23:59:59.999999+00 2026-03-01 09:00:00+00 null",
            "C-ORG redemptionPeriod 2026-02-28 23:59:59.999999+00 2026-03-01 09:00:00+00 null");
    assertThat(csv.get("events"))
        .containsExactly(
            "CREATE d.org D-ORG 90002 null 2026-03-01 07:00:00+00 2 null",
            "DS_CHANGE a.org A-ORG 90001 null 2026-03-01 08:00:00+00 null other records",
            "STATUS_CHANGE a.org A-ORG 90001 null 2026-03-01 08:00:00+00 null clientHold set by the sponsor: Unpaid",
            "DS_CHANGE c.org C-ORG 90001 null 2026-03-01 09:00:00+00 null no longer signed",
            "RESTORE c.org C-ORG 90001 null 2026-03-01 09:00:00+00 null null",
            "DELETE b.org B-ORG 90002 null 2026-03-01 23:59:59.999999+00 null null");
    assertThat(csv.get("sponsorships"))
        .containsExactly(
            "A-ORG 90001 2026-02-27 12:00:00.5+00 null",
            "B-ORG 90001 2021-06-01 00:00:00+00 2025-01-01 00:00:00+00",
            "B-ORG 90002 2025-01-01 00:00:00+00 2026-03-01 23:59:59.999999+00",
            "C-ORG 90001 2021-06-01 00:00:00+00 null",
            "D-ORG 90002 2026-03-01 07:00:00+00 null");
    assertThat(csv.get("live")).containsExactly("org 90001 2 1 0", "org 90002 1 0 0");

    assertThat(after("application/xml", FULL_XML.getBytes(UTF_8), DIFF_XML.getBytes(UTF_8)))
        .isEqualTo(csv);
    assertThat(after("application/gzip", gzip(FULL_XML), gzip(DIFF_XML))).isEqualTo(csv);
    assertThat(after("application/zip", zip(FULL_XML), zip(DIFF_XML))).isEqualTo(csv);
    assertThat(after("application/octet-stream", full(false).zip(), zip(DIFF_XML))).isEqualTo(csv);
  }

  @Test
  void theOrderOfTheTablesDoesNotMatter() {
    Map<String, List<String>> inOrder = after("application/zip", full(false).zip());
    assertThat(after("application/zip", full(true).zip())).isEqualTo(inOrder);
  }

  @Test
  void hostsAreCountedAndOtherObjectsReadOver() {
    Operate.deposit("text/xml", FULL_XML.getBytes(UTF_8))
        .statusCode(201)
        .body("model", equalTo("XML"))
        .body("ignored.host", equalTo(1))
        .body("rows.read", equalTo(5));
    Slate.clean();
    for (String[] wrong :
        new String[][] {
          {"rdeHost-1.0\">1<", "rdeHost-1.0\">7<", "counts 7 host"},
          {"rdeRegistrar-1.0\">2<", "rdeRegistrar-1.0\">3<", "counts 3 registrars"},
          {"rdeDomain-1.0\"> 3 <", "rdeDomain-1.0\">4<", "counts 4 names"}
        }) {
      String detail =
          Operate.deposit("text/xml", FULL_XML.replace(wrong[0], wrong[1]).getBytes(UTF_8))
              .statusCode(422)
              .extract()
              .path("detail");
      assertThat(detail).contains(wrong[2]);
    }
    assertThat(Database.rows("SELECT * FROM registration")).isEmpty();
  }

  @Test
  void whatIsUnfitIsRejectedWithItsPlace() {
    String broken =
        FULL_XML
            .replace("<rdeDom:clID>r2</rdeDom:clID>", "<rdeDom:clID>r9</rdeDom:clID>")
            .replace("<rdeDom:name>c.org", "<rdeDom:name>c.www.org");
    Operate.deposit("text/xml", broken.getBytes(UTF_8))
        .statusCode(201)
        .body("rows.rejectedByReason.UNKNOWN_REGISTRAR", equalTo(1))
        .body("rows.rejectedByReason.OUT_OF_ZONE", equalTo(1))
        .body("domainsUnderManagement", equalTo(1));
    List<String> lines =
        new ArrayList<>(
            Database.rows("SELECT csv, line, reason FROM deposit_rejection ORDER BY line"));
    int b = lineOf(broken, "<rdeDom:name>b.org");
    int c = lineOf(broken, "<rdeDom:name>c.www.org");
    assertThat(lines)
        .containsExactly(
            "domain " + (b - 1) + " UNKNOWN_REGISTRAR", "domain " + (c - 1) + " OUT_OF_ZONE");
  }

  private static int lineOf(String text, String part) {
    return (int) text.substring(0, text.indexOf(part)).chars().filter(c -> c == '\n').count() + 1;
  }

  private static byte[] gzip(String xml) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
      gzip.write(xml.getBytes(UTF_8));
    }
    return bytes.toByteArray();
  }

  private static byte[] zip(String xml) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      zip.putNextEntry(new ZipEntry("org.xml"));
      zip.write(xml.getBytes(UTF_8));
      zip.closeEntry();
    }
    return bytes.toByteArray();
  }
}

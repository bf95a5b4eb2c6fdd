package io.bailiwick.ingest.report;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bailiwick.common.problem.ProblemException;
import java.time.Instant;
import java.util.Base64;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReportReaderTest {

  /** RFC 5965, appendix B.2, with a Message-ID. */
  static final String ARF =
      """
      From: <abusedesk@example.com>
      Date: Thu, 8 Mar 2005 17:40:36 EDT
      Subject: FW: Earn money
      To: <abuse@example.net>
      Message-ID: <20030712040037.46341.5F8J@example.com>
      MIME-Version: 1.0
      Content-Type: multipart/report; report-type=feedback-report;
           boundary="part1_13d.2e68ed54_boundary"

      --part1_13d.2e68ed54_boundary
      Content-Type: text/plain; charset="US-ASCII"
      Content-Transfer-Encoding: 7bit

      This is an email abuse report for an email message received from IP
      192.0.2.1 on Thu, 8 Mar 2005 14:00:00 EDT.  For more information
      about this format please see http://www.mipassoc.org/arf/.

      --part1_13d.2e68ed54_boundary
      Content-Type: message/feedback-report

      Feedback-Type: abuse
      User-Agent: SomeGenerator/1.0
      Version: 1
      Original-Mail-From: <somespammer@example.net>
      Original-Rcpt-To: <user@example.com>
      Received-Date: Thu, 8 Mar 2005 14:00:00 EDT
      Source-IP: 192.0.2.1
      Authentication-Results: mail.example.com;
                     smtp.mail=somespammer@example.com;
                     spf=fail
      Reported-Domain: example.net
      Reported-Uri: http://example.net/earn_money.html
      Reported-Uri: mailto:user@example.com
      Removal-Recipient: user@example.com

      --part1_13d.2e68ed54_boundary
      Content-Type: message/rfc822
      Content-Disposition: inline

      From: <somespammer@example.net>
      Received: from mailserver.example.net (mailserver.example.net
           [192.0.2.1]) by example.com with ESMTP id M63d4137594e46;
           Thu, 08 Mar 2005 14:00:00 -0400
      To: <Undisclosed Recipients>
      Subject: Earn money
      MIME-Version: 1.0
      Content-type: text/plain
      Message-ID: 8787KJKJ3K4J3K4J3K4J3.mail@example.net
      X-Mailer: EasyMail 2.5
      Date: Thu, 02 Sep 2004 12:31:03 -0500

      Spam Spam Spam
      Spam Spam Spam
      --part1_13d.2e68ed54_boundary--
      """;

  /** samples/v4/content-phishing.json of the XARF specification, 4.2.0. */
  static final String XARF_4 =
      """
      {
        "xarf_version": "4.2.0",
        "report_id": "1a5ec293-0849-40a4-9eba-d5926262ff05",
        "timestamp": "2025-01-11T15:15:24Z",
        "reporter": {"org": "Brand Protection Service", "contact": "takedown@brand-protect.example", "domain": "brand-protect.example"},
        "sender": {"org": "Brand Protection Service", "contact": "takedown@brand-protect.example", "domain": "brand-protect.example"},
        "source_identifier": "203.0.113.45",
        "category": "content",
        "type": "phishing",
        "evidence_source": "automated_scan",
        "url": "http://secure-banking-login.example.com/auth",
        "domain": "xn--acuaparquedelacaa-uxb.co",
        "target_brand": "Major Bank Corp",
        "evidence": [
          {"content_type": "image/png", "description": "Screenshot",
           "payload": "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="},
          {"content_type": "text/html", "description": "Source code of phishing page",
           "payload": "PGh0bWw+PGhlYWQ+PHRpdGxlPlNlY3VyZSBCYW5raW5nIExvZ2luPC90aXRsZT48L2hlYWQ+"}
        ],
        "tags": ["target:banking", "technique:credential_harvesting", "severity:high"]
      }
      """;

  /** samples/v3/phishing_v3_sample.json of the XARF specification, without its attachment. */
  static final String XARF_3 =
      """
      {
        "Version": "3.0.0",
        "ReporterInfo": {"ReporterOrg": "Example Security Vendor", "ReporterOrgDomain": "security-vendor.example",
          "ReporterOrgEmail": "abuse@security-vendor.example", "ReporterContactName": "Phishing Response Team"},
        "Disclosure": true,
        "Report": {"ReportClass": "Content", "ReportType": "phishing", "Date": "2024-01-15T16:45:30Z",
          "Source": {"URL": "https://malicious-example.net/banking-login/", "Type": "uri"},
          "AdditionalInfo": {"TargetBrand": "Example Bank"}}
      }
      """;

  static Draft json(String body) {
    return ReportReader.read("application/json", body.getBytes(UTF_8));
  }

  static Draft mail(String body) {
    return ReportReader.read("message/rfc822", body.getBytes(UTF_8));
  }

  static String feedback(String... fields) {
    return """
    From: Desk <desk@reporter.example>
    Message-ID: <1@reporter.example>
    MIME-Version: 1.0
    Content-Type: multipart/report; report-type=feedback-report; boundary=b

    --b
    Content-Type: text/plain

    A report.
    --b
    Content-Type: message/feedback-report

    User-Agent: Reporter/1.0
    Version: 1
    %s

    --b--
    """
        .formatted(String.join("\n", fields));
  }

  static String withPart(String type, String part) {
    return """
    From: Desk <desk@reporter.example>
    Message-ID: <2@reporter.example>
    MIME-Version: 1.0
    Content-Type: multipart/mixed; boundary=b

    --b
    Content-Type: text/plain

    Please see the report.
    --b
    Content-Type: %s

    %s
    --b--
    """
        .formatted(type, part);
  }

  @Test
  void readsTheExampleOfRfc5965() {
    Draft draft = mail(ARF);
    assertThat(draft.form()).isEqualTo(ReportForm.ARF);
    assertThat(draft.values()).containsExactly("http://example.net/earn_money.html");
    assertThat(draft.doubtful()).isFalse();
    assertThat(draft.category()).isEqualTo(ReportCategory.SPAM);
    assertThat(draft.words()).isEqualTo("abuse");
    assertThat(draft.reporter()).isEqualTo("abusedesk@example.com");
    assertThat(draft.sourceId()).isEqualTo("<20030712040037.46341.5F8J@example.com>");
    assertThat(draft.seenAt()).isEqualTo("2005-03-08T18:00:00Z"); // EDT is four hours behind
    assertThat(draft.description()).startsWith("This is an email abuse report");
    assertThat(draft.attachments())
        .singleElement()
        .satisfies(
            mail -> {
              assertThat(mail.type()).isEqualTo(AttachmentType.EML);
              assertThat(new String(mail.bytes(), UTF_8)).contains("Subject: Earn money");
            });
  }

  @Test
  void readsMailsWhoseLinesEndInCrLfAndInLfAlike() {
    Draft lf = mail(ARF);
    Draft crLf = mail(ARF.replace("\n", "\r\n"));
    assertThat(crLf.values()).isEqualTo(lf.values());
    assertThat(crLf.seenAt()).isEqualTo(lf.seenAt());
    assertThat(crLf.sourceId()).isEqualTo(lf.sourceId());
    assertThat(crLf.attachments()).hasSize(1);
  }

  @Test
  void takesEveryReportedUri() {
    Draft draft =
        mail(
            feedback(
                "Feedback-Type: fraud",
                "Reported-URI: http://a.example.org/1",
                "Reported-Domain: victim-bank.org",
                "Reported-URI: <http://b.example.org/2>",
                "Reported-URI: http://a.example.org/1",
                "Arrival-Date: Mon, 2 Mar 2026 12:00:00 +0200"));
    assertThat(draft.values()).containsExactly("http://a.example.org/1", "http://b.example.org/2");
    assertThat(draft.category()).isEqualTo(ReportCategory.FRAUD);
    assertThat(draft.seenAt()).isEqualTo("2026-03-02T10:00:00Z");
    assertThat(draft.doubtful()).isFalse();
  }

  @Test
  void doubtsAReportedDomainSinceItMayBeTheVictims() {
    Draft draft = mail(feedback("Feedback-Type: abuse", "Reported-Domain: bank.org"));
    assertThat(draft.values()).containsExactly("bank.org");
    assertThat(draft.doubtful()).isTrue();
    assertThat(draft.notes()).anyMatch(note -> note.contains("victim"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"Feedback-Type: not-spam", "Feedback-Type: auth-failure", "X-Nothing: a"})
  void refusesAFeedbackReportThatReportsNoAbuse(String type) {
    assertThatThrownBy(() -> mail(feedback(type, "Reported-URI: http://a.example.org/")))
        .isInstanceOf(ProblemException.class);
  }

  @Test
  void refusesAMailThatIsNoReport() {
    assertThatThrownBy(() -> mail("From: a@example.com\nSubject: Hello\n\nNothing.\n"))
        .isInstanceOf(ProblemException.class)
        .hasMessageContaining("neither");
  }

  @Test
  void takesTheNameOfAXarf4ReportFromItsUrl() {
    Draft draft = json(XARF_4);
    assertThat(draft.form()).isEqualTo(ReportForm.XARF_4);
    assertThat(draft.values()).containsExactly("http://secure-banking-login.example.com/auth");
    assertThat(draft.sourceId()).isEqualTo("1a5ec293-0849-40a4-9eba-d5926262ff05");
    assertThat(draft.reporter()).isEqualTo("takedown@brand-protect.example");
    assertThat(draft.category()).isEqualTo(ReportCategory.PHISHING);
    assertThat(draft.words()).isEqualTo("content/phishing");
    assertThat(draft.seenAt()).isEqualTo("2025-01-11T15:15:24Z");
    // The screenshot is kept, the page itself is not.
    assertThat(draft.attachments())
        .extracting(Attachment::type)
        .containsExactly(AttachmentType.PNG);
    assertThat(draft.notes())
        .anyMatch(note -> note.contains("URL counts"))
        .anyMatch(note -> note.contains("dropped"));
  }

  @Test
  void dropsWhatXarfSaysIsNeverToBeSent() {
    Draft draft =
        json(XARF_4.replace("\"tags\"", "\"_internal\": {\"analyst\": \"john.doe\"}, \"tags\""));
    assertThat(draft.notes()).anyMatch(note -> note.contains("_internal"));
    assertThat(draft.toString()).doesNotContain("john.doe");
  }

  @ParameterizedTest
  @CsvSource({
    "xarf_version, xarf_version_of_old",
    "report_id, reportid",
    "timestamp, time",
    "sender, from",
    "source_identifier, source",
    "category, kind",
    "url, link"
  })
  void namesWhatAXarf4ReportLacks(String member, String instead) {
    assertThatThrownBy(
            () ->
                ReportReader.read(
                    "application/xarf+json",
                    XARF_4.replace("\"" + member + "\"", "\"" + instead + "\"").getBytes(UTF_8)))
        .isInstanceOf(ProblemException.class);
  }

  @Test
  void readsXarf3InBothOfItsSpellings() {
    Draft sample = json(XARF_3);
    assertThat(sample.form()).isEqualTo(ReportForm.XARF_3);
    assertThat(sample.values()).containsExactly("https://malicious-example.net/banking-login/");
    assertThat(sample.category()).isEqualTo(ReportCategory.PHISHING);
    assertThat(sample.reporter()).isEqualTo("abuse@security-vendor.example");
    assertThat(sample.seenAt()).isEqualTo("2024-01-15T16:45:30Z");
    // As in the legacy schema.
    Draft legacy =
        json(
            """
            {"Version":"3","ReporterInfo":{"ReporterOrg":"Example","ReporterOrgEmail":"abuse@example.com"},
             "Report":{"ReportClass":"Activity","ReportType":"Malware","Date":"2024-01-01T12:00:00Z","Url":"http://x.example.org/a.exe",
               "Samples":[{"ContentType":"text/plain","Payload":"U1NIOiBsb2c="}]}}
            """);
    assertThat(legacy.values()).containsExactly("http://x.example.org/a.exe");
    assertThat(legacy.category()).isEqualTo(ReportCategory.MALWARE);
    assertThat(legacy.attachments())
        .singleElement()
        .extracting(Attachment::type)
        .isEqualTo(AttachmentType.TEXT);
  }

  @Test
  void recognisesXarfWithinAMail() {
    String base64 = Base64.getMimeEncoder().encodeToString(XARF_4.getBytes(UTF_8));
    Draft draft =
        mail(
            withPart(
                "application/json; name=xarf.json\nContent-Transfer-Encoding: base64", base64));
    assertThat(draft.form()).isEqualTo(ReportForm.XARF_4);
    assertThat(draft.reporter()).isEqualTo("takedown@brand-protect.example");
    assertThat(draft.description()).isEqualTo("Please see the report.");
    assertThat(mail(withPart("text/plain; name=xarf.json", XARF_3)).form())
        .isEqualTo(ReportForm.XARF_3);
  }

  @Test
  void readsOurOwnJson() {
    Draft draft =
        json(
            """
            {"url":"https://login.example.org/","category":"phishing","description":"Asks for\\u0007 card numbers",
             "seenAt":"2026-03-02T12:00:00+02:00","reference":"A-17"}
            """);
    assertThat(draft.form()).isEqualTo(ReportForm.JSON);
    assertThat(draft.values()).containsExactly("https://login.example.org/");
    assertThat(draft.category()).isEqualTo(ReportCategory.PHISHING);
    assertThat(draft.description()).isEqualTo("Asks for card numbers");
    assertThat(draft.seenAt()).isEqualTo("2026-03-02T10:00:00Z");
    assertThat(draft.sourceId()).isEqualTo("A-17");
    assertThat(draft.reporter()).isNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"category\":\"PHISHING\"}",
        "{\"url\":\"http://a.org/\"}",
        "{\"url\":\"http://a.org/\",\"category\":\"NOISE\"}",
        "{\"url\":\"http://a.org/\",\"category\":\"PHISHING\",\"seenAt\":\"yesterday\"}",
        "{\"url\":[\"http://a.org/\"],\"category\":\"PHISHING\"}",
        "{\"url\":\"http://a.org/\",\"category\":\"PHISHING\",\"priority\":\"high\"}",
        "{\"url\":\"http://a.org/\",\"category\":\"PHISHING\"} trailing",
        "{\"url\":\"http://a.org/\",\"category\":\"PHISHING\",\"category\":\"SPAM\"}",
        "[]",
        "not JSON",
        ""
      })
  void refusesWhatIsNoReport(String body) {
    assertThatThrownBy(() -> json(body)).isInstanceOf(ProblemException.class);
  }

  @Test
  void boundsTheDepthOfJsonAndOfMails() {
    String deep = "{\"url\":" + "[".repeat(50) + "]".repeat(50) + ",\"category\":\"SPAM\"}";
    assertThatThrownBy(() -> json(deep)).isInstanceOf(ProblemException.class);
    String nested = feedback("Feedback-Type: abuse", "Reported-URI: http://a.example.org/");
    for (int i = 0; i < 7; i++) {
      nested = "From: a@example.com\nMIME-Version: 1.0\nContent-Type: message/rfc822\n\n" + nested;
    }
    String tooDeep = nested;
    assertThatThrownBy(() -> mail(tooDeep))
        .isInstanceOf(ProblemException.class)
        .hasMessageContaining("deep");
  }

  @Test
  void boundsThePartsOfAMail() {
    String parts = "--b\nContent-Type: text/plain\n\nx\n".repeat(60);
    assertThatThrownBy(
            () ->
                mail(
                    "From: a@example.com\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=b\n\n"
                        + parts
                        + "--b--\n"))
        .isInstanceOf(ProblemException.class)
        .hasMessageContaining("parts");
  }

  @ParameterizedTest
  @CsvSource({
    "image/png, PNG",
    "image/jpeg, JPEG",
    "application/pdf, PDF",
    "text/plain, TEXT",
    "message/rfc822, EML"
  })
  void keepsAnAttachmentOnlyIfItIsWhatItSays(String declared, AttachmentType type) {
    for (AttachmentType real : AttachmentType.values()) {
      byte[] bytes =
          switch (real) {
            case PNG -> Base64.getDecoder().decode("iVBORw0KGgoAAAANSUhEUg==");
            case JPEG -> Base64.getDecoder().decode("/9j/4AAQSkZJRg==");
            case PDF -> "%PDF-1.7\n\u0001\n".getBytes(UTF_8);
            case TEXT -> " plain text".getBytes(UTF_8);
            case EML -> "Subject: x\n\ntext\u0001".getBytes(UTF_8);
          };
      assertThat(AttachmentType.declared(declared)).hasValue(type);
      assertThat(type.fits(bytes)).as("%s declared %s", real, declared).isEqualTo(real == type);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"<html>", "<!DOCTYPE html>", " \n<script>alert(1)</script>", "<?xml"})
  void takesNoMarkupForText(String text) {
    assertThat(AttachmentType.TEXT.fits(text.getBytes(UTF_8))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "text/html",
        "image/svg+xml",
        "application/zip",
        "application/octet-stream",
        "application/javascript"
      })
  void keepsNoOtherKindOfAttachment(String type) {
    assertThat(AttachmentType.declared(type)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        "'Thu, 8 Mar 2005 14:00:00 EDT', 2005-03-08T18:00:00Z",
        "'8 Mar 2005 14:00 +0100', 2005-03-08T13:00:00Z",
        "'Mon, 2 Mar 2026 12:00:00 +0200 (CEST)', 2026-03-02T10:00:00Z",
        "'Mon, 29 Feb 2027 12:00:00 +0000', -",
        "'Mon, 2 Mar 2026 12:00:00 CEST', -",
        "'2026-03-02 12:00:00', -"
      })
  void readsTheDatesOfMails(String date, @Nullable Instant expected) {
    assertThat(MailTime.parse(date)).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "csam",
        "CSEM",
        "content/csam",
        "ncii",
        "child-sexual-abuse-material",
        "ChildSexualExploitation",
        "child_porn",
        "Child Abuse",
        "ｃｓａｍ"
      })
  void knowsTheCategoriesThatAreRefused(String type) {
    assertThat(ChildAbuse.isMeantBy(type)).isTrue();
    assertThatThrownBy(
            () ->
                json(
                    "{\"url\":\"http://a.org/\",\"category\":\"%s\",\"unknown\":1}"
                        .formatted(type)))
        .isInstanceOf(SensitiveReport.class);
    // A broken XARF report of the kind is refused as such, not as broken.
    assertThatThrownBy(() -> json("{\"xarf_version\":\"4.2.0\",\"type\":\"%s\"}".formatted(type)))
        .isInstanceOf(SensitiveReport.class);
    assertThatThrownBy(() -> json(XARF_3.replace("\"phishing\"", "\"" + type + "\"")))
        .isInstanceOf(SensitiveReport.class);
    assertThatThrownBy(() -> json(XARF_4.replace("severity:high", "class:" + type)))
        .isInstanceOf(SensitiveReport.class);
    assertThatThrownBy(() -> mail(feedback("Feedback-Type: " + type)))
        .isInstanceOf(SensitiveReport.class);
    assertThatThrownBy(
            () -> mail("X-XARF-Category: " + type + "\n" + feedback("Feedback-Type: abuse")))
        .isInstanceOf(SensitiveReport.class);
    String document = "{\"xarf_version\":\"4.2.0\",\"type\":\"%s\"}".formatted(type);
    assertThatThrownBy(
            () ->
                mail(
                    withPart(
                        "application/octet-stream\nContent-Transfer-Encoding: base64",
                        Base64.getEncoder().encodeToString(document.getBytes(UTF_8)))))
        .isInstanceOf(SensitiveReport.class);
    assertThatThrownBy(() -> mail(withPart("message/rfc822", feedback("Feedback-Type: " + type))))
        .isInstanceOf(SensitiveReport.class);
    String evidence =
        Base64.getEncoder().encodeToString(feedback("Feedback-Type: " + type).getBytes(UTF_8));
    assertThatThrownBy(
            () ->
                json(
                    XARF_4
                        .replace("image/png", "message/rfc822")
                        .replaceFirst("iVBORw0KGgo[^\"]*", evidence)))
        .isInstanceOf(SensitiveReport.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"phishing", "public_sample", "brand_infringement", "content", "scp", "adult"})
  void refusesNoOtherCategory(String type) {
    assertThat(ChildAbuse.isMeantBy(type)).isFalse();
  }

  @Test
  void findsNoCategoryInFreeText() {
    assertThat(
            json("{\"url\":\"http://a.org/\",\"category\":\"PHISHING\",\"description\":\"Pretends to be a hotline against csam\"}")
                .category())
        .isEqualTo(ReportCategory.PHISHING);
    assertThat(
            mail(feedback(
                        "Feedback-Type: fraud",
                        "Reported-URI: http://stop-csam.example.org/child-abuse")
                    .replace("A report.", "Pretends to be a hotline against child abuse."))
                .category())
        .isEqualTo(ReportCategory.FRAUD);
  }
}

package io.bailiwick.ingest.report;

import com.fasterxml.jackson.databind.JsonNode;
import io.bailiwick.common.problem.ProblemException;
import io.bailiwick.common.problem.Violation;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * XARF 4 (core and content schemas 4.2) and XARF 3. The abused name is that of the URL; the source
 * identifier of a phishing report is mostly an IP address, and its domain is a second choice.
 */
final class XarfReader {
  private static final Pattern VERSION_4 = Pattern.compile("4\\.[0-9]+\\.[0-9]+");
  private static final Pattern VERSION_3 = Pattern.compile("3(\\.0){0,2}");
  private static final Pattern UUID_TEXT =
      Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");
  private static final Set<String> CATEGORIES =
      Set.of(
          "messaging",
          "content",
          "copyright",
          "connection",
          "vulnerability",
          "infrastructure",
          "reputation");
  private static final int MOST_EVIDENCE = 50;

  private XarfReader() {}

  /** Whether a document claims to be XARF of some version. */
  static boolean recognises(JsonNode body) {
    return body.has("xarf_version") || (body.has("Version") && body.has("ReporterInfo"));
  }

  static Draft read(JsonNode body) {
    return body.has("xarf_version") ? version4(body) : version3(body);
  }

  private static Draft version4(JsonNode body) {
    List<Violation> violations = new ArrayList<>();
    matching(body, "xarf_version", VERSION_4, "is 4.x.y", violations);
    String id = matching(body, "report_id", UUID_TEXT, "is a UUID", violations);
    Instant time = Texts.time(Json.text(body, "timestamp"));
    if (time == null) {
      violations.add(new Violation("timestamp", "is an ISO 8601 time with an offset"));
    }
    for (String party : new String[] {"reporter", "sender"}) {
      for (String member : new String[] {"org", "contact", "domain"}) {
        if (Json.text(body.path(party), member) == null) {
          violations.add(new Violation(party + "." + member, "is missing"));
        }
      }
    }
    String source = Json.text(body, "source_identifier");
    if (source == null) {
      violations.add(new Violation("source_identifier", "is missing"));
    }
    String category = Json.text(body, "category");
    if (category == null || !CATEGORIES.contains(category)) {
      violations.add(new Violation("category", "is one of the seven categories of XARF 4"));
    }
    String type = Json.text(body, "type");
    if (type == null) {
      violations.add(new Violation("type", "is missing"));
    }
    String url = Json.text(body, "url");
    if ("content".equals(category) && url == null) {
      violations.add(new Violation("url", "is what a report on content must have"));
    }
    if (!violations.isEmpty() || id == null || type == null || source == null) {
      throw ProblemException.invalid("This is not a XARF 4 report.", violations);
    }

    List<String> notes = new ArrayList<>();
    String domain = Json.text(body, "domain");
    String value = url != null ? url : domain != null ? domain : source;
    if (url != null && domain != null && !url.toLowerCase(Locale.ROOT).contains(domain)) {
      notes.add("The domain that it names is not that of its URL; the URL counts.");
    }
    if (body.has("_internal")) {
      notes.add("Its member _internal was dropped: that is never to be sent.");
    }
    String description = Json.text(body, "description");
    return new Draft(
        ReportForm.XARF_4,
        id.toLowerCase(Locale.ROOT),
        reporter(Json.text(body.path("reporter"), "contact")),
        List.of(value),
        false,
        ReportCategory.of(type),
        Texts.kept(category + "/" + type, Texts.NAME),
        description == null ? null : Texts.kept(description, Texts.DESCRIPTION),
        time,
        evidence(body.path("evidence"), "content_type", "payload", notes),
        notes);
  }

  private static Draft version3(JsonNode body) {
    List<Violation> violations = new ArrayList<>();
    JsonNode report = body.path("Report");
    JsonNode who = body.path("ReporterInfo");
    matching(body, "Version", VERSION_3, "is 3", violations);
    String contact = Json.text(who, "ReporterOrgEmail");
    if (contact == null) {
      violations.add(new Violation("ReporterInfo.ReporterOrgEmail", "is missing"));
    }
    String type = Json.text(report, "ReportType");
    if (type == null) {
      violations.add(new Violation("Report.ReportType", "is missing"));
    }
    String value = source3(report);
    if (value == null) {
      violations.add(new Violation("Report.Source", "names a URL, a domain or an address"));
    }
    if (!violations.isEmpty() || type == null || value == null) {
      throw ProblemException.invalid("This is not a XARF 3 report.", violations);
    }
    List<String> notes = new ArrayList<>();
    Instant time = Texts.time(Json.text(report, "Date"));
    if (time == null) {
      notes.add("Its date cannot be read; the time of receipt stands for it.");
    }
    if (body.has("_internal")) {
      notes.add("Its member _internal was dropped: that is never to be sent.");
    }
    String id = Json.text(report, "ReportID");
    String description = Json.text(report, "AttackDescription");
    List<Attachment> attachments = new ArrayList<>();
    attachments.addAll(evidence(report.path("Attachment"), "ContentType", "Data", notes));
    attachments.addAll(evidence(report.path("Samples"), "ContentType", "Payload", notes));
    return new Draft(
        ReportForm.XARF_3,
        id == null ? null : Texts.kept(id, Texts.NAME),
        reporter(contact),
        List.of(value),
        false,
        ReportCategory.of(type),
        Texts.kept(type, Texts.NAME),
        description == null ? null : Texts.kept(description, Texts.DESCRIPTION),
        time,
        attachments,
        notes);
  }

  /** Version 3 was written in several ways: Url, Source as text, Source.URL, SourceIp. */
  private static @Nullable String source3(JsonNode report) {
    String plain = Json.text(report, "Url");
    if (plain == null) {
      plain = Json.text(report, "Source");
    }
    for (String member : new String[] {"URL", "Url", "Domain", "Value", "IP"}) {
      if (plain == null) {
        plain = Json.text(report.path("Source"), member);
      }
    }
    return plain == null ? Json.text(report, "SourceIp") : plain;
  }

  private static @Nullable String reporter(@Nullable String contact) {
    return contact == null ? null : Texts.kept(contact, Texts.NAME).toLowerCase(Locale.ROOT);
  }

  private static @Nullable String matching(
      JsonNode body, String member, Pattern pattern, String rule, List<Violation> violations) {
    String text = Json.text(body, member);
    if (text == null || !pattern.matcher(text).matches()) {
      violations.add(new Violation(member, rule));
      return null;
    }
    return text;
  }

  private static List<Attachment> evidence(
      JsonNode items, String typeMember, String bytesMember, List<String> notes) {
    Attachment.Sieve sieve = new Attachment.Sieve(notes);
    int seen = 0;
    for (JsonNode item : items) {
      if (++seen > MOST_EVIDENCE) {
        notes.add(
            "More than %d pieces of evidence; the rest was dropped.".formatted(MOST_EVIDENCE));
        break;
      }
      String type = Json.text(item, typeMember);
      String payload = Json.text(item, bytesMember);
      byte[] bytes = payload == null ? null : decoded(payload);
      if (type == null || bytes == null) {
        notes.add("A piece of evidence was dropped: it has no type, or is not base64.");
      } else {
        sieve.take(type, bytes);
      }
    }
    return sieve.kept();
  }

  private static byte @Nullable [] decoded(String base64) {
    try {
      return Base64.getMimeDecoder().decode(base64);
    } catch (IllegalArgumentException e) {
      return null;
    }
  }
}

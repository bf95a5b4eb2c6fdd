package io.bailiwick.ingest.notification;

import io.bailiwick.common.delivery.Defanged;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A notification as a XARF 4 document (schemas 4.2), for the machines of a registrar. */
final class XarfReport {

  private XarfReport() {}

  /**
   * @param organisation who reports
   * @param contact its address for answers
   */
  static Map<String, Object> of(Notification told, String organisation, String contact) {
    Map<String, Object> report = new LinkedHashMap<>();
    Map<String, Object> reporter =
        Map.of(
            "org",
            organisation,
            "contact",
            contact,
            "domain",
            contact.substring(contact.indexOf('@') + 1));
    report.put("xarf_version", "4.2.0");
    report.put("report_id", told.id().toString());
    report.put("timestamp", told.openedAt().toString());
    report.put("reporter", reporter);
    report.put("sender", reporter);
    report.put("source_identifier", told.name());
    switch (told.threat()) {
      case PHISHING -> content(report, told, "phishing");
      case MALWARE -> content(report, told, "malware");
      case BOTNET -> {
        report.put("category", "infrastructure");
        report.put("type", "botnet");
        report.put("c2_server", told.name());
        report.put("compromise_evidence", "Listed as command and control of a botnet");
        report.put("first_seen", told.openedAt().toString());
        report.put("last_seen", told.lastSeenAt().toString());
      }
      // XARF has no type for these; it has one for what lists say.
      case PHARMING, SPAM -> {
        report.put("category", "reputation");
        report.put("type", "blocklist");
        report.put("threat_type", told.threat().name().toLowerCase(Locale.ROOT));
      }
    }
    report.put("evidence_source", "threat_intelligence");
    report.put(
        "description",
        "%s on %s, %s. Evidence: %s."
            .formatted(told.threat(), told.name(), told.classification(), told.evidence()));
    byte[] listings = listings(told).getBytes(StandardCharsets.UTF_8);
    report.put(
        "evidence",
        List.of(
            Map.of(
                "content_type",
                "text/plain",
                "description",
                "What was reported, and by whom",
                "payload",
                Base64.getEncoder().encodeToString(listings),
                "size",
                listings.length)));
    report.put(
        "tags",
        List.of(
            "evidence:" + told.evidence().name().toLowerCase(Locale.ROOT),
            "classification:" + told.classification().name().toLowerCase(Locale.ROOT)));
    return report;
  }

  private static void content(Map<String, Object> report, Notification told, String type) {
    report.put("category", "content");
    report.put("type", type);
    report.put("url", url(told));
    report.put("domain", told.name());
  }

  /** What is listed without a path is listed as a name. */
  private static String url(Notification told) {
    String first = told.urls().isEmpty() ? told.name() : Defanged.live(told.urls().getFirst());
    return first.contains("://") ? first : "http://" + first + (first.contains("/") ? "" : "/");
  }

  private static String listings(Notification told) {
    StringBuilder text =
        new StringBuilder(
            "First seen %s, last seen %s (UTC).%nSource families: %s.%nReported:%n"
                .formatted(told.openedAt(), told.lastSeenAt(), String.join(", ", told.families())));
    told.urls().forEach(url -> text.append(Defanged.of(url)).append('\n'));
    return text.toString();
  }
}

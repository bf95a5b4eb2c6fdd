package io.bailiwick.ingest.notification;

import io.bailiwick.common.delivery.Defanged;
import io.quarkus.qute.Engine;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The text of a notification for people, in their language. */
@ApplicationScoped
class Letter {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm", Locale.ROOT).withZone(ZoneOffset.UTC);
  private static final int MOST_URLS = 3;

  private final Engine templates;

  @Inject
  Letter(Engine templates) {
    this.templates = templates;
  }

  String subject(Language language, int registrar, List<Notification> told, int round) {
    return switch (language) {
      case EN ->
          "%sDNS abuse under %d of your domain names (registrar %d)"
              .formatted(round > 1 ? "Reminder: " : "", names(told), registrar);
      case DE ->
          "%sDNS-Missbrauch unter %d Ihrer Domainnamen (Registrar %d)"
              .formatted(round > 1 ? "Erinnerung: " : "", names(told), registrar);
    };
  }

  private static long names(List<Notification> told) {
    return told.stream().map(Notification::name).distinct().count();
  }

  String text(
      Language language,
      int registrar,
      List<Notification> told,
      int round,
      String organisation,
      String contact) {
    List<Map<String, Object>> items = new ArrayList<>();
    for (Notification item : told) {
      items.add(
          Map.of(
              "number",
              items.size() + 1,
              "id",
              item.id().toString(),
              "name",
              Defanged.of(item.name()),
              "unicodeName",
              item.unicodeName().equals(item.name()) ? "" : Defanged.of(item.unicodeName()),
              "threat",
              item.threat().name(),
              "classification",
              item.classification().name(),
              "evidence",
              item.evidence().name(),
              "firstSeen",
              time(item.openedAt()),
              "lastSeen",
              time(item.lastSeenAt()),
              "urls",
              item.urls().stream().limit(MOST_URLS).map(Defanged::of).toList()));
    }
    return templates
        .getTemplate("notification/" + language.code() + ".txt")
        .data("round", round)
        .data("organisation", organisation)
        .data("contact", contact)
        .data("registrar", Integer.toString(registrar))
        .data("items", items)
        .render();
  }

  private static String time(Instant instant) {
    return TIME.format(instant);
  }
}

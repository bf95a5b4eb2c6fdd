package io.bailiwick.ingest.pull;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * A <a href="https://www.misp-project.org/feeds/">MISP feed</a>: {@code manifest.json} names each
 * event and the time of its edition; events whose edition is new are fetched, oldest first. Each
 * event is a payload.
 */
final class MispSource implements Source {
  private static final String MANIFEST = "manifest.json";
  private static final Pattern UUID =
      Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");

  /**
   * An event that is to be fetched.
   *
   * @param edition epoch seconds
   */
  private record Event(String uuid, long edition) {}

  @Override
  public void read(Reading reading) throws FetchException {
    String url = reading.url();
    String base = url.endsWith(MANIFEST) ? url.substring(0, url.length() - MANIFEST.length()) : url;
    base = base.endsWith("/") ? base : base + "/";
    Reading.Marks marks = reading.marks();
    Reading.Page manifest = reading.page(base + MANIFEST, PlainSource.conditions(marks));
    if (manifest == null) {
      reading.say("The source says that nothing has changed.");
      return;
    }
    List<Event> changed = changed(manifest, marks);
    List<String> missing = new ArrayList<>();
    for (Event event : changed.subList(0, Math.min(reading.maxDocuments(), changed.size()))) {
      try {
        Reading.Page page = reading.page(base + event.uuid() + ".json", Map.of());
        if (page == null || !page.json().path("Event").isObject()) {
          throw Reading.malformed("The event %s is no MISP event.".formatted(event.uuid()));
        }
        reading.take(page);
      } catch (FetchException e) {
        // A manifest may run ahead of its files, and one event must not stop the others.
        if (e.status() != 404) {
          throw e;
        }
        missing.add(event.uuid());
        continue;
      }
      marks.set(item(event.uuid()), Long.toString(event.edition()));
    }
    if (changed.size() > reading.maxDocuments()) {
      reading.more(
          "%d events are left for the next fetch."
              .formatted(changed.size() - reading.maxDocuments()));
    } else if (missing.isEmpty()) {
      PlainSource.keep(marks, manifest.answer());
      reading.upToDate();
    }
    if (!missing.isEmpty()) {
      reading.say(
          "The manifest names %d events that are not there, %s first; they are asked for again."
              .formatted(missing.size(), missing.getFirst()));
    }
  }

  private static List<Event> changed(Reading.Page manifest, Reading.Marks marks)
      throws FetchException {
    List<Event> changed = new ArrayList<>();
    for (Map.Entry<String, com.fasterxml.jackson.databind.JsonNode> entry :
        manifest.json().properties()) {
      // Seconds of the epoch, written as a string.
      long edition = entry.getValue().path("timestamp").asLong(-1);
      if (!UUID.matcher(entry.getKey()).matches() || edition < 0) {
        throw Reading.malformed("The manifest is no list of MISP events by UUID with timestamps.");
      }
      if (!Long.toString(edition).equals(marks.get(item(entry.getKey())))) {
        changed.add(new Event(entry.getKey(), edition));
      }
    }
    changed.sort(Comparator.comparingLong(Event::edition).thenComparing(Event::uuid));
    return changed;
  }

  private static String item(String uuid) {
    return "event/" + uuid;
  }
}

package io.bailiwick.ingest.pull;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A collection's objects, <a
 * href="https://docs.oasis-open.org/cti/taxii/v2.1/os/taxii-v2.1-os.html">TAXII 2.1</a> section
 * 5.4: those that the server added after the last one seen, envelope by envelope while {@code more}
 * is true. Each envelope is a payload.
 */
final class TaxiiSource implements Source {
  private static final Map<String, String> ACCEPT =
      Map.of("Accept", "application/taxii+json;version=2.1");
  private static final String ADDED_AFTER = "added-after";
  private static final String NEXT = "next";

  @Override
  public void read(Reading reading) throws FetchException {
    Reading.Marks marks = reading.marks();
    String next = marks.get(NEXT);
    for (int pages = 0; ; pages++) {
      if (pages == reading.maxDocuments()) {
        marks.set(NEXT, next);
        reading.more("More pages are left for the next fetch.");
        return;
      }
      Reading.Page page =
          reading.page(address(reading.url(), marks.get(ADDED_AFTER), next), ACCEPT);
      if (page == null) {
        throw Reading.malformed("The server answers 304 to what was not asked conditionally.");
      }
      if (!page.json().path("objects").isEmpty()) {
        reading.take(page);
      }
      String addedLast = page.answer().header("x-taxii-date-added-last");
      if (page.json().path("more").asBoolean(false)) {
        next = page.json().path("next").asText("");
        if (next.isEmpty()) {
          // A server may page by time alone.
          if (addedLast == null || addedLast.equals(marks.get(ADDED_AFTER))) {
            throw Reading.malformed("The server has more pages and does not say how to get them.");
          }
          marks.set(ADDED_AFTER, addedLast);
          next = null;
        }
      } else {
        if (addedLast != null) {
          marks.set(ADDED_AFTER, addedLast);
        }
        marks.set(NEXT, null);
        reading.upToDate();
        return;
      }
    }
  }

  private static String address(String url, @Nullable String addedAfter, @Nullable String next) {
    StringBuilder address = new StringBuilder(url);
    append(address, "added_after", addedAfter);
    append(address, "next", next);
    return address.toString();
  }

  private static void append(StringBuilder address, String name, @Nullable String value) {
    if (value != null) {
      address
          .append(address.indexOf("?") < 0 ? '?' : '&')
          .append(name)
          .append('=')
          .append(URLEncoder.encode(value, StandardCharsets.UTF_8));
    }
  }
}

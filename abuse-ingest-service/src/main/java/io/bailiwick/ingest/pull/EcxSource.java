package io.bailiwick.ingest.pull;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Pages in HAL (draft-kelly-json-hal): each leads to the next by {@code _links.next}. Each page
 * with entries is a payload. The time to go on from stands in the address, as {@code {since}}.
 */
final class EcxSource implements Source {
  private static final Map<String, String> ACCEPT =
      Map.of("Accept", "application/hal+json, application/json");
  private static final String NEXT = "next";

  @Override
  public void read(Reading reading) throws FetchException {
    String address = reading.marks().get(NEXT);
    if (address == null) {
      address = reading.url();
    }
    Set<String> seen = new HashSet<>();
    while (true) {
      if (seen.size() == reading.maxDocuments()) {
        reading.marks().set(NEXT, address);
        reading.more("More pages are left for the next fetch.");
        return;
      }
      if (!seen.add(address)) {
        throw Reading.malformed("The pages lead in a circle.");
      }
      Reading.Page page = reading.page(address, ACCEPT);
      if (page == null) {
        throw Reading.malformed("The source answers 304 to what was not asked conditionally.");
      }
      if (hasEntries(page.json())) {
        reading.take(page);
      }
      String next = next(address, page.json());
      if (next == null) {
        reading.marks().set(NEXT, null);
        reading.upToDate();
        return;
      }
      address = next;
    }
  }

  private static boolean hasEntries(JsonNode page) throws FetchException {
    JsonNode embedded = page.path("_embedded");
    if (embedded.isMissingNode() && page.path("total_items").asInt(-1) == 0) {
      return false;
    }
    if (!embedded.isObject()) {
      throw Reading.malformed("The page embeds no entries (_embedded).");
    }
    for (JsonNode list : embedded) {
      if (!list.isEmpty()) {
        return true;
      }
    }
    return false;
  }

  private static @Nullable String next(String address, JsonNode page) throws FetchException {
    String href = page.path("_links").path("next").path("href").asText("");
    if (href.isEmpty()) {
      return null;
    }
    try {
      return URI.create(address).resolve(href).toString();
    } catch (IllegalArgumentException e) {
      throw Reading.malformed("The page leads to something that is no address.");
    }
  }
}

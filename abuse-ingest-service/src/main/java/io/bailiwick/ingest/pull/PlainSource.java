package io.bailiwick.ingest.pull;

import java.util.HashMap;
import java.util.Map;

/** One document, asked for only if it has changed (RFC 9110, section 13). */
final class PlainSource implements Source {
  static final String ETAG = "etag";
  static final String LAST_MODIFIED = "last-modified";

  @Override
  public void read(Reading reading) throws FetchException {
    try (Fetcher.Answer answer = reading.get(reading.url(), conditions(reading.marks()))) {
      if (answer.status() == 304) {
        reading.say("The source says that nothing has changed.");
      } else {
        reading.take(answer);
        keep(reading.marks(), answer);
      }
      reading.upToDate();
    }
  }

  static Map<String, String> conditions(Reading.Marks marks) {
    Map<String, String> headers = new HashMap<>();
    String etag = marks.get(ETAG);
    if (etag != null) {
      headers.put("If-None-Match", etag);
    }
    String modified = marks.get(LAST_MODIFIED);
    if (modified != null) {
      headers.put("If-Modified-Since", modified);
    }
    return headers;
  }

  /** Only after the document is in: what failed is asked for again in full. */
  static void keep(Reading.Marks marks, Fetcher.Answer answer) {
    marks.set(ETAG, answer.header("etag"));
    marks.set(LAST_MODIFIED, answer.header("last-modified"));
  }
}

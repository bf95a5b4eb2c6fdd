package io.bailiwick.launcher.demo;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One row of a feed, with what must become of it.
 *
 * @param from when the feed begins to show it
 * @param time when the source says that it saw it; equals {@code from} but in rows that lie
 * @param weeks in how many weekly fetches of the list without times it stands
 * @param domain registrable domain as A-label, null where the row must be rejected
 * @param rejection the reason with which the row must be rejected, null where it must be accepted
 */
record FeedRow(
    DemoFeed feed,
    Instant from,
    Instant time,
    int weeks,
    String value,
    Type type,
    Threat threat,
    boolean compromised,
    @Nullable String domain,
    @Nullable String rejection) {

  /** What the value is; RAW is a whole line that is not of the feed's format. */
  enum Type {
    URL,
    DOMAIN,
    IP,
    SHA256,
    RAW
  }

  /** The classes of DNS abuse, with the words by which the feeds name them. */
  enum Threat {
    PHISHING("#phishing"),
    MALWARE("#malware"),
    BOTNET("#botnet"),
    PHARMING("#pharming"),
    SPAM("#spam");

    final String tag;

    Threat(String tag) {
      this.tag = tag;
    }
  }

  static FeedRow rejected(
      DemoFeed feed, Instant from, Instant time, String value, Type type, String reason) {
    return new FeedRow(feed, from, time, 1, value, type, Threat.PHISHING, false, null, reason);
  }

  boolean platform() {
    return World.PLATFORM.equals(domain);
  }
}

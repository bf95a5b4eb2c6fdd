package io.bailiwick.ingest.report;

import java.util.Locale;
import java.util.Map;

/** What a report says that it is about. A claim: the threat is named by who validates it. */
public enum ReportCategory {
  PHISHING,
  MALWARE,
  BOTNET,
  PHARMING,
  SPAM,
  /** Deceit that is not phishing: shops, investments, advance fees. */
  FRAUD,
  /** Whatever else. */
  OTHER;

  /** Words of XARF 4, XARF 3 and RFC 5965, letters and digits only. */
  private static final Map<String, ReportCategory> WORDS =
      Map.ofEntries(
          Map.entry("phishing", PHISHING),
          Map.entry("malware", MALWARE),
          Map.entry("virus", MALWARE),
          Map.entry("malwaredistribution", MALWARE),
          Map.entry("bot", BOTNET),
          Map.entry("botnet", BOTNET),
          Map.entry("infectedhost", BOTNET),
          Map.entry("pharming", PHARMING),
          Map.entry("spam", SPAM),
          Map.entry("bulkmessaging", SPAM),
          Map.entry("abuse", SPAM),
          Map.entry("fraud", FRAUD));

  /** What a source's type means; {@link #OTHER} where it means nothing to us. */
  static ReportCategory of(String type) {
    String letters = type.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "");
    return WORDS.getOrDefault(letters, OTHER);
  }
}

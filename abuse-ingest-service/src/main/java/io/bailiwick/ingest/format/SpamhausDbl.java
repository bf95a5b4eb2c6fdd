package io.bailiwick.ingest.format;

import io.bailiwick.ingest.format.Rbldnsd.Meaning;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * The Spamhaus Domain Block List in rbldnsd form. 127.0.1.2 to .99 are names registered for abuse,
 * 127.0.1.102 to .199 names of others that are abused; 127.0.1.255 and 127.255.255.x are errors.
 */
final class SpamhausDbl implements FeedFormat {
  private static final Set<String> TEST_POINTS = Set.of("dbltest.com");
  private static final Map<Integer, String> WORDS =
      Map.of(
          2, "spam",
          3, "redirector",
          4, "phish",
          5, "malware",
          6, "botnet-cc",
          102, "abused-spam",
          103, "abused-redirector",
          104, "abused-phish",
          105, "abused-malware",
          106, "abused-botnet-cc");

  @Override
  public void read(Lines lines, Consumer<Row> rows) throws IOException {
    new Rbldnsd(SpamhausDbl::meaning, TEST_POINTS).read(lines, rows);
  }

  private static Meaning meaning(Rbldnsd.Code code) {
    boolean ofDbl = code.a() == 127 && code.b() == 0 && code.c() == 1;
    if (code.isRefusedQuery() || (ofDbl && code.d() == 255)) {
      return new Meaning.NoAnswer();
    }
    String word = ofDbl ? WORDS.get(code.d()) : null;
    return new Meaning.Listed(
        word == null ? List.of(code.toString()) : List.of(word, code.toString()),
        ofDbl && code.d() >= 102 && code.d() <= 199);
  }
}

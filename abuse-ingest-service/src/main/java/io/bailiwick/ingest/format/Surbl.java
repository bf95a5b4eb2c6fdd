package io.bailiwick.ingest.format;

import io.bailiwick.ingest.format.Rbldnsd.Meaning;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/**
 * The SURBL multi list in rbldnsd form. The last octet is a mask of lists, so that one name may be
 * on several: the words come in the order of severity, and the first that the feed maps decides.
 */
final class Surbl implements FeedFormat {
  private static final Set<String> TEST_POINTS =
      Set.of("test.surbl.org", "test.multi.surbl.org", "surbl-org-permanent-test-point.com");

  private static final int BLOCKED = 1;
  private static final int PHISHING = 8;
  private static final int MALWARE = 16;
  private static final int ABUSE = 64;
  private static final int CRACKED = 128;

  @Override
  public void read(Lines lines, Consumer<Row> rows) throws IOException {
    new Rbldnsd(Surbl::meaning, TEST_POINTS).read(lines, rows);
  }

  private static Meaning meaning(Rbldnsd.Code code) {
    boolean ofSurbl = code.a() == 127 && code.b() == 0 && code.c() == 0;
    int mask = ofSurbl ? code.d() : 0;
    boolean errorOfDbl = code.a() == 127 && code.b() == 0 && code.c() == 1 && code.d() == 255;
    if (code.isRefusedQuery() || errorOfDbl || (mask & BLOCKED) != 0) {
      return new Meaning.NoAnswer();
    }
    List<String> words = new ArrayList<>();
    if ((mask & MALWARE) != 0) {
      words.add("mw");
    }
    if ((mask & PHISHING) != 0) {
      words.add("ph");
    }
    if ((mask & CRACKED) != 0) {
      words.add("cr");
    }
    if ((mask & ABUSE) != 0) {
      words.add("abuse");
    }
    words.add(code.toString());
    return new Meaning.Listed(words, (mask & CRACKED) != 0);
  }
}

package io.bailiwick.ingest.sensitive;

import io.bailiwick.common.problem.ProblemException;
import io.bailiwick.common.problem.Violation;
import java.text.Normalizer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What people write beside a listing is kept; so it may hold no address and no name of a site. */
final class PlainWords {
  private static final int SHORTEST_PURPOSE = 10;
  private static final int LONGEST = 500;

  /** Two labels with a dot between them in any of its disguises, a scheme, an A-label. */
  private static final Pattern ADDRESS =
      Pattern.compile(
          "[\\p{L}\\p{N}-]{2,}(?:\\.|\\[\\.]|\\(\\.\\)|\\[dot]|\\(dot\\))\\p{L}[\\p{L}\\p{N}-]+|://|xn--",
          Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);

  /** A dot and a space are how sentences end. */
  private static final Pattern SENTENCE_END = Pattern.compile("\\.\\s+");

  private PlainWords() {}

  /**
   * Why somebody looks: 10 to 500 characters without an address.
   *
   * @throws ProblemException INVALID
   */
  static String purpose(String field, @Nullable String text) {
    String words = text == null ? "" : text.strip();
    if (words.length() < SHORTEST_PURPOSE) {
      throw ProblemException.invalid(
          "Every look at sensitive listings has a purpose, which is kept.",
          new Violation(field, "says in 10 to 500 characters why"));
    }
    return check(field, words);
  }

  /**
   * @throws ProblemException INVALID for a text that is too long or names a site
   */
  static String check(String field, String text) {
    if (text.length() > LONGEST) {
      throw ProblemException.invalid(
          "A text is too long.", new Violation(field, "is at most 500 characters"));
    }
    String plain =
        SENTENCE_END
            .matcher(Normalizer.normalize(text, Normalizer.Form.NFKC).replace('\u3002', '.'))
            .replaceAll(" ");
    if (ADDRESS.matcher(plain).find()) {
      throw ProblemException.invalid(
          "No name of a site and no address is ever kept beside a sensitive listing.",
          new Violation(field, "holds no domain name and no address"));
    }
    return text;
  }
}

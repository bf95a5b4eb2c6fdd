package io.bailiwick.ingest.rejection;

import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Words by which sources name child-abuse and like categories, in the fields and tags that say of
 * what kind a report or row is.
 */
public final class ChildAbuseWords {
  private static final Pattern BETWEEN_WORDS =
      Pattern.compile("[^\\p{L}]+|(?<=\\p{Ll})(?=\\p{Lu})");

  /** Short ones count as whole words only: "public sample" is none. */
  private static final Set<String> WORDS =
      Set.of(
          "csam",
          "csem",
          "csai",
          "csea",
          "csae",
          "cse",
          "csa",
          "ncii",
          "cp",
          "iwf",
          "pedo",
          "paedo",
          "pedophilia",
          "paedophilia");

  private static final List<String> PHRASES =
      List.of(
          "childabuse",
          "childsex",
          "childporn",
          "childexploit",
          "childendanger",
          "childnud",
          "childsafety",
          "childprotection",
          "kidporn",
          "minorsex",
          "minorabuse",
          "minorsafety",
          "underage",
          "sexualminor",
          "abuseofchild",
          "abuseofminor",
          "exploitationofchild",
          "exploitationofminor",
          "nonconsensualintimate");

  /**
   * Tags of MISP's taxonomies whose words alone would not tell: the COPINE scale grades such
   * pictures; RSIT and eCSIRT put them with other violence, Europol with other content forbidden by
   * law.
   */
  private static final Pattern TAG =
      Pattern.compile(
          "copine-scale:.*|[^:]+:abusive-content=\"?(violence|content-forbidden-by-law)\"?",
          Pattern.CASE_INSENSITIVE);

  private ChildAbuseWords() {}

  /** Whether a type, as a source writes it, is one of these. */
  public static boolean mean(String type) {
    String plain = Normalizer.normalize(type, Normalizer.Form.NFKC);
    if (TAG.matcher(plain.strip()).matches()) {
      return true;
    }
    for (String word : BETWEEN_WORDS.split(plain, -1)) {
      if (WORDS.contains(word.toLowerCase(Locale.ROOT))) {
        return true;
      }
    }
    String letters = letters(plain);
    return PHRASES.stream().anyMatch(letters::contains);
  }

  private static String letters(String text) {
    return text.toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}]", "");
  }
}

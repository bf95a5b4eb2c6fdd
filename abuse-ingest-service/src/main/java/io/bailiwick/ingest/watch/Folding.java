package io.bailiwick.ingest.watch;

import com.ibm.icu.text.IDNA;
import com.ibm.icu.text.Normalizer2;
import com.ibm.icu.text.SpoofChecker;
import java.util.Locale;

/**
 * Brings what looks alike to one spelling. In this order until nothing changes: compatibility case
 * folding (NFKC_Casefold), the skeleton of UTS 39 section 4, accents off, digits to the letters
 * that they stand for, hyphens out, rn to m and vv to w. The result is for comparing only, never to
 * be shown.
 *
 * <p>One pass of a skeleton is not a fixed point: 0 becomes a capital O, whose lower case is folded
 * in the next pass. The skeleton writes m as rn; here it is one character again, so that an edit
 * counts as one.
 */
final class Folding {
  private static final int PASSES = 10;
  private static final Normalizer2 CASEFOLD = Normalizer2.getNFKCCasefoldInstance();
  private static final SpoofChecker CONFUSABLE =
      new SpoofChecker.Builder().setChecks(SpoofChecker.CONFUSABLE).build();
  private static final IDNA UTS46 =
      IDNA.getUTS46Instance(IDNA.NONTRANSITIONAL_TO_ASCII | IDNA.NONTRANSITIONAL_TO_UNICODE);

  /** 2, 6 and 9 stand for no letter that is agreed on. */
  private static final String DIGITS = "0134578";

  private static final String LETTERS = "oleastb";

  /** What becomes of each ASCII character by itself; pairs are joined afterwards. */
  private static final String[] ASCII = new String[128];

  static {
    for (char c = 0; c < ASCII.length; c++) {
      ASCII[c] = slowly(String.valueOf(c));
    }
  }

  private Folding() {}

  /** The Unicode form of a label; an A-label that is none stays as it is. */
  static String unicode(String label) {
    if (!label.startsWith("xn--")) {
      return label;
    }
    IDNA.Info info = new IDNA.Info();
    StringBuilder unicode = UTS46.labelToUnicode(label, new StringBuilder(), info);
    return info.hasErrors() ? label : unicode.toString();
  }

  /**
   * @param text a label in Unicode, or a term
   */
  static String fold(String text) {
    StringBuilder folded = new StringBuilder(text.length() + 8);
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c >= ASCII.length) {
        return slowly(text);
      }
      folded.append(ASCII[c]);
    }
    return joined(folded.toString());
  }

  static String slowly(String text) {
    String before = text;
    for (int pass = 0; pass < PASSES; pass++) {
      String after = pass(before);
      if (after.equals(before)) {
        return after;
      }
      before = after;
    }
    return before;
  }

  private static String pass(String text) {
    String skeleton = CONFUSABLE.getSkeleton(CASEFOLD.normalize(text)).toLowerCase(Locale.ROOT);
    StringBuilder out = new StringBuilder(skeleton.length());
    for (int i = 0; i < skeleton.length(); i++) {
      char c = skeleton.charAt(i);
      int digit = DIGITS.indexOf(c);
      if (digit >= 0) {
        out.append(LETTERS.charAt(digit));
      } else if (!isHyphen(c) && !isAccent(c)) {
        out.append(c);
      }
    }
    return joined(out.toString());
  }

  private static String joined(String text) {
    return text.replace("rn", "m").replace("vv", "w");
  }

  /** Hyphens, and the dashes to which a skeleton brings them. */
  private static boolean isHyphen(char c) {
    return c == '-' || c == '\u02d7' || (c >= '\u2010' && c <= '\u2015') || c == '\u2212';
  }

  /** Combining Diacritical Marks. Marks of other blocks are letters of their scripts. */
  private static boolean isAccent(char c) {
    return c >= '\u0300' && c <= '\u036f';
  }
}

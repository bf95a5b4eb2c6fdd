package io.bailiwick.ingest.notification;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Names and addresses that no program turns into links, and back. */
final class Defanged {
  private static final int LONGEST = 200;
  private static final Pattern SCHEME = Pattern.compile("(?i)\\Ah(?:tt|xx)p(s?)(?:\\[:]|:)//");
  private static final Pattern DOT = Pattern.compile("\\[\\.]|\\(\\.\\)|\\[dot]|\\(dot\\)");

  private Defanged() {}

  /** {@code hxxps[:]//login[.]example[.]org/}, in printable characters, cut to 200. */
  static String of(String value) {
    String live = live(value).replaceAll("\\p{C}", "");
    String cut = live.length() <= LONGEST ? live : live.substring(0, LONGEST) + "…";
    return cut.replaceFirst("\\A(?i)h(?:tt)p(s?)://", "hxxp$1[:]//")
        .replace("://", "[:]//")
        .replace(".", "[.]")
        .replace("@", "[@]");
  }

  /** As it would be followed: for machines, which are told what it is. */
  static String live(String value) {
    Matcher scheme = SCHEME.matcher(value.strip());
    String http = scheme.find() ? scheme.replaceFirst("http$1://") : value.strip();
    return DOT.matcher(http).replaceAll(".");
  }
}

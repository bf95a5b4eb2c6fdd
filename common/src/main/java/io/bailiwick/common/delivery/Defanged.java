package io.bailiwick.common.delivery;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Names and addresses that no program turns into links, and back. */
public final class Defanged {
  private static final int LONGEST = 200;
  private static final Pattern SCHEME = Pattern.compile("(?i)\\Ah(?:tt|xx)p(s?)(?:\\[:]|:)//");
  private static final Pattern DOT = Pattern.compile("\\[\\.]|\\(\\.\\)|\\[dot]|\\(dot\\)");

  private static final Pattern WORD = Pattern.compile("\\S+");

  /** Full stops of hosts, also those that browsers take for one (UTS 46, 4). */
  private static final Pattern STOP =
      Pattern.compile(
          "(?<=[\\p{L}\\p{M}\\p{N}_%-])[.\\u2024\\u3002\\uFF0E\\uFF61](?=[\\p{L}\\p{M}\\p{N}_-])");

  /** 47.89 and e.g., which no program takes for a name. */
  private static final Pattern NO_NAME =
      Pattern.compile(
          "[^\\p{L}\\p{N}]*(?:\\p{N}+\\.\\p{N}+|\\p{L}(?:\\.\\p{L})+\\.?)[^\\p{L}\\p{N}]*");

  private Defanged() {}

  /**
   * A text in which nothing is linked: of any length, with its lines. What is written so already
   * stays.
   *
   * @param own domain whose plain addresses stay as they are; empty: none
   */
  public static String text(String text, String own) {
    Pattern kept =
        Pattern.compile(
            "(?i)[(<\"']?(?:https://|[a-z0-9._+-]+@)?(?:[a-z0-9-]+\\.)*"
                + Pattern.quote(own)
                + "(?:/[a-z0-9/_-]*)?[)>\"'.,;:!?]*");
    return WORD.matcher(text)
        .replaceAll(
            found -> {
              String word = found.group();
              boolean stays =
                  NO_NAME.matcher(word).matches()
                      || (!own.isEmpty() && kept.matcher(word).matches());
              return Matcher.quoteReplacement(stays ? word : unlinked(word));
            });
  }

  private static String unlinked(String word) {
    String schemes =
        word.replaceAll("(?i)h(?:tt|xx)p(s?)://", "hxxp$1[:]//").replaceAll("(?<!])://", "[:]//");
    return STOP.matcher(schemes).replaceAll("[.]").replaceAll("(?<!\\[)@", "[@]");
  }

  /** {@code hxxps[:]//login[.]example[.]org/}, in printable characters, cut to 200. */
  public static String of(String value) {
    String live = live(value).replaceAll("\\p{C}", "");
    String cut = live.length() <= LONGEST ? live : live.substring(0, LONGEST) + "…";
    return cut.replaceFirst("\\A(?i)h(?:tt)p(s?)://", "hxxp$1[:]//")
        .replace("://", "[:]//")
        .replace(".", "[.]")
        .replace("@", "[@]");
  }

  /** As it would be followed: for machines, which are told what it is. */
  public static String live(String value) {
    Matcher scheme = SCHEME.matcher(value.strip());
    String http = scheme.find() ? scheme.replaceFirst("http$1://") : value.strip();
    return DOT.matcher(http).replaceAll(".");
  }
}

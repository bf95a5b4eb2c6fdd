package io.bailiwick.ingest.indicator;

import com.ibm.icu.text.IDNA;
import com.ibm.icu.util.ICUInputTooLongException;
import crawlercommons.domains.EffectiveTldFinder;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One version of the Public Suffix List in its two sections: ICANN rules say what a registry
 * sponsors, private rules say under which names strangers get names of their own. The algorithm is
 * that of publicsuffix.org/list; the shipped list comes with a library, which holds one list for
 * the whole process and so cannot serve two versions side by side.
 */
public final class PublicSuffixes {

  /** Version of a list that gives itself none. */
  public static final String UNDATED = "undated";

  private static final Pattern VERSION = Pattern.compile("^// VERSION: (\\S+)$", Pattern.MULTILINE);
  private static final IDNA UTS46 = IDNA.getUTS46Instance(IDNA.NONTRANSITIONAL_TO_ASCII);

  private static final int RULE = 1;
  private static final int WILDCARD = 2;
  private static final int EXCEPTION = 4;
  private static final int ICANN = RULE | WILDCARD | EXCEPTION;
  private static final int PRIVATE_SHIFT = 3;

  /**
   * What the list says of a name; private rules shifted. Of {@code *.ck} the name is {@code ck}.
   */
  private final Map<String, Integer> rules;

  private final String version;

  private PublicSuffixes(Map<String, Integer> rules, String version) {
    this.rules = rules;
    this.version = version;
  }

  /** The list that comes with the library. */
  public static PublicSuffixes shipped() {
    try (InputStream list =
        EffectiveTldFinder.class.getResourceAsStream(EffectiveTldFinder.ETLD_DATA)) {
      if (list == null) {
        throw new IllegalStateException("the library came without a Public Suffix List");
      }
      return parse(new String(list.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A newer list from a file. */
  public static PublicSuffixes from(Path file) {
    try {
      return parse(Files.readString(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * A list as published.
   *
   * @throws IllegalArgumentException where it is none: both section marks and an ICANN rule must be
   *     there
   */
  public static PublicSuffixes parse(String list) {
    Map<String, Integer> rules = new HashMap<>(1 << 15);
    boolean inPrivate = false;
    boolean sawPrivate = false;
    boolean sawIcann = false;
    for (String line : (Iterable<String>) list.lines()::iterator) {
      if (line.startsWith("//")) {
        sawIcann |= line.contains("===BEGIN ICANN DOMAINS===");
        inPrivate |= line.contains("===BEGIN PRIVATE DOMAINS===");
        sawPrivate |= inPrivate;
        continue;
      }
      String rule = line.strip();
      int end = rule.indexOf(' ');
      rule = end < 0 ? rule : rule.substring(0, end);
      if (!rule.isEmpty()) {
        add(rules, rule, inPrivate);
      }
    }
    if (!sawIcann || !sawPrivate || !rules.containsKey("org")) {
      throw new IllegalArgumentException("not a Public Suffix List");
    }
    Matcher matcher = VERSION.matcher(list.substring(0, Math.min(list.length(), 4096)));
    return new PublicSuffixes(Map.copyOf(rules), matcher.find() ? matcher.group(1) : UNDATED);
  }

  private static void add(Map<String, Integer> rules, String rule, boolean inPrivate) {
    int kind = RULE;
    String name = rule;
    if (rule.startsWith("!")) {
      kind = EXCEPTION;
      name = rule.substring(1);
    } else if (rule.startsWith("*.")) {
      kind = WILDCARD;
      name = rule.substring(2);
    }
    String ascii = ascii(name);
    rules.merge(ascii, inPrivate ? kind << PRIVATE_SHIFT : kind, (a, b) -> a | b);
  }

  private static String ascii(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    try {
      return lower.chars().allMatch(c -> c < 0x80)
          ? lower
          : UTS46.nameToASCII(lower, new StringBuilder(), new IDNA.Info()).toString();
    } catch (ICUInputTooLongException e) {
      throw new IllegalArgumentException("a rule is longer than any name", e);
    }
  }

  /** The version that the list gives itself, e.g. {@code 2025-11-27_13-27-58_UTC}. */
  public String version() {
    return version;
  }

  /** The same list under the version that it was loaded as. */
  public PublicSuffixes named(String loadedAs) {
    return new PublicSuffixes(rules, loadedAs);
  }

  /** How many names the list has rules for. */
  public int size() {
    return rules.size();
  }

  /** The registrable domain by the ICANN section; null for a public suffix or a single label. */
  public @Nullable String registrableDomain(String host) {
    int start = suffixStart(host, ICANN);
    return start <= 1 ? null : host.substring(host.lastIndexOf('.', start - 2) + 1);
  }

  /** The private suffix that the host lies under or is; null for an ordinary host. */
  public @Nullable String privateSuffix(String host) {
    int byAll = suffixStart(host, ICANN | ICANN << PRIVATE_SHIFT);
    return byAll == suffixStart(host, ICANN) ? null : host.substring(byAll);
  }

  /**
   * Where the public suffix begins: that of the longest rule, or of an exception less its first
   * label; of a top-level domain that the list does not know, the last label.
   *
   * @param host lower case, A-labels, without a final dot
   */
  private int suffixStart(String host, int kinds) {
    int start = host.lastIndexOf('.') + 1;
    int best = start;
    while (true) {
      Integer found = rules.get(host.substring(start));
      int previous = start <= 1 ? -1 : host.lastIndexOf('.', start - 2) + 1;
      if (found != null) {
        int kind = found & kinds;
        kind |= kind >> PRIVATE_SHIFT;
        if ((kind & EXCEPTION) != 0) {
          return host.indexOf('.', start) + 1;
        }
        if ((kind & RULE) != 0) {
          best = start;
        }
        if ((kind & WILDCARD) != 0 && previous >= 0) {
          best = previous;
        }
      }
      if (previous < 0) {
        return best;
      }
      start = previous;
    }
  }
}

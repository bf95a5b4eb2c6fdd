package io.bailiwick.ingest.indicator;

import crawlercommons.domains.EffectiveTldFinder;
import crawlercommons.domains.EffectiveTldFinder.EffectiveTLD;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The Public Suffix List in its two sections: ICANN rules say what a registry sponsors, private
 * rules say under which names strangers get names of their own. The library below holds one list
 * for the whole process.
 */
public final class PublicSuffixes {
  private static final Pattern VERSION = Pattern.compile("^// VERSION: (\\S+)$", Pattern.MULTILINE);

  private final String version;

  private PublicSuffixes(String version) {
    this.version = version;
  }

  /** The list that comes with the library. */
  public static PublicSuffixes shipped() {
    try (InputStream list =
        EffectiveTldFinder.class.getResourceAsStream(EffectiveTldFinder.ETLD_DATA)) {
      if (list == null) {
        throw new IllegalStateException("the library came without a Public Suffix List");
      }
      return new PublicSuffixes(version(list.readNBytes(4096)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A newer list from a file; replaces the one in use in the whole process. */
  public static PublicSuffixes from(Path file) {
    try (InputStream list = Files.newInputStream(file);
        InputStream head = Files.newInputStream(file)) {
      if (!EffectiveTldFinder.getInstance().initialize(list)) {
        throw new IllegalArgumentException("not a Public Suffix List: " + file.getFileName());
      }
      return new PublicSuffixes(version(head.readNBytes(4096)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String version(byte[] head) {
    Matcher matcher = VERSION.matcher(new String(head, StandardCharsets.UTF_8));
    return matcher.find() ? matcher.group(1) : "undated";
  }

  /** The version that the list gives itself, e.g. {@code 2025-11-27_13-27-58_UTC}. */
  public String version() {
    return version;
  }

  /** The registrable domain by the ICANN section; null for a public suffix or a single label. */
  public @Nullable String registrableDomain(String host) {
    int end = host.length() - suffix(host, true).length() - 1;
    return end <= 0 ? null : host.substring(host.lastIndexOf('.', end - 1) + 1);
  }

  /** The private suffix that the host lies under or is; null for an ordinary host. */
  public @Nullable String privateSuffix(String host) {
    String byAll = suffix(host, false);
    return byAll.equals(suffix(host, true)) ? null : byAll;
  }

  /**
   * The list's default rule is {@code *}: of a top-level domain that it does not know, the last
   * label.
   */
  private static String suffix(String host, boolean icannOnly) {
    EffectiveTLD rule = EffectiveTldFinder.getEffectiveTLD(host, icannOnly);
    if (rule == null) {
      return host.substring(host.lastIndexOf('.') + 1);
    }
    // An exception rule names a registrable domain; its suffix is what follows the first label.
    String suffix = rule.getDomain();
    return rule.isException() ? suffix.substring(suffix.indexOf('.') + 1) : suffix;
  }
}

package io.bailiwick.ingest.indicator;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is known of names beforehand: public suffixes, platforms (names under which strangers have
 * names or pages), and names that are often listed by mistake.
 *
 * @param platforms lower-case A-label names; each holds for itself and everything below
 * @param cautions the same, each with the list that it stands on
 */
public record NameRules(
    PublicSuffixes suffixes, Map<String, String> platforms, Map<String, String> cautions) {

  /** The platform that a host lies under or is, by its longest name; null for an ordinary host. */
  public @Nullable String platform(String host) {
    String suffix = suffixes.privateSuffix(host);
    return suffix != null || platforms.isEmpty() ? suffix : longest(host, platforms);
  }

  /** The caution list that the host, or a name above it, stands on. */
  public @Nullable String caution(String host) {
    String name = cautions.isEmpty() ? null : longest(host, cautions);
    return name == null ? null : cautions.get(name);
  }

  private static @Nullable String longest(String host, Map<String, String> names) {
    String name = host;
    while (true) {
      if (names.containsKey(name)) {
        return name;
      }
      int dot = name.indexOf('.');
      if (dot < 0) {
        return null;
      }
      name = name.substring(dot + 1);
    }
  }
}

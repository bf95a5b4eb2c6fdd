package io.bailiwick.qpi.kpi;

import java.util.Locale;
import java.util.Optional;

/**
 * The six indicators of the Quality Performance Index. Three are core, three are secondary. A
 * registry may add any number of its own, which have an identifier of the same form.
 */
public enum Kpi {
  ABUSE("abuse", Measure.RATE),
  RENEWAL("renewal", Measure.SHARE),
  USAGE("usage", Measure.SHARE),
  SSL("SSL", Measure.SHARE),
  DNSSEC("DNSSEC", Measure.SHARE),
  TERM("average term", Measure.AVERAGE);

  private final String words;
  private final Measure measure;

  Kpi(String words, Measure measure) {
    this.words = words;
    this.measure = measure;
  }

  /** The indicator's name inside a sentence. */
  public String words() {
    return words;
  }

  /** What its value is, where a definition from before there was a choice does not say. */
  Measure measure() {
    return measure;
  }

  /** The built-in indicator of that identifier; empty for a registry's own. */
  public static Optional<Kpi> builtIn(String id) {
    for (Kpi kpi : values()) {
      if (kpi.name().equals(id)) {
        return Optional.of(kpi);
      }
    }
    return Optional.empty();
  }

  /** The name of any indicator inside a sentence. */
  public static String wordsOf(String id) {
    return builtIn(id)
        .map(Kpi::words)
        .orElseGet(() -> id.toLowerCase(Locale.ROOT).replace('_', ' '));
  }
}

package io.bailiwick.ingest.sensitive;

import io.bailiwick.ingest.indicator.Extraction;
import io.bailiwick.ingest.indicator.IndicatorReader;
import io.bailiwick.ingest.rejection.RejectionReason;
import java.util.Optional;

/** Brings what a list or a person names into the form that is digested. */
final class SensitiveNames {
  private final IndicatorReader reader;
  private final String someZone;

  /**
   * @param someZone one of the registry's zones: a label is read as a name under it
   */
  SensitiveNames(IndicatorReader reader, String someZone) {
    this.reader = reader;
    this.someZone = someZone;
  }

  /** What one row came to. */
  sealed interface Reading {

    /** In A-labels, lower case: the registrable domain, or for a label list the label. */
    record Usable(String name) implements Reading {}

    /** A good name, but another registry's. */
    record Elsewhere() implements Reading {}

    /** No name. */
    record Unusable() implements Reading {}
  }

  Reading read(SensitiveList list, String value) {
    return switch (list) {
      case DOMAIN_ALERT -> domain(value);
      case TLD_HOPPING -> label(value);
    };
  }

  private Reading domain(String value) {
    return switch (reader.read(value)) {
      case Extraction.Indicator indicator -> new Reading.Usable(indicator.domain());
      case Extraction.Rejected rejected ->
          rejected.reason() == RejectionReason.OUT_OF_ZONE
              ? new Reading.Elsewhere()
              : new Reading.Unusable();
    };
  }

  private Reading label(String value) {
    String stripped = value.strip();
    if (stripped.isEmpty() || stripped.chars().anyMatch(c -> "./:@\\[](){}".indexOf(c) >= 0)) {
      return new Reading.Unusable();
    }
    return reader.read(stripped + "." + someZone) instanceof Extraction.Indicator indicator
            && indicator.domain().equals(indicator.host())
        ? new Reading.Usable(labelOf(indicator.domain()))
        : new Reading.Unusable();
  }

  /** The registrable domain that a person means; empty where the registry has no such name. */
  Optional<String> domainOf(String value) {
    return domain(value) instanceof Reading.Usable(String name)
        ? Optional.of(name)
        : Optional.empty();
  }

  /** The first label. */
  static String labelOf(String domain) {
    return domain.substring(0, domain.indexOf('.'));
  }
}

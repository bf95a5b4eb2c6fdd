package io.bailiwick.ingest.indicator;

import io.bailiwick.ingest.indicator.Extraction.Indicator;
import io.bailiwick.ingest.indicator.Extraction.Rejected;
import io.bailiwick.ingest.rejection.RejectionReason;
import java.util.Set;

/**
 * Turns a reported URL or name into the registrable domain that the registry sponsors, or says why
 * it cannot.
 */
public final class IndicatorReader {
  private final NameRules rules;
  private final Set<String> zones;

  /**
   * Reads names of some zones.
   *
   * @param zones the registry's zones as A-label names, e.g. {@code org}; a name counts where
   *     exactly one of them is its suffix
   */
  public IndicatorReader(NameRules rules, Set<String> zones) {
    this.rules = rules;
    this.zones = Set.copyOf(zones);
  }

  public Extraction read(String value) {
    return switch (HostParser.parse(value)) {
      case Host.None none -> new Rejected(none.reason(), none.detail());
      case Host.Address address ->
          new Rejected(RejectionReason.IP_LITERAL, "The host is an IP address.");
      case Host.Name name -> fromName(name.ascii());
    };
  }

  private Extraction fromName(String host) {
    String domain = rules.suffixes().registrableDomain(host);
    if (domain == null) {
      return new Rejected(
          RejectionReason.NOT_REGISTRABLE, "A public suffix or a single label, not a domain.");
    }
    int dot = domain.indexOf('.');
    if (!zones.contains(domain.substring(dot + 1))) {
      return new Rejected(
          RejectionReason.OUT_OF_ZONE, "%s is not in a zone of this registry.".formatted(domain));
    }
    if (!isLettersDigitsHyphen(domain, dot)) {
      return new Rejected(
          RejectionReason.INVALID_HOST,
          "The registrable label may hold letters, digits and inner hyphens only.");
    }
    return new Indicator(
        host, domain, HostParser.toUnicode(domain), rules.platform(host), rules.caution(host));
  }

  private static boolean isLettersDigitsHyphen(String name, int end) {
    for (int i = 0; i < end; i++) {
      char c = name.charAt(i);
      boolean inner = i > 0 && i < end - 1;
      if (!(c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c == '-' && inner)) {
        return false;
      }
    }
    return end > 0;
  }
}

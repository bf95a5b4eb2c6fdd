package io.bailiwick.ingest.pull;

import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Where a fetch may go: over https to hosts that the operator listed, at public addresses.
 *
 * <p>An entry is {@code host} (443, or 80 for plain http), {@code host:port} or {@code host:*}.
 */
final class Destinations {
  private final Set<String> hosts;
  private final Set<String> plainHttpHosts;
  private final boolean loopbackAllowed;

  /**
   * @param loopbackAllowed for tests on one machine only
   */
  Destinations(List<String> hosts, List<String> plainHttpHosts, boolean loopbackAllowed) {
    this.hosts = lowerCase(hosts);
    this.plainHttpHosts = lowerCase(plainHttpHosts);
    this.loopbackAllowed = loopbackAllowed;
  }

  private static Set<String> lowerCase(List<String> entries) {
    return entries.stream()
        .map(entry -> entry.strip().toLowerCase(Locale.ROOT))
        .filter(entry -> !entry.isEmpty())
        .collect(Collectors.toUnmodifiableSet());
  }

  /** The address as written, if it may be fetched at all. */
  URI allowed(String text) throws FetchException {
    try {
      return allowed(new URI(text));
    } catch (URISyntaxException e) {
      throw refused("The address cannot be read as a URL.");
    }
  }

  URI allowed(URI uri) throws FetchException {
    String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
    String host = uri.getHost() == null ? "" : uri.getHost().toLowerCase(Locale.ROOT);
    if (host.isEmpty() || uri.getRawUserInfo() != null || uri.getRawFragment() != null) {
      throw refused("The address is an absolute URL without user, password and fragment.");
    }
    boolean secure = scheme.equals("https");
    if (!secure && !scheme.equals("http")) {
      throw refused("Feeds are fetched over https.");
    }
    if (!listed(hosts, host, port(uri), secure)) {
      throw refused(
          "The host %s, port %d, is not on the operator's list of hosts to fetch from."
              .formatted(host, port(uri)));
    }
    if (!secure && !listed(plainHttpHosts, host, port(uri), false)) {
      throw refused(
          "The host %s is not on the operator's list of hosts without https.".formatted(host));
    }
    return uri;
  }

  private static boolean listed(Set<String> entries, String host, int port, boolean secure) {
    return (port == (secure ? 443 : 80) && entries.contains(host))
        || entries.contains(host + ":" + port)
        || entries.contains(host + ":*");
  }

  static int port(URI uri) {
    if (uri.getPort() >= 0) {
      return uri.getPort();
    }
    return "https".equalsIgnoreCase(uri.getScheme()) ? 443 : 80;
  }

  /** Whether two addresses are of one origin, so that a credential of one may go to the other. */
  static boolean sameOrigin(URI one, URI other) {
    return one.getScheme().equalsIgnoreCase(other.getScheme())
        && one.getHost().equalsIgnoreCase(other.getHost())
        && port(one) == port(other);
  }

  /** One address that is not public spoils the name: all of them are in one hand. */
  void checkAddresses(String host, List<InetAddress> addresses) throws FetchException {
    for (InetAddress address : addresses) {
      if (!PublicAddress.is(address) && !(loopbackAllowed && address.isLoopbackAddress())) {
        throw new FetchException(
            FetchFailure.ADDRESS_NOT_PUBLIC,
            "The host %s leads to an address that is not public.".formatted(host));
      }
    }
  }

  private static FetchException refused(String sentence) {
    return new FetchException(FetchFailure.DESTINATION_NOT_ALLOWED, sentence);
  }
}

package io.bailiwick.ingest.pull;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;

/**
 * Which addresses are out on the Internet, by the IANA registries of special-purpose addresses (RFC
 * 6890 and its updates). An address that carries an IPv4 address inside is judged by that, or
 * refused where nobody needs it.
 */
final class PublicAddress {

  /** An address prefix. */
  private record Prefix(byte[] bits, int length) {

    static Prefix of(String cidr) {
      int slash = cidr.indexOf('/');
      try {
        return new Prefix(
            InetAddress.getByName(cidr.substring(0, slash)).getAddress(),
            Integer.parseInt(cidr.substring(slash + 1)));
      } catch (UnknownHostException e) {
        throw new IllegalArgumentException(cidr, e);
      }
    }

    boolean holds(byte[] address) {
      if (address.length != bits.length) {
        return false;
      }
      for (int bit = 0; bit < length; bit++) {
        int mask = 0x80 >> (bit & 7);
        if ((address[bit >> 3] & mask) != (bits[bit >> 3] & mask)) {
          return false;
        }
      }
      return true;
    }
  }

  /**
   * IPv4 blocks that are not global: https://www.iana.org/assignments/iana-ipv4-special-registry
   */
  private static final List<Prefix> NOT_GLOBAL_4 =
      prefixes(
          "0.0.0.0/8", // this network, unspecified
          "10.0.0.0/8",
          "100.64.0.0/10", // carrier-grade NAT
          "127.0.0.0/8",
          "169.254.0.0/16", // link-local, and the metadata services of clouds
          "172.16.0.0/12",
          "192.0.0.0/24",
          "192.0.2.0/24",
          "192.88.99.0/24", // 6to4 relays
          "192.168.0.0/16",
          "198.18.0.0/15", // benchmarking
          "198.51.100.0/24",
          "203.0.113.0/24",
          "224.0.0.0/4", // multicast
          "240.0.0.0/4"); // reserved, broadcast

  /** The one IPv6 block of global unicast, less what is special within it. */
  private static final Prefix GLOBAL_6 = Prefix.of("2000::/3");

  private static final List<Prefix> NOT_GLOBAL_6 =
      prefixes(
          "2001::/23", // protocol assignments: Teredo, ORCHID, benchmarking
          "2001:db8::/32",
          "2002::/16", // 6to4: IPv4 inside, and nothing needs it any more
          "3fff::/20"); // documentation

  /** NAT64 (RFC 6052): the last four octets are the IPv4 address that is reached. */
  private static final Prefix NAT64 = Prefix.of("64:ff9b::/96");

  private PublicAddress() {}

  private static List<Prefix> prefixes(String... cidrs) {
    List<Prefix> prefixes = new ArrayList<>();
    for (String cidr : cidrs) {
      prefixes.add(Prefix.of(cidr));
    }
    return List.copyOf(prefixes);
  }

  static boolean is(InetAddress address) {
    // The JDK turns an IPv4-mapped address (::ffff:0:0/96) into an Inet4Address by itself.
    byte[] bits = address.getAddress();
    if (address instanceof Inet4Address) {
      return isGlobal4(bits);
    }
    if (NAT64.holds(bits)) {
      return isGlobal4(new byte[] {bits[12], bits[13], bits[14], bits[15]});
    }
    return GLOBAL_6.holds(bits) && NOT_GLOBAL_6.stream().noneMatch(prefix -> prefix.holds(bits));
  }

  private static boolean isGlobal4(byte[] bits) {
    return NOT_GLOBAL_4.stream().noneMatch(prefix -> prefix.holds(bits));
  }
}

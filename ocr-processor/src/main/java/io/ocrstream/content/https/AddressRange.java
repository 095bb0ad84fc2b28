/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.content.https;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;

/**
 * The class of an address by IANA's special-purpose address registries (RFC 6890 and later). An
 * IPv6 address that represents an IPv4 address has the class of the latter.
 */
enum AddressRange {
  /** An address of the public Internet. */
  PUBLIC,
  /** An address of this machine or of a private network. */
  PRIVATE,
  /**
   * An address that is never a store: link-local, as used for cloud metadata, multicast, or
   * reserved.
   */
  FORBIDDEN;

  private static final int IPV4_BYTES = 4;
  private static final int IPV6_BYTES = 16;

  static AddressRange of(InetAddress address) {
    byte[] octets = address.getAddress();
    return octets.length == IPV4_BYTES ? ofIpv4(octets) : ofIpv6(octets);
  }

  private static AddressRange ofIpv4(byte[] octets) {
    int first = octets[0] & 0xFF;
    int second = octets[1] & 0xFF;
    int third = octets[2] & 0xFF;
    if (first == 127 || first == 10 || (first == 192 && second == 168)) {
      return PRIVATE;
    } else if ((first == 172 && second >> 4 == 1) || (first == 100 && second >> 6 == 1)) {
      return PRIVATE;
    }
    boolean special =
        first == 0
            || first >= 224
            || (first == 169 && second == 254)
            || (first == 192 && second == 0 && (third == 0 || third == 2))
            || (first == 192 && second == 88 && third == 99)
            || (first == 198 && (second >> 1 == 9 || (second == 51 && third == 100)))
            || (first == 203 && second == 0 && third == 113);
    return special ? FORBIDDEN : PUBLIC;
  }

  private static AddressRange ofIpv6(byte[] octets) {
    if (begins(octets, 0x20, 0x02)) {
      return ofIpv4(Arrays.copyOfRange(octets, 2, 6));
    } else if (standsForIpv4(octets)) {
      return ofIpv4(Arrays.copyOfRange(octets, IPV6_BYTES - IPV4_BYTES, IPV6_BYTES));
    } else if (isLoopback(octets) || (octets[0] & 0xFE) == 0xFC) {
      return PRIVATE;
    }
    boolean special =
        (octets[0] & 0xE0) != 0x20
            || (begins(octets, 0x20, 0x01) && octets[2] >> 1 == 0)
            || begins(octets, 0x20, 0x01, 0x0D, 0xB8)
            || begins(octets, 0x3F, 0xFF);
    return special ? FORBIDDEN : PUBLIC;
  }

  /* Mapped (::ffff:0:0/96), compatible (::/96 except :: and ::1) and translated (64:ff9b::/96). */
  private static boolean standsForIpv4(byte[] octets) {
    int[] zeros = new int[10];
    boolean mapped = begins(octets, zeros) && octets[10] == -1 && octets[11] == -1;
    boolean compatible = begins(octets, new int[12]) && !isLoopback(octets);
    return mapped || compatible || begins(octets, 0, 0x64, 0xFF, 0x9B, 0, 0, 0, 0, 0, 0, 0, 0);
  }

  private static boolean isLoopback(byte[] octets) {
    try {
      return InetAddress.getByAddress(octets).isLoopbackAddress();
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException("not an address", e);
    }
  }

  private static boolean begins(byte[] octets, int... start) {
    for (int i = 0; i < start.length; i++) {
      if ((octets[i] & 0xFF) != start[i]) {
        return false;
      }
    }
    return true;
  }
}

/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.content.https;

import java.net.InetAddress;
import java.net.UnknownHostException;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;

/**
 * Resolves hosts to addresses that may be asked. The connection is made to the very addresses that
 * were looked at, so that a name which resolves otherwise a moment later gains nothing by it. Where
 * one address of a host is forbidden, all of them are: an honest host has no such mixture.
 *
 * <p><b>Threading:</b> any.
 */
final class PublicAddresses implements DnsResolver {
  private final DnsResolver names;
  private final boolean privateToo;

  /** Whether a name resolves at all is the system's to say. */
  PublicAddresses(boolean privateToo) {
    this(SystemDefaultDnsResolver.INSTANCE, privateToo);
  }

  PublicAddresses(DnsResolver names, boolean privateToo) {
    this.names = names;
    this.privateToo = privateToo;
  }

  /** A host has an address that must not be asked. */
  static final class ForbiddenAddressException extends UnknownHostException {
    private static final long serialVersionUID = 1;
  }

  @Override
  public InetAddress[] resolve(String host) throws UnknownHostException {
    InetAddress[] addresses = names.resolve(host);
    for (InetAddress address : addresses) {
      if (!isAllowed(address)) {
        throw new ForbiddenAddressException();
      }
    }
    return addresses;
  }

  @Override
  public String resolveCanonicalHostname(String host) throws UnknownHostException {
    return names.resolveCanonicalHostname(host);
  }

  private boolean isAllowed(InetAddress address) {
    return switch (AddressRange.of(address)) {
      case PUBLIC -> true;
      case PRIVATE -> privateToo;
      case FORBIDDEN -> false;
    };
  }
}

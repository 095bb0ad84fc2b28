/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.content.https;

import java.net.InetAddress;
import java.net.UnknownHostException;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;

/**
 * Resolves host names to allowed addresses. The connection uses the checked addresses, so a name
 * that resolves differently a moment later has no effect. If one address of a host is forbidden,
 * the host is rejected, because an honest host has no such mixture.
 *
 * <p><b>Threading:</b> any.
 */
final class PublicAddresses implements DnsResolver {
  private final DnsResolver names;
  private final boolean privateToo;

  /**
   * Creates a resolver that uses the resolver of the system.
   *
   * @param privateToo whether private addresses are allowed
   */
  PublicAddresses(boolean privateToo) {
    this(SystemDefaultDnsResolver.INSTANCE, privateToo);
  }

  PublicAddresses(DnsResolver names, boolean privateToo) {
    this.names = names;
    this.privateToo = privateToo;
  }

  /** Thrown for a host with a forbidden address. */
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

/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.content.https;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import org.apache.hc.client5.http.DnsResolver;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests one address inside and one outside each end of every range. */
class AddressRangeTest {
  @ParameterizedTest
  @CsvSource({
    "1.1.1.1, PUBLIC",
    "9.255.255.255, PUBLIC",
    "10.0.0.0, PRIVATE",
    "10.255.255.255, PRIVATE",
    "11.0.0.0, PUBLIC",
    "100.63.255.255, PUBLIC",
    "100.64.0.0, PRIVATE",
    "100.127.255.255, PRIVATE",
    "100.128.0.0, PUBLIC",
    "126.255.255.255, PUBLIC",
    "127.0.0.1, PRIVATE",
    "127.255.255.255, PRIVATE",
    "128.0.0.0, PUBLIC",
    "169.253.255.255, PUBLIC",
    "169.254.169.254, FORBIDDEN",
    "169.255.0.0, PUBLIC",
    "172.15.255.255, PUBLIC",
    "172.16.0.0, PRIVATE",
    "172.31.255.255, PRIVATE",
    "172.32.0.0, PUBLIC",
    "192.0.0.1, FORBIDDEN",
    "192.0.1.0, PUBLIC",
    "192.0.2.1, FORBIDDEN",
    "192.88.99.1, FORBIDDEN",
    "192.167.255.255, PUBLIC",
    "192.168.0.0, PRIVATE",
    "192.169.0.0, PUBLIC",
    "198.17.255.255, PUBLIC",
    "198.18.0.0, FORBIDDEN",
    "198.19.255.255, FORBIDDEN",
    "198.20.0.0, PUBLIC",
    "198.51.100.1, FORBIDDEN",
    "203.0.113.1, FORBIDDEN",
    "223.255.255.255, PUBLIC",
    "224.0.0.1, FORBIDDEN",
    "255.255.255.255, FORBIDDEN",
    "0.0.0.0, FORBIDDEN",
    "2606:4700::1111, PUBLIC",
    "::, FORBIDDEN",
    "::1, PRIVATE",
    "::ffff:127.0.0.1, PRIVATE",
    "::ffff:169.254.169.254, FORBIDDEN",
    "::7f00:1, PRIVATE",
    "64:ff9b::a9fe:a9fe, FORBIDDEN",
    "64:ff9b::101:101, PUBLIC",
    "2002:7f00:1::, PRIVATE",
    "2002:a9fe:a9fe::, FORBIDDEN",
    "2001:db8::1, FORBIDDEN",
    "2001:0:1::1, FORBIDDEN",
    "2001:200::1, PUBLIC",
    "fc00::1, PRIVATE",
    "fdff::1, PRIVATE",
    "fe80::1, FORBIDDEN",
    "fec0::1, FORBIDDEN",
    "ff02::1, FORBIDDEN",
    "3fff::1, FORBIDDEN",
    "4000::1, FORBIDDEN",
  })
  void shouldKnowWhatAnAddressIsFor(String address, AddressRange range) throws Exception {
    assertThat(AddressRange.of(InetAddress.getByName(address))).isEqualTo(range);
  }

  /** Obsolete spellings of addresses that the system's resolver accepts. */
  @ParameterizedTest
  @ValueSource(strings = {"2130706433", "127.1", "::ffff:7f00:1", "localhost"})
  void shouldSeeThroughTheSpelling(String host) {
    assertThatThrownBy(() -> new PublicAddresses(false).resolve(host))
        .isInstanceOf(PublicAddresses.ForbiddenAddressException.class);
  }

  @Test
  void shouldForbidAllAddressesWhenOneIsForbidden() throws Exception {
    DnsResolver mixed = names("1.1.1.1", "10.0.0.1");

    assertThatThrownBy(() -> new PublicAddresses(mixed, false).resolve("a.example"))
        .isInstanceOf(PublicAddresses.ForbiddenAddressException.class);
    assertThat(new PublicAddresses(mixed, true).resolve("a.example")).hasSize(2);
    assertThatThrownBy(
            () -> new PublicAddresses(names("169.254.169.254"), true).resolve("a.example"))
        .isInstanceOf(PublicAddresses.ForbiddenAddressException.class);
  }

  private static DnsResolver names(String... addresses) {
    return new DnsResolver() {
      @Override
      public InetAddress[] resolve(String host) throws UnknownHostException {
        InetAddress[] all = new InetAddress[addresses.length];
        for (int i = 0; i < all.length; i++) {
          all[i] = InetAddress.getByName(addresses[i]);
        }
        return all;
      }

      @Override
      public String resolveCanonicalHostname(String host) {
        return host + Arrays.toString(addresses);
      }
    };
  }
}

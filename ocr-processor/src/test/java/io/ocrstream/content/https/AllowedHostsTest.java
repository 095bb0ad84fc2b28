/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.content.https;

import static org.assertj.core.api.Assertions.assertThat;

import io.ocrstream.contracts.FailureCode;
import io.ocrstream.contracts.Problem;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AllowedHostsTest {
  private final AllowedHosts hosts =
      new AllowedHosts(List.of("Files.example.org", "cdn.example.org:8443", "[::1]:9443"));

  private Optional<FailureCode> refusal(String uri) {
    return hosts.refusal(URI.create(uri)).map(Problem::code);
  }

  @Test
  void shouldAllowWhenHostAndPortAreListed() {
    assertThat(refusal("https://files.example.org/a")).isEmpty();
    assertThat(refusal("HTTPS://FILES.EXAMPLE.ORG:443/a")).isEmpty();
    assertThat(refusal("https://cdn.example.org:8443/a")).isEmpty();
    assertThat(refusal("https://[::1]:9443/a")).isEmpty();
  }

  @Test
  void shouldRefuseWhenHostOrPortIsAnother() {
    for (String uri :
        List.of(
            "https://files.example.org:8443/a",
            "https://cdn.example.org/a",
            "https://example.org/a",
            "https://evil.files.example.org/a",
            "https://files.example.org.evil.org/a",
            "https://files.example.org@evil.org/a",
            "https://user@files.example.org/a",
            "https://[::1]/a",
            "http://files.example.org/a")) {
      assertThat(refusal(uri)).as(uri).contains(FailureCode.FORBIDDEN_LOCATION);
    }
  }

  @Test
  void shouldCallTheEventInvalidWhenThereIsNoHost() {
    assertThat(refusal("https:/a")).contains(FailureCode.INVALID_EVENT);
    assertThat(refusal("https://under_score.example.org/a")).contains(FailureCode.INVALID_EVENT);
  }
}

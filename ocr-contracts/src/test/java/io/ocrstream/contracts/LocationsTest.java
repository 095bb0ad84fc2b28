/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LocationsTest {
  @ParameterizedTest
  @CsvSource({
    "s3://bucket/key.pdf?versionId=3,           s3://bucket/key.pdf",
    "https://user:pass@host:8443/a?sig=1#frag,  https://host:8443/a",
    "https://user@host,                         https://host",
    "https://host/a@b.pdf?x=@,                  https://host/a@b.pdf",
    "file:///data/a@b/c.png,                    file:///data/a@b/c.png",
    "no uri at all,                             ''"
  })
  void shouldShowALocationWithoutWhatLetsIn(String uri, String shown) {
    assertThat(Locations.shown(uri)).isEqualTo(shown);
  }

  @ParameterizedTest
  @ValueSource(strings = {"invoice-17", "=HYPERLINK(\"http://x\")", "scan of http://x", "a?b#c"})
  void shouldShowAnIdThatIsNoUriAsItIs(String id) {
    assertThat(Locations.shownId(id)).isEqualTo(id);
  }

  @ParameterizedTest
  @ValueSource(strings = {"https://u:secret@h/a?sig=secret", "scan of http://u:secret@h/a"})
  void shouldTakeCredentialsFromIds(String id) {
    assertThat(Locations.shownId(id)).doesNotContain("secret").contains("http");
  }
}

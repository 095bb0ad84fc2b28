/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.config.loader;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SecretsTest {
  private static final Setting URI = SettingsSchema.INSTANCE.find("ocr.cache.uri").orElseThrow();

  @ParameterizedTest
  @CsvSource(
      delimiter = ' ',
      textBlock =
          """
          redis://localhost:6379 redis://localhost:6379
          redis://:p@a redis://***@a
          rediss://u:p@a:1,rediss://u:p@b:2 rediss://***@b:2
          redis://u:p@[::1]:6379/0 redis://***@[::1]:6379/0
          redis-sentinel://p@a:1,b:2/0#main redis-sentinel://***@a:1,b:2/0
          redis://a?password=p redis://a
          redis://u:p,q/@r@a redis://***@a
          redis://:p,q ***
          u:p@a ***
          redis://u:p ***
          """)
  void shouldShowHostsOnlyWhenAUriIsSecret(String uri, String shown) {
    assertThat(Secrets.show(URI, uri)).isEqualTo(shown);
  }

  @Test
  void shouldCutWhenLongerThanTheLimit() {
    assertThat(Secrets.printable("a".repeat(Secrets.MAX_SHOWN))).hasSize(Secrets.MAX_SHOWN);
    assertThat(Secrets.printable("a".repeat(Secrets.MAX_SHOWN + 1)))
        .isEqualTo("a".repeat(Secrets.MAX_SHOWN) + "...");
  }
}

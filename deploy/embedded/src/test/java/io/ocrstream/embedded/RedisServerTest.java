/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RedisServerTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "6.2.20", "7.0.15", "7.2.11", "7.4.6", "8.0.4", "8.2.2", "8.4.0", "8.6.3", "9.0.0"
      })
  void shouldTakeWhatIsNewEnough(String version) {
    assertThat(RedisServer.isNewEnough(version)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "nonsense", "6.2.19", "7.0.14", "7.2.10", "7.4.5", "8.0.3", "8.2.1", "5.0.14"})
  void shouldLeaveWhatIsTooOldOrUnknown(String version) {
    assertThat(RedisServer.isNewEnough(version)).isFalse();
  }

  @Test
  void shouldSayWhichOneItTook(@TempDir Path folder) {
    RedisServer taken = RedisServer.choose(folder);

    assertThat(taken.version()).matches("\\d+\\.\\d+\\.\\d+");
    assertThat(taken.toString())
        .isEqualTo(
            taken.isBundled()
                ? "the bundled Redis " + taken.version()
                : "Redis %s (%s)".formatted(taken.version(), taken.path()));
  }
}

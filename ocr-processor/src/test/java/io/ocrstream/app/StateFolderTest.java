/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.app;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.ocrstream.cache.redis.RedisCache;
import io.ocrstream.config.OwnFolder;
import io.ocrstream.config.Settings;
import io.ocrstream.config.loader.SettingsLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests the checks that a processor makes before it connects to the cluster. */
class StateFolderTest {
  @TempDir private Path folder = Path.of("");

  @Test
  void shouldNotStartWhenOthersMayWriteToItsState() throws Exception {
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxrwxrwx"));
    Settings settings =
        SettingsLoader.of(
            Map.of(
                "ocr.processor.state-dir",
                folder.toString(),
                "ocr.cache.uri",
                "redis://localhost:1"));
    SimpleMeterRegistry registry = new SimpleMeterRegistry();
    try (RedisCache cache = Caches.open(settings, registry)) {
      assertThatThrownBy(() -> ProcessorRole.start(settings, registry, cache))
          .isInstanceOf(OwnFolder.RefusedException.class)
          .hasMessageContaining("ocr.processor.state-dir");
    }
  }
}

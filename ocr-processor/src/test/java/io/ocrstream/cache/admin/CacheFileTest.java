/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.cache.admin;

import static org.assertj.core.api.Assertions.assertThat;

import io.ocrstream.cache.redis.ValueEncryption;
import io.ocrstream.config.loader.SettingsLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests what an export includes and excludes, at and one past each limit. */
class CacheFileTest {
  private static final String SHORT_KEY = "ocr:k";

  /** Bytes before the key: expiry in milliseconds and the key's length. */
  private static final int HEAD = Long.BYTES + Short.BYTES;

  @TempDir private Path folder;

  @Test
  void shouldLeaveOutAKeyThatIsLongerThanTheLimit() throws Exception {
    String longest = "ocr:" + "k".repeat(CacheFile.MAX_KEY_BYTES - 4);

    assertThat(kept(entry(longest, 1), entry(longest + "k", 1), entry(SHORT_KEY, 1)))
        .extracting(CacheFile.Entry::key)
        .containsExactly(longest, SHORT_KEY);
  }

  @Test
  void shouldLeaveOutAValueThatIsLargerThanTheLimit() throws Exception {
    int largest = CacheFile.MAX_FRAME_BYTES - HEAD - SHORT_KEY.length();

    assertThat(kept(entry(SHORT_KEY, largest), entry(SHORT_KEY, largest + 1)))
        .extracting(entry -> entry.value().length)
        .containsExactly(largest);
  }

  private static CacheFile.Entry entry(String key, int bytes) {
    return new CacheFile.Entry(key, 1, new byte[bytes]);
  }

  private List<CacheFile.Entry> kept(CacheFile.Entry... entries) throws Exception {
    Path file = folder.resolve("export");
    try (CacheFile.Writer writer = CacheFile.write(file, null)) {
      for (CacheFile.Entry entry : entries) {
        writer.put(entry);
      }
      writer.finish();
    }
    List<CacheFile.Entry> kept = new ArrayList<>();
    CacheFile.read(file, ValueEncryption.of(SettingsLoader.of(Map.of()).cache()), kept::add);
    return kept;
  }
}

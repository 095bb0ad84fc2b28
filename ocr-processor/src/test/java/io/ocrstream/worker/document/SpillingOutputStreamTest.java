/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.worker.document;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SpillingOutputStreamTest {
  private static final int LIMIT = 1000;

  @TempDir private Path folder = Path.of("");

  @Test
  void shouldKeepInMemoryWhatIsNoMoreThanTheLimit() throws IOException {
    for (int size : new int[] {0, LIMIT - 1, LIMIT}) {
      Path file = folder.resolve("file");
      assertThat(written(file, size)).isEqualTo(bytes(size));
      assertThat(file).doesNotExist();
    }
  }

  @Test
  void shouldHaveAllOfItInTheFileWhenThereIsOneByteMore() throws IOException {
    Path file = folder.resolve("file");

    assertThat(written(file, LIMIT + 1)).isEmpty();

    assertThat(file).hasBinaryContent(bytes(LIMIT + 1));
    assertThat(written(folder.resolve("one"), 20 * LIMIT)).isEmpty();
    assertThat(folder.resolve("one")).hasBinaryContent(bytes(20 * LIMIT));
  }

  /** Writes in pieces of every kind. Returns the bytes in memory; empty if they are in the file. */
  private static byte[] written(Path file, int size) throws IOException {
    byte[] bytes = bytes(size);
    try (SpillingOutputStream out = new SpillingOutputStream(file, LIMIT)) {
      int at = 0;
      while (at < size) {
        int length = Math.min(size - at, 1 + at % 97);
        if (length == 1) {
          out.write(bytes[at]);
        } else {
          out.write(bytes, at, length);
        }
        at += length;
      }
      return out.bytes().orElse(new byte[0]);
    }
  }

  private static byte[] bytes(int size) {
    byte[] bytes = new byte[size];
    new Random(1).nextBytes(bytes);
    return Arrays.copyOf(bytes, size);
  }
}

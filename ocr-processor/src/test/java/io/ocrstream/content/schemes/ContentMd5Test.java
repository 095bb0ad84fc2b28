/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.content.schemes;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.ocrstream.content.ContentLimits;
import io.ocrstream.content.Fetched;
import io.ocrstream.contracts.Location;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ContentMd5Test {
  @TempDir private Path folder = Path.of("");

  @Test
  void shouldComputeTheMd5OnlyWhenAskedTo() throws IOException {
    assertThat(md5(true)).as("of md5sum").isEqualTo("0cc175b9c0f1b6a831c399e269772661");
    assertThat(md5(false)).isNull();
  }

  private @Nullable String md5(boolean asked) throws IOException {
    Path root = Files.createDirectories(folder.resolve("documents")).toRealPath();
    Path file = Files.write(root.resolve("a"), "a".getBytes(UTF_8));
    try (ContentStores stores =
            ContentStores.open(ContentLimits.files(root), folder.resolve("work"), asked);
        Fetched fetched =
            stores.fetch(new Location(file.toUri().toString(), null)).value().orElseThrow()) {
      return fetched.md5();
    }
  }
}

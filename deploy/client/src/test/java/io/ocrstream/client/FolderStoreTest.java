/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.ocrstream.contracts.ContentHash;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderStoreTest {
  @TempDir private Path folder = Path.of("unset");

  @Test
  void shouldStoreEqualBytesOnceAndOtherBytesBesideThem() throws Exception {
    FolderStore store = new FolderStore(folder);
    String first = put(store, "../möbel 1.png", new byte[] {1});

    assertThat(Path.of(URI.create(first))).hasBinaryContent(new byte[] {1}).hasParent(folder);
    assertThat(first).endsWith("-.._m_bel_1.png");
    assertThat(put(store, "../möbel 1.png", new byte[] {1})).isEqualTo(first);
    assertThat(put(store, "../möbel 1.png", new byte[] {2})).isNotEqualTo(first);
    try (var files = Files.list(folder)) {
      assertThat(files).hasSize(2);
    }
  }

  @Test
  void shouldKeepTheEndOfLongNames() {
    ContentHash hash = ContentHash.ofBytes(new byte[0]);
    assertThat(DocumentStore.objectName("x".repeat(500) + ".pdf", hash))
        .hasSize(133)
        .startsWith(hash.hex().substring(0, 12) + "-x")
        .endsWith("x.pdf");
  }

  private static String put(DocumentStore store, String name, byte[] bytes) throws Exception {
    return store.put(name, ContentHash.ofBytes(bytes), bytes);
  }
}

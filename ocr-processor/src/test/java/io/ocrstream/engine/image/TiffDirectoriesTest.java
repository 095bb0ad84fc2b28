/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine.image;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.TRUNCATE_EXISTING;
import static java.nio.file.StandardOpenOption.WRITE;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Tests chains of TIFF directories, built by hand with one entry (the width) unless stated
 * otherwise.
 */
class TiffDirectoriesTest {
  private static final int HEADER_BYTES = 8;
  private static final int ENTRY_BYTES = 12;
  private static final int WIDTH = 256;
  private static final int SHORT = 3;

  @TempDir Path folder;

  @Test
  void shouldEndWhenThereAreMoreDirectoriesThanTheLimit() throws IOException {
    assertThat(walked(chain(TiffDirectories.MAX_DIRECTORIES)))
        .hasSize(TiffDirectories.MAX_DIRECTORIES)
        .allMatch(directory -> directory.size().width() == 7);
    assertThat(walked(chain(TiffDirectories.MAX_DIRECTORIES + 1)))
        .hasSize(TiffDirectories.MAX_DIRECTORIES);
  }

  @Test
  void shouldTakeADirectoryForDamagedWhenItHasMoreEntriesThanTheLimit() throws IOException {
    assertThat(walked(wide(TiffDirectories.MAX_ENTRIES)).get(0).size().width()).isEqualTo(7);
    assertThat(walked(wide(TiffDirectories.MAX_ENTRIES + 1)).get(0).size().width()).isZero();
    assertThat(walked(wide(0)).get(0).size().width()).isZero();
  }

  @Test
  void shouldEndWhenTheChainComesBackOnItself() throws IOException {
    ByteBuffer file = chain(3);
    file.putInt(file.limit() - Integer.BYTES, HEADER_BYTES);
    assertThat(walked(file)).hasSize(3);
  }

  private static ByteBuffer chain(int directories) {
    int bytes = Short.BYTES + ENTRY_BYTES + Integer.BYTES;
    ByteBuffer file = header(HEADER_BYTES + directories * bytes);
    for (int i = 1; i <= directories; i++) {
      file.putShort((short) 1);
      width(file);
      file.putInt(i == directories ? 0 : HEADER_BYTES + i * bytes);
    }
    return file;
  }

  private static ByteBuffer wide(int entries) {
    ByteBuffer file = header(HEADER_BYTES + Short.BYTES + entries * ENTRY_BYTES + Integer.BYTES);
    file.putShort((short) entries);
    for (int i = 0; i < entries; i++) {
      width(file);
    }
    return file;
  }

  private static ByteBuffer header(int bytes) {
    ByteBuffer file = ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
    return file.put((byte) 'I').put((byte) 'I').putShort((short) 42).putInt(HEADER_BYTES);
  }

  private static void width(ByteBuffer file) {
    file.putShort((short) WIDTH).putShort((short) SHORT).putInt(1).putInt(7);
  }

  private List<TiffDirectories.Directory> walked(ByteBuffer bytes) throws IOException {
    Path file = folder.resolve("made.tiff");
    try (FileChannel channel = FileChannel.open(file, CREATE, TRUNCATE_EXISTING, WRITE)) {
      assertThat(channel.write(bytes.rewind())).isEqualTo(bytes.limit());
    }
    try (FileChannel channel = FileChannel.open(file)) {
      return TiffDirectories.of(channel);
    }
  }
}

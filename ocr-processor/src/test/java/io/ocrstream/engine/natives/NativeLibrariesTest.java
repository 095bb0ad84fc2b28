/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine.natives;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.jna.Platform;
import io.ocrstream.engine.EngineUnavailableException;
import io.ocrstream.engine.InstallFolder;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NativeLibrariesTest {
  @TempDir Path root;

  @Test
  void shouldSaySoWhenThePlatformHasNoNatives() {
    assertThatThrownBy(() -> NativeLibraries.unpack(new InstallFolder(root), "linux-riscv64"))
        .isInstanceOf(EngineUnavailableException.class)
        .hasMessageContaining("linux-riscv64");
    assertThatThrownBy(() -> NativeLibraries.unpack(new InstallFolder(root), "unsupported-x86_64"))
        .isInstanceOf(EngineUnavailableException.class);
    assertThat(root).isEmptyDirectory();
  }

  @Test
  void shouldNameThePlatformAsTheJarsDo() {
    assertThat(NativeLibraries.platform(Platform.LINUX, "x86-64")).isEqualTo("linux-x86_64");
    assertThat(NativeLibraries.platform(Platform.LINUX, "aarch64")).isEqualTo("linux-arm64");
    assertThat(NativeLibraries.platform(Platform.MAC, "aarch64")).isEqualTo("macosx-arm64");
  }
}

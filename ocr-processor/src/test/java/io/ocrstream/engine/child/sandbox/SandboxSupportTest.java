/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine.child.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ocrstream.config.EngineConfig;
import io.ocrstream.engine.EngineUnavailableException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class SandboxSupportTest {
  private static final SandboxSupport FULL = new SandboxSupport(true, true);

  @ParameterizedTest
  @EnumSource(names = {"AUTO", "REQUIRED"})
  void shouldUseAllThatThereIs(EngineConfig.Sandbox wanted) {
    assertThat(FULL.asWanted(wanted)).isEqualTo(FULL);
    assertThat(FULL.isFull()).isTrue();
  }

  @Test
  void shouldUseNothingWhenSwitchedOff() {
    assertThat(FULL.asWanted(EngineConfig.Sandbox.OFF)).isEqualTo(new SandboxSupport(false, false));
  }

  @ParameterizedTest
  @CsvSource({"true, false, seccomp", "false, true, Landlock", "false, false, Landlock"})
  void shouldDoWithPartsUnlessAllIsRequired(boolean files, boolean calls, String missing) {
    SandboxSupport parts = new SandboxSupport(files, calls);
    assertThat(parts.isFull()).isFalse();
    assertThat(parts.asWanted(EngineConfig.Sandbox.AUTO)).isEqualTo(parts);
    assertThatThrownBy(() -> parts.asWanted(EngineConfig.Sandbox.REQUIRED))
        .isInstanceOf(EngineUnavailableException.class)
        .hasMessageContaining("ocr.engine.sandbox is required")
        .hasMessageContaining(missing);
  }
}

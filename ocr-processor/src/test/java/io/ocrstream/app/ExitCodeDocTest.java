/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Tests that {@code docs/exit-codes.md} lists every exit code. */
class ExitCodeDocTest {
  @Test
  void shouldShowEveryCodeWithItsMeaning() throws Exception {
    String table =
        Arrays.stream(ExitCode.values())
            .map(code -> "| %d | %s |%n".formatted(code.code(), code.meaning()))
            .collect(Collectors.joining());

    assertThat(Files.readString(Path.of("../docs/exit-codes.md"))).contains("|---|---|\n" + table);
  }
}

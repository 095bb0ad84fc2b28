/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.ocrstream.contracts.FailureCode;
import io.ocrstream.intake.OptionsForm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Tests that {@code docs/gateway.md} has every status and parameter. */
class GatewayDocTest {
  private static List<String> lines() throws IOException {
    return Files.readAllLines(Path.of("..", "docs", "gateway.md"));
  }

  @ParameterizedTest
  @EnumSource(FailureCode.class)
  void shouldHaveTheStatusOfEveryFailure(FailureCode code) throws IOException {
    assertThat(lines())
        .filteredOn(line -> line.startsWith("| " + FailureStatus.of(code) + " |"))
        .anyMatch(line -> line.contains("`" + code.name() + "`"));
  }

  @Test
  void shouldHaveEveryParameter() throws IOException {
    assertThat(
            lines().stream()
                .filter(line -> line.matches("\\| `[a-z_]+` \\|.*"))
                .map(line -> line.split("`", 3)[1]))
        .containsExactlyElementsOf(
            Stream.concat(
                    OptionsForm.NAMES.stream(),
                    Stream.of(ReadRequest.DOCUMENT_ID, ReadRequest.TAG, ReadRequest.WAIT))
                .toList());
  }
}

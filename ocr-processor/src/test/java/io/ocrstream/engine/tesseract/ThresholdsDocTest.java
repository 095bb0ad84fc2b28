/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine.tesseract;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Tests that each threshold with its shipped value was measured. */
class ThresholdsDocTest {
  @Test
  void shouldHaveMeasuredEachConstantWithItsShippedValue() throws IOException {
    List<ThresholdsDoc.Row> shipped =
        SweptConstants.ALL.stream()
            .map(each -> new ThresholdsDoc.Row(each.title(), each.shipped()))
            .toList();

    assertThat(ThresholdsDoc.rows()).containsExactlyElementsOf(shipped);
  }

  @Test
  void shouldKeepTheRowsOfOtherConstants() throws IOException {
    String text = Files.readString(ThresholdsDoc.DOC);
    String title = SweptConstants.ALL.get(1).title();
    String row = "| `%s` | 0.5 | 1 | 0.6: same | all keep it |\n".formatted(title);

    String written = ThresholdsDoc.with(List.of(row), text);

    assertThat(ThresholdsDoc.with(List.of(), text)).isEqualTo(text);
    assertThat(written).contains(row);
    assertThat(written.lines()).hasSameSizeAs(text.lines().toList());
  }
}

/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine.tesseract;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
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
}

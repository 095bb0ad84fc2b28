/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.loadtest.chaos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.HashSet;
import java.util.Set;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

class WordPagesTest {
  private final WordPages pages = new WordPages();

  @Test
  void shouldSayAnotherThingForEachNumber() {
    Set<String> texts = new HashSet<>();
    for (int number = 0; number <= WordPages.MAX_NUMBER; number++) {
      assertThat(texts.add(pages.text(number))).isTrue();
    }
  }

  @Test
  void shouldBeAnImageUnlessDamaged() throws IOException {
    assertThat(ImageIO.read(new ByteArrayInputStream(pages.document(27))).getWidth()).isPositive();
    assertThat(pages.damaged(27)).startsWith(new byte[] {(byte) 0x89, 'P', 'N', 'G'});
    assertThat(pages.damaged(27)).isNotEqualTo(pages.damaged(28));
  }

  @Test
  void shouldRefuseNumbersWithoutATextOfTheirOwn() {
    assertThatIllegalArgumentException().isThrownBy(() -> pages.text(-1));
    assertThatIllegalArgumentException().isThrownBy(() -> pages.text(WordPages.MAX_NUMBER + 1));
  }
}

/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class PageImageTest {
  @Test
  void shouldTurnClockwise() {
    PageImage image = new PageImage(3, 2, new byte[] {1, 2, 3, 4, 5, 6});
    PageImage turned = image.turned(1);
    assertThat(turned.width()).isEqualTo(2);
    assertThat(turned.height()).isEqualTo(3);
    assertThat(turned.sample(0, 0, 0)).isEqualTo(4);
    assertThat(turned.sample(1, 2, 0)).isEqualTo(3);
    assertThat(image.turned(2).sample(0, 0, 0)).isEqualTo(6);
    assertThat(image.turned(3).sample(0, 0, 0)).isEqualTo(3);
  }

  @Test
  void shouldKeepTheColoursOfAPixelTogether() {
    PageImage image = new PageImage(2, 1, new byte[] {1, 2, (byte) 200, 4, 5, 6});
    assertThat(image.channels()).isEqualTo(3);
    assertThat(image.turned(2).sample(1, 0, 2)).isEqualTo(200);
  }

  @Test
  void shouldRefuseSamplesThatAreNoImage() {
    assertThatThrownBy(() -> new PageImage(2, 2, new byte[7]))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new PageImage(2, 2, new byte[8]))
        .isInstanceOf(IllegalArgumentException.class);
  }
}

/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import io.ocrstream.engine.document.PageImages;
import io.ocrstream.engine.image.PageImage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests the mapping of boxes of a rotated image to the page, against the image's own rotation. */
class InputFrameTest {
  private static final int WIDTH = 60;
  private static final int HEIGHT = 40;

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3})
  void shouldTellWhereAPixelStoodBeforeThePageWasTurned(int quarters) {
    byte[] samples = new byte[WIDTH * HEIGHT];
    samples[7 * WIDTH + 50] = 1;
    PageImage turned = new PageImage(WIDTH, HEIGHT, samples).turned(quarters);
    InputFrame frame = new InputFrame(size(1), quarters, turned.width(), turned.height());
    for (int y = 0; y < turned.height(); y++) {
      for (int x = 0; x < turned.width(); x++) {
        if (turned.sample(x, y, 0) == 1) {
          assertThat(frame.place(new TextBox(x + 0.5, y + 0.5, 1, 1, 0)))
              .isEqualTo(new PixelBox(50, 7, 51, 8));
        }
      }
    }
  }

  @Test
  void shouldTellPixelsOfThePageWhenTheImageIsSmaller() {
    InputFrame frame = new InputFrame(size(3), 1, /* width= */ HEIGHT, /* height= */ WIDTH);
    assertThat(frame.place(new TextBox(HEIGHT - 2, 5, 2, 4, 0)))
        .isEqualTo(new PixelBox(9, 3, 21, 9));
  }

  @Test
  void shouldStayOnThePage() {
    InputFrame frame = new InputFrame(size(1), 0, WIDTH, HEIGHT);
    assertThat(frame.place(new TextBox(0, 0, 20, 10, 0))).isEqualTo(new PixelBox(0, 0, 10, 5));
    assertThat(frame.place(new TextBox(WIDTH + 9, HEIGHT + 9, 2, 2, 0)))
        .isEqualTo(new PixelBox(WIDTH - 1, HEIGHT - 1, WIDTH, HEIGHT));
  }

  private static PageImages.Size size(int scale) {
    return new PageImages.Size(1, WIDTH * scale, HEIGHT * scale);
  }
}

/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.ocrstream.engine.image.PageImage;
import io.ocrstream.engine.onnx.models.Pixels;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class PageInputTest {
  private static final Pixels PIXELS =
      new Pixels(
          List.of(
              new Pixels.Channel(0.1f, 0.5f),
              new Pixels.Channel(0.2f, 0.5f),
              new Pixels.Channel(0.3f, 0.5f)),
          true,
          51);

  @Test
  void shouldOrderChannelsBlueFirstAndPadAtTheRightAndBelow() {
    PageImage red = new PageImage(1, 1, new byte[] {(byte) 255, 0, 51});
    float[] values = new PageInput(red, PIXELS, 1, 1).tensor(2, 2).values();
    float padding = (0.2f - 0.1f) / 0.5f;
    assertThat(Arrays.copyOf(values, 4))
        .containsExactly(new float[] {0.2f, padding, padding, padding}, within(1e-5f));
    assertThat(values[4]).isCloseTo(-0.4f, within(1e-5f));
    assertThat(values[8]).isCloseTo(1.4f, within(1e-5f));
  }

  @Test
  void shouldLoseNoInkWhenItShrinks() {
    byte[] samples = new byte[90 * 90];
    for (int y = 0; y < 90; y++) {
      samples[y * 90 + 44] = (byte) 255;
    }
    PageImage line = new PageImage(90, 90, samples);
    float[] values = new PageInput(line, PIXELS, 30, 30).tensor(30, 30).values();
    double sum = 0;
    for (int x = 0; x < 30; x++) {
      sum += values[15 * 30 + x] * 0.5 + 0.1;
    }
    // A white pixel becomes a third of a pixel that is three times as wide.
    assertThat(sum).isCloseTo(1 / 3.0, within(0.01));
  }

  @Test
  void shouldStayEvenWhenItGrows() {
    byte[] samples = new byte[4 * 4];
    Arrays.fill(samples, (byte) 102);
    float[] values =
        new PageInput(new PageImage(4, 4, samples), PIXELS, 9, 9).tensor(9, 9).values();
    assertThat(values[40]).isCloseTo(0.6f, within(1e-5f));
  }
}

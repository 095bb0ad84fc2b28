/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.ocrstream.engine.image.PageImage;
import io.ocrstream.engine.onnx.models.Pixels;
import java.util.Collections;
import org.junit.jupiter.api.Test;

class StripTest {
  private static final Pixels PIXELS =
      new Pixels(Collections.nCopies(3, new Pixels.Channel(0, 1)), false, 255);

  @Test
  void shouldKeepTheShapeUpToTheLongestWidth() {
    TextBox box = new TextBox(100, 100, 199, 20, 0);
    assertThat(Strip.of(box, 10, 101).width()).isEqualTo(100);
    assertThat(Strip.of(box, 10, 99).width()).isEqualTo(99);
  }

  @Test
  void shouldCutOutTheVeryPixelsWhenLevelAndOfTheSameSize() {
    PageImage image = ramp(40, 20);
    Strip strip = new Strip(new TextBox(15, 6, 10, 4, 0), 10, 4);
    float[] values = new float[3 * 12 * 4];
    strip.write(image, PIXELS, values, 0, 12);
    assertThat(values[0]).isCloseTo(image.sample(10, 4, 0) / 255f, within(1e-4f));
    assertThat(values[2 * 12 + 9]).isCloseTo(image.sample(19, 6, 0) / 255f, within(1e-4f));
    assertThat(values[10]).as("padding").isEqualTo(1);
    assertThat(values[12 * 4]).as("gray in every channel").isEqualTo(values[0]);
  }

  @Test
  void shouldLayTextLevelThatRunsUpwards() {
    PageImage image = ramp(20, 40);
    TextBox upwards = new TextBox(8, 20, 6, 30, 0).upwards();
    Strip strip = new Strip(upwards, 30, 6);
    float[] values = new float[3 * 30 * 6];
    strip.write(image, PIXELS, values, 0, 30);
    // Its first pixel is the lowest on the left of the page.
    assertThat(values[0]).isCloseTo(image.sample(5, 34, 0) / 255f, within(1e-4f));
    assertThat(values[29]).isCloseTo(image.sample(5, 5, 0) / 255f, within(1e-4f));
  }

  private static PageImage ramp(int width, int height) {
    byte[] samples = new byte[width * height];
    for (int i = 0; i < samples.length; i++) {
      samples[i] = (byte) (i % width * 4 + i / width * 2);
    }
    return new PageImage(width, height, samples);
  }
}

/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import io.ocrstream.engine.onnx.models.ModelConfig;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProbabilityMapTest {
  private static final int STRIDE = 40;
  private static final int HEIGHT = 20;
  private static final ModelConfig.Rules RULES = new ModelConfig.Rules(0.3, 0.5, 0);

  private final float[] values = new float[STRIDE * HEIGHT];

  @Test
  void shouldFindEachBlobWhenTheyDoNotTouch() {
    fill(2, 2, 10, 4, 0.9f);
    fill(2, 8, 20, 3, 0.7f);
    assertThat(pieces(RULES))
        .containsExactly(new TextBox(7, 4, 10, 4, 0), new TextBox(12, 9.5, 20, 3, 0));
  }

  @Test
  void shouldJoinBlobsWhenTheirCornersTouch() {
    fill(2, 2, 5, 3, 0.9f);
    fill(7, 5, 5, 3, 0.9f);
    assertThat(pieces(RULES)).hasSize(1);
  }

  @Test
  void shouldLeaveOutWhatIsImprobableOnAverage() {
    fill(2, 2, 10, 4, 0.49f);
    fill(2, 10, 10, 4, 0.51f);
    assertThat(pieces(RULES)).extracting(TextBox::y).containsExactly(12.0);
  }

  @Test
  void shouldLeaveOutWhatIsLessThanThreePixelsAcross() {
    fill(2, 2, 10, 2, 0.9f);
    fill(2, 10, 10, 3, 0.9f);
    assertThat(pieces(RULES)).extracting(TextBox::height).containsExactly(3.0);
  }

  @Test
  void shouldNotLookBeyondTheMapWhenTheRestIsPadding() {
    fill(30, 2, 10, 4, 0.9f);
    assertThat(new ProbabilityMap(values, STRIDE, 30, HEIGHT).pieces(RULES)).isEmpty();
  }

  @Test
  void shouldGrowByAreaOverPerimeter() {
    fill(10, 6, 20, 5, 0.9f);
    // 20 * 5 / (2 * (20 + 5)) = 2 pixels on each side, times 1.5.
    assertThat(pieces(new ModelConfig.Rules(0.3, 0.5, 1.5)))
        .containsExactly(new TextBox(20, 8.5, 26, 11, 0));
  }

  private List<TextBox> pieces(ModelConfig.Rules rules) {
    return new ProbabilityMap(values, STRIDE, STRIDE, HEIGHT).pieces(rules);
  }

  private void fill(int x, int y, int width, int height, float value) {
    for (int row = y; row < y + height; row++) {
      for (int column = x; column < x + width; column++) {
        values[row * STRIDE + column] = value;
      }
    }
  }
}

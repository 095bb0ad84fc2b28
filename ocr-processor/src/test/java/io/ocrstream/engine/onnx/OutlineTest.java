/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OutlineTest {
  @Test
  void shouldGiveTheVeryBoxWhenTheBlobIsLevel() {
    Outline outline = new Outline();
    for (int y = 7; y < 12; y++) {
      outline.add(y, 20, 49);
    }
    assertThat(outline.rectangle()).isEqualTo(new TextBox(35, 9.5, 30, 5, 0));
  }

  @ParameterizedTest
  @ValueSource(doubles = {-40, -12, -3, 3, 12, 40})
  void shouldFindTheAngleWhenTheBlobIsTurned(double degrees) {
    TextBox box = new TextBox(200, 200, 160, 30, Math.toRadians(degrees));
    Outline outline = new Outline();
    for (int y = 0; y < 400; y++) {
      int first = -1;
      int last = -1;
      for (int x = 0; x < 400; x++) {
        if (isInside(box, x + 0.5, y + 0.5)) {
          first = first < 0 ? x : first;
          last = x;
        }
      }
      if (first >= 0) {
        outline.add(y, first, last);
      }
    }

    TextBox found = outline.rectangle();

    assertThat(found.x()).isCloseTo(200, within(1.0));
    assertThat(found.y()).isCloseTo(200, within(1.0));
    assertThat(found.width()).isCloseTo(160, within(3.0));
    assertThat(found.height()).isCloseTo(30, within(3.0));
    assertThat(Math.toDegrees(found.angle())).isCloseTo(degrees, within(1.5));
  }

  private static boolean isInside(TextBox box, double x, double y) {
    double dx = x - box.x();
    double dy = y - box.y();
    double along = dx * Math.cos(box.angle()) + dy * Math.sin(box.angle());
    double across = dy * Math.cos(box.angle()) - dx * Math.sin(box.angle());
    return Math.abs(along) <= box.width() / 2 && Math.abs(across) <= box.height() / 2;
  }
}

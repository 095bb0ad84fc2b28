/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine.preparation;

import static org.assertj.core.api.Assertions.assertThat;

import io.ocrstream.engine.image.PixelRectangle;
import org.junit.jupiter.api.Test;

class PageFrameTest {
  private static final PixelRectangle WORD = new PixelRectangle(10, 20, 40, 32);

  @Test
  void shouldLeaveBoxesWhereTheyAreWhenNothingWasDone() {
    assertThat(PageFrame.of(100, 50).onPage(WORD)).isEqualTo(WORD);
  }

  @Test
  void shouldPlaceBoxesOnThePageWhenItWasTurnedByQuarters() {
    assertThat(PageFrame.of(100, 50).turned(1).onPage(WORD))
        .isEqualTo(new PixelRectangle(20, 10, 32, 40));
    assertThat(PageFrame.of(100, 50).turned(2).onPage(WORD))
        .isEqualTo(new PixelRectangle(60, 18, 90, 30));
    assertThat(PageFrame.of(100, 50).turned(3).onPage(WORD))
        .isEqualTo(new PixelRectangle(68, 10, 80, 40));
    assertThat(PageFrame.of(100, 50).turned(1).turned(-1).onPage(WORD)).isEqualTo(WORD);
  }

  @Test
  void shouldPlaceBoxesOnThePageWhenItWasMadeLarger() {
    assertThat(PageFrame.of(100, 50).scaled(200, 100).onPage(WORD))
        .isEqualTo(new PixelRectangle(5, 10, 20, 16));
  }

  @Test
  void shouldHoldTheWordOnThePageWhenItsLinesWereMadeLevel() {
    // A quarter turn represents a few degrees: the upper middle came from the left.
    PageFrame quarter = PageFrame.of(200, 200).straightened(90, 200, 200);
    assertThat(quarter.onPage(new PixelRectangle(95, 0, 105, 10)))
        .isEqualTo(new PixelRectangle(0, 95, 10, 105));
    PageFrame slight = PageFrame.of(1000, 1000).straightened(10, 1100, 1100);
    PixelRectangle middle = slight.onPage(new PixelRectangle(500, 545, 600, 555));
    assertThat(middle).isEqualTo(new PixelRectangle(450, 486, 550, 514));
  }

  @Test
  void shouldStayWithinThePageWhenTheWordReachesOverItsEdge() {
    PageFrame frame = PageFrame.of(100, 50).straightened(3, 110, 70);
    PixelRectangle all = frame.onPage(new PixelRectangle(-10, -10, 120, 80));
    assertThat(all).isEqualTo(new PixelRectangle(0, 0, 100, 50));
    PixelRectangle outside = frame.onPage(new PixelRectangle(200, 200, 210, 210));
    assertThat(outside).isEqualTo(new PixelRectangle(99, 49, 100, 50));
  }

  @Test
  void shouldUndoEachStepWhenOneFollowsTheOther() {
    PageFrame frame = PageFrame.of(100, 50).turned(1).scaled(100, 200).turned(2);
    assertThat(frame.onPage(new PixelRectangle(0, 0, 100, 200)))
        .isEqualTo(new PixelRectangle(0, 0, 100, 50));
    // The right end of the last row, turned by 180°, enlarged and turned by 90°, is the lower left
    // of the page.
    assertThat(frame.onPage(new PixelRectangle(98, 198, 100, 200)))
        .isEqualTo(new PixelRectangle(0, 49, 1, 50));
  }
}

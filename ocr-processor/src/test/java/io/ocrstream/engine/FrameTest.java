/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FrameTest {
  private static final Box WORD = new Box(10, 20, 40, 32);

  @Test
  void shouldLeaveBoxesWhereTheyAreWhenNothingWasDone() {
    assertThat(Frame.of(100, 50).onPage(WORD)).isEqualTo(WORD);
  }

  @Test
  void shouldPlaceBoxesOnThePageWhenItWasTurnedByQuarters() {
    assertThat(Frame.of(100, 50).turned(1).onPage(WORD)).isEqualTo(new Box(20, 10, 32, 40));
    assertThat(Frame.of(100, 50).turned(2).onPage(WORD)).isEqualTo(new Box(60, 18, 90, 30));
    assertThat(Frame.of(100, 50).turned(3).onPage(WORD)).isEqualTo(new Box(68, 10, 80, 40));
    assertThat(Frame.of(100, 50).turned(1).turned(-1).onPage(WORD)).isEqualTo(WORD);
  }

  @Test
  void shouldPlaceBoxesOnThePageWhenItWasMadeLarger() {
    assertThat(Frame.of(100, 50).scaled(200, 100).onPage(WORD)).isEqualTo(new Box(5, 10, 20, 16));
  }

  @Test
  void shouldHoldTheWordOnThePageWhenItsLinesWereMadeLevel() {
    // A quarter stands in for a few degrees: the upper middle came from the left.
    Frame quarter = Frame.of(200, 200).straightened(90, 200, 200);
    assertThat(quarter.onPage(new Box(95, 0, 105, 10))).isEqualTo(new Box(0, 95, 10, 105));
    Frame slight = Frame.of(1000, 1000).straightened(10, 1100, 1100);
    Box middle = slight.onPage(new Box(500, 545, 600, 555));
    assertThat(middle).isEqualTo(new Box(450, 486, 550, 514));
  }

  @Test
  void shouldStayWithinThePageWhenTheWordReachesOverItsEdge() {
    Frame frame = Frame.of(100, 50).straightened(3, 110, 70);
    Box all = frame.onPage(new Box(-10, -10, 120, 80));
    assertThat(all).isEqualTo(new Box(0, 0, 100, 50));
    Box outside = frame.onPage(new Box(200, 200, 210, 210));
    assertThat(outside).isEqualTo(new Box(99, 49, 100, 50));
  }

  @Test
  void shouldUndoEachStepWhenOneFollowsTheOther() {
    Frame frame = Frame.of(100, 50).turned(1).scaled(100, 200).turned(2);
    assertThat(frame.onPage(new Box(0, 0, 100, 200))).isEqualTo(new Box(0, 0, 100, 50));
    // The last row's right end, upside down, enlarged, on its side: the page's left end, below.
    assertThat(frame.onPage(new Box(98, 198, 100, 200))).isEqualTo(new Box(0, 49, 1, 50));
  }
}

/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine.image;

import io.ocrstream.contracts.Preparation;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What was done to an image before it was read.
 *
 * @param frame where its pixels stand on the page
 * @param steps in their order
 * @param straightened degrees clockwise by which it was turned for its lines to run level
 * @param quarters clockwise by which it was turned beside
 * @param certain whether the letters' shapes leave no doubt which way up it is
 * @param contrast how ink stands out from its paper; null where it is black and white
 */
public record PreprocessedPage(
    PageFrame frame,
    List<Preparation> steps,
    double straightened,
    int quarters,
    boolean certain,
    @Nullable Contrast contrast) {
  private static final int FULL_TURN = 4;
  private static final double HUNDREDTHS = 100;

  /** Copies the list. */
  public PreprocessedPage {
    steps = List.copyOf(steps);
  }

  /** Whether there is nothing on it but paper. */
  public boolean isBlank() {
    return contrast != null && contrast.isBlank();
  }

  /** Whether what is on it may be the back of the sheet shining through. */
  public boolean isFaint() {
    return contrast != null && contrast.isFaint();
  }

  /** Degrees clockwise by which the page's lines ran askew, to two digits. */
  public double skew() {
    // Nought has no sign.
    return straightened == 0 ? 0 : -Math.round(straightened * HUNDREDTHS) / HUNDREDTHS;
  }

  /** The same turned by so many quarters more, after all. */
  public PreprocessedPage turned(int more) {
    int now = Math.floorMod(quarters + more, FULL_TURN);
    List<Preparation> all = new ArrayList<>(steps);
    all.remove(Preparation.TURNED);
    if (now != 0) {
      all.add(Preparation.TURNED);
    }
    return new PreprocessedPage(frame.turned(more), all, straightened, now, true, contrast);
  }

  /** The same with a step more that moves no pixel. */
  public PreprocessedPage with(Preparation step) {
    List<Preparation> all = new ArrayList<>(steps);
    all.add(step);
    return new PreprocessedPage(frame, all, straightened, quarters, certain, contrast);
  }
}

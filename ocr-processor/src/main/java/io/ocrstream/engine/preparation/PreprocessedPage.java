/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine.preparation;

import io.ocrstream.contracts.Preparation;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What preprocessing did to an image.
 *
 * @param frame maps its pixels to the page
 * @param steps steps in their order
 * @param straightened clockwise rotation in degrees that corrected the skew
 * @param quarters clockwise quarter turns applied in addition
 * @param certain whether the orientation is certain from the letters' shapes
 * @param contrast contrast of ink and paper; null for a binary image
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

  /** Returns whether the page is blank. */
  public boolean isBlank() {
    return contrast != null && contrast.isBlank();
  }

  /** Returns whether the ink may be from the back of the sheet. */
  public boolean isFaint() {
    return contrast != null && contrast.isFaint();
  }

  /** Returns the clockwise skew of the page's lines in degrees, rounded to two digits. */
  public double skew() {
    // Avoids negative zero.
    return straightened == 0 ? 0 : -Math.round(straightened * HUNDREDTHS) / HUNDREDTHS;
  }

  /** Returns a copy rotated by {@code more} clockwise quarter turns, with a certain orientation. */
  public PreprocessedPage turned(int more) {
    int now = Math.floorMod(quarters + more, FULL_TURN);
    List<Preparation> all = new ArrayList<>(steps);
    all.remove(Preparation.TURNED);
    if (now != 0) {
      all.add(Preparation.TURNED);
    }
    return new PreprocessedPage(frame.turned(more), all, straightened, now, true, contrast);
  }

  /** Returns a copy with a further step that moves no pixels. */
  public PreprocessedPage with(Preparation step) {
    List<Preparation> all = new ArrayList<>(steps);
    all.add(step);
    return new PreprocessedPage(frame, all, straightened, quarters, certain, contrast);
  }

  /** Returns a copy scaled to another size in pixels. */
  public PreprocessedPage scaled(int width, int height) {
    return new PreprocessedPage(
        frame.scaled(width, height), steps, straightened, quarters, certain, contrast);
  }
}

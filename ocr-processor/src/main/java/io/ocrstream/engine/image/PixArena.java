/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine.image;

import com.sun.jna.ptr.PointerByReference;
import java.nio.IntBuffer;
import java.util.ArrayList;
import java.util.List;
import net.sourceforge.lept4j.Leptonica1;
import net.sourceforge.lept4j.Pix;
import org.jspecify.annotations.Nullable;

/**
 * Native images that are released together: the intermediate results of a measurement.
 *
 * <p><b>Threading:</b> one thread. <b>Fails:</b> with {@link IllegalStateException} where native
 * memory cannot be allocated.
 */
public final class PixArena implements AutoCloseable {
  private final List<Pix> owned = new ArrayList<>();

  /** Takes ownership of an image that Leptonica returned, and returns it. */
  public Pix own(@Nullable Pix pix) {
    Pix mine = PixImage.required(pix);
    mine.setAutoSynch(false);
    owned.add(mine);
    return mine;
  }

  /** Returns a mask of the pixels of a gray image that are darker than {@code level}. */
  public Pix darker(Pix gray, int level) {
    return own(Leptonica1.pixThresholdToBinary(gray, level));
  }

  /** Returns the black pixels of a binary image. */
  public static long count(Pix mask) {
    IntBuffer count = IntBuffer.allocate(1);
    Leptonica1.pixCountPixels(mask, count, null);
    return count.get(0);
  }

  /** Returns the bounding boxes of a binary image's 8-connected components, in pixels. */
  public static List<PixelRectangle> pieces(Pix mask) {
    try (BinaryImage image = new BinaryImage(PixImage.required(Leptonica1.pixClone(mask)))) {
      return image.pieces();
    }
  }

  /** Returns the usual height of letters in a binary image, in pixels; 0 if it has none. */
  public static double letterHeight(Pix mask) {
    return ConnectedComponents.of(pieces(mask)).height();
  }

  @Override
  public void close() {
    owned.forEach(pix -> Leptonica1.pixDestroy(new PointerByReference(pix.getPointer())));
  }
}

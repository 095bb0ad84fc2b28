/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine;

import com.drew.imaging.ImageMetadataReader;
import com.drew.imaging.ImageProcessingException;
import com.drew.metadata.Metadata;
import com.drew.metadata.exif.ExifIFD0Directory;
import java.awt.geom.AffineTransform;
import java.io.IOException;
import java.nio.file.Path;

/** How a camera says that its picture must be turned to stand upright: EXIF's eight values. */
enum Orientation {
  UPRIGHT(false, 0),
  MIRRORED(true, 0),
  UPSIDE_DOWN(false, 2),
  MIRRORED_UPSIDE_DOWN(true, 2),
  MIRRORED_ON_LEFT_SIDE(true, 3),
  ON_LEFT_SIDE(false, 1),
  MIRRORED_ON_RIGHT_SIDE(true, 1),
  ON_RIGHT_SIDE(false, 3);

  private final boolean mirror;
  private final int quarters;

  Orientation(boolean mirror, int quarters) {
    this.mirror = mirror;
    this.quarters = quarters;
  }

  /** What {@code file} says; upright where it says nothing that can be understood. */
  static Orientation of(Path file) {
    try {
      Metadata metadata = ImageMetadataReader.readMetadata(file.toFile());
      return metadata.getDirectoriesOfType(ExifIFD0Directory.class).stream()
          .map(directory -> directory.getInteger(ExifIFD0Directory.TAG_ORIENTATION))
          .filter(value -> value != null && value >= 1 && value <= values().length)
          .findFirst()
          .map(value -> values()[value - 1])
          .orElse(UPRIGHT);
    } catch (ImageProcessingException | IOException | RuntimeException e) {
      // Damaged metadata must not keep pixels from being read, and this parser throws many kinds.
      return UPRIGHT;
    }
  }

  /** Whether upright is wider where the picture as it is stored is higher. */
  boolean isSideways() {
    return quarters % 2 != 0;
  }

  /**
   * Turns the unit square, whose second axis points upwards, as {@link #applyTo} does a picture.
   */
  AffineTransform ofUnitSquare() {
    AffineTransform turned = new AffineTransform();
    for (int i = 0; i < quarters; i++) {
      turned.concatenate(new AffineTransform(0, -1, 1, 0, 0, 1));
    }
    if (mirror) {
      turned.concatenate(new AffineTransform(-1, 0, 0, 1, 1, 0));
    }
    return turned;
  }

  /** Turns {@code raster} upright: mirrored first, then by clockwise quarters. */
  void applyTo(Raster raster) {
    if (mirror) {
      raster.mirror();
    }
    raster.turn(quarters);
  }
}
